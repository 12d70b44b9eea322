using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>A heading that a sheet may have: one row, or two rows joined where cells are merged.</summary>
internal sealed record HeadingCandidate(IReadOnlyList<int> Rows, IReadOnlyList<Heading> Headings);

/// <summary>Finds the rows of a sheet that may be its heading.</summary>
internal static class HeadingRows
{
    /// <summary>Headings stand near the top; further down only repeats are found.</summary>
    private const int SearchedRows = 40;

    public static IEnumerable<HeadingCandidate> Candidates(ListSheet sheet)
    {
        for (var i = 0; i < sheet.Rows.Count && i < SearchedRows; i++)
        {
            var row = sheet.Rows[i];
            if (OwnCells(row) < 2) continue;
            yield return new HeadingCandidate([row.Number], Single(row));
            if (i + 1 < sheet.Rows.Count && sheet.Rows[i + 1].Number == row.Number + 1 && Joined(row, sheet.Rows[i + 1]) is { } joined)
                yield return new HeadingCandidate([row.Number, row.Number + 1], joined);
        }
    }

    /// <summary>Cells of the row that are not repeats of a merge.</summary>
    public static int OwnCells(ListRow row) => row.Cells.Count(c => !c.IsBlank && !c.FromMerge);

    private static List<Heading> Single(ListRow row)
    {
        var headings = new List<Heading>(row.Cells.Count);
        for (var column = 0; column < row.Cells.Count; column++)
            if (!row[column].IsBlank) headings.Add(new Heading(column, ListText.Clean(row[column].Text)));
        return headings;
    }

    /// <summary>Null when the second row adds nothing of its own below a merge or a gap of the first.</summary>
    private static List<Heading>? Joined(ListRow top, ListRow below)
    {
        var width = Math.Max(top.Cells.Count, below.Cells.Count);
        var headings = new List<Heading>(width);
        var joins = 0;
        for (var column = 0; column < width; column++)
        {
            var (upper, lower) = (top[column], below[column]);
            var (upperText, lowerText) = (ListText.Clean(upper.Text), ListText.Clean(lower.Text));
            if (lower.IsBlank || (lower.FromMerge && lowerText == upperText))
            {
                if (!upper.IsBlank) headings.Add(new Heading(column, upperText));
                continue;
            }
            if (lower.Kind != CellKind.Text) return null;
            if (upper.IsBlank) headings.Add(new Heading(column, lowerText));
            else { headings.Add(new Heading(column, upperText + HeadingText.Join + lowerText)); joins++; }
        }
        return joins >= 2 ? headings : null;
    }
}
