namespace Minkang.Domain.Lists;

/// <summary>What a cell (单元格) of a list holds.</summary>
public enum CellKind : byte
{
    Blank,
    Text,
    Number,
    /// <summary>A number that the workbook shows as a date.</summary>
    Date,
    Boolean,
    /// <summary>An error value such as #N/A or #REF!, or a value that does not fit its stated type.</summary>
    Error,
    /// <summary>A formula whose last value was not stored. Formulas are never run.</summary>
    FormulaWithoutValue,
}

/// <summary>
/// One cell (单元格). <see cref="Text"/> is what the office sees; <see cref="Number"/> is set for numbers and dates (serial number of the
/// 1900 calendar, 序列号). A cell inside a merge carries the value of the merge and says so.
/// </summary>
public readonly record struct Cell
{
    private readonly string? _text;

    public Cell(CellKind kind, string text, double number = 0, bool fromFormula = false, bool fromMerge = false) =>
        (Kind, _text, Number, FromFormula, FromMerge) = (kind, text, number, fromFormula, fromMerge);

    public CellKind Kind { get; }

    /// <summary>The text as shown; numbers with at most fifteen digits that count, dates as 2018-03-05; empty for a blank.</summary>
    public string Text => _text ?? "";

    /// <summary>The stored number of a number or date cell; 0 otherwise.</summary>
    public double Number { get; }

    /// <summary>True when the value is the stored result of a formula.</summary>
    public bool FromFormula { get; }

    /// <summary>True when the value was taken from the first cell of a merge (合并单元格).</summary>
    public bool FromMerge { get; }

    /// <summary>True when nothing can be seen in the cell.</summary>
    public bool IsBlank => Kind == CellKind.Blank || (Kind == CellKind.Text && ListText.IsBlank(Text));

    /// <summary>The day of a date cell; null for other kinds and for serial numbers that are no day.</summary>
    public DateOnly? Date => Kind == CellKind.Date ? ExcelSerial.ToDate(Number) : null;

    /// <summary>The same cell as a further cell of a merge.</summary>
    public Cell InMerge() => new(Kind, Text, Number, FromFormula, fromMerge: true);

    public static Cell OfText(string text) => text.Length == 0 ? default : new(CellKind.Text, text);

    public static Cell OfNumber(double number, bool fromFormula = false) => new(CellKind.Number, ListText.OfNumber(number), number, fromFormula);

    /// <summary>A date cell from its serial number in the 1900 calendar. A serial that is no day stays a number.</summary>
    public static Cell OfSerial(double serial, bool fromFormula = false) =>
        ExcelSerial.ToDateTime(serial) is not { } moment ? OfNumber(serial, fromFormula)
        : new(CellKind.Date, moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), serial, fromFormula);
}
