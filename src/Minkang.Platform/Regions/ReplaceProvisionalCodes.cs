using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Regions;

/// <summary>
/// Puts official codes in the place of provisional ones (正式代码替换暂编代码). The village code of every record of the county follows in one
/// transaction, then areas and duties in the caller's. The county remembers which plan it has followed, so that confirming again after an
/// interruption does not move anybody twice.
/// </summary>
public sealed class ReplaceProvisionalCodes(PlatformDb db, CountyStores counties, TimeProvider clock)
{
    /// <summary>Carries out the plan. Returns why not, or null when it is done.</summary>
    public async Task<Problem?> Apply(Actor actor, Guid proposalId, CodePlan plan, CancellationToken ct)
    {
        if (!actor.Governs("regions.change", RegionCode.Parse(plan.County))) return new Problem("platform.region.not-yours", "", "这个区划不在您的管理范围内。");
        var county = plan.County;
        var areas = await db.Set<Region>().AsNoTracking().Where(r => r.Code.StartsWith(county) && r.Code != county).ToListAsync(ct);
        var moving = plan.Moves.Select(m => m.From).ToHashSet(StringComparer.Ordinal);
        var staying = areas.Select(a => a.Code).Where(c => !moving.Contains(c)).ToHashSet(StringComparer.Ordinal);
        if (moving.Count != areas.Count(a => a.Provisional && moving.Contains(a.Code)) || plan.Moves.Any(m => staying.Contains(m.To)) || plan.Additions.Any(a => staying.Contains(a.Code)))
            return new Problem("platform.region.stale", "", "上传之后区划又有变动，差异已经不对。请退回，重新上传代码表。");
        if (counties.Exists(county)) await MoveRecords(actor, proposalId, plan, ct);
        await MoveAreas(actor, plan, ct);
        return null;
    }

    private async Task MoveRecords(Actor actor, Guid proposalId, CodePlan plan, CancellationToken ct)
    {
        await using var store = counties.Open(plan.County);
        store.Trail.Actor = actor;
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var name = $"codes-replaced:{proposalId:N}";
        if (await store.Set<Setting>().AnyAsync(s => s.Name == name, ct)) return;
        var moved = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (table, column) in VillageColumns(store)) moved[table] = moved.GetValueOrDefault(table) + await Move(store, table, column, plan.Moves, ct);
        store.Add(new Setting { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = name, Value = "done" });
        store.Trail.Record(actor, "regions.change", "county", null, detail: new { codes = plan.Moves.Select(m => new[] { m.From, m.To }), moved });
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Every column that says in which village a record lies: modules call it <c>village_code</c>, a second one of a table <c>…_village_code</c>, so that none can be forgotten here.</summary>
    internal static IEnumerable<(string Table, string Column)> VillageColumns(CountyDb store) =>
        from entity in store.Model.GetEntityTypes()
        let table = entity.GetTableName()
        where table is not null
        from property in entity.GetProperties()
        let column = property.GetColumnName()
        where column == "village_code" || column.EndsWith("_village_code", StringComparison.Ordinal)
        select (table, column);

    private async Task MoveAreas(Actor actor, CodePlan plan, CancellationToken ct)
    {
        // Codes are unique and may change places among each other, so they pass through a form that no area has.
        await Move(db, "platform_region", "code", [.. plan.Moves.Select(m => m with { To = "~" + m.To })], ct);
        await db.Database.ExecuteSqlRawAsync("update platform_region set code = substr(code, 2) where code like '~%'", ct);
        await Move(db, "platform_region", "successor_code", plan.Moves, ct);
        await Move(db, "platform_assignment", "area", plan.Moves, ct);
        var official = plan.Moves.Where(m => m.Official).ToDictionary(m => m.To, StringComparer.Ordinal);
        var codes = official.Keys.ToList();
        foreach (var region in await db.Set<Region>().Where(r => codes.Contains(r.Code)).ToListAsync(ct))
        {
            region.Provisional = false;
            var other = official[region.Code].OfficialName;
            if (other != region.Name && !region.Aliases.Split('、').Contains(other)) region.Aliases = region.Aliases.Length == 0 ? other : $"{region.Aliases}、{other}";
        }
        db.AddRange(plan.Additions.Select(a => new Region { Id = Guid.CreateVersion7(clock.GetUtcNow()), Code = a.Code, Name = a.Name }));
        db.Trail.Record(actor, "regions.change", "county", null, detail: new { plan.County, replaced = plan.Moves.Count, added = plan.Additions.Count });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>One sentence for all codes at once: a new code may be another area's old one.</summary>
    private static Task<int> Move(StoreDb store, string table, string column, IReadOnlyList<CodeMove> moves, CancellationToken ct)
    {
        var changing = moves.Where(m => m.From != m.To).ToList();
        if (changing.Count == 0) return Task.FromResult(0);
        var pairs = string.Join(", ", changing.Select((_, i) => $"({{{2 * i}}}, {{{2 * i + 1}}})"));
        var sentence = $"with moves (old_code, new_code) as (values {pairs}) update {table} set {column} = (select new_code from moves where old_code = {column}) where {column} in (select old_code from moves)";
        return store.Database.ExecuteSqlRawAsync(sentence, changing.SelectMany(m => new object[] { m.From, m.To }), ct);
    }
}
