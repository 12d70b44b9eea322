using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Households;

/// <summary>A household (户) of the register; one row a household, kept for ever. What changes with time lies in <see cref="Facts.HouseholdFact"/>.</summary>
internal sealed class Household : Record, IAudited
{
    static string IAudited.SubjectKind => "household";
    Guid IAudited.SubjectId => Id;

    /// <summary>Register number (户编号), unique in the county; null for a household that is on no register (marginal households found by us).</summary>
    public string? Number { get; init; }
    /// <summary>Twelve-digit village code.</summary>
    public string VillageCode { get; set; } = "";
    /// <summary>Villagers' group or hamlet (自然村、组).</summary>
    public string GroupName { get; set; } = "";
    public Guid? HeadPersonId { get; set; }
    /// <summary>When it was taken onto the register (识别时间); <see cref="EnteredPrecision"/> says whether day, month or year is known.</summary>
    public DateOnly? EnteredOn { get; set; }
    public string? EnteredPrecision { get; set; }
    /// <summary>First day on which the household no longer exists (merged, split up, died out).</summary>
    public DateOnly? EndedOn { get; set; }
    public string? EndReason { get; set; }
    /// <summary>The import that brought it; null when it was entered by hand.</summary>
    public Guid? ImportId { get; init; }
}
