namespace Minkang.Platform.Ui;

/// <summary>
/// Which rows of a long list a page shows (分页). Wrong wishes from the address are brought into range: a page past the end is the
/// last page, an unusual size is the default.
/// </summary>
public sealed record Paging
{
    /// <summary>Sizes a user may choose.</summary>
    public static readonly IReadOnlyList<int> Sizes = [20, 50, 100, 200];

    /// <summary>Reads the wishes of the address.</summary>
    /// <param name="page">Page from 1; null or less is the first.</param>
    /// <param name="size">Rows per page; any other than <see cref="Sizes"/> is the smallest.</param>
    /// <param name="total">Rows in the whole list, 0 or more.</param>
    public Paging(int? page, int? size, long total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        Total = total;
        Size = size is { } wanted && Sizes.Contains(wanted) ? wanted : Sizes[0];
        Pages = (int)Math.Min(int.MaxValue, Math.Max(1, (total + Size - 1) / Size));
        Page = Math.Clamp(page ?? 1, 1, Pages);
    }

    /// <summary>This page, from 1.</summary>
    public int Page { get; }
    /// <summary>Rows per page.</summary>
    public int Size { get; }
    /// <summary>Rows in the whole list.</summary>
    public long Total { get; }
    /// <summary>Pages in the whole list, at least 1.</summary>
    public int Pages { get; }
    /// <summary>Rows to pass over before this page.</summary>
    public int Skip => (Page - 1) * Size;
    /// <summary>Number of the first row shown, from 1; 0 when the list is empty.</summary>
    public long First => Total == 0 ? 0 : Skip + 1;
    /// <summary>Number of the last row shown.</summary>
    public long Last => Math.Min(Total, (long)Skip + Size);

    /// <summary>The page numbers to link: both ends and the neighbourhood; 0 stands for a gap.</summary>
    public IReadOnlyList<int> Links()
    {
        var shown = Enumerable.Range(Page - 2, 5).Append(1).Append(Pages).Where(p => p >= 1 && p <= Pages).Distinct().Order();
        var links = new List<int>();
        foreach (var page in shown)
        {
            if (links.Count > 0 && page - links[^1] == 2) links.Add(page - 1);
            else if (links.Count > 0 && page - links[^1] > 2) links.Add(0);
            links.Add(page);
        }
        return links;
    }
}
