using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Regions;

/// <summary>
/// Joins one village to another from a day on (撤并村). The old code stays for what happened before; its name becomes an alias of the
/// successor, so that lists that still write it are understood.
/// </summary>
public sealed class MergeVillages(PlatformStore platform, RegionCache regions)
{
    public async Task<Outcome<Region>> Handle(Actor actor, string code, string successorCode, DateOnly on, CancellationToken ct)
    {
        await using var db = platform.Open();
        db.Trail.Actor = actor;
        var old = await db.Set<Region>().SingleOrDefaultAsync(r => r.Code == code, ct);
        var successor = await db.Set<Region>().SingleOrDefaultAsync(r => r.Code == successorCode, ct);
        if (old is null || successor is null) return new Problem("platform.region.unknown", "Code", "没有这个区划代码，请从列表里选。");
        if (!actor.ScopeOf("regions.change").Covers(RegionCode.Parse(code))) return new Problem("platform.region.not-yours", "Code", "这个村不在您的管理范围内。");
        if (old.Code.Length != successor.Code.Length || old.Code == successor.Code) return new Problem("platform.region.level", "SuccessorCode", "只能并入同级的另一个村。");
        if (old.UntilOn is not null) return new Problem("platform.region.ended", "Code", $"{old.Name}已在 {old.UntilOn:yyyy-MM-dd} 撤并，不能再并一次。");
        if (!successor.HoldsOn(on)) return new Problem("platform.region.successor-ended", "SuccessorCode", $"{successor.Name}在 {on:yyyy-MM-dd} 已不存在。");
        old.UntilOn = on;
        old.SuccessorCode = successor.Code;
        successor.Aliases = string.Join('、', successor.Aliases.Split('、', StringSplitOptions.RemoveEmptyEntries).Append(old.Name).Distinct(StringComparer.Ordinal));
        db.Trail.Record(actor, "regions.change", "region", old.Id, detail: new { merged = code, into = successorCode, on });
        await db.SaveChangesAsync(ct);
        regions.Forget();
        return successor;
    }
}
