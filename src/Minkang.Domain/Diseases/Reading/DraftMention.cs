namespace Minkang.Domain.Diseases.Reading;

/// <summary>A disease found among the tokens First to Last, while its qualifiers are still being gathered.</summary>
internal sealed class DraftMention(int first, int last, Disease disease, bool presumed, bool doubtful)
{
    public int First { get; } = first;
    public int Last { get; } = last;
    public Disease Disease { get; } = disease;
    public bool Presumed => presumed && !Qualifiers.Exists(q => Disease.CertainWhen.Contains(q.Qualifier.Id));

    /// <summary>What was found is no clear diagnosis, such as 占位.</summary>
    public bool Doubtful { get; } = doubtful;

    /// <summary>Another disease of the cell says that this one no longer counts.</summary>
    public bool Outweighed { get; set; }

    /// <summary>What was found with it; a stage or grade has no catalogue entry.</summary>
    public List<(MentionQualifier Qualifier, DiseaseQualifier? Meaning)> Qualifiers { get; } = [];
}
