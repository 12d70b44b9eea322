using System.Globalization;
using System.Xml;

namespace Minkang.Platform.Lists;

/// <summary>Which cell styles of a workbook show a number as a date.</summary>
internal sealed class XlsxStyles
{
    private readonly List<bool> _dates = [];

    public bool IsDate(int style) => style >= 0 && style < _dates.Count && _dates[style];

    public void Read(XmlReader reader)
    {
        var formats = new Dictionary<int, bool>();
        var inCells = false;
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs") inCells = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "numFmt" && Number(reader, "numFmtId") is { } id) formats[id] = ShowsDate(reader.GetAttribute("formatCode") ?? "");
            if (inCells && reader.LocalName == "xf") _dates.Add(Number(reader, "numFmtId") is { } format && (formats.TryGetValue(format, out var date) ? date : IsBuiltInDate(format)));
        }
    }

    /// <summary>Built-in formats: 14–17 and 22 are dates, 27–36 and 50–58 are the dates of Chinese workbooks; times of day alone are no dates.</summary>
    private static bool IsBuiltInDate(int format) => format is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58;

    /// <summary>True when a format shows a year or a day, outside quoted text and bracketed conditions.</summary>
    internal static bool ShowsDate(string code)
    {
        var quoted = false;
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (c == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (c is '\\' or '_' or '*') i++;
            else if (c == '[')
            {
                var end = code.IndexOf(']', i);
                if (end < 0) return false;
                i = end;
            }
            else if (c == ';') return false;
            else if (c is 'y' or 'Y' or 'd' or 'D') return true;
            else if (c is 'G' or 'g' && code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase)) i += 6;
        }
        return false;
    }

    private static int? Number(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
