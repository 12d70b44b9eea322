using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Checks;

/// <summary>Rules on invoices, amounts, deposits and consent (票据和金额类核查).</summary>
internal static class BillChecks
{
    /// <summary>
    /// One invoice in two settlements that hold, of one person or of two; or a bill that was taken back and stands again under another number, or that stands twice under two numbers.
    /// </summary>
    public static IEnumerable<Finding> Invoices(CheckRule rule, PersonFile file)
    {
        var own = file.Entries.Where(e => e.Kind != EntryKind.Reversal && e.NettedBy is null && rule.HoldsOn(e.SettledOn)).ToList();
        for (var i = 0; i < own.Count; i++)
        {
            for (var j = i + 1; j < own.Count; j++)
                if (Twice(rule, own[i], own[j]) is { } found) yield return found;
            foreach (var stranger in file.SameNumber.Where(s => s.Holds && own[i].Holds && s.PersonId != own[i].PersonId))
                if (SameInvoice(own[i], stranger)) yield return Pair(rule, own[i], stranger, T($"两个人的结算单用了同一张发票 {own[i].InvoiceNumber}。"));
        }
    }

    private static Finding? Twice(CheckRule rule, CheckedEntry a, CheckedEntry b)
    {
        if (!a.Holds && !b.Holds) return null;
        var (first, later) = StayChecks.InOrder(a, b);
        if (a.Holds && b.Holds && SameInvoice(a, b)) return Pair(rule, a, b, T($"同一张发票 {first.InvoiceNumber} 有两张有效的结算单。"));
        if (!rule.Covers(a.EncounterKind) || !SameBill(a, b) || Number(a) == Number(b)) return null;
        if (a.Holds && b.Holds) return a.AdmissionId == b.AdmissionId ? null : Pair(rule, a, b, T($"日期和总费用都相同的住院结算了两次，发票号码是 {first.InvoiceNumber} 和 {later.InvoiceNumber}。"));
        return later.Holds ? Pair(rule, a, b, T($"发票 {first.InvoiceNumber} 的结算单冲销以后，同样的费用换成发票 {later.InvoiceNumber} 又结了一次。")) : null;
    }

    private static Finding Pair(CheckRule rule, CheckedEntry a, CheckedEntry b, string evidence)
    {
        var (first, later) = StayChecks.InOrder(a, b);
        return new(rule, later, first, null, first.Holds ? StayChecks.Lesser(first, later) : null, evidence);
    }

    /// <summary>The same number of the same hospital, however both are written; of another hospital only together with the same amount and days.</summary>
    private static bool SameInvoice(CheckedEntry a, CheckedEntry b) => Number(a) == Number(b) && Number(a).Length > 0 && (Folded(a.Hospital) == Folded(b.Hospital) || (a.TotalFen == b.TotalFen && a.AdmittedOn == b.AdmittedOn && a.DischargedOn == b.DischargedOn));

    private static bool SameBill(CheckedEntry a, CheckedEntry b) => a.EncounterKind == b.EncounterKind && Folded(a.Hospital) == Folded(b.Hospital) && a.AdmittedOn == b.AdmittedOn && a.DischargedOn == b.DischargedOn && a.TotalFen == b.TotalFen;

    /// <summary>The number as it is compared: letters and digits without leading zeros.</summary>
    public static string Number(CheckedEntry entry) => Folded(entry.InvoiceNumber).TrimStart('0');

    private static string Folded(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Entries whose parts are not their sum. The first thing that is wrong is named.</summary>
    public static IEnumerable<Finding> Sums(CheckRule rule, PersonFile file)
    {
        var byId = file.Entries.ToDictionary(e => e.Id);
        foreach (var entry in file.Entries.Where(e => rule.HoldsOn(e.SettledOn) && rule.Covers(e.EncounterKind)))
            if (Uneven(entry, file.SumsOf(entry), entry.ReversesId is { } id ? byId.GetValueOrDefault(id) : null) is var (off, why)) yield return new(rule, entry, null, null, new Money(Math.Abs(off)), why);
    }

    private static (long Off, string Why)? Uneven(CheckedEntry entry, EntrySums sums, CheckedEntry? reversed)
    {
        if (entry.Kind != EntryKind.Reversal && entry.PaidFen > entry.TotalFen) return (entry.PaidFen - entry.TotalFen, T($"各方支付 {entry.Paid} 元，超过总费用 {entry.Total} 元。"));
        if (entry.PaidFen + entry.SelfFen - entry.TotalFen is not 0 and var rest) return (rest, T($"各方支付 {entry.Paid} 元加个人负担 {new Money(entry.SelfFen)} 元，不等于总费用 {entry.Total} 元。"));
        if (entry.PartsFen - entry.TotalFen is not 0 and var parts) return (parts, T($"政策范围内、先行自付、超限价、目录外合计 {new Money(entry.PartsFen)} 元，不等于总费用 {entry.Total} 元。"));
        if (sums.SharesFen - entry.PaidFen is not 0 and var shares) return (shares, T($"应付明细合计 {new Money(sums.SharesFen)} 元，不等于各方支付 {entry.Paid} 元。"));
        if (sums is { Lines: > 0, Partly: false } && sums.LinesFen - entry.TotalFen is not 0 and var lines) return (lines, T($"费用明细合计 {new Money(sums.LinesFen)} 元，不等于总费用 {entry.Total} 元。"));
        return reversed is not null && entry.TotalFen + reversed.TotalFen is not 0 and var left ? (left, T($"冲销 {entry.Total} 元，与原结算单 {reversed.Total} 元不能相抵。")) : null;
    }

    /// <summary>A deposit from somebody who was exempt on the day. What the county's policy asks for is no violation; where it is not known what was due, no amount is told.</summary>
    public static IEnumerable<Finding> Deposits(CheckRule rule, PersonFile file)
    {
        foreach (var deposit in file.Deposits.Where(d => rule.HoldsOn(d.AdmittedOn) && (rule.Places.Count == 0 || rule.Places.Contains(d.Place, StringComparer.Ordinal)) && rule.Categories.Intersect(d.Categories, StringComparer.Ordinal).Any()))
            if (deposit.DueFen is not { } due)
            {
                if (deposit.ChargedFen > 0) yield return new(rule, null, null, deposit, null, T($"{Show.Day(deposit.AdmittedOn)} 入院，实收押金 {new Money(deposit.ChargedFen)} 元，按政策应收数不详，请核对当时的押金政策。"));
            }
            else if (deposit.ChargedFen > due)
                yield return new(rule, null, null, deposit, new Money(deposit.ChargedFen - due), T($"{Show.Day(deposit.AdmittedOn)} 入院，按政策应收押金 {new Money(due)} 元，实收 {new Money(deposit.ChargedFen)} 元。"));
    }

    /// <summary>Lines outside the catalogue that no signed consent lists. A bill by totals has no lines and says nothing.</summary>
    public static IEnumerable<Finding> Unsigned(CheckRule rule, PersonFile file)
    {
        foreach (var entry in file.Holding(rule))
            if (file.SumsOf(entry) is { Unsigned: > 0 } sums)
                yield return new(rule, entry, null, null, new Money(sums.UnsignedFen), T($"目录外的明细有 {sums.Unsigned} 行、{new Money(sums.UnsignedFen)} 元，没有列在签字的知情同意书上。"));
    }
}
