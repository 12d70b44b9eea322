using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Minkang.Benefits.Packs;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Institutions;

/// <summary>The book of institutions as a workbook (定点机构名册导出): a line for each and every dated record. Official, so Chinese in any language.</summary>
internal static class InstitutionExport
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/benefits/institutions/export", Handle).WithMetadata(new NeedsActionAttribute(InstitutionBook.See)).ExcludeFromDescription();

    /// <summary>The institutions that a list asks for, as of a day.</summary>
    public static IReadOnlyList<Institution> Narrowed(InstitutionBook book, string? level, string? state, DateOnly day) =>
        [.. book.Institutions.Where(i => string.IsNullOrEmpty(level) || book.LevelOf(i.Id, day) == level).Where(i => state switch
        {
            "designated" => book.Has(i.Id, InstitutionMatter.Designation, day),
            "ended" => !book.Has(i.Id, InstitutionMatter.Designation, day),
            "not-ready" => !book.OneStop(i.Name, day),
            "no-pay-after" => !book.Has(i.Id, InstitutionMatter.PayAfter, day),
            _ => true,
        })];

    private static async Task<IResult> Handle(HttpContext http, CountyDb db, PackVocabulary words, RegionCache regions, BusinessCalendar calendar, CancellationToken ct)
    {
        var address = PageAddress.Of(http.Request);
        var book = await InstitutionBook.For(db, db.Trail.Actor!, ct);
        var rows = Narrowed(book, address["level"], address["state"], calendar.Today)
            .SelectMany(i => book.History(i.Id).Where(r => r.UntilOn != r.FromOn).OrderBy(r => r.Kind).ThenBy(r => r.FromOn).Select(r => (Institution: i, Record: r))).ToList();
        var layout = new ExportLayout("定点医疗机构", [new("序号", 7), new("医疗机构", 24), new("所在地", 12), new("事项", 16), new("内容", 24), new("数量", 8), new("起", 12), new("止", 12), new("备注", 24), new("登记人", 12)])
        {
            Title = $"{(await regions.Tree(ct)).NameOf(db.CountyCode)}定点医疗机构名册", FillInLine = $"共 {rows.Select(r => r.Institution.Id).Distinct().Count()} 家        截至日期：{Show.Day(calendar.Today)}",
            Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, InstitutionBook.See, "导出定点医疗机构", layout, [.. rows.Select((r, i) => (IReadOnlyList<object?>)[i + 1, r.Institution.Name, words.Places.Find(r.Institution.Place)?.Name, InstitutionWords.Of(r.Record.Kind), InstitutionWords.Said(r.Record, words),
            r.Record.Amount, Show.Day(r.Record.FromOn), Show.Day(r.Record.UntilOn), r.Record.Note, r.Record.MadeByName])], "institutions.xlsx", ct);
    }
}
