using System.Globalization;

namespace Minkang.Registry.Compare;

/// <summary>Writes a comparison as two lists (比对结果的两张表), UTF-8 text separated by commas.</summary>
internal static class WriteComparison
{
    private static readonly char[] Quoted = [',', '"', '\r', '\n'];

    public static void Matches(Comparison done, TextWriter writer)
    {
        writer.Write("file,sheet,row,person,decision,score\n");
        foreach (var list in done.Rows.Lists)
            foreach (var row in list.Rows)
            {
                var (decision, score) = done.Rows.DecisionOf(row);
                Record(writer, [.. Place(row), row.Person.Key == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"P{row.Person.Key:D7}"),
                    decision.ToString().ToLowerInvariant(), score.ToString("0.0000", CultureInfo.InvariantCulture)]);
            }
    }

    public static void Discrepancies(Comparison done, TextWriter writer)
    {
        writer.Write("type,file,sheet,row,file2,sheet2,row2,field,value,value2\n");
        foreach (var found in done.Discrepancies)
            Record(writer, [found.Rule.Code, .. Place(found.Row), .. Place(found.Other), found.Field, found.Value, found.OtherValue]);
    }

    private static string[] Place(ComparedRow? row) => row is null ? ["", "", ""] : [row.List.File, row.List.Sheet, row.Number.ToString(CultureInfo.InvariantCulture)];

    private static void Record(TextWriter writer, string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) writer.Write(',');
            writer.Write(Cell(cells[i]));
        }
        writer.Write('\n');
    }

    /// <summary>Quoted where needed. A text that a spreadsheet would run as a formula gets an apostrophe; a negative amount is none.</summary>
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' && !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _)) text = "'" + text;
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
