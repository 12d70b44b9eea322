using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Rounds;

/// <summary>A round as typed (新开调查轮次).</summary>
internal sealed record OpenRoundInput
{
    public string? Area { get; set; }
    public RoundKind? Kind { get; set; }
    public DateOnly? FromOn { get; set; }
    public DateOnly? LastOn { get; set; }
    public DateOnly? SinceOn { get; set; }
    public string? WorkGroup { get; set; }
}

/// <summary>Opens a round with everybody it covers, and brings its list up to date (新开轮次、补入人员).</summary>
internal sealed class OpenRound(CountyDb db, BusinessCalendar calendar, TimeProvider clock)
{
    /// <summary>Whoever verifies for an area plans its survey; those who visit only record.</summary>
    public const string Action = "illness.verify";
    public const int LongestWindow = 366, LongestGroup = 200;

    public async Task<Outcome<Guid>> Handle(Actor actor, OpenRoundInput input, CancellationToken ct)
    {
        var problems = Check(actor, input).ToList();
        if (problems.Count > 0) return problems;
        var (area, from) = (RegionCode.Parse(input.Area!).Short, input.FromOn!.Value);
        var number = 1 + (await db.Set<Round>().Where(r => r.AreaCode == area && r.Year == from.Year).MaxAsync(r => (int?)r.Number, ct) ?? 0);
        var round = new Round
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Year = from.Year, Number = number, Kind = input.Kind!.Value, AreaCode = area, FromOn = from, LastOn = input.LastOn!.Value,
            SinceOn = input.Kind == RoundKind.Supplementary ? input.SinceOn : null, WorkGroup = input.WorkGroup!.Trim(),
        };
        db.Trail.Actor = actor;
        var persons = await Covered(actor, round, ct);
        if (persons.Count == 0) return new Problem("illness.round.nobody", "Area", "这个范围内没有要调查的人。补充调查请核对“新增自”的日期。");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Add(round);
        await db.SaveChangesAsync(ct);
        await db.InsertAsync(Rows(actor, round, persons), ct);
        db.Trail.Record(actor, Action, "round", round.Id, detail: new { persons = persons.Count });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return round.Id;
    }

    /// <summary>Adds who is covered and not on the list yet. Returns how many.</summary>
    public async Task<Outcome<int>> BringUpToDate(Actor actor, Guid id, CancellationToken ct)
    {
        var round = await db.RoundsFor(actor, Action).SingleOrDefaultAsync(r => r.Id == id && r.ClosedAt == null, ct);
        if (round is null) return Missing;
        db.Trail.Actor = actor;
        var listed = (await db.Set<RoundPerson>().Where(p => p.RoundId == id).Select(p => p.PersonId).ToListAsync(ct)).ToHashSet();
        var persons = (await Covered(actor, round, ct)).FindAll(p => !listed.Contains(p.Id));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.InsertAsync(Rows(actor, round, persons), ct);
        db.Trail.Record(actor, Action, "round", id, detail: new { added = persons.Count });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return persons.Count;
    }

    /// <summary>Ends a round; while somebody is still to be visited it stays open, so that nobody is left out unseen.</summary>
    public async Task<Outcome<Guid>> Close(Actor actor, Guid id, CancellationToken ct)
    {
        var round = await db.RoundsFor(actor, Action).SingleOrDefaultAsync(r => r.Id == id && r.ClosedAt == null, ct);
        if (round is null) return Missing;
        var pending = await db.Places().CountAsync(p => p.RoundId == id && p.State == VisitState.Pending, ct);
        if (pending > 0) return new Problem("illness.round.pending", "", $"还有 {pending} 人待调查，不能结束。走访不到的请写明原因。");
        db.Trail.Actor = actor;
        round.ClosedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        return id;
    }

    private static Problem Missing => new("illness.round.not-found", "", "没有这一轮调查，或已经结束，或不在您的范围内。");

    private async Task<List<RegistryPerson>> Covered(Actor actor, Round round, CancellationToken ct)
    {
        var persons = db.OnRegister(actor, Action, round.AreaCode, calendar.Today);
        if (round.SinceOn is { } since) persons = persons.CameSince(db, since);
        return await persons.OrderBy(p => p.VillageCode).ThenBy(p => p.HouseholdId).ThenBy(p => p.Line).ToListAsync(ct);
    }

    private List<RoundPerson> Rows(Actor actor, Round round, List<RegistryPerson> persons)
    {
        var now = clock.GetUtcNow();
        return persons.ConvertAll(p => new RoundPerson
        {
            Id = Guid.CreateVersion7(now), RoundId = round.Id, PersonId = p.Id, HouseholdId = p.HouseholdId, VillageCode = p.VillageCode,
            CreatedAt = now, UpdatedAt = now, CreatedBy = actor.UserId, UpdatedBy = actor.UserId,
        });
    }

    private IEnumerable<Problem> Check(Actor actor, OpenRoundInput input)
    {
        if (RegionCode.TryParse(input.Area) is not { Short.Length: 6 or 9 } area || !actor.ScopeOf(Action).Touches(area)) yield return new("illness.round.area", "Area", "请选择本县或本乡镇。");
        if (input.Kind is null) yield return new("illness.round.kind", "Kind", "请选择全面调查或补充调查。");
        if (input.FromOn is null) yield return new("illness.round.from", "FromOn", "请填写开始日期。");
        if (input.LastOn is null || input.LastOn < input.FromOn) yield return new("illness.round.last", "LastOn", "请填写结束日期，不早于开始日期。");
        else if (input.FromOn is { } from && input.LastOn.Value.DayNumber - from.DayNumber >= LongestWindow) yield return new("illness.round.window", "LastOn", "一轮调查不超过一年。");
        if (input.Kind == RoundKind.Supplementary && (input.SinceOn is null || input.SinceOn > calendar.Today)) yield return new("illness.round.since", "SinceOn", "补充调查请填写从哪一天起新增、返贫的人，不晚于今天。");
        if (string.IsNullOrWhiteSpace(input.WorkGroup)) yield return new("illness.round.group", "WorkGroup", "请写明由谁去：例如卫生院公卫科与各村医。");
        else if (input.WorkGroup.Trim().Length > LongestGroup) yield return new("illness.round.group-long", "WorkGroup", string.Create(CultureInfo.InvariantCulture, $"工作组不超过 {LongestGroup} 字。"));
    }
}
