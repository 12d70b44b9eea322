using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Minkang.Benefits.Packs;
using Minkang.Platform.Lists;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Referrals;

/// <summary>The list of referrals as a workbook (转诊登记册导出): as masked as the page, and on record. Official, so Chinese in any language.</summary>
internal static class ReferralExport
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/benefits/referrals/export", Handle).WithMetadata(new NeedsActionAttribute(ReferralReach.See)).ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, CountyDb db, OpenReferral open, OutReferrals diseases, PackVocabulary words, RegionCache regions, ExportLimit limit, BusinessCalendar calendar, CancellationToken ct)
    {
        var (actor, tree) = (db.Trail.Actor!, await regions.Tree(ct));
        var address = PageAddress.Of(http.Request);
        var (counts, found) = await ReferralFilter.Of(address).Read(db, actor, diseases, ct);
        if (counts.All > limit.Rows) return Results.LocalRedirect(address.At("/benefits/referrals").ToString());
        var rows = await ReferralFilter.Rows(db, actor, open, found, ct);
        var layout = new ExportLayout("转诊登记", [new("序号", 7), new("姓名", 12), new("村", 24), new("诊断", 20), new("转出机构", 20), new("首诊医生", 12), new("转入机构", 20), new("就医地", 12), new("方向", 10), new("转诊原因", 20), new("转诊日期", 12),
            new("越级", 8), new("急诊", 8), new("能力清单内", 12), new("情况", 10), new("答复日期", 12), new("现由谁负责", 14), new("转回日期", 12), new("转归", 12)])
        {
            Title = $"{tree.NameOf(db.CountyCode)}转诊登记册", FillInLine = $"共 {counts.All} 张，未接收 {counts.Refused} 张，越级 {counts.Skipped} 张        截至日期：{Show.Day(calendar.Today)}",
            Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, ReferralReach.See, "导出转诊登记册", layout, [.. rows.Select((r, i) => Line(i + 1, r, tree, words, open))], "referrals.xlsx", ct);
    }

    private static IReadOnlyList<object?> Line(int number, ReferralRow row, RegionTree tree, PackVocabulary words, OpenReferral open)
    {
        var r = row.Referral;
        return [number, row.Name, tree.Path(r.VillageCode), row.Diagnosis ?? "受保护的诊断", r.FromInstitution, r.Doctor, r.ToInstitution, words.Places.Find(r.ToPlace)?.Name, ReferralWords.Of(r.Way), ReferralWords.Of(r.Reason), Show.Day(r.MadeOn),
            r.Skipped ? "是" : "", r.Emergency ? "是" : "", r.WithinAbility ? "是" : "", ReferralWords.Of(r.State), Show.Day(r.AnsweredOn), r.ResponsibleDoctor, Show.Day(r.ReturnedOn), open.Outcome(r) is { } outcome ? words.Outcomes.Find(outcome.Code)?.Name : null];
    }
}
