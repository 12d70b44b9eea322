using System.Text.Json.Serialization;

namespace Minkang.Platform.Regions;

/// <summary>A change of the area tree (区划变更).</summary>
[JsonDerivedType(typeof(AddArea), "add")]
[JsonDerivedType(typeof(RenameArea), "rename")]
[JsonDerivedType(typeof(MergeVillage), "merge")]
public abstract record AreaChange
{
    /// <summary>Short code of the area it happens in.</summary>
    [JsonIgnore]
    public abstract string Place { get; }
}

/// <summary>A new township or village (增设乡镇、村).</summary>
/// <param name="Parent">County for a township, township for a village.</param>
/// <param name="Aliases">Other names in use, separated by 、.</param>
/// <param name="Code">Official code of 9 or 12 digits; null for a provisional one.</param>
public sealed record AddArea(string Parent, string Name, string Aliases, string? Code) : AreaChange
{
    [JsonIgnore]
    public override string Place => Parent;
}

/// <summary>Another name (更名); the name so far becomes an alias, so that lists that still write it are understood.</summary>
public sealed record RenameArea(string Code, string Name, string Aliases) : AreaChange
{
    [JsonIgnore]
    public override string Place => Code;
}

/// <summary>One village joined to another from a day on (撤并村). The old code stays for what happened before; its name becomes an alias of the successor.</summary>
public sealed record MergeVillage(string Code, string Successor, DateOnly On) : AreaChange
{
    [JsonIgnore]
    public override string Place => Code;
}
