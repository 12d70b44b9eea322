namespace Minkang.Benefits.Clearing;

/// <summary>One entry of a batch as it is to be found in the payer's file (我方明细). The tail is the last four of the identity number, empty where none is on file.</summary>
internal sealed record BatchLine(Guid SettlementId, string Number, string Invoice, string IdTail, long AmountFen);

/// <summary>What came of a pair, or of a line that stands alone.</summary>
internal sealed record MatchedLine(MatchOutcome Outcome, BatchLine? Ours, PayerRow? Theirs);

/// <summary>
/// Lays a batch beside the payer's rows (逐笔核对). Found by settlement number first, else by invoice; where an invoice stands several times in the batch (taken back and
/// settled anew) the one with the same amount is meant. Every row and every entry is in the result exactly once.
/// </summary>
internal static class MatchLines
{
    /// <summary>A difference up to this is shown and passes: 0.1 yuan, in fen.</summary>
    public const long ToleranceFen = 10;

    public static IReadOnlyList<MatchedLine> Of(IReadOnlyCollection<BatchLine> ours, IEnumerable<PayerRow> theirs)
    {
        var byNumber = ours.ToLookup(o => o.Number, StringComparer.OrdinalIgnoreCase);
        var byInvoice = ours.ToLookup(o => o.Invoice, StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<Guid>();
        var result = new List<MatchedLine>();
        foreach (var row in theirs)
        {
            if (row.Amount is not { } amount || row.Stated.Length == 0)
            {
                result.Add(new(MatchOutcome.Unreadable, null, row));
                continue;
            }
            var named = row.Number.Length > 0 && byNumber.Contains(row.Number) ? byNumber[row.Number] : row.Invoice.Length > 0 ? byInvoice[row.Invoice] : [];
            var left = named.Where(o => !taken.Contains(o.SettlementId)).ToList();
            if (left.Count == 0)
            {
                result.Add(new(named.Any() ? MatchOutcome.Twice : MatchOutcome.OnlyThere, null, row));
                continue;
            }
            var line = left.Find(o => o.AmountFen == amount.Fen) ?? left[0];
            taken.Add(line.SettlementId);
            result.Add(new(Compare(line, row, amount.Fen), line, row));
        }
        return [.. result, .. ours.Where(o => !taken.Contains(o.SettlementId)).Select(o => new MatchedLine(MatchOutcome.OnlyHere, o, null))];
    }

    private static MatchOutcome Compare(BatchLine ours, PayerRow theirs, long amount)
    {
        if (!SamePerson(ours.IdTail, theirs.IdTail)) return MatchOutcome.OtherPerson;
        var difference = Math.Abs(ours.AmountFen - amount);
        return difference == 0 ? MatchOutcome.Matched : difference <= ToleranceFen ? MatchOutcome.Near : MatchOutcome.Far;
    }

    /// <summary>By the last four. A spreadsheet drops leading noughts, so a shorter number is filled up; what one side does not say cannot differ.</summary>
    private static bool SamePerson(string ours, string theirs) =>
        ours.Length == 0 || theirs.Length == 0 || string.Equals(ours, (theirs.Length < 4 ? theirs.PadLeft(4, '0') : theirs)[^4..], StringComparison.OrdinalIgnoreCase);
}
