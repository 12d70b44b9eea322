using Microsoft.AspNetCore.Http;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;

namespace Minkang.Platform.Lists;

/// <summary>Hands a list over as a workbook (导出下载).</summary>
public static class SendWorkbook
{
    /// <summary>The media type of a workbook.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Puts the export on record with what it is, the address that it was asked for under and the number of its rows, and only then writes it.</summary>
    /// <param name="action">The permission that the list goes out under.</param>
    /// <param name="what">What goes out, in Chinese, for those who read the trail.</param>
    public static async Task<IResult> Recorded(HttpRequest request, CountyDb db, string action, string what, ExportLayout layout, IEnumerable<IReadOnlyList<object?>> rows, string fileName, CancellationToken ct)
    {
        List<IReadOnlyList<object?>> lines = [.. rows];
        db.Trail.Record(db.Trail.Actor!, action, "export", null, what, new { address = PageAddress.Of(request).ToString(), rows = lines.Count });
        await db.SaveChangesAsync(ct);
        return Of(layout, lines, fileName, ct);
    }

    /// <summary>Writes the workbook: for what names nobody, or is on record already.</summary>
    /// <param name="into">Where it is written; memory, unless a list may be too long for that. Closed when it has been sent.</param>
    public static IResult Of(ExportLayout layout, IEnumerable<IReadOnlyList<object?>> rows, string fileName, CancellationToken ct, Stream? into = null)
    {
        var workbook = into ?? new MemoryStream();
        ListExport.WriteXlsx(workbook, layout, rows, ct);
        workbook.Position = 0;
        return Results.File(workbook, ContentType, fileName);
    }
}
