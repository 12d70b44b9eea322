using Microsoft.AspNetCore.Http;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.PackPages;

/// <summary>The table of a pack, or of two side by side, as a workbook (政策对照表导出). Packs are Chinese in any language.</summary>
internal static class ExportPack
{
    public static async Task<IResult> One(HttpContext http, CountyDb db, PackShelf shelf, CancellationToken ct)
    {
        if (await shelf.Find(db, http.Request.Query["pack"], null, ct) is not { Loaded.Pack: { } pack }) return Results.NotFound();
        var layout = new ExportLayout("政策对照表", [new("部分", 16), new("支付方", 14), new("适用", 30), new("项目", 22), new("情形", 24), new("数值", 16), new("自", 12), new("至（含）", 12), new("依据", 30)]) { Title = pack.Name, FillInLine = $"编号：{pack.Id}        地区：{pack.Place}" };
        var rows = from part in PackSheet.Of(pack).Parts
                   from number in part.Numbers
                   select (IReadOnlyList<object?>)[part.Title, part.Payer, part.Applies, number.Item, number.Case, Value(number), From(number.Period), number.Period.Until?.AddDays(-1), pack.Clause(number.Source)];
        return SendWorkbook.Of(layout, rows, pack.Id + ".xlsx", ct);
    }

    public static async Task<IResult> Two(HttpContext http, CountyDb db, PackShelf shelf, CancellationToken ct)
    {
        if (await shelf.Find(db, http.Request.Query["a"], null, ct) is not { Loaded.Pack: { } a } left || await shelf.Find(db, http.Request.Query["b"], null, ct) is not { Loaded.Pack: { } b } right) return Results.NotFound();
        var only = http.Request.Query["only"] == "different";
        var layout = new ExportLayout("政策对照", [new("部分", 16), new("项目", 22), new("情形", 24), new("左边", 18), new("右边", 18), new("差别", 8), new("左边依据", 30), new("右边依据", 30)]) { Title = $"{left.Title} 与 {right.Title} 对照" };
        var rows = from part in ComparePacks.Of(PackSheet.Of(a), PackSheet.Of(b))
                   from line in part.Numbers
                   where !only || line.Differs
                   select (IReadOnlyList<object?>)[part.Either.Title, line.Either.Item, line.Either.Case, Value(line.A), Value(line.B), line.Differs ? "不同" : "", a.Clause(line.A?.Source), b.Clause(line.B?.Source)];
        return SendWorkbook.Of(layout, rows, "政策对照.xlsx", ct);
    }

    private static object? Value(PackNumber? number) => number is null ? "没有这一项" : number.IsBlank ? "来源空白" : number is { Fixed: null, Unit: ValueUnit.Amount, Value: { } fen } ? new Money(fen) : number.Text;

    private static object? From(Period period) => period.From == DateOnly.MinValue ? null : period.From;
}
