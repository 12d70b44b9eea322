using System.Globalization;
using System.Text.Json.Serialization;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;

namespace Minkang.Benefits.Api;

/// <summary>One fee line (费用明细) under the national field names; amounts in yuan with at most two decimals.</summary>
internal sealed record FeeLine(
    [property: JsonPropertyName("med_list_codg")] string? Code,
    [property: JsonPropertyName("med_list_name")] string? Name,
    [property: JsonPropertyName("med_chrgitm_type")] string? Class,
    [property: JsonPropertyName("chrgitm_lv")] string? Level,
    [property: JsonPropertyName("cnt")] decimal? Quantity,
    [property: JsonPropertyName("pric")] decimal? Price,
    [property: JsonPropertyName("det_item_fee_sumamt")] decimal? Amount,
    [property: JsonPropertyName("selfpay_prop")] decimal? SelfPayShare,
    [property: JsonPropertyName("fulamt_ownpay_amt")] decimal? OutOfCatalogue,
    [property: JsonPropertyName("overlmt_amt")] decimal? OverLimit,
    [property: JsonPropertyName("preselfpay_amt")] decimal? PreSelfPaid,
    [property: JsonPropertyName("inscp_scp_amt")] decimal? InScope,
    [property: JsonPropertyName("tcm")] bool? Tcm,
    [property: JsonPropertyName("fee_item")] string? FeeItem);

/// <summary>
/// A bill as hospital systems send it: by totals or by lines, under the national field names or those of docs/settle-format.md. Amounts in yuan with at most two decimals;
/// what is left out is nothing.
/// </summary>
internal sealed record BillRequest
{
    [JsonPropertyName("admission_id")] public Guid AdmissionId { get; init; }
    [JsonPropertyName("invoice_number")] public string? InvoiceNumber { get; init; }
    [JsonPropertyName("discharged_on")] public DateOnly? DischargedOn { get; init; }
    [JsonPropertyName("days")] public int? Days { get; init; }
    [JsonPropertyName("sessions")] public int? Sessions { get; init; }
    [JsonPropertyName("medfee_sumamt")] public decimal? MedfeeSumamt { get; init; }
    [JsonPropertyName("inscp_scp_amt")] public decimal? InscpScpAmt { get; init; }
    [JsonPropertyName("fulamt_ownpay_amt")] public decimal? FulamtOwnpayAmt { get; init; }
    [JsonPropertyName("overlmt_selfpay")] public decimal? OverlmtSelfpay { get; init; }
    [JsonPropertyName("preselfpay_amt")] public decimal? PreselfpayAmt { get; init; }
    [JsonPropertyName("total")] public decimal? Total { get; init; }
    [JsonPropertyName("in_scope")] public decimal? InScope { get; init; }
    [JsonPropertyName("out_of_catalogue")] public decimal? OutOfCatalogue { get; init; }
    [JsonPropertyName("over_limit")] public decimal? OverLimit { get; init; }
    [JsonPropertyName("pre_self_paid")] public decimal? PreSelfPaid { get; init; }
    [JsonPropertyName("tcm")] public decimal? Tcm { get; init; }
    [JsonPropertyName("items")] public IReadOnlyDictionary<string, decimal>? Items { get; init; }
    [JsonPropertyName("fee_details")] public IReadOnlyList<FeeLine?>? FeeDetails { get; init; }
    [JsonPropertyName("stage")] public bool Stage { get; init; }
    [JsonPropertyName("unreachable")] public IReadOnlyList<string>? Unreachable { get; init; }
    [JsonPropertyName("seen")] public string? Seen { get; init; }

