using Minkang.Domain.Lists;
using Minkang.Domain.People;
using Minkang.Domain.Values;

namespace Minkang.Platform.Lists;

/// <summary>Where the value of a field comes from.</summary>
public enum FieldOrigin
{
    Own,
    /// <summary>From the first cell of a merge.</summary>
    Merge,
    /// <summary>From the line above, because the profile says that only the first line of a group fills this column.</summary>
    Continued,
    /// <summary>From the line above, because the cell says 同上.</summary>
    Ditto,
    SheetName,
}

/// <summary>A finding with its place: sheet, row, column letters, heading and field.</summary>
public sealed record CellFinding(string Sheet, int Row, string Column, string Heading, string Field, Finding Finding);

/// <summary>
/// One data row (数据行) of a recognised list. Cells are read when they are asked for, by the type that the profile gives the field; asking for a
/// field the profile does not have is a programming error, asking for a column the list lacks gives nothing.
/// </summary>
public sealed class RowReading
{
    private readonly Dictionary<string, (Cell Cell, FieldOrigin Origin)>? _taken;

    internal RowReading(SheetMatch match, ListRow row, Dictionary<string, (Cell Cell, FieldOrigin Origin)>? taken) => (Match, Row, _taken) = (match, row, taken);

    public SheetMatch Match { get; }
    public ListRow Row { get; }

    /// <summary>Row number as the spreadsheet shows it.</summary>
    public int Number => Row.Number;

    /// <summary>What an earlier import wrote into the column 结果 of a result workbook; null when the list is no such workbook.</summary>
    public string? EarlierOutcome => Match.ResultColumns.Count == 3 && !Row[Match.ResultColumns[0]].IsBlank ? Row[Match.ResultColumns[0]].Text : null;

    /// <summary>The cell of a field, filled from a merge, from above or from the sheet's name where that is meant.</summary>
    public Cell Cell(string field) => _taken is not null && _taken.TryGetValue(field, out var taken) ? taken.Cell : Match.Columns.TryGetValue(field, out var column) ? Row[column] : default;

    public FieldOrigin Origin(string field) => _taken is not null && _taken.TryGetValue(field, out var taken) ? taken.Origin : Cell(field).FromMerge ? FieldOrigin.Merge : FieldOrigin.Own;

    /// <summary>The cell's text in one writing; null when it states nothing. Texts that begin like formulas stay texts.</summary>
    public string? Text(string field) => Cell(field) is { IsBlank: false } cell && CellErrors.Of(cell) is null && BlankWords.Of(cell) is BlankWord.None or BlankWord.ThereIsNone or BlankWord.Unknown ? ListText.Clean(cell.Text) : null;

    /// <summary>The cell's text as written, line breaks included; null when it states nothing.</summary>
    public string? RawText(string field) => Text(field) is null ? null : Cell(field).Text.Trim();

    public CellReading<ListedName> Name(string field) => NameText.Read(Cell(field));
    public CellReading<IdReading> Id(string field) => IdCell.Read(Cell(field));
    public CellReading<PartialDate> Date(string field) => DateText.Read(Cell(field));
    public CellReading<PartialPeriod> Period(string field) => DateText.ReadPeriod(Cell(field));
    public CellReading<int> Integer(string field) => NumberText.Read(Cell(field));
    public CellReading<ListedVillage> Village(string field) => VillageText.Read(Cell(field));
    public CellReading<IReadOnlyList<string>> Phone(string field) => PhoneText.Read(Cell(field));
    public CellReading<Money> Amount(string field) => AmountText.Read(Cell(field), new AmountRule(HeadingText.SaysTenThousands(Match.HeadingOf(field) ?? ""), Column(field).NegativeAllowed));
    public CellReading<bool> YesNo(string field) => Column(field) is var column ? YesNoText.Read(Cell(field), column.YesWords, column.NoWords) : default;
    public CellReading<CodeValue> Code(string field) => List(field).Read(Cell(field));
    public CellReading<IReadOnlyList<CodeValue>> Codes(string field) => List(field).ReadMany(Cell(field));

    /// <summary>All that a person should know about the row, required cells that are empty included. Levels are those of the profile.</summary>
    public IReadOnlyList<CellFinding> Findings()
    {
        var findings = new List<CellFinding>();
        foreach (var column in Match.Kind.Columns)
        {
            var present = Match.Columns.TryGetValue(column.Field, out var at);
            if (!present && !column.Required) continue;
            foreach (var finding in FindingsOf(column))
                findings.Add(new CellFinding(Match.Sheet.Name, Number, present ? Heading.LettersOf(at) : "", Match.HeadingOf(column.Field) ?? column.Label, column.Field, finding));
        }
        return findings;
    }

    private IEnumerable<Finding> FindingsOf(ColumnProfile column)
    {
        var (states, findings) = Look(column);
        foreach (var finding in findings)
            yield return finding.Level == FindingLevel.Error && column.Unreadable != FindingLevel.Error ? finding with { Level = column.Unreadable } : finding;
        if (column.Required && !states && findings.All(f => f.Level != FindingLevel.Error)) yield return Finding.Error("cell.required", $"“{column.Label}”必须填写，请补上。");
        if (Origin(column.Field) == FieldOrigin.Ditto) yield return Finding.Note("cell.same-as-above", "写的是“同上”，已取上一行的内容。");
    }

    private (bool States, IReadOnlyList<Finding> Findings) Look(ColumnProfile column)
    {
        var field = column.Field;
        return column.Type switch
        {
            FieldType.Name => Of(Name(field)),
            FieldType.IdNumber => Of(Id(field)),
            FieldType.Date => Of(Date(field)),
            FieldType.Period => Of(Period(field)),
            FieldType.Integer => Of(Integer(field)),
            FieldType.Village => Of(Village(field)),
            FieldType.Phone => Of(Phone(field)),
            FieldType.Amount => Of(Amount(field)),
            FieldType.YesNo => Of(YesNo(field)),
            FieldType.Code => Of(Code(field)),
            FieldType.Codes => Of(Codes(field)),
            _ => CellErrors.Of(Cell(field)) is { } error ? (false, [error]) : (Text(field) is not null, (IReadOnlyList<Finding>)[]),
        };

        static (bool, IReadOnlyList<Finding>) Of<T>(CellReading<T> reading) where T : notnull => (reading.HasValue, reading.Findings);
    }

    private ColumnProfile Column(string field) => Match.Kind.Find(field) ?? throw new ArgumentException($"{Match.Profile.Id}/{Match.Kind.Id} has no field {field}.", nameof(field));

    private CodeList List(string field) => Column(field).Codes ?? throw new ArgumentException($"{Match.Profile.Id}/{Match.Kind.Id} field {field} has no code list.", nameof(field));
}
