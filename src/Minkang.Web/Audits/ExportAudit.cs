using Microsoft.Extensions.Localization;
using Minkang.Platform.Audit;
using Minkang.Platform.Lists;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Web.Audits;

/// <summary>The filtered trail as a workbook (导出审计记录), without the sealed particulars. The export is itself recorded.</summary>
internal static class ExportAudit
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/audit/export", Handle).WithMetadata(new NeedsActionAttribute("audit.read")).ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, AuditStore stores, FindAuditEntries find, AuditWords words, Accounts.CurrentActor current, IStringLocalizer<Texts> L, CancellationToken ct)
    {
        var address = PageAddress.Of(http.Request);
        await using var db = stores.Open(address["store"]);
        if (db is null) return Results.NotFound();
        var filter = stores.Filter(address);
        db.Trail.Record(current.Actor!, "audit.read", "audit", null, detail: new { exported = filter });
        await db.SaveChangesAsync(ct);
        var layout = new ExportLayout(L["审计记录"], [new(L["序号"], 8), new(L["时间"], 18), new(L["操作人"], 20), new(L["操作"], 22), new(L["操作代码"], 26), new(L["对象"]), new(L["对象编号"], 38), new(L["理由"], 24)]) { Title = L["审计记录"] };
        // Written to a file that vanishes when closed: the list may be long, and the answer begins when it is whole.
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65_536, FileOptions.DeleteOnClose);
        return SendWorkbook.Of(layout, find.All(db, filter).Select(e => (IReadOnlyList<object?>)
            [e.Seq, Show.Moment(e.At), e.ActorName, words.Deed(e.Action), e.Action, words.Kind(e.SubjectKind), e.SubjectId?.ToString(), e.Purpose]), "audit.xlsx", ct, file);
    }
}
