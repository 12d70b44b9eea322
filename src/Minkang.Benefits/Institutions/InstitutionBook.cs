using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Institutions;

/// <summary>The institutions of a county with all that is said of them (定点医疗机构名册). Some hundred rows, read whole.</summary>
internal sealed class InstitutionBook
{
    public const string See = "resources.see";
    /// <summary>The county health and insurance offices, the two that keep the county's rules.</summary>
    public const string Edit = "benefits.pack-draft";

    private readonly ILookup<Guid?, InstitutionRecord> _records;

    private InstitutionBook(IReadOnlyList<Institution> institutions, IEnumerable<InstitutionRecord> records) =>
        (Institutions, _records) = (institutions, records.ToLookup(r => r.InstitutionId));

    public IReadOnlyList<Institution> Institutions { get; }

    /// <summary>All of them, for rules and counts that look an institution up by its name.</summary>
    public static async Task<InstitutionBook> Of(CountyDb db, CancellationToken ct) => new(
        await db.Set<Institution>().AsNoTracking().OrderBy(i => i.Name).ToListAsync(ct),
        await db.Set<InstitutionRecord>().AsNoTracking().OrderBy(r => r.FromOn).ThenBy(r => r.Id).ToListAsync(ct));

    /// <summary>Those in the actor's reach: staff of a hospital see their own, others those of the county that they belong to.</summary>
    public static async Task<InstitutionBook> For(CountyDb db, Actor actor, CancellationToken ct)
    {
        var all = await Of(db, ct);
        var here = actor.ScopeOf(See).Parts.Where(p => p.Prefix.StartsWith(db.CountyCode, StringComparison.Ordinal) || db.CountyCode.StartsWith(p.Prefix, StringComparison.Ordinal)).ToList();
        if (here.Exists(p => p.Organisation is null && p.OwnListOf is null)) return all;
        var own = here.Count == 0 ? [] : actor.HospitalsFor(See);
        return new([.. all.Institutions.Where(i => own.Contains(i.Name, StringComparer.Ordinal))], all._records.SelectMany(r => r));
    }

    public Institution? Named(string name) => Institutions.FirstOrDefault(i => i.Name == name);

    /// <summary>Everything ever said of it, by the day from which it holds.</summary>
    public IEnumerable<InstitutionRecord> History(Guid? institution) => _records[institution];

    /// <summary>What holds of it on a day.</summary>
    public IEnumerable<InstitutionRecord> On(Guid? institution, InstitutionMatter kind, DateOnly day) => _records[institution].Where(r => r.Kind == kind && r.On(day));

    public bool Has(Guid? institution, InstitutionMatter kind, DateOnly day) => On(institution, kind, day).Any();

    public string? LevelOf(Guid institution, DateOnly day) => On(institution, InstitutionMatter.Level, day).FirstOrDefault()?.Code;

    /// <summary>True when both the county and the institution were ready for one-stop settlement on the day (一站式结算).</summary>
    public bool OneStop(string name, DateOnly day) => Has(null, InstitutionMatter.OneStop, day) && Named(name) is { } known && Has(known.Id, InstitutionMatter.OneStop, day);

    /// <summary>Whether the institution had begun pay-after-treatment on the day (先诊疗后付费); null where the book does not say when it begins.</summary>
    public bool? PayAfter(string name, DateOnly day) =>
        Named(name) is { } known && History(known.Id).Any(r => r.Kind == InstitutionMatter.PayAfter && r.UntilOn != r.FromOn) ? Has(known.Id, InstitutionMatter.PayAfter, day) : null;

    /// <summary>True when one of the diseases stands in the institution's capability list on the day (能力清单).</summary>
    public bool Treats(string name, IReadOnlyCollection<string> diseases, DateOnly day) =>
        Named(name) is { } known && On(known.Id, InstitutionMatter.Ability, day).Any(r => diseases.Any(d => d == r.Code || d.StartsWith(r.Code + ".", StringComparison.Ordinal)));
}
