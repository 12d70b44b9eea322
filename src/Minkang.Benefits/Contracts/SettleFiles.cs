using Minkang.Benefits.Bills;
using Minkang.Benefits.Packs;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Contracts;

/// <summary>A row of a bills file that was not settled (未结算的行): its line in the file, from 1, its bill id, and why in Chinese.</summary>
public sealed record RefusedBill(int Line, string BillId, string Reason);

/// <summary>What a run over a bills file came to (结算结果汇总). <paramref name="Ignored"/> are headings that mean nothing to a settlement.</summary>
public sealed record SettledFile(int Bills, Money Total, Money Self, IReadOnlyList<RefusedBill> Refused, IReadOnlyList<string> Ignored);

/// <summary>Settles files of bills by one policy pack (按政策包批量结算), without a store.</summary>
public sealed class SettleFiles
{
    private readonly LoadedPack _loaded;
    private readonly PackVocabulary _words;

    private SettleFiles(LoadedPack loaded, PackVocabulary words) => (_loaded, _words) = (loaded, words);

    /// <summary>
    /// Loads a pack with the catalogue beside the program; packs it extends are looked for beside the file, then in the catalogue. <paramref name="values"/>
    /// are entered besides the file, by name, as the file would write them.
    /// </summary>
    /// <exception cref="InvalidOperationException">A code list of the catalogue is broken.</exception>
    public static SettleFiles Load(FileInfo pack, IReadOnlyDictionary<string, string> values)
    {
        var catalog = CatalogFolder.Find();
        var words = PackVocabulary.From(catalog);
        return new(ReadPack.Load(pack.FullName, pack.Name, new PackFiles(catalog, pack.DirectoryName), words, values), words);
    }

    /// <summary>What is wrong with the pack; while there is anything, nothing is settled.</summary>
    public IReadOnlyList<CatalogProblem> Problems => _loaded.Problems;

    /// <summary>True for a pack without a worked case.</summary>
    public bool IsDraft => _loaded.State == PackState.Draft;

    /// <summary>Id and title of the pack.</summary>
    public string Title => _loaded.Pack is { } pack ? $"{pack.Id} {pack.Name}" : _loaded.File;

    /// <summary>
    /// Settles a file and writes the table of payments and, if asked for, the explanation. Refuses with <c>lists.*</c> or <c>benefits.bills.*</c> a file that
    /// cannot be read as bills; single rows are refused in the result.
    /// </summary>
    public Outcome<SettledFile> Settle(Stream bills, string name, TextWriter table, Stream? explanation)
    {
        var pack = Problems.Count == 0 ? _loaded.Pack! : throw new InvalidOperationException("A pack with problems settles nothing.");
        var read = new ReadBills(_words).Read(bills, name);
        if (!read.Ok) return read.Problems.ToArray();
        var rows = SettleBills.Settle(pack, read.Value.Rows);
        WriteSettlements.Table(pack, rows, table);
        if (explanation is not null) WriteSettlements.Explanation(pack, rows, explanation);
        var settled = rows.Select(r => r.Settlement).OfType<Settlement>().ToList();
        return new SettledFile(settled.Count, new(settled.Sum(s => s.Bill.Total.Fen)), new(settled.Sum(s => s.Self.Total.Fen)),
            [.. rows.Where(r => r.Settlement is null).Select(r => new RefusedBill(r.Line, r.BillId, r.Remark!))], read.Value.Ignored);
    }
}
