using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Platform.Regions;

/// <summary>An area (行政区划) with its code, from the province down to the village, for as long as it exists.</summary>
public sealed class Region : Record
{
    /// <summary>Short code: 2, 4, 6, 9 or 12 digits.</summary>
    public string Code { get; init; } = "";
    public string Name { get; set; } = "";
    /// <summary>Other names in use, separated by 、 (old names, short forms).</summary>
    public string Aliases { get; set; } = "";
    public DateOnly? FromOn { get; set; }
    /// <summary>First day on which the area no longer exists (merged or abolished).</summary>
    public DateOnly? UntilOn { get; set; }
    /// <summary>Where it went when it was merged.</summary>
    public string? SuccessorCode { get; set; }
    /// <summary>True while the code was given by us because no official code list has been read yet.</summary>
    public bool Provisional { get; set; }

    public RegionLevel Level => (RegionLevel)Code.Length;

    /// <summary>True when the area exists on the day.</summary>
    public bool HoldsOn(DateOnly day) => (FromOn is not { } from || day >= from) && (UntilOn is not { } until || day < until);
}
