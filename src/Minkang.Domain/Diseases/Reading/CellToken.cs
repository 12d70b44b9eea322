namespace Minkang.Domain.Diseases.Reading;

internal enum TokenKind
{
    Disease, Organ, Lesion, Turn, Qualifier, Stage, Filler, Joiner,

    /// <summary>、 / 或: parts the items of an enumeration.</summary>
    Comma,

    /// <summary>；，。+ line break, numbering: parts statements.</summary>
    Stop,

    Open, Close, Unknown,
}

/// <summary>Where the disease is that a qualifier speaks of.</summary>
internal enum QualifierSide
{
    Before, After,

    /// <summary>The word is used on both sides: the disease that follows at once, otherwise the one before.</summary>
    Either,
}

/// <summary>The meaning of a word of the vocabulary; which field is filled follows from the kind.</summary>
internal sealed record Word(TokenKind Kind)
{
    public Disease? Disease { get; init; }
    public bool Presumed { get; init; }
    public Organ? Organ { get; init; }
    public Lesion? Lesion { get; init; }
    public DiseaseQualifier? Qualifier { get; init; }
    public QualifierSide Side { get; init; }
}

/// <summary>
/// A piece of the cell. Segments are the stretches between separators, blanks, brackets and joiners; tokens of one segment stand together without
/// anything between them.
/// </summary>
internal readonly record struct CellToken(TokenKind Kind, int Start, int Length, Word? Word, int Segment, int Depth)
{
    public int End => Start + Length;
}
