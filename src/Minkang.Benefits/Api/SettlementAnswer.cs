using System.Text.Json.Serialization;
using Minkang.Benefits.Contracts;
using Minkang.Benefits.Settlements;

namespace Minkang.Benefits.Api;

/// <summary>What one payer pays by one step; <paramref name="State"/> is <c>due</c> or <c>pending</c>, null in a preview.</summary>
internal sealed record PayerAnswer(
    [property: JsonPropertyName("fund_pay_type")] string Payer,
    [property: JsonPropertyName("fund_pay_name")] string Name,
    [property: JsonPropertyName("line")] string Line,
    [property: JsonPropertyName("fund_payamt")] decimal Amount,
    [property: JsonPropertyName("state")] string? State);

/// <summary>A step of the settlement with its clause and sentence.</summary>
internal sealed record StepAnswer(
    [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("payer")] string Payer, [property: JsonPropertyName("title")] string Title, [property: JsonPropertyName("applied")] bool Applied,
    [property: JsonPropertyName("base")] decimal Base, [property: JsonPropertyName("deductible")] decimal Deductible, [property: JsonPropertyName("paid")] decimal Paid,
    [property: JsonPropertyName("clause")] string Clause, [property: JsonPropertyName("text")] string Text);

/// <summary>A settlement as machines read it; amounts in yuan. Number, kind and states are null in a preview; <c>seen</c> is null in a stored one.</summary>
internal sealed record SettlementAnswer
{
    [JsonPropertyName("setl_id")] public string? Number { get; init; }
    [JsonPropertyName("kind")] public string? Kind { get; init; }
    [JsonPropertyName("admission_id")] public Guid AdmissionId { get; init; }
    [JsonPropertyName("invoice_number")] public string InvoiceNumber { get; init; } = "";
    [JsonPropertyName("setl_time")] public DateOnly SettledOn { get; init; }
    [JsonPropertyName("year")] public int Year { get; init; }
    [JsonPropertyName("pack")] public string Pack { get; init; } = "";
    [JsonPropertyName("pack_hash")] public string PackHash { get; init; } = "";
    [JsonPropertyName("reversed")] public bool Reversed { get; init; }
    [JsonPropertyName("medfee_sumamt")] public decimal Total { get; init; }
    [JsonPropertyName("inscp_scp_amt")] public decimal InScope { get; init; }
    [JsonPropertyName("fulamt_ownpay_amt")] public decimal OutOfCatalogue { get; init; }
    [JsonPropertyName("overlmt_selfpay")] public decimal OverLimit { get; init; }
    [JsonPropertyName("preselfpay_amt")] public decimal PreSelfPaid { get; init; }
    [JsonPropertyName("fund_pay_sumamt")] public decimal Paid { get; init; }
    [JsonPropertyName("psn_part_amt")] public decimal Self { get; init; }
    [JsonPropertyName("setldetail")] public IReadOnlyList<PayerAnswer> Payers { get; init; } = [];
    [JsonPropertyName("steps")] public IReadOnlyList<StepAnswer> Steps { get; init; } = [];
    [JsonPropertyName("before")] public IReadOnlyDictionary<string, decimal> Before { get; init; } = new Dictionary<string, decimal>();
    [JsonPropertyName("after")] public IReadOnlyDictionary<string, decimal> After { get; init; } = new Dictionary<string, decimal>();
    [JsonPropertyName("seen")] public string? Seen { get; init; }

    public static SettlementAnswer Of(StoredSettlement entry, IEnumerable<Share> shares, Explanation told) => new()
    {
        Number = entry.Number, Kind = WordOf(entry.Kind), AdmissionId = entry.AdmissionId, InvoiceNumber = entry.InvoiceNumber, SettledOn = entry.SettledOn, Year = entry.Year, Pack = entry.PackId, PackHash = entry.PackDigest,
        Reversed = entry.ReversedBy is not null, Total = entry.Total.Yuan, InScope = Yuan(entry.InScopeFen), OutOfCatalogue = Yuan(entry.OutOfCatalogueFen), OverLimit = Yuan(entry.OverLimitFen),
        PreSelfPaid = Yuan(entry.PreSelfPaidFen), Paid = entry.Paid.Yuan, Self = entry.Self.Yuan,
        Payers = [.. shares.OrderBy(s => s.LineNo).Select(s => new PayerAnswer(s.Payer, s.PayerName, s.LineId, Yuan(s.AmountFen), s.State == ShareState.Pending ? "pending" : "due"))],
        Steps = StepsOf(told), Before = told.Before, After = told.After,
    };

    public static SettlementAnswer Of(PreviewedBill preview)
    {
        var (bill, settled) = (preview.Settlement.Bill, preview.Settlement);
        var told = Explanation.Of(preview.Prepared.Pack, settled);
        return new()
        {
            AdmissionId = preview.Prepared.Admission.Id, InvoiceNumber = bill.Id, SettledOn = bill.Settlement!.Value, Year = settled.Year, Pack = settled.PackId, PackHash = settled.PackHash, Total = bill.Total.Yuan,
            InScope = bill.InScope.Yuan, OutOfCatalogue = bill.OutOfCatalogue.Yuan, OverLimit = bill.OverLimit.Yuan, PreSelfPaid = bill.PreSelfPaid.Yuan, Paid = settled.PaidInAll.Yuan, Self = settled.Self.Total.Yuan,
            Payers = [.. settled.Lines.Where(l => l.Paid.Fen != 0).Select(l => new PayerAnswer(l.Payer, l.PayerName, l.Id, l.Paid.Yuan, null))], Steps = StepsOf(told), Before = told.Before, After = told.After, Seen = preview.Stamp,
        };
    }

    private static IReadOnlyList<StepAnswer> StepsOf(Explanation told) => [.. told.Steps.Select(s => new StepAnswer(s.Id, s.Payer, s.Title, s.Applied, s.Base, s.Deductible, s.Paid, s.Clause, s.Text))];

    private static string WordOf(EntryKind kind) => kind switch { EntryKind.Stage => "stage", EntryKind.Reversal => "reversal", EntryKind.Resettlement => "resettlement", _ => "ordinary" };

    private static decimal Yuan(long fen) => fen / 100m;
}
