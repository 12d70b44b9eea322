using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Names;
using Minkang.Domain.People;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Persons;

/// <summary>Somebody on file who may be the one that is being entered (疑似同一人). Outside the reach only the place is told, not who.</summary>
/// <param name="PersonId">Null outside the reach.</param>
/// <param name="Name">Null outside the reach.</param>
/// <param name="Where">Village in reach; township outside.</param>
/// <param name="SameNumber">The number is on record as this person's.</param>
/// <param name="FormerNumber">The number is on record as a former one of this person, from a record that was merged. Where neither is true, name and birth date agree.</param>
internal sealed record LookAlike(Guid? PersonId, string? Name, DateOnly? BirthOn, string Where, bool SameNumber, bool FormerNumber);

/// <summary>Looks through the whole county for people who look like the one being entered (查重).</summary>
internal sealed class LookAlikes(Vault vault, RegionCache regions)
{
    private const int Most = 5;

    /// <param name="except">The person who is looked for, where he is on record already.</param>
    public async Task<IReadOnlyList<LookAlike>> Find(CountyDb db, Actor actor, string name, IdNumber? number, DateOnly? birth, string village, Guid? except, CancellationToken ct)
    {
        var key = NameVariants.FoldName(name);
        var sound = Pinyin.Of(name) + "  ";
        var hash = number is { } known ? vault.Hash(Purposes.IdNumber, known.Text) : null;
        var former = await db.OwnerOfFormerNumber(hash, ct);
        var found = await db.Set<Person>().AsNoTracking().Where(p => p.Id != except)
            .Where(p => (hash != null && p.IdHash == hash) || (former != null && p.Id == former)
                || ((p.NameKey == key || p.Pinyin.StartsWith(sound)) && (birth == null || p.BirthOn == null ? p.VillageCode == village : p.BirthOn == birth)))
            .OrderBy(p => p.IdHash == hash || p.Id == former ? 0 : 1).Take(Most).ToListAsync(ct);
        var different = found.Where(p => p.IdHash is null || hash is null || p.IdHash == hash || p.Id == former || p.BirthOn == birth).ToList();
        if (different.Count == 0) return [];
        var ids = different.ConvertAll(p => p.Id);
        var mine = await db.PersonsFor(actor, "registry.list").Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct);
        var tree = await regions.Tree(ct);
        return [.. different.Select(p => mine.Contains(p.Id)
            ? new LookAlike(p.Id, p.Name, p.BirthOn, tree.Path(p.VillageCode), Same(p), Former(p))
            : new LookAlike(null, null, null, tree.NameOf(p.VillageCode[..9]), Same(p), Former(p)))];

        bool Same(Person p) => hash is not null && p.IdHash == hash;
        bool Former(Person p) => !Same(p) && p.Id == former;
    }
}
