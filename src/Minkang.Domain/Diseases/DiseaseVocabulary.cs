namespace Minkang.Domain.Diseases;

/// <summary>What a qualifier does to the disease it stands with.</summary>
public enum QualifierEffect
{
    /// <summary>Kept with the mention; counts only where the disease itself says so (<see cref="Disease.NotWhen"/>, <see cref="Disease.AlsoWhen"/>).</summary>
    None,

    /// <summary>The disease is only suspected (疑似): a person decides, and until then it belongs to no class.</summary>
    Doubt,

    /// <summary>The patient does not have it (排除, 家族史).</summary>
    Refute,

    /// <summary>As <see cref="Refute"/>, for a whole enumeration: 否认甲、乙.</summary>
    RefuteAll,

    /// <summary>The patient is a child (儿童).</summary>
    Child,

    /// <summary>The patient is an adult (成人).</summary>
    Adult,
}

/// <summary>A word that qualifies a disease (限定词). <paramref name="Before"/> are written before the disease, <paramref name="After"/> behind it;
/// <paramref name="Cancels"/> names qualifiers of the same disease that no longer hold beside it: 待二期手术 cancels 术后.</summary>
public sealed record DiseaseQualifier(string Id, string Name, QualifierEffect Effect, IReadOnlyList<string> Before, IReadOnlyList<string> After, IReadOnlyList<string> Cancels);

/// <summary>
/// What an organ can have (病变), such as a malignant tumour. <paramref name="Otherwise"/> is the disease with an organ that names none of its own,
/// <paramref name="Alone"/> the disease when no organ is written; null where nothing is known then. <paramref name="Doubtful"/>: a person decides;
/// <paramref name="Turnable"/>: words such as 恶性 beside it say what it is.
/// </summary>
public sealed record Lesion(string Id, IReadOnlyList<string> Words, string Otherwise, string? Alone, bool Doubtful, bool Turnable);

/// <summary>An organ or part (部位) with the disease each lesion means there; the key is the lesion's id.</summary>
public sealed record Organ(string Id, string Name, IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Diseases);

/// <summary>The words with which doctors compose diseases in a cell: everything but the names of the diseases themselves.</summary>
/// <param name="Turns">Words that change what an unclear lesion is, to the id of the lesion: 恶性 → malignant.</param>
/// <param name="Fillers">Words that may stand between organ and lesion or beside a disease without changing it: 上叶, 低分化, 化疗中.</param>
/// <param name="Joiners">Words that join two diseases: 伴, 合并.</param>
/// <param name="Variants">Characters that are read as another one: traditional and look-alike forms, one character each.</param>
public sealed record DiseaseVocabulary(
    IReadOnlyList<DiseaseQualifier> Qualifiers,
    IReadOnlyList<Lesion> Lesions,
    IReadOnlyList<Organ> Organs,
    IReadOnlyDictionary<string, string> Turns,
    IReadOnlyList<string> Fillers,
    IReadOnlyList<string> Joiners,
    IReadOnlyDictionary<char, char> Variants)
{
    /// <summary>No words at all.</summary>
    public static DiseaseVocabulary Empty { get; } = new([], [], [], new Dictionary<string, string>(StringComparer.Ordinal), [], [], new Dictionary<char, char>());
}
