using System.Globalization;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Counter;

/// <summary>The form of a bill as typed (账单录入). What can be worked out need not be typed: of total and in-scope cost one may stay blank.</summary>
internal sealed class BillForm
{
    public string InvoiceNumber { get; set => field = value ?? ""; } = "";
    public string DischargedOn { get; set => field = value ?? ""; } = "";
    public string Sessions { get; set => field = value ?? ""; } = "";
    public string Total { get; set => field = value ?? ""; } = "";
    public string InScope { get; set => field = value ?? ""; } = "";
    public string OutOfCatalogue { get; set => field = value ?? ""; } = "";
    public string OverLimit { get; set => field = value ?? ""; } = "";
    public string PreSelfPaid { get; set => field = value ?? ""; } = "";
    public string Tcm { get; set => field = value ?? ""; } = "";
    /// <summary>Fee lines pasted from the hospital's system, columns separated by tabs.</summary>
    public string Lines { get; set => field = value ?? ""; } = "";
    public bool Stage { get; set; }
    public List<string> Unreachable { get; set => field = value ?? []; } = [];
    public string Key { get; set => field = value ?? ""; } = "";
    /// <summary>Stamp of the preview that was shown; empty before the first.</summary>
    public string Seen { get; set => field = value ?? ""; } = "";
    /// <summary><c>preview</c> or <c>settle</c>.</summary>
    public string Do { get; set => field = value ?? ""; } = "";

    /// <summary>Nobody settles numbers that were not shown before.</summary>
    public static readonly Problem NotSeen = new("benefits.settlement.not-seen", "", "请先核对下面的试算结果，再按一次“正式结算”。");

    /// <summary>A bill to look at may still lack its invoice number.</summary>
    public static BillInput ForPreview(BillInput bill) => bill.Invoice.Length > 0 ? bill : bill with { InvoiceNumber = "PREVIEW" };

    /// <summary>True while nothing was typed that a preview could be made from.</summary>
    public bool IsEmpty => Total.Length + InScope.Length + Lines.Length + OutOfCatalogue.Length == 0;

    /// <summary>The bill, or what cannot be read, field by field.</summary>
    public Outcome<BillInput> Read(Guid admission)
    {
        var problems = new List<Problem>();
        var lines = new PastedLines(problems).Read(Lines);
        var (total, inScope) = (Amount(Total, "Total", problems), Amount(InScope, "InScope", problems));
        var others = (Amount(OutOfCatalogue, "OutOfCatalogue", problems) ?? Money.Zero, Amount(OverLimit, "OverLimit", problems) ?? Money.Zero, Amount(PreSelfPaid, "PreSelfPaid", problems) ?? Money.Zero);
        var sum = others.Item1 + others.Item2 + others.Item3;
        if (lines.Count == 0 && total is null && inScope is null && problems.Count == 0) problems.Add(new("benefits.bill.no-amount", "Total", "请填写医疗总费用或政策范围内费用，或粘贴费用明细。"));
        DateOnly? discharged = DateText.Read(new Cell(CellKind.Text, DischargedOn)) is { HasValue: true, Value.Day: { } day } ? day : null;
        var tcm = Amount(Tcm, "Tcm", problems) ?? Money.Zero;
        var sessions = 0;
        if (Sessions.Trim().Length > 0 && !int.TryParse(Sessions.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out sessions)) problems.Add(new("benefits.bill.sessions-unreadable", "Sessions", "次数请填整数。"));
        if (problems.Count > 0) return problems;
        return new BillInput
        {
            AdmissionId = admission, InvoiceNumber = InvoiceNumber, DischargedOn = discharged, Sessions = sessions, Stage = Stage, Unreachable = Unreachable, Lines = lines, Tcm = tcm,
            Total = total ?? (inScope ?? Money.Zero) + sum, InScope = inScope ?? (total ?? Money.Zero) - sum, OutOfCatalogue = others.Item1, OverLimit = others.Item2, PreSelfPaid = others.Item3,
        };
    }

    private static Money? Amount(string text, string field, List<Problem> problems)
    {
        var read = AmountText.Read(new Cell(CellKind.Text, text));
        if (read.Error is { } error) problems.Add(new("benefits.amount.unreadable", field, error.Message));
        return read.HasValue ? read.Value : null;
    }

    /// <summary>Reads pasted fee lines: code, name, class, level, quantity, price, amount, and where stated in scope, first share, above limit, outside.</summary>
    private sealed class PastedLines(List<Problem> problems)
    {
        public List<BillLineInput> Read(string text)
        {
            var read = new List<BillLineInput>();
            foreach (var (at, line) in text.Split('\n').Index())
            {
                if (string.IsNullOrWhiteSpace(line)) continue;
                var cells = line.TrimEnd('\r').Split('\t');
                if (cells.Length is not (7 or 11)) { Refuse(at, T("应有 7 列或 11 列，列之间用制表符隔开")); return []; }
                if (Line(cells) is { } made) read.Add(made);
                else { Refuse(at, T("金额读不出，或等级不是 1（甲）、3（自费）而没有写各部分金额")); return []; }
            }
            return read;
        }

        private void Refuse(int at, string why) => problems.Add(new("benefits.line.unreadable", "Lines", $"费用明细第 {at + 1} 行{why}。"));

        private static BillLineInput? Line(string[] cells)
        {
            var amounts = cells.Skip(6).Select(c => AmountText.Read(new Cell(CellKind.Text, c))).ToList();
            if (amounts.Exists(a => a.Error is not null) || !amounts[0].HasValue) return null;
            var made = new BillLineInput { ItemCode = cells[0].Trim(), ItemName = cells[1].Trim(), ItemClass = cells[2].Trim(), ItemLevel = cells[3].Trim(), Quantity = cells[4].Trim(), Price = cells[5].Trim(), Amount = amounts[0].Value };
            Money At(int i) => amounts[i].HasValue ? amounts[i].Value : Money.Zero;
            if (amounts.Count == 5) return made with { InScope = At(1), PreSelfPaid = At(2), OverLimit = At(3), OutOfCatalogue = At(4) };
            return made.ItemLevel switch { "1" or "甲" => made with { InScope = made.Amount }, "3" or "丙" or "自费" => made with { OutOfCatalogue = made.Amount }, _ => null };
        }
    }
}
