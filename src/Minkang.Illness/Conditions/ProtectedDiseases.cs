using System.Collections.Frozen;
using Minkang.Domain.Diseases;

namespace Minkang.Illness.Conditions;

/// <summary>
/// Diagnoses that only few may see (受保护的诊断): HIV, tuberculosis and severe mental disorder, known by their ICD categories, with every kind of them.
/// </summary>
internal sealed class ProtectedDiseases
{
    private static readonly string[] Classes = ["M22", "M25", "M29", "C33", "C34"];
    private static readonly string[] Categories =
        ["A15", "A16", "A17", "A18", "A19", "B20", "B21", "B22", "B23", "B24", "F20", "F22", "F25", "F31", "F06.8", "F70", "F71", "F72", "F73", "F78", "F79", "Z21"];
    private readonly FrozenSet<string> _ids;

    public ProtectedDiseases(DiseaseCatalogue catalogue)
    {
        var own = catalogue.Diseases.Where(d => d.Classes.Any(Classes.Contains) || d.IcdCategories.Any(Named)).Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        _ids = catalogue.Diseases.Where(d => own.Any(o => catalogue.IsKindOf(d.Id, o))).Select(d => d.Id).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>True for a disease that is protected.</summary>
    public bool Contains(string? disease) => disease is not null && _ids.Contains(disease);

    /// <summary>A category as it stands, or a range such as <c>F70-F79</c>.</summary>
    internal static bool Named(string icd) => Categories.Any(c => icd.StartsWith(c, StringComparison.Ordinal));
}
