using Minkang.Domain.Policies;

namespace Minkang.Benefits.Bills;

/// <summary>What became of one row: the settlement, with a remark where an earlier bill of the year is missing, or why there is none.</summary>
internal sealed record SettledRow(int Line, string BillId, Settlement? Settlement, string? Remark);

/// <summary>Settles the rows of a file by person, date and bill id, carrying the accumulators along, and answers in the order of the file.</summary>
internal static class SettleBills
{
    public static IReadOnlyList<SettledRow> Settle(PolicyPack pack, IReadOnlyList<BillRow> rows)
    {
        var book = new AccumulatorBook(pack);
        var done = new SettledRow[rows.Count];
        var begun = new HashSet<(string, int)>();
        var gaps = new Dictionary<(string, int?), int>();
        foreach (var (row, at) in rows.Select((r, i) => (r, i)).OrderBy(r => r.r.Bill?.Person ?? "", StringComparer.Ordinal).ThenBy(r => r.r.Bill?.On(pack.Year.By)).ThenBy(r => r.r.BillId, StringComparer.Ordinal))
        {
            var refusal = row.Refusal;
            var settlement = row.Bill is null ? null : One(pack, book, begun, row, out refusal);
            var key = (row.Bill?.Person ?? "", row.Bill is null ? null : PolicyEngine.YearOf(pack, row.Bill));
            if (settlement is null) gaps.TryAdd(key, row.Line);
            else if (gaps.TryGetValue(key, out var gap)) refusal = $"本人本年第 {gap} 行未结算，年度累计不含那张单据。";
            done[at] = new(row.Line, row.BillId, settlement, refusal);
        }
        return done;
    }

    private static Settlement? One(PolicyPack pack, AccumulatorBook book, HashSet<(string, int)> begun, BillRow row, out string? refusal)
    {
        var bill = row.Bill!;
        refusal = PolicyEngine.Refusal(pack, bill)?.Message;
        if (refusal is not null) return null;
        var year = PolicyEngine.YearOf(pack, bill)!.Value;
        refusal = Open(pack, book, begun, row, year);
        if (refusal is not null) return null;
        var outcome = PolicyEngine.Settle(pack, bill, book.Before(bill, year));
        if (outcome.Ok)
        {
            book.Add(outcome.Value);
            return outcome.Value;
        }
        refusal = outcome.Problems[0].Message;
        return null;
    }

    /// <summary>Opening accumulators stand on a person's first bill of a year; later they would contradict what has been added up.</summary>
    private static string? Open(PolicyPack pack, AccumulatorBook book, HashSet<(string, int)> begun, BillRow row, int year)
    {
        var first = begun.Add((row.Bill!.Person, year));
        foreach (var (slot, amount) in row.Opening)
        {
            if (pack.Slots.Find(slot) is null) return $"政策包没有累计项“{slot}”，可以写：{string.Join("、", pack.Slots.All.Select(s => s.Name))}。";
            if (!first) return $"此前累计“{slot}”只能写在本人本年第一张单据上。";
            book.Open(row.Bill, year, slot, amount);
        }
        return null;
    }
}
