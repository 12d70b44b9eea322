using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Names;
using Minkang.Domain.People;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Households;
using Minkang.Registry.Contracts;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Search;

/// <summary>What was typed into the search box turned out to be (搜索方式).</summary>
internal enum SearchKind { Nothing, Name, Sound, Pinyin, IdNumber, Digits }

/// <summary>What was found. <paramref name="Elsewhere"/> says where a full number is known outside the reach, and nothing more.</summary>
internal sealed record SearchResult(SearchKind Kind, IReadOnlyList<PersonLine> Persons, IReadOnlyList<HouseholdLine> Households, bool More, string? Elsewhere, string? Refusal)
{
    /// <summary>The page of the only hit; null when there are several or none.</summary>
    public string? OnlyHit => (Persons, Households) switch
    {
        ([var p], []) => $"/persons/{p.Id}",
        ([], [var h]) => $"/households/{h.Id}",
        _ => null,
    };
}

/// <summary>
/// One box for everything (综合搜索): name with its variant characters, pinyin or initials, the last digits of the identity number or the whole of
/// it, the household number or its end. Finds only what the actor may list, and shows it masked.
/// </summary>
internal sealed class SearchRegister(Vault vault, BusinessCalendar calendar, RegionCache regions, FindPersons findPersons, FindHouseholds findHouseholds)
{
    /// <summary>The most hits that are shown; more than that is no answer but a list.</summary>
    public const int Most = 50;
    private const int Shortest = 4, LongestQuery = 60;

    public async Task<SearchResult> Handle(CountyDb db, Actor actor, string? query, CancellationToken ct)
    {
        var text = Clean(query);
        if (text.Length is 0 or > LongestQuery) return new(SearchKind.Nothing, [], [], false, null, null);
        if (IdText.Read(text) is { Number: { } number }) return await ByNumber(db, actor, number, ct);
        if (text.All(c => char.IsAsciiDigit(c) || c is 'X' or 'x') && text.Any(char.IsAsciiDigit)) return await ByDigits(db, actor, text.ToUpperInvariant(), ct);
        return text.All(c => char.IsAsciiLetter(c) || c == ' ') ? await ByPinyin(db, actor, text.ToLowerInvariant(), ct) : await ByName(db, actor, text, ct);
    }

    private static string Clean(string? query) => (query ?? "").Normalize(System.Text.NormalizationForm.FormKC).Trim();

    private async Task<SearchResult> ByNumber(CountyDb db, Actor actor, IdNumber number, CancellationToken ct)
    {
        var hash = vault.Hash(Purposes.IdNumber, number.Text);
        var own = db.PersonsFor(actor, "registry.list").AsNoTracking().Where(p => p.IdHash == hash);
        var hits = await findPersons.Lines(db, actor, own, calendar.Today, ct);
        var former = hits.Count > 0 ? null : await db.OwnerOfFormerNumber(hash, ct);
        if (former is not null) hits = await findPersons.Lines(db, actor, db.PersonsFor(actor, "registry.list").AsNoTracking().Where(p => p.Id == former), calendar.Today, ct);
        if (hits.Count > 0 || !actor.May("registry.find-by-id")) return new(SearchKind.IdNumber, hits, [], false, null, null);
        var village = await db.Set<Person>().AsNoTracking().Where(p => former == null ? p.IdHash == hash : p.Id == former).Select(p => p.VillageCode).SingleOrDefaultAsync(ct);
        db.Trail.Record(actor, "registry.find-by-id", "person", null, detail: new { number = number.Masked, known = village is not null });
        await db.SaveChangesAsync(ct);
        var where = village is null ? null : (await regions.Tree(ct)).NameOf(village[..9]);
        return new(SearchKind.IdNumber, [], [], false, where, null);
    }

