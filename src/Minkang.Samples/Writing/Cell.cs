using System.Globalization;

namespace Minkang.Samples.Writing;

internal enum CellKind { Empty, Text, Number, Date, Error }

/// <summary>One cell; a date cell holds the spreadsheet's serial number, a formula carries its last result.</summary>
internal readonly record struct Cell(CellKind Kind, string Text = "", double Number = 0, string? Formula = null)
{
    public static readonly Cell Empty = new(CellKind.Empty);

    public static Cell Of(string? text) => string.IsNullOrEmpty(text) ? Empty : new(CellKind.Text, text);
    public static Cell Of(long number, string? formula = null) => new(CellKind.Number, "", number, formula);
    public static Cell Yuan(long fen, string? formula = null) => new(CellKind.Number, "", fen / 100.0, formula);
    public static Cell Day(DateOnly day) => new(CellKind.Date, "", Serial(day));
    public static Cell Failed(string formula) => new(CellKind.Error, "#N/A", 0, formula);

    public static int Serial(DateOnly day) => day.DayNumber - new DateOnly(1899, 12, 30).DayNumber;

    /// <summary>As plain text, for CSV.</summary>
    public string Plain => Kind is CellKind.Number or CellKind.Date ? Number.ToString("R", CultureInfo.InvariantCulture) : Text;

    public static implicit operator Cell(string? text) => Of(text);
}

/// <summary>How a row looks.</summary>
internal enum RowLook { Data = 3, Title = 1, Header = 2 }

/// <summary>A sheet or file that takes rows from top to bottom.</summary>
internal abstract class RowWriter
{
    /// <summary>Number of the row that comes next, counted from one; in CSV the number of the record.</summary>
    public int NextRow { get; protected set; } = 1;

    public abstract void Write(IReadOnlyList<Cell> cells, RowLook look = RowLook.Data);

    /// <summary>Leaves a row empty.</summary>
    public abstract void Skip();

    /// <summary>Merges cells, columns and rows counted from one, both ends inclusive; nothing to do in CSV.</summary>
    public virtual void Merge(int fromRow, int fromColumn, int toRow, int toColumn) { }
}
