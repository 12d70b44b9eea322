using Minkang.Illness.Conditions;

namespace Minkang.Illness.Contracts;

/// <summary>Tells the diagnoses that only few may see (受保护的诊断): HIV, tuberculosis, severe mental disorder. Who may is the action <c>illness.see-protected</c>.</summary>
public sealed class ProtectedDiagnoses
{
    private readonly ProtectedDiseases _diseases;

    internal ProtectedDiagnoses(ProtectedDiseases diseases) => _diseases = diseases;

    /// <summary>True when one of the codes, diseases of the catalogue or ICD-10, is protected; false for none.</summary>
    public bool Covers(IEnumerable<string> codes) => codes.Any(c => _diseases.Contains(c) || ProtectedDiseases.Named(c));
}
