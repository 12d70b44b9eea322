using System.Text;
using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>Reads separated text files (CSV, TSV).</summary>
internal static class CsvFile
{
    private static readonly char[] Separators = [',', '\t', ';', '|'];

    public static (ListSheet Sheet, Encoding Encoding, char Separator) Read(byte[] content, string name, TextLayout? layout, CellBudget budget)
    {
        var (text, encoding) = TextEncoding.Decode(content, layout?.Encoding);
        if (text.Contains('\0')) throw Refusal.Binary();
        var separator = layout?.Separator ?? FindSeparator(text, budget.Limits.CellCharacters);
        var table = new TextTable(text, separator, budget.Limits.CellCharacters);
        var sheet = new SheetBuilder(name, budget);
        var fields = new List<string>();
        for (var number = 1; !table.AtEnd; number++)
        {
            table.ReadRecord(fields);
            for (var column = 0; column < fields.Count; column++) sheet.Put(column, Cell.OfText(TextGuard.Remove(fields[column])));
            sheet.EndRow(number);
        }
        return (sheet.Build(), encoding, separator);
    }

    /// <summary>The separator that gives the most records of one width. Title lines and remarks have other widths and do not decide.</summary>
    internal static char FindSeparator(string text, int longestField)
    {
        var head = text.Length > 200_000 ? text[..200_000] : text;
        return Separators.Select(s => (Separator: s, Score: Score(head, s, longestField))).MaxBy(s => s.Score).Separator;
    }

    private static int Score(string head, char separator, int longestField)
    {
        var widths = new Dictionary<int, int>();
        var table = new TextTable(head, separator, longestField);
        var fields = new List<string>();
        try
        {
            for (var i = 0; i < 200 && !table.AtEnd; i++)
            {
                table.ReadRecord(fields);
                widths[fields.Count] = widths.GetValueOrDefault(fields.Count) + 1;
            }
        }
        catch (RefusedException)
        {
            // Quotes that do not pair are judged when the whole file is read; here the records before them decide.
        }
        return widths.Where(w => w.Key > 1).Select(w => w.Value * Math.Min(w.Key, 50)).DefaultIfEmpty(0).Max();
    }
}
