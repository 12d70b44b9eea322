using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Contracts;

/// <summary>
/// Persons by their keys (按编号取人员), for the rows of a list that has found them in reach already: whoever asks, so mask what the reader may not see.
/// Any number of keys may be given, and one may be given twice; they are asked for a portion at a time.
/// </summary>
public static class PersonsByIds
{
    /// <summary>How many keys one question to the store names.</summary>
    internal const int Portion = 400;

    /// <summary>The persons by key. A key of nobody is missing from the result.</summary>
    public static Task<Dictionary<Guid, RegistryPerson>> PersonsById(this CountyDb db, IEnumerable<Guid> ids, CancellationToken ct) =>
        InPortions(ids, some => db.Set<RegistryPerson>().AsNoTracking().Where(p => some.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct));

    /// <summary>The full names by key, without reading anything else. A key of nobody is missing from the result.</summary>
    public static Task<Dictionary<Guid, string>> NamesById(this CountyDb db, IEnumerable<Guid> ids, CancellationToken ct) =>
        InPortions(ids, some => db.Set<RegistryPerson>().AsNoTracking().Where(p => some.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, ct));

    internal static async Task<Dictionary<Guid, T>> InPortions<T>(IEnumerable<Guid> ids, Func<Guid[], Task<Dictionary<Guid, T>>> read)
    {
        var all = new Dictionary<Guid, T>();
        foreach (var portion in ids.Distinct().Chunk(Portion))
            foreach (var (id, found) in await read(portion)) all.Add(id, found);
        return all;
    }
}
