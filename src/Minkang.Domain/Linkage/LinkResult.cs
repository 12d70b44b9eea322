namespace Minkang.Domain.Linkage;

/// <summary>What was decided about a pair (判定).</summary>
public enum LinkKind : byte
{
    /// <summary>Not held to be one person (不是同一人), or a better partner was found.</summary>
    None,
    /// <summary>The same valid number, and nothing that speaks for another person (号码一致).</summary>
    Exact,
    /// <summary>The numbers agree but for a keying error, or as far as they can be seen (号码修正后一致).</summary>
    Repaired,
    /// <summary>Certain by the other fields, without or against the number (信息高度一致).</summary>
    Probable,
    /// <summary>Likely enough to ask a person (待人工核对).</summary>
    Unsure,
}

/// <summary>
/// A pair of rows (一对记录): places in the left and the right list. <paramref name="Probability"/> that both are one person, all rival pairs
/// considered, 0 to 1. <paramref name="Levels"/>: the level of each field, four bits a field.
/// </summary>
public readonly record struct Link(int Left, int Right, LinkKind Kind, double Probability, ulong Levels)
{
    /// <summary>Level of a field, from 1; 0 when it could not be compared.</summary>
    public int Level(int field) => (int)((Levels >> (field * 4)) & 15);
}

/// <summary>
/// The comparison of two lists, or of one with itself (比对结果). Every left row and every right row occurs in at most one of
/// <see cref="Links"/> when two lists were compared.
/// </summary>
public sealed class LinkResult
{
    internal LinkResult(LinkTable left, ValueShares shares) => (LeftList, Shares) = (left, shares);

    /// <summary>Pairs held to be one person, and those to be asked about, by left row.</summary>
    public required IReadOnlyList<Link> Links { get; init; }

    /// <summary>Pairs worth showing that were not taken: rivals of a taken pair, and the same number on another person. By left row.</summary>
    public required IReadOnlyList<Link> Others { get; init; }

    public required LinkModel Model { get; init; }

    /// <summary>What each blocking rule brought and what it left out.</summary>
    public required IReadOnlyList<BlockOutcome> Blocks { get; init; }

    /// <summary>Pairs looked at.</summary>
    public required long Compared { get; init; }

    internal ValueShares Shares { get; }
    internal LinkTable LeftList { get; }
}
