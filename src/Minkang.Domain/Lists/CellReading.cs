namespace Minkang.Domain.Lists;

/// <summary>
/// How grave a finding in a cell is: a note (说明) tells of a repair, a warning (提醒) marks a row that is taken, an error (错误) rejects the row.
/// </summary>
public enum FindingLevel { Note, Warning, Error }

/// <summary>
/// Something about a cell that a person should know (单元格的问题). <paramref name="Code"/> is stable (<c>date.impossible</c>);
/// <paramref name="Message"/> is Chinese, says what is wrong and what to do, and never repeats the content of the cell.
/// </summary>
public sealed record Finding(FindingLevel Level, string Code, string Message)
{
    public static Finding Note(string code, string message) => new(FindingLevel.Note, code, message);
    public static Finding Warning(string code, string message) => new(FindingLevel.Warning, code, message);
    public static Finding Error(string code, string message) => new(FindingLevel.Error, code, message);
}

/// <summary>
/// What a cell states (单元格的判读): a value, or nothing, or an error. An error never comes with a guessed value.
/// </summary>
public readonly struct CellReading<T> where T : notnull
{
    private readonly T? _value;
    private readonly Finding[]? _findings;

    internal CellReading(T? value, bool stated, Finding[]? findings) => (_value, HasValue, _findings) = (value, stated, findings);

    /// <summary>True when the cell states a value that could be read.</summary>
    public bool HasValue { get; }

    /// <summary>The value. Throws <see cref="InvalidOperationException"/> when there is none.</summary>
    public T Value => HasValue ? _value! : throw new InvalidOperationException("The cell states no value that could be read.");

    public IReadOnlyList<Finding> Findings => _findings ?? [];

    /// <summary>The error; null when the cell was read or states nothing.</summary>
    public Finding? Error => Findings.FirstOrDefault(f => f.Level == FindingLevel.Error);

    /// <summary>True when the cell states nothing: blank, /, －, 空.</summary>
    public bool IsNothing => !HasValue && Error is null;
}

/// <summary>Makes cell readings.</summary>
public static class CellReading
{
    /// <summary>The cell states nothing.</summary>
    public static CellReading<T> Nothing<T>(params Finding[] notes) where T : notnull => new(default, false, notes.Length == 0 ? null : notes);

    /// <summary>The cell states a value.</summary>
    public static CellReading<T> Of<T>(T value, params Finding[] notes) where T : notnull => new(value, true, notes.Length == 0 ? null : notes);

    /// <summary>The cell could not be read.</summary>
    public static CellReading<T> Refused<T>(Finding error, params Finding[] notes) where T : notnull => new(default, false, [error, .. notes]);
}
