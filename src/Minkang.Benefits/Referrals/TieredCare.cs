using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Referrals;

/// <summary>What is to be treated level by level (分级诊疗事项).</summary>
internal enum TieredCareKind
{
    /// <summary>住院</summary>
    Inpatient,
    /// <summary>慢性病，由全科医生试点</summary>
    Chronic,
}

/// <summary>Rules of tiered care that hold in an area from a day on (分级诊疗实施时间). One that ends on the day of its beginning was entered by mistake.</summary>
internal sealed class TieredCare : Record, IAudited
{
    static string IAudited.SubjectKind => "tiered-care";
    Guid IAudited.SubjectId => Id;

    public TieredCareKind Kind { get; init; }
    /// <summary>Short code of the county or a township.</summary>
    public string AreaCode { get; init; } = "";
    public DateOnly FromOn { get; init; }
    /// <summary>First day on which it no longer holds.</summary>
    public DateOnly? UntilOn { get; set; }
    /// <summary>The document that says so.</summary>
    public string Document { get; init; } = "";
    public string MadeByName { get; init; } = "";
    public string? EndedByName { get; set; }

    public bool On(DateOnly day) => FromOn <= day && (UntilOn is null || UntilOn > day);
}

/// <summary>What is typed of a rule of tiered care.</summary>
internal sealed class TieredCareInput
{
    public string Kind { get; set => field = value ?? ""; } = "";
    public string Area { get; set => field = value ?? ""; } = "";
    public string FromOn { get; set => field = value ?? ""; } = "";
    public string Document { get; set => field = value ?? ""; } = "";
}

/// <summary>Sets from when tiered care holds where (登记分级诊疗实施时间), by the county's health and insurance offices.</summary>
internal sealed class SetTieredCare(CountyDb db, RegionCache regions, TimeProvider clock)
{
    public async Task<Outcome<Guid>> Handle(Actor actor, TieredCareInput input, CancellationToken ct)
    {
        var problems = new List<Problem>();
        if (!May(actor)) return AnswerReferral.NotFound;
        if (!Enum.TryParse<TieredCareKind>(input.Kind, out var kind) || !Enum.IsDefined(kind)) problems.Add(new("benefits.tiered-care.kind", "Kind", "请选择事项。"));
        var area = RegionCode.TryParse(input.Area.Length == 0 ? db.CountyCode : input.Area)?.Short ?? "";
        if (area.Length is not (6 or 9) || !area.StartsWith(db.CountyCode, StringComparison.Ordinal) || (await regions.Tree(ct)).NameOf(area) is "") problems.Add(new("benefits.tiered-care.area", "Area", "请选择本县或本县的乡镇。"));
        if (MakeReferral.Day(input.FromOn) is null) problems.Add(new("benefits.tiered-care.from", "FromOn", "请填写起始日期，写成 2017-08-01。"));
        if (input.Document.Trim().Length is 0 or > 200) problems.Add(new("benefits.tiered-care.document", "Document", "请填写依据的文件，200 字以内。"));
        if (problems.Count > 0) return problems;
        var from = MakeReferral.Day(input.FromOn)!.Value;
        if ((await db.Set<TieredCare>().AsNoTracking().Where(t => t.Kind == kind && t.AreaCode == area).ToListAsync(ct)).Exists(t => t.UntilOn != t.FromOn && (t.UntilOn is null || t.UntilOn > from))) return new Problem("benefits.tiered-care.there-already", "FromOn", "这个地区的这一事项在这段时间已经登记，请先终止原来那一条。");
        var rule = new TieredCare { Id = Guid.CreateVersion7(clock.GetUtcNow()), Kind = kind, AreaCode = area, FromOn = from, Document = input.Document.Trim(), MadeByName = actor.Name };
        db.Trail.Actor = actor;
        db.Add(rule);
        await db.SaveChangesAsync(ct);
        return rule.Id;
    }

    public async Task<Outcome<bool>> End(Actor actor, Guid id, string? until, CancellationToken ct)
    {
        if (!May(actor) || await db.Set<TieredCare>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } rule) return AnswerReferral.NotFound;
        if (MakeReferral.Day(until) is not { } day || day < rule.FromOn || rule.UntilOn <= day) return new Problem("benefits.tiered-care.until", "Until", $"终止日期不能早于 {rule.FromOn:yyyy-MM-dd}；填这一天表示登记有误、从未生效。");
        (rule.UntilOn, rule.EndedByName) = (day, actor.Name);
        db.Trail.Actor = actor;
        await db.SaveChangesAsync(ct);
        return true;
    }

    public bool May(Actor actor) => actor.ScopeOf(Institutions.InstitutionBook.Edit).Covers(RegionCode.Parse(db.CountyCode));

    /// <summary>
    /// Whether a rule holds for a village on a day. True also where none was ever entered for the kind: a referral is then judged by its levels alone.
    /// </summary>
    public static async Task<bool> Holds(CountyDb db, TieredCareKind kind, string village, DateOnly day, CancellationToken ct)
    {
        var rules = await db.Set<TieredCare>().AsNoTracking().Where(t => t.Kind == kind).ToListAsync(ct);
        rules.RemoveAll(t => t.UntilOn == t.FromOn);
        return rules.Count == 0 || rules.Exists(t => village.StartsWith(t.AreaCode, StringComparison.Ordinal) && t.On(day));
    }
}
