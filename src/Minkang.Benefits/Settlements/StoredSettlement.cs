using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Settlements;

/// <summary>What a settlement entry is (结算类别).</summary>
internal enum EntryKind
{
    /// <summary>出院（就诊）结算</summary>
    Ordinary,
    /// <summary>中途分段结算</summary>
    Stage,
    /// <summary>冲销</summary>
    Reversal,
    /// <summary>冲销后重新结算</summary>
    Resettlement,
}

/// <summary>
/// A settled bill as it stands in the books (结算单). Amounts are never changed: a correction is a reversal, which has every amount negative, and a new entry.
/// Adding all entries gives what holds.
/// </summary>
internal sealed class StoredSettlement : Record
{
    /// <summary>Number within the county (结算单号): year and running number, with gaps where a settlement was not completed.</summary>
    public string Number { get; init; } = "";
    public Guid AdmissionId { get; init; }
    public Guid PersonId { get; init; }
    public Guid? HouseholdId { get; init; }
    public string VillageCode { get; init; } = "";
    public string Hospital { get; init; } = "";
    public Guid AdoptionId { get; init; }
    public string PackId { get; init; } = "";
    public string PackDigest { get; init; } = "";
    public EntryKind Kind { get; init; }
    /// <summary>Entered from papers, since the institution is not connected (手工补录); marked so in every total.</summary>
    public bool ByHand { get; init; }
    /// <summary>Some payer could not be reached when it was settled (暂结).</summary>
    public bool Provisional { get; init; }
    public string EncounterKind { get; init; } = "";
    public string Level { get; init; } = "";
    public string Place { get; init; } = "";
    public string Referral { get; init; } = "";
    public string InvoiceNumber { get; init; } = "";
    public DateOnly AdmittedOn { get; init; }
    public DateOnly DischargedOn { get; init; }
    public DateOnly SettledOn { get; init; }
    /// <summary>Year of the accumulators (累计年度).</summary>
    public int Year { get; init; }
    public int Days { get; init; }
    public long TotalFen { get; init; }
    public long InScopeFen { get; init; }
    public long OutOfCatalogueFen { get; init; }
    public long OverLimitFen { get; init; }
    public long PreSelfPaidFen { get; init; }
    /// <summary>All payers together.</summary>
    public long PaidFen { get; init; }
    /// <summary>What the person pays (个人负担).</summary>
    public long SelfFen { get; init; }
    /// <summary>The bill as it was settled, sealed since it names the disease (<see cref="BillJson"/>).</summary>
    public string BillSealed { get; init; } = "";
    /// <summary>Every step, the person's part and the accumulators before and after, as docs/settle-format.md describes; sealed.</summary>
    public string ExplanationSealed { get; init; } = "";
    /// <summary>Categories on the day with their proof, as JSON.</summary>
    public string Eligibility { get; init; } = "[]";
    /// <summary>Key by which a caller sends the same request again without settling twice.</summary>
    public string RequestKey { get; init; } = "";
    public string RequestDigest { get; init; } = "";
    /// <summary>Hash of hospital and invoice number; unique among live entries.</summary>
    public string BillDigest { get; init; } = "";
    /// <summary>True while the invoice counts as settled by this entry; also for a stage that the final bill has taken in.</summary>
    public bool BillLive { get; set; }
    /// <summary>The entry that this one takes back.</summary>
    public Guid? ReversesId { get; init; }
    /// <summary>The entry that takes this one back.</summary>
    public Guid? ReversedBy { get; set; }
    /// <summary>The entry that this one was settled anew for.</summary>
    public Guid? ReplacesId { get; init; }
    /// <summary>For a stage: the final bill that has taken it in.</summary>
    public Guid? NettedBy { get; set; }
    public string? Evidence { get; init; }
    public string SettledByName { get; init; } = "";

    public Money Total => new(TotalFen);
    public Money Self => new(SelfFen);
    public Money Paid => new(PaidFen);
}

/// <summary>Where an amount of a payer stands (应付状态).</summary>
internal enum ShareState
{
    /// <summary>应付</summary>
    Due,
    /// <summary>待确认：结算时联系不上支付方，由医院先垫付</summary>
    Pending,
}

/// <summary>What one payer owes by one step of a settlement (应付明细). Negative in a reversal.</summary>
internal sealed class Share : Record
{
    public Guid SettlementId { get; init; }
    /// <summary>Place among the steps, from 1.</summary>
    public int LineNo { get; init; }
    /// <summary>Id of the layer, limit or waiver in the pack.</summary>
    public string LineId { get; init; } = "";
    public LineKind LineKind { get; init; }
    public string Payer { get; init; } = "";
    public string PayerName { get; init; } = "";
    public long AmountFen { get; init; }
    public ShareState State { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }
    public Guid? ConfirmedBy { get; set; }
}

/// <summary>One line of a bill by lines (费用明细), in the national field names' meaning. The four parts are the amount.</summary>
internal sealed class StoredBillLine
{
    public Guid Id { get; init; }
    public Guid SettlementId { get; init; }
    public int LineNo { get; init; }
    public string ItemCode { get; init; } = "";
    public string ItemName { get; init; } = "";
    /// <summary>Class of charge (医疗收费项目类别).</summary>
    public string ItemClass { get; init; } = "";
    /// <summary>Level in the catalogue (收费项目等级): 1 甲, 2 乙, 3 自费.</summary>
    public string ItemLevel { get; init; } = "";
    /// <summary>Fee item that a waiver may name; null for others.</summary>
    public string? FeeItem { get; init; }
    public bool Tcm { get; init; }
    /// <summary>As stated; nothing is computed from it.</summary>
    public string Quantity { get; init; } = "";
    public string Price { get; init; } = "";
    public long AmountFen { get; init; }
    public long InScopeFen { get; init; }
    public long PreSelfPaidFen { get; init; }
    public long OverLimitFen { get; init; }
    public long OutOfCatalogueFen { get; init; }
}

/// <summary>The last number given out in a year.</summary>
internal sealed class NumberRow : Record
{
    public int Year { get; init; }
    public long Last { get; set; }
}
