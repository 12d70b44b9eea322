using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Lists;

/// <summary>The entries and facts that the store holds from one list (导入前的名单条目).</summary>
internal sealed class EntrySnapshot
{
    private readonly Dictionary<(string, string), ListEntry> _entries;
    private readonly ILookup<(Guid, string), PersonFact> _facts;

    private EntrySnapshot(List<ListEntry> entries, List<PersonFact> facts)
    {
        _entries = entries.ToDictionary(e => (e.SheetId, e.KeyHash));
        _facts = facts.ToLookup(f => (f.PersonId, f.Kind));
    }

    public static async Task<EntrySnapshot> Load(CountyDb db, string profileId, CancellationToken ct) => new(
        await db.Set<ListEntry>().AsNoTracking().Where(e => e.ProfileId == profileId && e.UntilOn == null)
            .Select(e => new ListEntry
            {
                Id = e.Id, ProfileId = e.ProfileId, SheetId = e.SheetId, KeyHash = e.KeyHash, ContentHash = e.ContentHash, Match = e.Match, PersonId = e.PersonId,
                HouseholdId = e.HouseholdId, VillageCode = e.VillageCode, Party = e.Party, FromOn = e.FromOn, ImportId = e.ImportId, RowNo = e.RowNo,
            }).ToListAsync(ct),
        await db.Set<PersonFact>().AsNoTracking().Where(f => f.Source == profileId).ToListAsync(ct));

    public ListEntry? Find(string sheetId, string keyHash) => _entries.GetValueOrDefault((sheetId, keyHash));

    public IEnumerable<PersonFact> Facts(Guid personId, string kind) => _facts[(personId, kind)];
}
