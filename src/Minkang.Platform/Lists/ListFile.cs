using System.Text;
using Minkang.Domain.Values;

namespace Minkang.Platform.Lists;

/// <summary>Form of a list file, told by its content.</summary>
public enum ListFileFormat { Workbook, OldWorkbook, WebPage, SeparatedText }

/// <summary>How a text file is to be read when the person does not agree with what was found. Null leaves the finding.</summary>
public sealed record TextLayout(Encoding? Encoding = null, char? Separator = null)
{
    /// <summary>Encodings to choose from, by the name that is shown.</summary>
    public static IReadOnlyDictionary<string, Encoding> Encodings => TextEncoding.Choices;
}

/// <summary>
/// A list (名单) as an office sent it, opened: the sheets with their rows. Either the whole file was read or it is refused; there is no half result.
/// What is read stays in memory within <see cref="ListFileLimits"/>.
/// </summary>
public sealed record ListFile(string Name, ListFileFormat Format, IReadOnlyList<ListSheet> Sheets)
{
    /// <summary>Encoding of a text file or web page; null for workbooks.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Name of the encoding as pages show it.</summary>
    public string? EncodingName => Encoding is null ? null : TextEncoding.NameOf(Encoding);

    /// <summary>Separator of a text file; null for other forms.</summary>
    public char? Separator { get; init; }

    /// <summary>
    /// Opens a file. The name only labels the result; what the file is, is told by its content. Problems carry codes <c>lists.file.*</c> and a
    /// sentence with what to do.
    /// </summary>
    public static Outcome<ListFile> Open(Stream content, string fileName, ListFileLimits? limits = null, TextLayout? layout = null, CancellationToken ct = default)
    {
        limits ??= new ListFileLimits();
        using var copy = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            ct.ThrowIfCancellationRequested();
            if (copy.Length + read > limits.FileBytes) return Refusal.TooLarge(limits.FileBytes).Problem;
            copy.Write(buffer, 0, read);
        }
        return Open(copy.ToArray(), fileName, limits, layout, ct);
    }

    /// <inheritdoc cref="Open(Stream, string, ListFileLimits?, TextLayout?, CancellationToken)"/>
    public static Outcome<ListFile> Open(byte[] content, string fileName, ListFileLimits? limits = null, TextLayout? layout = null, CancellationToken ct = default)
    {
        limits ??= new ListFileLimits();
        try
        {
            if (content.LongLength > limits.FileBytes) throw Refusal.TooLarge(limits.FileBytes);
            var file = Read(content, fileName, layout, new CellBudget(limits, ct));
            return file.Sheets.Any(s => s.Rows.Count > 0) ? file : throw Refusal.EmptyWorkbook();
        }
        catch (RefusedException refused)
        {
            return refused.Problem;
        }
    }

    private static ListFile Read(byte[] content, string name, TextLayout? layout, CellBudget budget)
    {
        switch (FileKinds.Of(content))
        {
            case FileKind.Workbook: return new ListFile(name, ListFileFormat.Workbook, XlsxFile.Read(content, budget));
            case FileKind.OldWorkbook: return new ListFile(name, ListFileFormat.OldWorkbook, XlsFile.Read(content, budget));
            case FileKind.WebPage:
                var (sheets, pageEncoding) = HtmlTableFile.Read(content, layout, budget);
                return new ListFile(name, ListFileFormat.WebPage, sheets) { Encoding = pageEncoding };
            default:
                var (sheet, encoding, separator) = CsvFile.Read(content, Path.GetFileNameWithoutExtension(name), layout, budget);
                return new ListFile(name, ListFileFormat.SeparatedText, [sheet]) { Encoding = encoding, Separator = separator };
        }
    }
}
