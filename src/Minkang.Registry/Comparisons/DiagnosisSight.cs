using Microsoft.Extensions.Localization;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Registry.Compare;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Comparisons;

/// <summary>What a reader may see of the diagnoses on lists (名单里的诊断): protected ones are named only to who may see them, the others to everybody in the area.</summary>
internal sealed class DiagnosisSight(IsProtectedDiagnosis isProtected, ListCatalog catalog, IStringLocalizer<Texts> L)
{
    private const string See = "illness.see-protected";

    /// <summary>Offices whose own work the diagnosis is; a letter to any other leaves protected ones out.</summary>
    private static readonly string[] HealthOffices = ["卫健局", "医保局"];

    private readonly HashSet<string> _fields = catalog.Profiles.SelectMany(p => p.Sheets).SelectMany(s => s.Columns).Where(c => c.Type == FieldType.DiseaseText).Select(c => c.Field).ToHashSet(StringComparer.Ordinal);

    /// <summary>A statement of a discrepancy.</summary>
    public string Value(Actor actor, Finding finding, string? text) => Value(actor, finding.Code, finding.Field, text);

    /// <summary>A statement of a discrepancy of the kind about the field; null and empty stay empty.</summary>
    public string Value(Actor actor, string code, string field, string? text) => Concerns(code, field) ? Shown(actor, text ?? "") : text ?? "";

    /// <summary>A statement as it stands in a letter to the office that settles the discrepancy.</summary>
    public string InLetter(Actor actor, Finding finding, string? text)
    {
        var value = Value(actor, finding, text);
        return HealthOffices.Contains(finding.Owner) || !Concerns(finding.Code, finding.Field) || !isProtected(value) ? value : L["受保护的诊断"];
    }

    /// <summary>A cell of a list's row.</summary>
    public string Cell(Actor actor, string field, string text) => _fields.Contains(field) ? Shown(actor, text) : text;

    private bool Concerns(string code, string field) => RuleBook.StatesDiagnosis(code) || _fields.Contains(field);

    private string Shown(Actor actor, string text) => text.Length == 0 || actor.May(See) || !isProtected(text) ? text : L["受保护的诊断"];
}
