namespace Minkang.Domain.Diseases;

/// <summary>How sure the reading of a mention is.</summary>
public enum MentionCertainty
{
    /// <summary>The text names the disease.</summary>
    Certain,

    /// <summary>By custom the text means the disease; it counts, and a doctor should confirm it.</summary>
    Presumed,

    /// <summary>A person must decide (需人工核实); until then it counts for no class.</summary>
    NeedsPerson,

    /// <summary>No disease known by this text.</summary>
    Unknown,
}

/// <summary>A qualifier found with a mention: its id (<c>suspected</c>, <c>stage-5</c>, <c>grade-3</c>, <c>type-2</c> …) and the text as written.</summary>
public readonly record struct MentionQualifier(string Id, string Text);

/// <summary>
/// One disease as written in a cell. <see cref="Start"/> and <see cref="Length"/> count characters of the original text. <see cref="Classes"/> is empty when
/// the condition belongs to no class, for instance because a qualifier says so.
/// </summary>
public sealed record DiseaseMention(
    int Start, int Length, Disease? Disease, MentionCertainty Certainty, IReadOnlyList<MentionQualifier> Qualifiers, IReadOnlyList<string> Classes)
{
    /// <summary>True when the text denies the disease or speaks of somebody else (排除, 家族史).</summary>
    public bool Refuted { get; init; }
}

/// <summary>A cell as read: its mentions in the order of the text, and the class codes of all of them, sorted, each once.</summary>
public sealed record DiseaseCellReading(IReadOnlyList<DiseaseMention> Mentions, IReadOnlyList<string> Classes);
