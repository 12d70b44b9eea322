using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Waivers;

/// <summary>Where a use stands (登记状态).</summary>
internal enum UseState
{
    /// <summary>待第二人确认，不计数</summary>
    Pending,
    /// <summary>已登记，计数</summary>
    Counted,
    /// <summary>第二人没有同意，不计数</summary>
    Refused,
}

/// <summary>
/// A waiver or subsidy outside a settlement (减免补助登记): one person's on a day, or a month's person-times and amount of an item that is kept without names. Never changed; what was wrong is taken
/// back by a record with the opposite numbers, dated on the day on which that was found.
/// </summary>
internal sealed class WaiverUse : Record
{
    /// <summary>The item as the county had taken it up.</summary>
    public Guid ItemId { get; init; }
    /// <summary>Programme and item: <c>heze/treatment</c>.</summary>
    public string Item { get; init; } = "";
    /// <summary>What money was taken off: a code of the fee list, or the item's own id.</summary>
    public string Service { get; init; } = "";
    public ItemKind Kind { get; init; }
    /// <summary>Null for a month's sum.</summary>
    public Guid? PersonId { get; init; }
    public Guid? HouseholdId { get; init; }
    /// <summary>The person's village; the county's code for a month's sum.</summary>
    public string VillageCode { get; init; } = "";
    public string Hospital { get; init; } = "";
    /// <summary>The day that counts; the first of the month for a month's sum.</summary>
    public DateOnly UsedOn { get; init; }
    public int Times { get; init; }
    public int Persons { get; init; }
    public long BeforeFen { get; init; }
    public long WaivedFen { get; init; }
    public string BorneBy { get; init; } = "";
    /// <summary>Number of the receipt or list on which it stands.</summary>
    public string Reference { get; init; } = "";
    /// <summary>Papers that prove a claim (凭据), sealed as a diagnosis is: they name illnesses.</summary>
    public string? EvidenceSealed { get; init; }
    /// <summary>Title of the item that would have given less and does not count.</summary>
    public string? PassedOver { get; init; }
    /// <summary>Category that entitled the person, since when and by which list.</summary>
    public string? Proof { get; init; }
    public UseState State { get; set; }
    /// <summary>Person, service and day; unique among live uses.</summary>
    public string Guard { get; init; } = "";
    /// <summary>Person and item, with the year where it is once a year; unique among live uses.</summary>
    public string? LimitGuard { get; init; }
    /// <summary>False once it was refused or taken back, and for what takes back.</summary>
    public bool Live { get; set; }
    public string EnteredByName { get; init; } = "";
    public Guid? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    /// <summary>Why it was refused or taken back.</summary>
    public string? Note { get; set; }
    public Guid? ReversesId { get; init; }
    public Guid? ReversedBy { get; set; }

    public Money Before => new(BeforeFen);
    public Money Waived => new(WaivedFen);
}
