namespace Minkang.Domain.Diseases;

/// <summary>Ages in full years (周岁), both ends inclusive; null is an open end.</summary>
public readonly record struct AgeBounds(int? From, int? Through)
{
    /// <summary>True when the age lies within the bounds.</summary>
    public bool Contains(int age) => (From is not { } from || age >= from) && (Through is not { } through || age <= through);

    /// <summary>Age in full years on a day. A birthday on 29 February is reached on 1 March of other years. Negative before birth.</summary>
    public static int AgeOn(DateOnly birth, DateOnly day)
    {
        var years = day.Year - birth.Year;
        return (day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? years - 1 : years;
    }
}

/// <summary>
/// One of the classes that departments count by (病种分类): M01–M30 are the thirty major diseases, C31–C34 the chronic diseases under contract.
/// <paramref name="IcdCategories"/> are the WHO categories that define it, <paramref name="Age"/> the ages for which it counts (null: all ages).
/// </summary>
public sealed record DiseaseClass(string Code, string Name, IReadOnlyList<string> IcdCategories, AgeBounds? Age, string? Note);

/// <summary>One way to write a disease. <paramref name="Presumed"/>: by custom it means the disease, but a doctor should confirm it (糖尿病 for type 2).</summary>
public sealed record DiseaseTerm(string Text, bool Presumed);

/// <summary>
/// A disease or other condition (病种) as the catalogue knows it, listed or not. Identified by <see cref="Id"/>, which is stable and never reused.
/// </summary>
public sealed record Disease
{
    public required string Id { get; init; }

    /// <summary>The usual Chinese name.</summary>
    public required string Name { get; init; }

    /// <summary>The wider disease this one is a kind of (亚型); an entry of a list that names the wider one covers this one too.</summary>
    public string? KindOf { get; init; }

    /// <summary>WHO ICD-10 categories of three characters, or four where the list says so.</summary>
    public IReadOnlyList<string> IcdCategories { get; init; } = [];

    /// <summary>Class codes; empty for a disease that belongs to no class.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>All the ways doctors write it.</summary>
    public IReadOnlyList<DiseaseTerm> Terms { get; init; } = [];

    /// <summary>Qualifiers with which the condition no longer is this disease: 后遗症 of a stroke, 继发性 hypertension.</summary>
    public IReadOnlyCollection<string> NotWhen { get; init; } = [];

    /// <summary>Diseases beside which, in one cell, this one no longer counts: 尿毒症 beside 肾移植.</summary>
    public IReadOnlyCollection<string> NotBeside { get; init; } = [];

    /// <summary>Qualifier to the disease that is present as well: 5期 of a chronic kidney disease is the end stage.</summary>
    public IReadOnlyDictionary<string, string> AlsoWhen { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Qualifiers that make a presumed term certain: 2型 written somewhere beside 糖尿病.</summary>
    public IReadOnlyCollection<string> CertainWhen { get; init; } = [];

    /// <summary>Whether a class with age bounds is assumed when nothing tells the age: true where nearly all patients on the lists are children.</summary>
    public bool CountsWithoutAge { get; init; }
}
