using Minkang.Domain.Values;

namespace Minkang.Domain.Diseases;

/// <summary>How a disease is to be treated (分类救治).</summary>
public enum TreatmentRoute
{
    /// <summary>一次性治愈: one course or operation cures.</summary>
    CureOnce,

    /// <summary>住院维持治疗: needs hospital stays.</summary>
    HospitalMaintenance,

    /// <summary>长期治疗和康复管理: managed at township or village.</summary>
    LongTerm,

    /// <summary>不可逆转维持治疗: maintained for life.</summary>
    Irreversible,

    /// <summary>慢性病持续救助: continuous support.</summary>
    ContinuousChronic,
}

/// <summary>Where a list applies (适用地区): an area code, or only the name the source gives, for places whose code it masks.</summary>
public sealed record DiseaseListPlace(string Name, RegionCode? Region);

/// <summary>
/// One entry of a disease list. <paramref name="Disease"/> is a disease id; it is null where the source names a group of people (人群) or a service
/// instead, which <paramref name="Group"/> then holds. <paramref name="Class"/> the heading (类) it stands under, <paramref name="Kinds"/> how
/// many kinds (种) it counts for, <paramref name="Age"/> the ages it is limited to, <paramref name="Route"/> the usual treatment route where the source says one.
/// </summary>
public sealed record DiseaseListEntry(string? Disease, string? Group, string Class, int Kinds, AgeBounds? Age, TreatmentRoute? Route);

/// <summary>
/// A disease list (病种目录) of one place and time. <see cref="From"/> and <see cref="Until"/> (exclusive) are null where the source masks or does not state the
/// year: such a list is not bounded on that side, and <see cref="DateMasked"/> says that a county must state the date when it adopts it.
/// </summary>
public sealed record DiseaseList
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required DiseaseListPlace Place { get; init; }

    /// <summary>Legal basis or document the list was taken from.</summary>
    public required string Source { get; init; }

    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }
    public bool DateMasked { get; init; }

    /// <summary>Number of classes (类) the source states; null where it states none.</summary>
    public int? StatedClasses { get; init; }

    /// <summary>Number of kinds (种) the source states; null where it states none.</summary>
    public int? StatedKinds { get; init; }

    /// <summary>True when the source has a number but hides it (X种).</summary>
    public bool CountMasked { get; init; }

    public IReadOnlyList<DiseaseListEntry> Entries { get; init; } = [];

    /// <summary>Number of different classes among the entries.</summary>
    public int NamedClasses => Entries.Select(e => e.Class).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Number of kinds the entries count for.</summary>
    public int NamedKinds => Entries.Sum(e => e.Kinds);

    /// <summary>True while the source states more than the entries name (未列全): the rest must come from local documents.</summary>
    public bool IsOpen => CountMasked || NamedKinds < (StatedKinds ?? 0) || NamedClasses < (StatedClasses ?? 0);

    /// <summary>True when the list is in force on the day.</summary>
    public bool IsValidOn(DateOnly day) => (From is not { } from || day >= from) && (Until is not { } until || day < until);
}
