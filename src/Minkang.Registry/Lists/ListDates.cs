using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Lists;

/// <summary>The day of a list decides what it may change (名单日期): a list without one is not run, an older one does not overwrite a newer.</summary>
internal static class ListDates
{
    public static async Task<Problem?> Refusal(CountyDb db, ListImport import, CancellationToken ct)
    {
        if (import.ListOn is not { } listOn) return new Problem("registry.import.no-date", "ListOn", "表内和文件名里都没有找到名单日期，请填写这份名单是哪一天的。");
        var newest = await db.Set<ListImport>().AsNoTracking()
            .Where(i => i.ProfileId == import.ProfileId && i.State == ImportState.Done && i.Id != import.Id).MaxAsync(i => i.ListOn, ct);
        return newest is { } n && listOn < n
            ? new Problem("registry.import.older", "ListOn", $"这份名单是 {listOn:yyyy-MM-dd} 的，已导入过 {n:yyyy-MM-dd} 的同类名单，不能用旧名单覆盖新的。如日期认错了，请改正日期后再导入。")
            : null;
    }
}
