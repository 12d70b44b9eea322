using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Checks;

/// <summary>Where a hit stands (核查情况).</summary>
internal enum HitState
{
    /// <summary>待核实</summary>
    Open,
    /// <summary>属实</summary>
    Confirmed,
    /// <summary>排除</summary>
    Cleared,
}

/// <summary>
/// Something that a rule found (疑点): which settlement or admission, beside which other one, and why. A rule finds the same thing once, however often it is run. It says nothing
/// about who is to blame; a person decides.
/// </summary>
internal sealed class Hit : Record
{
    /// <summary>Rule and the ids of what it found; unique.</summary>
    public string Key { get; init; } = "";
    public string Rule { get; init; } = "";
    public Guid PersonId { get; init; }
    public string VillageCode { get; init; } = "";
    public string Hospital { get; init; } = "";
    /// <summary>Hospital of the other settlement, where there is one.</summary>
    public string? OtherHospital { get; init; }
    /// <summary>Day of settlement, of admission for a deposit (发生日期).</summary>
    public DateOnly OnDate { get; init; }
    public Guid AdmissionId { get; init; }
    /// <summary>Null for what concerns the admission alone.</summary>
    public Guid? SettlementId { get; init; }
    public Guid? OtherId { get; init; }
    /// <summary>What is in question (涉及金额); null where no amount can be told.</summary>
    public long? AmountFen { get; init; }
    /// <summary>Why, in a sentence without name or diagnosis (依据).</summary>
    public string Evidence { get; init; } = "";
    public HitState State { get; set; }
    public Guid? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? ReasonSealed { get; set; }

    public Money? Amount => AmountFen is { } fen ? new Money(fen) : null;
}

/// <summary>For what a fund takes money back (扣减事由).</summary>
internal enum Ground
{
    /// <summary>超标准收费</summary>
    Overcharging,
    /// <summary>重复收费</summary>
    RepeatCharging,
    /// <summary>过度医疗</summary>
    OverTreatment,
    /// <summary>药价过高</summary>
    HighDrugPrice,
    /// <summary>不符合入院标准或虚假住院</summary>
    ImproperAdmission,
}

/// <summary>What the fund takes back from a hospital by decision on a hit (基金扣减). It is withdrawn when the decision is undone, and stays on record.</summary>
internal sealed class Deduction : Record
{
    public Guid HitId { get; init; }
    public string Rule { get; init; } = "";
    public Ground Ground { get; init; }
    public Guid PersonId { get; init; }
    public string VillageCode { get; init; } = "";
    public string Hospital { get; init; } = "";
    public long AmountFen { get; init; }
    public DateOnly DecidedOn { get; init; }
    public string DecidedByName { get; init; } = "";
    public DateTimeOffset? WithdrawnAt { get; set; }

    public Money Amount => new(AmountFen);
}

/// <summary>An item outside the catalogue that the patient or the family agreed to in writing (知情同意项目). It holds for the whole treatment, so also when it is settled anew.</summary>
internal sealed class Consent : Record
{
    public Guid AdmissionId { get; init; }
    /// <summary>As on the bill's line; empty where the line has none.</summary>
    public string ItemCode { get; init; } = "";
    public string ItemName { get; init; } = "";
    public DateOnly SignedOn { get; set; }
    /// <summary>Who signed: 本人 or the relation (签字人与患者关系).</summary>
    public string SignedBy { get; set; } = "";
    public string RecordedByName { get; set; } = "";
}
