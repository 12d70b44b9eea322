using Minkang.Platform.Lists;

namespace Minkang.Registry.Compare;

/// <summary>One sheet that takes part in a comparison (参与比对的一张表): its rows in order, each read once.</summary>
internal sealed class ComparedList
{
    public ComparedList(string file, SheetReading sheet)
    {
        (File, Match) = (file, sheet.Match);
        Kind = ListKinds.Of(Match.Profile.Id, Match.Kind.Id);
        IdField = Match.Kind.Columns.FirstOrDefault(c => c.Type == FieldType.IdNumber && !c.Field.StartsWith("head", StringComparison.Ordinal))?.Field;
        NameField = Match.Kind.Columns.First(c => c.Type == FieldType.Name && c.Required).Field;
        Rows = [.. sheet.Data.Select(r => new ComparedRow(this, r))];
    }

    public string File { get; }
    public SheetMatch Match { get; }
    public ListKind Kind { get; }
    public string Sheet => Match.Sheet.Name;
    public string Title => Match.Kind.Title;

    /// <summary>The day to which the list holds; null when it does not say.</summary>
    public DateOnly? Day => Match.Date?.Day;

    /// <summary>The column with the person's own number; null when the list has none.</summary>
    public string? IdField { get; }

    public string NameField { get; }
    public IReadOnlyList<ComparedRow> Rows { get; }

    public bool Has(string field) => Match.Kind.Find(field) is not null && Match.Columns.ContainsKey(field);
}
