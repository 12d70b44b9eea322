using Minkang.Domain.Values;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Platform.Lists;

/// <summary>One heading (列名) of a sheet: its column (from 0) and its text; rows of a two-row heading are joined by ›.</summary>
public sealed record Heading(int Column, string Text)
{
    /// <summary>The writings under which profiles know the heading.</summary>
    internal IReadOnlyList<string> Keys { get; } = [.. HeadingText.Keys(Text)];

    /// <summary>The letters by which spreadsheets name the column: A, B … AA.</summary>
    public string Letters => LettersOf(Column);

    public static string LettersOf(int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + (rest - 1) % 26) + letters;
        return letters;
    }
}

/// <summary>A column that the list must have and does not, with the headings that may be meant.</summary>
public sealed record MissingColumn(string Field, string Label, IReadOnlyList<Heading> Candidates);

/// <summary>A column that several equal headings could be; a person must say which.</summary>
public sealed record UnclearColumn(string Field, string Label, IReadOnlyList<Heading> Choices);

/// <summary>What a sheet was recognised as (识别结果): profile, heading rows, and which column means what.</summary>
public sealed record SheetMatch(ListSheet Sheet, ImportProfile Profile, SheetProfile Kind)
{
    /// <summary>Row numbers of the heading, one or two; empty for a list without heading.</summary>
    public required IReadOnlyList<int> HeadingRows { get; init; }

    public required IReadOnlyList<Heading> Headings { get; init; }

    /// <summary>Field → column, from 0.</summary>
    public required IReadOnlyDictionary<string, int> Columns { get; init; }

    /// <summary>Headings that no field uses; they stay in the original only.</summary>
    public required IReadOnlyList<Heading> Unknown { get; init; }

    public required IReadOnlyList<MissingColumn> Missing { get; init; }

    public required IReadOnlyList<UnclearColumn> Unclear { get; init; }

    /// <summary>The date that the list states for itself, from its title, its fill-in line, its notes or the name of the file.</summary>
    public ListDate? Date { get; init; }

    /// <summary>Where result columns of an earlier import stand (结果, 原因, 建议); they are not read as data.</summary>
    public IReadOnlyList<int> ResultColumns { get; init; } = [];

    /// <summary>True when the sheet can be read: nothing that must be there is missing or unclear.</summary>
    public bool Usable => Missing.Count == 0 && Unclear.All(u => Kind.Find(u.Field) is not { Required: true } and not { Expected: true });

    /// <summary>The headings in one writing; equal for equal headings. Result columns do not count.</summary>
    public string HeadingKey => string.Join('|', Headings.Where(h => !ResultColumns.Contains(h.Column)).Select(h => HeadingText.Key(h.Text)));

    public string? HeadingOf(string field) => Columns.TryGetValue(field, out var column) ? Headings.FirstOrDefault(h => h.Column == column)?.Text : null;

    /// <summary>The mapping as it would be kept, with changes of a person on top.</summary>
    public ColumnMapping ToMapping(IReadOnlyDictionary<string, int>? changes = null)
    {
        var columns = new Dictionary<string, int>(Columns, StringComparer.Ordinal);
        foreach (var (field, column) in changes ?? new Dictionary<string, int>()) columns[field] = column;
        return new ColumnMapping(Profile.Id, Kind.Id, HeadingKey, columns, HeadingRows.Count == 0);
    }

    /// <summary>Why the sheet cannot be read yet, one problem per column; empty when it can.</summary>
    public IReadOnlyList<Problem> Problems =>
    [
        .. Missing.Select(m => new Problem("lists.columns.missing", m.Field, m.Candidates.Count == 0
            ? $"工作表“{Sheet.Name}”缺少“{m.Label}”一列。请在原表中补上这一列后再上传。"
            : $"工作表“{Sheet.Name}”缺少“{m.Label}”一列。可能是：{string.Join("、", m.Candidates.Select(c => T($"{c.Letters} 列“{c.Text}”")))}。如果是，请在列对应页面选定；否则请补上这一列。")),
        .. Unclear.Select(u => new Problem("lists.columns.same-heading", u.Field,
            $"工作表“{Sheet.Name}”有几列都叫“{u.Choices[0].Text}”（{string.Join("、", u.Choices.Select(c => c.Letters))} 列），请在列对应页面选定哪一列是“{u.Label}”。")),
    ];
}

/// <summary>A sheet that is no list: a cover, instructions, an empty sheet.</summary>
public sealed record IgnoredSheet(ListSheet Sheet, string Reason);

/// <summary>What the sheets of a file were recognised as.</summary>
public sealed record ListRecognition(ListFile File, IReadOnlyList<SheetMatch> Sheets, IReadOnlyList<IgnoredSheet> Ignored);
