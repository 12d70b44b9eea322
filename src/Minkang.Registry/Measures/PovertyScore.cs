using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Measures;

/// <summary>Four figures, one for each group: household members, living conditions, family burden, economic base (家庭成员、居住条件、家庭负担、经济基础).</summary>
internal readonly record struct FourGroups(int Members, int Living, int Burden, int Economy)
{
    public int Sum => Members + Living + Burden + Economy;

    public bool AllWithin(int lowest, int highest) => Math.Min(Math.Min(Members, Living), Math.Min(Burden, Economy)) >= lowest && Math.Max(Math.Max(Members, Living), Math.Max(Burden, Economy)) <= highest;

    /// <summary>The total of these points (0–100 each) under weights in per cent, in hundredths of a point.</summary>
    public int Under(FourGroups weights) => Members * weights.Members + Living * weights.Living + Burden * weights.Burden + Economy * weights.Economy;

    /// <summary>Four whole numbers as typed; null when one is not.</summary>
    public static FourGroups? Read(string? members, string? living, string? burden, string? economy) =>
        Whole(members) is { } m && Whole(living) is { } l && Whole(burden) is { } b && Whole(economy) is { } e ? new FourGroups(m, l, b, e) : null;

    private static int? Whole(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}

/// <summary>How much each group counts in an area from a day on (贫困程度评分权重), in per cent. An area without weights does not use the score.</summary>
internal sealed class ScoreWeights
{
    public Guid Id { get; init; }
    /// <summary>Short code of the county or township.</summary>
    public string AreaCode { get; init; } = "";
    public DateOnly FromOn { get; init; }
    public int Members { get; init; }
    public int Living { get; init; }
    public int Burden { get; init; }
    public int Economy { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public Guid RecordedBy { get; init; }
    public string RecorderName { get; init; } = "";

    public FourGroups Groups => new(Members, Living, Burden, Economy);

    /// <summary>The weights that hold in the village on the day: those of the township before those of the county. Null where the score is not used.</summary>
    public static async Task<ScoreWeights?> For(CountyDb db, string village, DateOnly day, CancellationToken ct)
    {
        var all = await db.Set<ScoreWeights>().AsNoTracking().Where(w => w.FromOn <= day).ToListAsync(ct);
        return all.Where(w => village.StartsWith(w.AreaCode, StringComparison.Ordinal)).OrderByDescending(w => w.AreaCode.Length).ThenByDescending(w => w.FromOn).ThenByDescending(w => w.RecordedAt).FirstOrDefault();
    }
}

/// <summary>How poor a household was found to be on a day (贫困程度得分): points of 0–100 in each group, the weights they were counted with, who scored. Never changed.</summary>
internal sealed class PovertyScore
{
    public Guid Id { get; init; }
    public Guid HouseholdId { get; init; }
    public Guid WeightsId { get; init; }
    public int Members { get; init; }
    public int Living { get; init; }
    public int Burden { get; init; }
    public int Economy { get; init; }
    /// <summary>Hundredths of a point, 0–10000.</summary>
    public int TotalHundredths { get; init; }
    public DateOnly ScoredOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public Guid RecordedBy { get; init; }
    public string RecorderName { get; init; } = "";

    /// <summary>With two decimals: 63.50.</summary>
    public string Total => (TotalHundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public static async Task<List<PovertyScore>> Of(CountyDb db, Guid householdId, CancellationToken ct) =>
        await db.Set<PovertyScore>().AsNoTracking().Where(s => s.HouseholdId == householdId).OrderByDescending(s => s.ScoredOn).ThenByDescending(s => s.RecordedAt).ToListAsync(ct);
}

/// <summary>Scores a household (贫困程度评分), in areas that use the score.</summary>
internal sealed class ScoreHousehold(BusinessCalendar calendar, TimeProvider clock)
{
    public async Task<Outcome<PovertyScore>> Handle(CountyDb db, Actor actor, Guid householdId, FourGroups? points, string scoredOn, CancellationToken ct)
    {
        var home = await db.HouseholdsFor(actor, "registry.edit").AsNoTracking().SingleOrDefaultAsync(h => h.Id == householdId && h.EndedOn == null, ct);
        if (home is null) return new Problem("registry.household.not-found", "", "没有这一户，或不在您的范围内。");
        if (points is not { } p || !p.AllWithin(0, 100)) return new Problem("registry.score.points", "Members", "四组都要打分，每组 0 到 100 的整数。");
        if (PersonFilter.Day(scoredOn) is not { } day || day > calendar.Today) return new Problem("registry.score.date", "ScoredOn", "请填写评分日期，不晚于今天。");
        if (await ScoreWeights.For(db, home.VillageCode, day, ct) is not { } weights) return new Problem("registry.score.no-weights", "ScoredOn", "这一天本地没有贫困程度评分的权重，不能评分。");
        var score = new PovertyScore
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), HouseholdId = householdId, WeightsId = weights.Id, Members = p.Members, Living = p.Living, Burden = p.Burden, Economy = p.Economy,
            TotalHundredths = p.Under(weights.Groups), ScoredOn = day, RecordedAt = clock.GetUtcNow(), RecordedBy = actor.UserId, RecorderName = actor.Name,
        };
        db.Add(score);
        db.Trail.Record(actor, "registry.edit", "household", householdId, null, new { score = score.Total, on = day });
        await db.SaveChangesAsync(ct);
        return score;
    }
}

/// <summary>Sets how much each group counts in the actor's own county or township from a day on (设定评分权重).</summary>
internal sealed class SetScoreWeights(TimeProvider clock)
{
    /// <summary>The area whose weights the actor sets: the widest of the own; null for a village, which sets none.</summary>
    public static string? AreaOf(Actor actor) => actor.ScopeOf("registry.edit").Parts.Where(p => p is { OwnListOf: null, Organisation: null }).Select(p => p.Prefix).Where(p => p.Length is 6 or 9).MinBy(p => p.Length);

    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, FourGroups? percent, string from, CancellationToken ct)
    {
        if (AreaOf(actor) is not { } area) return new Problem("registry.score.area", "", "评分权重由县或乡镇设定。");
        if (percent is not { } w || !w.AllWithin(0, 100) || w.Sum != 100) return new Problem("registry.score.weights", "Members", "四组权重都要填整数百分比，相加等于 100。");
        if (PersonFilter.Day(from) is not { } day) return new Problem("registry.score.date", "From", "请填写从哪一天起用。");
        var weights = new ScoreWeights
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), AreaCode = area, FromOn = day, Members = w.Members, Living = w.Living, Burden = w.Burden, Economy = w.Economy,
            RecordedAt = clock.GetUtcNow(), RecordedBy = actor.UserId, RecorderName = actor.Name,
        };
        db.Add(weights);
        db.Trail.Record(actor, "registry.edit", "region", null, null, new { area, weights = w, from = day });
        await db.SaveChangesAsync(ct);
        return weights.Id;
    }
}