    /// <summary>The tail's hash finds a handful of people, whose numbers are opened and compared; the rest of the digits never reach the store.</summary>
    private async Task<SearchResult> ByDigits(CountyDb db, Actor actor, string digits, CancellationToken ct)
    {
        if (digits.Length < Shortest) return new(SearchKind.Digits, [], [], false, null, "请至少输入 4 位数字。");
        var tail = vault.Hash(Purposes.IdTail, digits[^4..]);
        var candidates = await db.PersonsFor(actor, "registry.list").AsNoTracking().Where(p => p.IdTailHash == tail).Select(p => new { p.Id, p.IdSealed }).ToListAsync(ct);
        var former = await (from a in db.Set<PersonAlias>().AsNoTracking().Where(a => a.IdTailHash == tail)
                            join p in db.PersonsFor(actor, "registry.list") on a.PersonId equals p.Id
                            select new { p.Id, a.IdSealed }).ToListAsync(ct);
        var ids = candidates.Concat(former).Where(c => vault.Open(Purposes.IdNumber, c.IdSealed)!.EndsWith(digits, StringComparison.Ordinal)).Select(c => c.Id).Distinct().ToList();
        var persons = await Persons(db, actor, db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Pinyin), ct);
        var homes = await findHouseholds.Hits(db, actor, h => h.Number == digits || (h.Number != null && h.Number.EndsWith(digits)), Most + 1, ct);
        return Shown(SearchKind.Digits, persons, homes);
    }

    private async Task<SearchResult> ByPinyin(CountyDb db, Actor actor, string letters, CancellationToken ct)
    {
        var close = letters.Replace(" ", "", StringComparison.Ordinal);
        var former = await Formerly(db, actor, letters, close, ct);
        var hits = former.Count == 0
            ? Reach(db, actor).Where(p => p.Initials == close || p.Initials.StartsWith(close) || p.Pinyin.Replace(" ", "").StartsWith(close) || p.Pinyin.StartsWith(letters))
            : Reach(db, actor).Where(p => p.Initials == close || p.Initials.StartsWith(close) || p.Pinyin.Replace(" ", "").StartsWith(close) || p.Pinyin.StartsWith(letters) || former.Contains(p.Id));
        return Shown(SearchKind.Pinyin, await Persons(db, actor, hits.OrderBy(p => p.Initials == close ? 0 : 1).ThenBy(p => p.Pinyin), ct), []);
    }

    /// <summary>Who in reach was on record under a name of this sound or these initials. Former names are few, and their initials are not kept.</summary>
    private static async Task<List<Guid>> Formerly(CountyDb db, Actor actor, string letters, string close, CancellationToken ct)
    {
        var first = letters[..1];
        var names = await (from a in db.Set<PersonAlias>().AsNoTracking().Where(a => a.Pinyin.StartsWith(first))
                           join p in Reach(db, actor) on a.PersonId equals p.Id
                           select new { p.Id, a.Name, a.Pinyin }).ToListAsync(ct);
        return [.. names.Where(n => Pinyin.Initials(n.Name).StartsWith(close, StringComparison.Ordinal) || n.Pinyin.Replace(" ", "", StringComparison.Ordinal).StartsWith(close, StringComparison.Ordinal) || n.Pinyin.StartsWith(letters, StringComparison.Ordinal))
            .Select(n => n.Id).Distinct().Order().Take(Most + 1)];
    }

    private async Task<SearchResult> ByName(CountyDb db, Actor actor, string name, CancellationToken ct)
    {
        var key = NameVariants.FoldName(name.Replace(" ", "", StringComparison.Ordinal));
        var former = db.Set<PersonAlias>().Where(a => a.NameKey.Contains(key)).Select(a => a.PersonId);
        var byName = await Persons(db, actor, Reach(db, actor).Where(p => p.NameKey.Contains(key) || former.Contains(p.Id)).OrderBy(p => p.NameKey == key ? 0 : 1).ThenBy(p => p.Pinyin), ct);
        var homes = await findHouseholds.Hits(db, actor, h => h.Number == name, 2, ct);
        if (byName.Count > 0 || homes.Count > 0) return Shown(SearchKind.Name, byName, homes);
        var sound = Pinyin.Of(name);
        var alike = sound + "  ";
        var soundedSo = db.Set<PersonAlias>().Where(a => a.Pinyin.StartsWith(alike)).Select(a => a.PersonId);
        return Shown(SearchKind.Sound, await Persons(db, actor, Reach(db, actor).Where(p => p.Pinyin.StartsWith(alike) || soundedSo.Contains(p.Id)).OrderBy(p => p.Pinyin), ct), []);
    }

    private static IQueryable<Person> Reach(CountyDb db, Actor actor) => db.PersonsFor(actor, "registry.list").AsNoTracking();

    /// <summary>First who, which an index answers alone, then their lines, in the order of the hits.</summary>
    private async Task<IReadOnlyList<PersonLine>> Persons(CountyDb db, Actor actor, IOrderedQueryable<Person> hits, CancellationToken ct)
    {
        var ids = await hits.ThenBy(p => p.Id).Select(p => p.Id).Take(Most + 1).ToListAsync(ct);
        if (ids.Count == 0) return [];
        var place = ids.Index().ToDictionary(i => i.Item, i => i.Index);
        var lines = await findPersons.Lines(db, actor, db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)), calendar.Today, ct);
        return [.. lines.OrderBy(l => place[l.Id])];
    }

    private static SearchResult Shown(SearchKind kind, IReadOnlyList<PersonLine> persons, IReadOnlyList<HouseholdLine> homes) =>
        new(kind, [.. persons.Take(Most)], [.. homes.Take(Most)], persons.Count > Most || homes.Count > Most, null, null);
}
