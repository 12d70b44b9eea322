using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Questions;

/// <summary>The questions as a workbook to take along to the village (待核实事项清单): as masked as the page, and on record.</summary>
internal static class ExportQuestions
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/questions/export", Handle).WithMetadata(new NeedsActionAttribute("registry.verify-visit"), new NeedsActionAttribute("registry.decide")).ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, CountyDb db, FindQuestions find, RegionCache regions, Labels labels, IStringLocalizer<Texts> L, BusinessCalendar calendar, CancellationToken ct)
    {
        var (actor, tree) = (db.Trail.Actor!, await regions.Tree(ct));
        var lines = await find.All(db, actor, QuestionFilter.Of(PageAddress.Of(http.Request)), ct);
        var layout = new ExportLayout(L["待核实事项"], [new(L["村"], 24), new(L["户编号"], 20), new(L["姓名"]), new(L["要核实什么"], 24), new(L["提出日期"]), new(L["核实结论"], 24), new(L["答复日期"])])
        {
            Title = L["待核实事项"], FillInLine = L["{0}的情况，共 {1} 项", Show.Day(calendar.Today)!, lines.Count],
        };
        db.Trail.Record(actor, QuestionReach.Action(actor), "questions", null, null, new { export = true, filter = http.Request.QueryString.Value, rows = lines.Count });
        await db.SaveChangesAsync(ct);
        return SendWorkbook.Of(layout, lines.Select(q => (IReadOnlyList<object?>)
        [
            q.VillageCode.Length == 0 ? null : tree.Path(q.VillageCode), q.HouseholdNumber, q.Name, labels.Label(Labels.Question, q.Kind), Day(q.AskedAt), labels.Label(Labels.Answer, q.Answer), q.AnsweredAt is { } at ? Day(at) : null,
        ]), "questions.xlsx", ct);
    }

    private static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(BusinessCalendar.Local(moment));
}
