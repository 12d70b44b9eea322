using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Clearing;

/// <summary>One payment as the payer's file has it (支付方明细行). No amount, or neither number, means that the row cannot be used; the remark says why.</summary>
internal sealed record PayerRow(int RowNumber, string Number, string Invoice, string IdTail, Money? Amount, string? Remark)
{
    /// <summary>What the file calls the payment.</summary>
    public string Stated => Number.Length > 0 ? Number : Invoice;
}

/// <summary>Reads the payer's file (读支付方明细): which columns are settlement number, invoice, identity number and amount is told by their headings.</summary>
internal static class PayerFile
{
    private const int MostHeadingRows = 15;
    private static readonly string[] Numbers = ["结算单号", "结算编号", "结算号", "结算流水号", "SETTLEMENT_NUMBER", "SETL_ID"];
    private static readonly string[] Invoices = ["发票号码", "发票号", "票据号码", "票据号", "收据号", "收据号码", "INVOICE_NUMBER"];
    private static readonly string[] Tails = ["身份证号", "身份证号码", "公民身份号码", "证件号码", "证件号", "身份证后四位", "身份证末四位", "证件号后四位", "身份证后六位", "CERTNO"];
    private static readonly string[] Amounts = ["支付金额", "拨付金额", "审核金额", "应付金额", "报销金额", "实付金额", "基金支付", "统筹支付", "救助金额", "赔付金额", "金额", "AMOUNT"];

    private sealed record Columns(int Number, int Invoice, int Tail, int Amount, bool TenThousands);

    public static Outcome<List<PayerRow>> Read(byte[] content, string name)
    {
        var opened = ListFile.Open(content, name);
        if (!opened.Ok) return opened.Problems.ToArray();
        foreach (var sheet in opened.Value.Sheets.Where(s => !s.Hidden))
            for (var at = 0; at < Math.Min(MostHeadingRows, sheet.Rows.Count); at++)
                if (Headings(sheet.Rows[at]) is { } columns) return Rows(sheet.Rows.Skip(at + 1), columns);
        return new Problem("benefits.match.no-heading", "File", "没有找到表头：要有“结算单号”或“发票号码”一列，和“支付金额”（拨付金额、审核金额）一列。请核对后再上传。");
    }

    private static Columns? Headings(ListRow row)
    {
        int Find(string[] words) => words.Select(w => row.Cells.ToList().FindIndex(c => Bare(c.Text) == w)).FirstOrDefault(i => i >= 0, -1);
        var (number, invoice, amount) = (Find(Numbers), Find(Invoices), Find(Amounts));
        return amount < 0 || (number < 0 && invoice < 0) ? null : new(number, invoice, Find(Tails), amount, row[amount].Text.Contains("万元", StringComparison.Ordinal));
    }

    /// <summary>A heading without its unit in brackets.</summary>
    private static string Bare(string heading)
    {
        var text = ListText.Compact(heading).ToUpperInvariant();
        return text.IndexOfAny(['(', '（']) is > 0 and var at ? text[..at] : text;
    }

    private static List<PayerRow> Rows(IEnumerable<ListRow> rows, Columns columns) =>
        [.. rows.Where(r => !r.Cells.All(c => c.IsBlank) && !IsSum(r)).Select(r => Row(r, columns))];

    private static PayerRow Row(ListRow row, Columns columns)
    {
        string Text(int column) => column < 0 ? "" : ListText.Compact(row[column].Text).ToUpperInvariant();
        var amount = AmountText.Read(row[columns.Amount], new AmountRule(columns.TenThousands, NegativeAllowed: true));
        var (number, invoice) = (Text(columns.Number), Text(columns.Invoice));
        var remark = number.Length == 0 && invoice.Length == 0 ? T("没有结算单号，也没有发票号码。") : amount.HasValue ? null : amount.Findings is [var finding, ..] ? finding.Message : T("没有填金额。");
        return new(row.Number, number, invoice, Text(columns.Tail), amount.HasValue ? amount.Value : null, remark);
    }

    private static bool IsSum(ListRow row) => row.Cells.Select(c => ListText.Compact(c.Text)).FirstOrDefault(t => t.Length > 0) is { } first
        && (first.StartsWith("合计", StringComparison.Ordinal) || first.StartsWith("总计", StringComparison.Ordinal) || first.StartsWith("小计", StringComparison.Ordinal) || first.StartsWith("制表", StringComparison.Ordinal) || first.StartsWith("填报", StringComparison.Ordinal));
}
