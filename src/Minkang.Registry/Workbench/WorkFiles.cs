using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Files;
using Minkang.Platform.Lists;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;

namespace Minkang.Registry.Workbench;

/// <summary>Files of the workbench to take home (下载): letters as they were sent, answers as they came, the decisions as a workbook. Each download is on record.</summary>
internal static class WorkFiles
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/compare/{id:guid}/letters/{letter:guid}/file", Letter).WithMetadata(new NeedsActionAttribute(FindingReach.Action)).ExcludeFromDescription();
        endpoints.MapGet("/compare/{id:guid}/decisions/export", Decisions).WithMetadata(new NeedsActionAttribute(FindingReach.Action)).ExcludeFromDescription();
    }

    private static async Task<IResult> Letter(Guid id, Guid letter, string? which, CountyDb db, FileShelf shelf, CancellationToken ct)
    {
        var actor = db.Trail.Actor!;
        if (await db.RunFor(actor, id, ct) is not { } run || !await db.DecisionsFor(actor, run).AnyAsync(d => d.Id == letter, ct)) return Results.NotFound();
        var kept = await db.Set<CompareLetter>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == letter, ct);
        if ((which == "answer" ? kept?.AnswerFileId : kept?.FileId) is not { } file) return Results.NotFound();
        var (name, content) = await shelf.Fetch(db, file, ct);
        db.Trail.Record(actor, FindingReach.Action, "comparison", id, null, new { letter, downloaded = which ?? "letter" });
        await db.SaveChangesAsync(ct);
        return Results.File(content, which == "answer" ? "application/octet-stream" : Xlsx, name);
    }

    private static async Task<IResult> Decisions(Guid id, CountyDb db, FindDecisions find, IStringLocalizer<Texts> L, CancellationToken ct)
    {
        var actor = db.Trail.Actor!;
        if (await db.RunFor(actor, id, ct) is not { } run) return Results.NotFound();
        var lines = await find.All(db, actor, run, ct);
        var layout = new ExportLayout(L["处理记录"], [new(L["时间"], 18), new(L["处理"], 18), new(L["种类"], 28), new(L["条数"], 8), new(L["经办人"], 16), new(L["依据"], 32), new(L["撤销"], 16)]) { Title = run.Title, FillInLine = L["共 {0} 条", lines.Count] };
        db.Trail.Record(actor, FindingReach.Action, "comparison", id, null, new { export = true, rows = lines.Count });
        await db.SaveChangesAsync(ct);
        var workbook = new MemoryStream();
        ListExport.WriteXlsx(workbook, layout, lines.Select(d => (IReadOnlyList<object?>)[Show.Moment(d.At), L[DecisionSentence.Word(d.Verdict)].Value, d.What, d.Count, d.By, d.Reason, d.UndoneBy]), ct);
        workbook.Position = 0;
        return Results.File(workbook, Xlsx, "decisions.xlsx");
    }
}