    /// <summary>The bill; refuses an amount finer than a fen or out of range, naming its field.</summary>
    public Outcome<BillInput> ToInput()
    {
        var amounts = new Amounts();
        var items = new SortedDictionary<string, Money>((Items ?? new Dictionary<string, decimal>()).ToDictionary(i => i.Key, i => amounts.Of("items", i.Value), StringComparer.Ordinal), StringComparer.Ordinal);
        var input = new BillInput
        {
            AdmissionId = AdmissionId, InvoiceNumber = InvoiceNumber ?? "", DischargedOn = DischargedOn, Days = Days, Sessions = Sessions ?? 0, Stage = Stage, Unreachable = Unreachable ?? [],
            Total = amounts.Of("medfee_sumamt", MedfeeSumamt ?? Total), InScope = amounts.Of("inscp_scp_amt", InscpScpAmt ?? InScope), OutOfCatalogue = amounts.Of("fulamt_ownpay_amt", FulamtOwnpayAmt ?? OutOfCatalogue),
            OverLimit = amounts.Of("overlmt_selfpay", OverlmtSelfpay ?? OverLimit), PreSelfPaid = amounts.Of("preselfpay_amt", PreselfpayAmt ?? PreSelfPaid), Tcm = amounts.Of("tcm", Tcm), Items = items,
            Lines = [.. (FeeDetails ?? []).Select((l, at) => Line(l, at + 1, amounts))],
        };
        return amounts.Problems.Count > 0 ? amounts.Problems : input;
    }

    /// <summary>A line that states its parts keeps them; otherwise its level says: 1 in scope, 2 in scope after the first share, 3 outside the catalogue.</summary>
    private static BillLineInput Line(FeeLine? line, int number, Amounts amounts)
    {
        if (line is null)
        {
            amounts.Problems.Add(new("benefits.line.empty", "fee_details", $"第 {number} 行明细是空的，请删去或补上内容。"));
            return new();
        }
        var amount = amounts.Of("det_item_fee_sumamt", line.Amount);
        var made = new BillLineInput
        {
            ItemCode = line.Code ?? "", ItemName = line.Name ?? "", ItemClass = line.Class ?? "", ItemLevel = line.Level ?? "", FeeItem = line.FeeItem, Tcm = line.Tcm ?? false, Amount = amount,
            Quantity = line.Quantity?.ToString(CultureInfo.InvariantCulture) ?? "", Price = line.Price?.ToString(CultureInfo.InvariantCulture) ?? "",
        };
        if (line.InScope is not null || line.OutOfCatalogue is not null || line.OverLimit is not null || line.PreSelfPaid is not null)
            return made with { InScope = amounts.Of("inscp_scp_amt", line.InScope), OutOfCatalogue = amounts.Of("fulamt_ownpay_amt", line.OutOfCatalogue), OverLimit = amounts.Of("overlmt_amt", line.OverLimit), PreSelfPaid = amounts.Of("preselfpay_amt", line.PreSelfPaid) };
        switch (line.Level)
        {
            case "1": return made with { InScope = amount };
            case "2" when line.SelfPayShare is >= 0 and <= 1:
                var first = new Money((long)Math.Round(amount.Fen * line.SelfPayShare.Value, MidpointRounding.AwayFromZero));
                return made with { PreSelfPaid = first, InScope = amount - first };
            case "3": return made with { OutOfCatalogue = amount };
            default:
                amounts.Problems.Add(new("benefits.line.no-parts", "fee_details", $"明细“{line.Name}”没有写明政策范围内、先行自付、超限价、全自费各多少，等级也不能据以判断（1 甲、2 乙并写 selfpay_prop、3 自费），请补上。"));
                return made;
        }
    }

    private sealed class Amounts
    {
        public List<Problem> Problems { get; } = [];

        public Money Of(string field, decimal? yuan)
        {
            if (yuan is not { } amount) return Money.Zero;
            if (Math.Abs(amount) <= 100_000_000_000m && amount * 100m == decimal.Truncate(amount * 100m)) return Money.FromYuan(amount);
            Problems.Add(new("benefits.amount.unreadable", field, $"字段 {field} 的金额应在一千亿元以内，小数最多两位。"));
            return Money.Zero;
        }
    }
}
