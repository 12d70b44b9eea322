using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>Reads workbooks of the years before 2007 (.xls, and .et files of WPS saved as such).</summary>
internal static class XlsFile
{
    public static IReadOnlyList<ListSheet> Read(byte[] content, CellBudget budget)
    {
        try
        {
            var errors = XlsErrors.Find(content);
            var encoding = TextEncoding.Gb18030; // first: it brings the code pages in, without which the configuration cannot be made
            var configuration = new ExcelReaderConfiguration { FallbackEncoding = encoding };
            using var reader = ExcelReaderFactory.CreateBinaryReader(new MemoryStream(content, writable: false), configuration);
            var sheets = new List<ListSheet>();
            do
            {
                if (sheets.Count == budget.Limits.Sheets) throw Refusal.TooManyCells(budget.Limits.Cells);
                sheets.Add(ReadSheet(reader, errors, sheets.Count, budget));
            }
            while (reader.NextResult());
            return sheets;
        }
        catch (InvalidPasswordException)
        {
            throw Refusal.Encrypted();
        }
        catch (Exception e) when (e is not RefusedException and not OperationCanceledException and not OutOfMemoryException)
        {
            // The old format is a chain of records; the library meets a damaged one with any exception there is.
            throw Refusal.Damaged();
        }
    }

    private static ListSheet ReadSheet(IExcelDataReader reader, XlsErrors errors, int index, CellBudget budget)
    {
        var sheet = new SheetBuilder(reader.Name ?? "", budget) { Hidden = reader.VisibleState is "hidden" or "veryhidden" };
        var width = reader.FieldCount;
        while (reader.Read())
        {
            var row = reader.Depth + 1;
            for (var column = 0; column < width; column++)
                sheet.Put(column, errors.At(index, row, column) is { } error ? new Cell(CellKind.Error, error) : Convert(reader.GetValue(column), row, budget));
            sheet.EndRow(row, hidden: reader.RowHeight == 0);
        }
        for (var column = 0; column < width; column++)
            if (reader.GetColumnWidth(column) == 0) sheet.HiddenColumns.Add(column);
        foreach (var merge in reader.MergeCells ?? [])
            sheet.Merges.Add(new MergedRange(merge.FromRow + 1, merge.FromColumn, merge.ToRow + 1, merge.ToColumn));
        return sheet.Build();
    }

    private static Cell Convert(object? value, int row, CellBudget budget) =>
        value switch
        {
            null => default,
            string text => Cell.OfText(budget.Text(text, row)),
            double number => Cell.OfNumber(number),
            int number => Cell.OfNumber(number),
            bool truth => new Cell(CellKind.Boolean, truth ? "TRUE" : "FALSE"),
            DateTime moment => Cell.OfSerial(ExcelSerial.FromDate(DateOnly.FromDateTime(moment)) + moment.TimeOfDay.TotalDays),
            TimeSpan time => Cell.OfNumber(time.TotalDays),
            var other => Cell.OfText(budget.Text(other.ToString() ?? "", row)),
        };
}
