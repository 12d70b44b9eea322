using System.IO.Compression;
using System.Text;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Platform.Lists;

/// <summary>What a file is by its content; the name is never asked.</summary>
internal enum FileKind { Workbook, OldWorkbook, WebPage, Text }

/// <summary>Tells files apart by their content and refuses what can be no list.</summary>
internal static class FileKinds
{
    private static readonly (byte[] Begin, string What)[] NotLists =
    [
        ("%PDF"u8.ToArray(), T("PDF 文件")), ([0x89, 0x50, 0x4E, 0x47], T("图片")), ([0xFF, 0xD8, 0xFF], T("图片（照片）")), ("GIF8"u8.ToArray(), T("图片")),
        ("II*\0"u8.ToArray(), T("图片（扫描件）")), ("MM\0*"u8.ToArray(), T("图片（扫描件）")), ("{\\rtf"u8.ToArray(), T("Word 文档")), ("BM"u8.ToArray(), T("图片")),
    ];
    private static readonly byte[][] Archives = ["Rar!"u8.ToArray(), [0x37, 0x7A, 0xBC, 0xAF], [0x1F, 0x8B]];

    public static FileKind Of(byte[] content)
    {
        ReadOnlySpan<byte> bytes = content;
        if (bytes.IsEmpty) throw Refusal.Empty();
        if (bytes.StartsWith("PK\u0003\u0004"u8)) return FileKind.Workbook;
        if (bytes.StartsWith(CompoundFile.Signature)) return CompoundFile.Kind(content);
        if (IsBareOldWorkbook(bytes)) return FileKind.OldWorkbook;
        foreach (var archive in Archives) if (bytes.StartsWith(archive)) throw Refusal.Archive();
        foreach (var (begin, what) in NotLists)
            if (bytes.StartsWith(begin) && (begin.Length > 2 || IsBitmap(bytes))) throw Refusal.NotAList(what);
        return OfText(bytes);
    }

    /// <summary>Finds out what a zip holds. Throws the refusal when it is no workbook.</summary>
    public static void RequireWorkbook(ZipArchive zip)
    {
        bool Has(string name) => zip.Entries.Any(e => e.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));
        bool HasFolder(string name) => zip.Entries.Any(e => e.FullName.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        if (Has("xl/workbook.xml")) return;
        if (Has("xl/workbook.bin")) throw Refusal.OtherFormat(T("二进制格式的工作簿（.xlsb）"));
        if (HasFolder("word/")) throw Refusal.NotAList(T("Word 文档"));
        if (HasFolder("ppt/")) throw Refusal.NotAList(T("演示文稿"));
        if (Has("mimetype") && Has("content.xml")) throw Refusal.OtherFormat(T("开放文档格式的表格（.ods）"));
        if (HasFolder("xl/") || Has("[Content_Types].xml")) throw Refusal.Damaged();
        throw Refusal.Archive();
    }

    private static FileKind OfText(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)]).Replace("\0", "", StringComparison.Ordinal).TrimStart('\u00ef', '\u00bb', '\u00bf', '\u00ff', '\u00fe', ' ', '\t', '\r', '\n');
        if (head.StartsWith("MIME-Version", StringComparison.OrdinalIgnoreCase)) throw Refusal.OtherFormat(T("单个文件网页（.mht）"));
        if (!head.StartsWith('<')) return FileKind.Text;
        if (head.Contains("urn:schemas-microsoft-com:office:spreadsheet", StringComparison.OrdinalIgnoreCase) && head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            throw Refusal.OtherFormat(T("XML 格式的表格"));
        if (head.Contains("<html", StringComparison.OrdinalIgnoreCase) || head.Contains("<table", StringComparison.OrdinalIgnoreCase) || head.Contains("<!doctype", StringComparison.OrdinalIgnoreCase))
            return FileKind.WebPage;
        return head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? throw Refusal.OtherFormat(T("XML 文件")) : FileKind.Text;
    }

    /// <summary>A workbook stream without its container, as some old exports write it: a beginning-of-file record.</summary>
    private static bool IsBareOldWorkbook(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 8 && bytes[0] == 0x09 && bytes[1] is 0x00 or 0x02 or 0x04 or 0x08 && bytes[2] is 4 or 6 or 8 or 16 && bytes[3] == 0;

    private static bool IsBitmap(ReadOnlySpan<byte> bytes) => bytes.Length > 26 && bytes[6] == 0 && bytes[7] == 0 && bytes[8] == 0 && bytes[9] == 0;
}
