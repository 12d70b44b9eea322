namespace Minkang.Samples;

/// <summary>How many faults go into the lists: none, as offices usually hand them over, or many.</summary>
public enum DirtLevel { None, Usual, Heavy }

/// <summary>What kind of county (县) to invent.</summary>
public sealed record CountyOptions
{
    /// <summary>Where the lists and the folder <c>labels</c> go; made when it does not exist.</summary>
    public required string Folder { get; init; }

    /// <summary>Same options and seed: same bytes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Registered poor (建档立卡贫困人口) living in the county; residents outside the register come on top, about an eighth.</summary>
    public int Persons { get; init; } = 1_000;

    /// <summary>Villages (行政村); about one per 150 registered persons when not set.</summary>
    public int? Villages { get; init; }

    /// <summary>Townships (乡镇); about one per 14 villages when not set. With one township the lists take the township layouts.</summary>
    public int? Townships { get; init; }

    /// <summary>Level of faults.</summary>
    public DirtLevel Dirt { get; init; } = DirtLevel.Usual;

    /// <summary>Kinds of fault left out whatever the level, by their names in <c>Data/dirt.json</c>.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The year of settlements and events; the lists are dated January of the next year.</summary>
    public int Year { get; init; } = 2018;

    internal DateOnly ListedOn => new(Year + 1, 1, 10);
    internal int VillageCount => Villages ?? Math.Max(1, Persons / 150);
    internal int TownshipCount => Townships ?? Math.Max(1, VillageCount / 14);

    internal void Check()
    {
        if (Persons < 1) throw new ArgumentOutOfRangeException(nameof(Persons), Persons, "At least one person.");
        if (VillageCount is < 1 or > 3_000 || VillageCount > Persons) throw new ArgumentOutOfRangeException(nameof(Villages), VillageCount, "1 to 3000 villages, no more than persons.");
        if (TownshipCount < 1 || TownshipCount > Math.Min(VillageCount, 240)) throw new ArgumentOutOfRangeException(nameof(Townships), TownshipCount, "1 to 240 townships, no more than villages.");
        if (Year is < 2000 or > 2090) throw new ArgumentOutOfRangeException(nameof(Year), Year, "A year from 2000 to 2090.");
    }
}
