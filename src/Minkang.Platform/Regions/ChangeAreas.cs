using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Regions;

/// <summary>Adds, renames and merges areas (区划变更) in the caller's unit of work. Who asks and who confirms are checked alike.</summary>
public sealed class ChangeAreas(PlatformDb db, TimeProvider clock)
{
    /// <summary>Why the change cannot be made now, or null.</summary>
    public async Task<Problem?> Refusal(Actor actor, AreaChange change, CancellationToken ct)
    {
        if (RegionCode.TryParse(change.Place) is not { } place || await db.Set<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == place.Short, ct) is not { } region)
            return new Problem("platform.region.unknown", "Code", "没有这个区划代码，请从列表里选。");
        if (!actor.Governs("regions.change", place)) return new Problem("platform.region.not-yours", "Code", "这个区划不在您的管理范围内。");
        return change switch
        {
            AddArea add => await Refusal(add, region, ct),
            RenameArea rename => await Refusal(rename, region, ct),
            MergeVillage merge => await Refusal(actor, merge, region, ct),
            _ => throw new InvalidOperationException($"No rule for {change.GetType().Name}."),
        };
    }

    /// <summary>Makes the change and saves it with its audit entry. Returns why not, or null when it is made.</summary>
    public async Task<Problem?> Apply(Actor actor, AreaChange change, CancellationToken ct)
    {
        if (await Refusal(actor, change, ct) is { } refusal) return refusal;
        var region = change switch
        {
            AddArea add => await Add(add, ct),
            RenameArea rename => await Rename(rename, ct),
            MergeVillage merge => await Merge(merge, ct),
            _ => throw new InvalidOperationException($"No rule for {change.GetType().Name}."),
        };
        db.Trail.Record(actor, "regions.change", "region", region.Id, detail: change);
        await db.SaveChangesAsync(ct);
        return null;
    }

    private async Task<Problem?> Refusal(AddArea add, Region parent, CancellationToken ct)
    {
        if (parent.Level is not (RegionLevel.County or RegionLevel.Township)) return new Problem("platform.region.level", "Parent", "只能在县下加乡镇、在乡镇下加村。");
        if (NameProblem(add.Name) is { } name) return name;
        var length = parent.Level == RegionLevel.County ? RegionLevel.Township : RegionLevel.Village;
        if (add.Code is { } code && (RegionCode.TryParse(code) is not { } given || given.Level != length || !given.Short.StartsWith(parent.Code, StringComparison.Ordinal)))
            return new Problem("platform.region.code", "OfficialCode", $"正式代码要以 {parent.Code} 开头，{RoleLevels.NameOf(length)}是 {(int)length} 位。不知道就空着，系统先编暂用代码。");
        var siblings = await Siblings(parent.Code, length, ct);
        if (add.Code is not null && siblings.Exists(s => s.Code == RegionCode.Parse(add.Code).Short)) return new Problem("platform.region.code-taken", "OfficialCode", "这个代码已有区划在用。");
        return siblings.Find(s => s.UntilOn is null && RegionTree.Stem(s.Name) == RegionTree.Stem(add.Name)) is { } same ? new Problem("platform.region.name-taken", "Name", $"已经有“{same.Name}”（{same.Code}）。") : null;
    }

    private async Task<Problem?> Refusal(RenameArea rename, Region region, CancellationToken ct)
    {
        if (NameProblem(rename.Name) is { } name) return name;
        if (region.Level is not (RegionLevel.Township or RegionLevel.Village)) return new Problem("platform.region.level", "Code", "只能改乡镇和村的名称。");
        if (region.Name == rename.Name.Trim() && region.Aliases == Tidy(rename.Aliases, rename.Name)) return new Problem("platform.region.nothing", "Name", "名称和别名都没有改动。");
        var siblings = await Siblings(RegionCode.Parse(region.Code).Parent.Short, region.Level, ct);
        return siblings.Find(s => s.Code != region.Code && s.UntilOn is null && RegionTree.Stem(s.Name) == RegionTree.Stem(rename.Name)) is { } same ? new Problem("platform.region.name-taken", "Name", $"已经有“{same.Name}”（{same.Code}）。") : null;
    }

    private async Task<Problem?> Refusal(Actor actor, MergeVillage merge, Region old, CancellationToken ct)
    {
        var successor = await db.Set<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == merge.Successor, ct);
        if (successor is null || !actor.Governs("regions.change", RegionCode.Parse(successor.Code))) return new Problem("platform.region.unknown", "Successor", "请从列表里选并入的村。");
        if (old.Level != RegionLevel.Village || successor.Level != RegionLevel.Village || old.Code == successor.Code) return new Problem("platform.region.level", "Successor", "只能把一个村并入另一个村。");
        if (old.UntilOn is not null) return new Problem("platform.region.ended", "Code", $"{old.Name}已在 {old.UntilOn:yyyy-MM-dd} 撤并，不能再并一次。");
        return successor.HoldsOn(merge.On) ? null : new Problem("platform.region.successor-ended", "Successor", $"{successor.Name}在 {merge.On:yyyy-MM-dd} 已不存在。");
    }

    private async Task<Region> Add(AddArea add, CancellationToken ct)
    {
        var level = add.Parent.Length == (int)RegionLevel.County ? RegionLevel.Township : RegionLevel.Village;
        var taken = (await Siblings(add.Parent, level, ct)).Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        var region = new Region
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = add.Name.Trim(), Aliases = Tidy(add.Aliases, add.Name), Provisional = add.Code is null,
            Code = add.Code is { } code ? RegionCode.Parse(code).Short : ProvisionalCode.Next(add.Parent, ProvisionalCode.First(level, add.Name), taken.Contains),
        };
        db.Add(region);
        return region;
    }

    private async Task<Region> Rename(RenameArea rename, CancellationToken ct)
    {
        var region = await db.Set<Region>().SingleAsync(r => r.Code == rename.Code, ct);
        var before = region.Name;
        region.Name = rename.Name.Trim();
        region.Aliases = Tidy(before == region.Name ? rename.Aliases : $"{rename.Aliases}、{before}", region.Name);
        return region;
    }

    private async Task<Region> Merge(MergeVillage merge, CancellationToken ct)
    {
        var old = await db.Set<Region>().SingleAsync(r => r.Code == merge.Code, ct);
        var successor = await db.Set<Region>().SingleAsync(r => r.Code == merge.Successor, ct);
        (old.UntilOn, old.SuccessorCode) = (merge.On, successor.Code);
        successor.Aliases = Tidy($"{successor.Aliases}、{old.Name}", successor.Name);
        return old;
    }

    private Task<List<Region>> Siblings(string parent, RegionLevel level, CancellationToken ct)
    {
        var length = (int)level;
        return db.Set<Region>().AsNoTracking().Where(r => r.Code.StartsWith(parent) && r.Code.Length == length).ToListAsync(ct);
    }

    private static Problem? NameProblem(string name) => name.Trim().Length is 0 or > 40 || name.Contains('、', StringComparison.Ordinal) ? new Problem("platform.region.name", "Name", "请填写名称，不超过 40 个字，不带顿号。") : null;

    private static string Tidy(string aliases, string name) =>
        string.Join('、', aliases.Split(['、', '，', ',', ' ', '　'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Where(a => a != name.Trim()));
}

/// <summary>Codes that we give while no official list has been read (暂编代码): free numbers in the ranges that offices use.</summary>
internal static class ProvisionalCode
{
    /// <summary>Where numbering begins: towns 100, 乡 and villages 200.</summary>
    public static int First(RegionLevel level, string name) => level == RegionLevel.Village || name.EndsWith('乡') ? 200 : 100;

    /// <summary>The first free code below the parent from a number on.</summary>
    public static string Next(string parent, int from, Func<string, bool> taken)
    {
        var number = from;
        while (taken($"{parent}{number:000}")) number++;
        return number <= 999 ? $"{parent}{number:000}" : throw new InvalidOperationException($"No code is left below {parent}.");
    }
}
