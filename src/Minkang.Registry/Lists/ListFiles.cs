using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Files;
using Minkang.Platform.Lists;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Registry.Lists;

/// <summary>Files to take home from an import (下载): the result workbook, the rejected rows alone, the original. Each download is on record.</summary>
internal static class ListFiles
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/lists/{id:guid}/result.xlsx", Result).WithMetadata(new NeedsActionAttribute("registry.import")).ExcludeFromDescription();
        endpoints.MapGet("/lists/{id:guid}/original", Original).WithMetadata(new NeedsActionAttribute("registry.import")).ExcludeFromDescription();
    }

    /// <summary>The list as it came with 结果, 原因, 建议 behind it. Before the run only the rejected rows: a row that says it was taken must have been taken.</summary>
    private static async Task<IResult> Result(Guid id, string? only, CountyDb db, FileShelf files, RecogniseList recognise, CancellationToken ct)
    {
        var actor = db.Trail.Actor!;
        var rejectedOnly = only == "rejected";
        var import = await db.ImportsFor(actor).AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is null || import.ReadCount == 0 || (!rejectedOnly && !FindRows.HasRun(import))) return Results.NotFound();
        var (name, content) = await files.Fetch(db, import.FileId, ct);
        var list = recognise.Handle(ListFile.Open(content, name, layout: TextChoices.Of(import).Layout().Value, ct: ct).Value, [.. RunImport.Own(import), .. await ReceiveList.Remembered(db, ct)]).Value;
        var results = FindRows.HasRun(import) ? await Rows(db.Set<ImportRow>(), id, ct) : await Rows(db.Set<TrialRow>(), id, ct);
        var file = rejectedOnly ? ResultWorkbook.WriteRejected(list, results) : ResultWorkbook.Write(content, list, results);
        db.Trail.Record(actor, "registry.import", "import", id, detail: new { downloaded = rejectedOnly ? "rejected" : "result", rows = results.Count });
        await db.SaveChangesAsync(ct);
        return Results.File(file.Content, file.ContentType, file.FileName);
    }

    private static async Task<IResult> Original(Guid id, CountyDb db, FileShelf files, CancellationToken ct)
    {
        var actor = db.Trail.Actor!;
        var import = await db.ImportsFor(actor).AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is null) return Results.NotFound();
        var (name, content) = await files.Fetch(db, import.FileId, ct);
        db.Trail.Record(actor, "registry.import", "import", id, detail: new { downloaded = "original" });
        await db.SaveChangesAsync(ct);
        return Results.File(content, "application/octet-stream", name);
    }

    private static async Task<List<RowResult>> Rows<T>(IQueryable<T> rows, Guid id, CancellationToken ct) where T : ResultRow =>
        (await rows.AsNoTracking().Where(r => r.ImportId == id && r.Kind == "data").ToListAsync(ct)).ConvertAll(r => ResultOf(r));

    private static RowResult ResultOf(ResultRow row)
    {
        var notes = RowNotes.FromJson(row.Notes).Where(n => n.Text.Length > 0 && (row.Outcome != RowOutcome.Rejected || n.Grade >= NoteGrade.Warning)).ToList();
        return new RowResult(row.Sheet, row.RowNo, OutcomeWords.Of(row.Outcome), string.Join('；', notes.Select(n => n.Column.Length == 0 ? n.Text : $"{n.Column}：{n.Text}")), Advice(row.Outcome), row.Outcome == RowOutcome.Rejected);
    }

    private static string Advice(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Rejected => "改好本行后把这张表再次上传，只会处理退回的行",
        RowOutcome.NeedsPerson => "到“待核实事项”里核实",
        _ => "",
    };
}
