using Minkang.Benefits.Packs;
using Minkang.Benefits.WhatIf;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Contracts;

/// <summary>A table of a replay's result (测算结果表): a name fit for a file, headings, rows of text. Amounts are yuan with two decimals.</summary>
public sealed record ReplayTable(string Name, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>What a replay came to (测算汇总): bills taken in, those both packs settle, rows left aside, and the tables.</summary>
/// <param name="Bills">Bills of the year.</param>
/// <param name="Settled">Bills that every pack settles; amounts are of these.</param>
/// <param name="Unread">Rows of the file that are no bills that can be replayed.</param>
/// <param name="OtherYears">Bills of other years.</param>
/// <param name="Total">What was billed.</param>
/// <param name="Tables">Payers, refusals, categories, areas, distribution, households; the same for the same bills and packs.</param>
public sealed record Replayed(long Bills, long Settled, int Unread, int OtherYears, Money Total, IReadOnlyList<ReplayTable> Tables);

/// <summary>Replays a year of bills, of a file or of a county's store, under one pack, or under one against another (政策测算). Nothing is written.</summary>
public sealed class ReplayBills
{
    private readonly PackVocabulary _words;
    private readonly LoadedPack _pack;
    private readonly LoadedPack? _against;

    private ReplayBills(PackVocabulary words, LoadedPack pack, LoadedPack? against) => (_words, _pack, _against) = (words, pack, against);

    /// <summary>Loads the packs with the catalogue beside the program; values for blanks are entered by name. Without <paramref name="against"/> only the one pack is told.</summary>
    /// <exception cref="InvalidOperationException">A code list of the catalogue is broken.</exception>
    public static ReplayBills Load(FileInfo pack, IReadOnlyDictionary<string, string> values, FileInfo? against, IReadOnlyDictionary<string, string> againstValues)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var catalog = CatalogFolder.Find();
        var words = PackVocabulary.From(catalog);
        LoadedPack Read(FileInfo file, IReadOnlyDictionary<string, string> given) => ReadPack.Load(file.FullName, file.Name, new PackFiles(catalog, file.DirectoryName), words, given);
        return new(words, Read(pack, values), against is null ? null : Read(against, againstValues));
    }

    /// <summary>What keeps either pack from being used; a case that does not come out is among it.</summary>
    public IReadOnlyList<CatalogProblem> Problems => [.. _pack.Problems, .. _against?.Problems ?? []];

    /// <summary>Replays the bills of a file that were closed in the year. Refuses with <c>lists.*</c> or <c>benefits.bills.*</c> a file that is none of bills.</summary>
    public Outcome<Replayed> Run(Stream bills, string name, int year, CancellationToken ct)
    {
        if (Problems.Count > 0) throw new InvalidOperationException("A pack with problems replays nothing.");
        var read = ReadYear.FromFile(_words, bills, name, year);
        return read.Ok ? Run(read.Value, ct) : read.Problems.ToArray();
    }

    /// <summary>Replays the settled bills of a county's store that were closed in the year and hold. Households are told by the register's own keys; no identity number is among them.</summary>
    public async Task<Replayed> Run(CountyDb db, Vault vault, int year, CancellationToken ct)
    {
        if (Problems.Count > 0) throw new InvalidOperationException("A pack with problems replays nothing.");
        return Run(await new ReadYear(vault).FromStore(db, year, ct), ct);
    }

    private Replayed Run(YearOfBills year, CancellationToken ct)
    {
        var after = _pack.Pack!;
        var (result, _) = new Replay(_against?.Pack ?? after, after).Run(new BillsInMemory(year.Bills), code => _words.Payers.Find(code)?.Name ?? code, keepPersons: false, null, ct);
        return new Replayed(result.Bills, result.Settled, year.Refused.Count, year.OtherYears, new(result.Total), ReplayTables.Of(result, _words, _against is not null));
    }
}
