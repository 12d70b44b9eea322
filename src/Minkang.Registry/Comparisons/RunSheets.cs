using Minkang.Platform.Lists;

namespace Minkang.Registry.Comparisons;

/// <summary>What the sheets of a run are (各表的栏目): which field is the name, which the number, what a field is called. Known from the catalogue by the sheet's title.</summary>
internal sealed class RunSheets(ListCatalog catalog)
{
    public string NameField(RunList list) => Kind(list)?.Columns.FirstOrDefault(c => c is { Type: FieldType.Name, Required: true })?.Field ?? "name";

    public string IdField(RunList list) => Kind(list)?.Columns.FirstOrDefault(c => c.Type == FieldType.IdNumber && !c.Field.StartsWith("head", StringComparison.Ordinal))?.Field ?? "id-number";

    /// <summary>The field as the list heads it; the field's own name where the catalogue no longer has it.</summary>
    public string Label(RunList list, string field) => Kind(list)?.Find(field)?.Label ?? field;

    /// <summary>True for a field that names a person.</summary>
    public bool IsName(RunList list, string field) => Kind(list)?.Find(field)?.Type == FieldType.Name;

    private SheetProfile? Kind(RunList list) => catalog.Profiles.SelectMany(p => p.Sheets).FirstOrDefault(s => s.Title == list.Title);
}
