using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Minkang.Platform.Lists;

/// <summary>Texts inside xlsx parts: runs of formatted text are joined, readings (拼音) left out, escaped characters restored.</summary>
internal static partial class XlsxText
{
    /// <summary>Appends all text of the element on which the reader stands and leaves the reader at its end.</summary>
    public static void ReadRuns(XmlReader reader, StringBuilder text)
    {
        if (reader.IsEmptyElement) return;
        var depth = reader.Depth;
        var phonetic = 0;
        var inText = false;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.LocalName == "rPh" && reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement) phonetic++;
            else if (reader.LocalName == "rPh" && reader.NodeType == XmlNodeType.EndElement) phonetic--;
            else if (reader.LocalName == "t") inText = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            else if (inText && phonetic == 0 && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) text.Append(reader.Value);
        }
    }

    /// <summary>Characters that XML cannot hold stand as _x000D_.</summary>
    public static string Unescape(string text) =>
        text.Contains("_x", StringComparison.Ordinal) ? Escaped().Replace(text, m => ((char)ushort.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()) : text;

    /// <summary>The reverse of <see cref="Unescape"/>; a text that only looks escaped is protected.</summary>
    public static string Escape(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal) && !HasForbidden(text)) return text;
        var escaped = new StringBuilder(Escaped().Replace(text, m => "_x005F" + m.Value));
        for (var i = 0; i < escaped.Length; i++)
        {
            if (!IsForbidden(escaped[i]) && !IsLone(escaped, i)) continue;
            var code = $"_x{(int)escaped[i]:X4}_";
            escaped.Remove(i, 1).Insert(i, code);
            i += code.Length - 1;
        }
        return escaped.ToString();
    }

    private static bool HasForbidden(string text)
    {
        foreach (var c in text) if (IsForbidden(c) || char.IsSurrogate(c)) return true;
        return false;
    }

    /// <summary>Half of a surrogate pair, which no XML may hold.</summary>
    private static bool IsLone(StringBuilder text, int at) =>
        char.IsHighSurrogate(text[at]) ? at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1]) : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));

    private static bool IsForbidden(char c) => (c < ' ' && c is not '\t' and not '\n') || c is '\ufffe' or '\uffff';

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")] private static partial Regex Escaped();
}
