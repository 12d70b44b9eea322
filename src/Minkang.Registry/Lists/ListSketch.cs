using System.Text.Json;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;

namespace Minkang.Registry.Lists;

/// <summary>What was recognised in a file, with its first rows (识别结果与预览), kept with the import so that its page opens without reading the file again.</summary>
internal sealed record ListSketch(IReadOnlyList<SheetSketch> Sheets, IReadOnlyList<string> Ignored, ListFileFormat Format, string? Encoding, bool IsReturn, string? Separator = null)
{
    private const int PreviewRows = 20;

    /// <summary>Why the file cannot be tried yet; empty when it can.</summary>
    public IReadOnlyList<Problem> Problems => [.. Sheets.Where(s => !s.Usable).SelectMany(s => s.Problems)];

    public static ListSketch Of(ListRecognition list) => new([.. list.Sheets.Select((s, i) => Sheet(s, i))],
        [.. list.Ignored.Select(i => $"工作表“{i.Sheet.Name}”：{i.Reason}")], list.File.Format, list.File.EncodingName, ReturnedRows.IsReturn(list), TextChoices.CodeOf(list.File.Separator));

    public string Seal(Vault vault) => vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(this))!;

    public static ListSketch? Open(string? sealedText, Vault vault) => vault.Open(Purposes.ListEntry, sealedText) is { Length: > 0 } json ? JsonSerializer.Deserialize<ListSketch>(json) : null;

    private static SheetSketch Sheet(SheetMatch match, int no)
    {
        if (match.HeadingRows.Count == 0) return Headless(match, no);
        var data = SheetReading.Read(match).Data;
        var shown = match.Columns.OrderBy(c => c.Value).Select(c => match.Kind.Find(c.Key)!).ToList();
        return new SheetSketch(no, match.Sheet.Name, match.Kind.Id, match.Kind.Title, match.HeadingRows, [.. match.Headings.Where(h => !match.ResultColumns.Contains(h.Column)).Select(h => new HeadingSketch(h.Column, h.Letters, h.Text))],
            new Dictionary<string, int>(match.Columns), [.. match.Unknown.Select(u => u.Text)], match.Problems, match.Usable, match.Sheet.HiddenRows, data.Count, [.. shown.Select(c => c.Label)],
            [.. data.Take(PreviewRows).Select(row => new PreviewRow(row.Number, [.. shown.Select(c => Differences.Masked(c.Type, row.Cell(c.Field).Text.Trim()) ?? "")]))]);
    }

    /// <summary>A list without heading shows all its columns by position, since it is for a person to say what each is.</summary>
    private static SheetSketch Headless(SheetMatch match, int no)
    {
        var (rows, width) = (match.Sheet.Rows, match.Sheet.Width);
        string Cell(ListRow row, int at) => at < row.Cells.Count ? Hide(row.Cells[at].Text.Trim()) : "";
        var headings = Enumerable.Range(0, width).Select(at => new HeadingSketch(at, Heading.LettersOf(at), rows.Select(r => Cell(r, at)).FirstOrDefault(t => t.Length > 0) ?? "")).ToList();
        var names = headings.ConvertAll(h => match.Columns.Where(c => c.Value == h.Column).Select(c => match.Kind.Find(c.Key)!.Label).FirstOrDefault() is { } label ? $"{h.Letters} {label}" : h.Letters);
        return new SheetSketch(no, match.Sheet.Name, match.Kind.Id, match.Kind.Title, [], headings, new Dictionary<string, int>(match.Columns), [], match.Problems, match.Usable, match.Sheet.HiddenRows, rows.Count, names,
            [.. rows.Take(PreviewRows).Select(r => new PreviewRow(r.Number, [.. Enumerable.Range(0, width).Select(at => Cell(r, at))]))]);
    }

    /// <summary>What has so many digits may be a number of a person or a telephone, whatever column it stands in.</summary>
    private static string Hide(string text) => text.Count(char.IsDigit) switch
    {
        >= 14 => Differences.Masked(FieldType.IdNumber, text)!,
        >= 11 => Differences.Masked(FieldType.Phone, text)!,
        _ => text,
    };
}

/// <summary>One recognised sheet: where its heading stands, which column means what, and its first data rows.</summary>
internal sealed record SheetSketch(int No, string Name, string SheetId, string Title, IReadOnlyList<int> HeadingRows, IReadOnlyList<HeadingSketch> Headings, IReadOnlyDictionary<string, int> Columns,
    IReadOnlyList<string> Unknown, IReadOnlyList<Problem> Problems, bool Usable, int HiddenRows, int DataRows, IReadOnlyList<string> PreviewHeadings, IReadOnlyList<PreviewRow> Preview);

internal sealed record HeadingSketch(int Column, string Letters, string Text);

internal sealed record PreviewRow(int Number, IReadOnlyList<string> Cells);
