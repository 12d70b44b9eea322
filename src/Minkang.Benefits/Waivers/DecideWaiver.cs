using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Waivers;

/// <summary>The second person's part (第二人确认), and taking back (撤销) by a record of its own.</summary>
internal sealed class DecideWaiver(CountyStores stores, BusinessCalendar calendar, TimeProvider clock)
{
    public const int LongestNote = 200;
    public static readonly Problem NotFound = new("benefits.waiver.not-found", "", "没有这笔登记，或不在您的范围内。");

    /// <summary>Confirms or refuses; whoever entered it may refuse it, and never confirms it.</summary>
    public Task<Outcome<Guid>> Decide(string county, Actor actor, Guid id, bool agree, string? note, CancellationToken ct) => Run(county, actor, async db =>
    {
        if (await db.UsesFor(actor, RecordWaiver.Action).SingleOrDefaultAsync(u => u.Id == id, ct) is not { } use) return NotFound;
        if (use.State != UseState.Pending) return new Problem("benefits.waiver.decided", "", "这笔登记已经处理过。");
        if (agree && use.CreatedBy == actor.UserId) return new Problem("benefits.waiver.own", "", "登记的人不能自己确认，请由本院另一人确认。");
        if (!agree && (string.IsNullOrWhiteSpace(note) || note.Length > LongestNote)) return new Problem("benefits.waiver.note", "Note", $"请写明退回的理由，最多 {LongestNote} 字。");
        (use.State, use.Live, use.DecidedBy, use.DecidedByName, use.DecidedAt, use.Note) = (agree ? UseState.Counted : UseState.Refused, agree, actor.UserId, actor.Name, clock.GetUtcNow(), note?.Trim());
        db.Trail.Record(actor, RecordWaiver.Action, use.PersonId is null ? "waiver" : "person", use.PersonId ?? use.Id, note, new { agree, waiver = use.Item });
        await db.SaveChangesAsync(ct);
        return id;
    }, ct);

    /// <summary>Takes a counted use back; what a second person confirmed is taken back by somebody other than who entered it.</summary>
    public Task<Outcome<Guid>> Reverse(string county, Actor actor, Guid id, string? why, CancellationToken ct) => Run(county, actor, async db =>
    {
        if (await db.UsesFor(actor, RecordWaiver.Action).SingleOrDefaultAsync(u => u.Id == id, ct) is not { } use) return NotFound;
        if (use.ReversesId is not null || use.ReversedBy is not null || use.State != UseState.Counted) return new Problem("benefits.waiver.cannot-reverse", "", "只有已登记、没有撤销过的可以撤销。");
        if (use.DecidedBy is not null && use.CreatedBy == actor.UserId) return new Problem("benefits.waiver.own-reversal", "", "经第二人确认的登记，登记的人不能自己撤销，请由本院另一人办理。");
        if (string.IsNullOrWhiteSpace(why) || why.Length > LongestNote) return new Problem("benefits.waiver.why", "Note", $"请写明撤销的理由，最多 {LongestNote} 字。");
        var reversal = new WaiverUse
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), ItemId = use.ItemId, Item = use.Item, Service = use.Service, Kind = use.Kind, PersonId = use.PersonId, HouseholdId = use.HouseholdId, VillageCode = use.VillageCode, Hospital = use.Hospital,
            UsedOn = calendar.Today, Times = -use.Times, Persons = -use.Persons, BeforeFen = -use.BeforeFen, WaivedFen = -use.WaivedFen, BorneBy = use.BorneBy, Reference = use.Reference, State = UseState.Counted, Guard = $"reverses|{use.Id:N}",
            Live = false, EnteredByName = actor.Name, Note = why.Trim(), ReversesId = use.Id,
        };
        (use.Live, use.ReversedBy) = (false, reversal.Id);
        db.Add(reversal);
        db.Trail.Record(actor, RecordWaiver.Action, use.PersonId is null ? "waiver" : "person", use.PersonId ?? use.Id, why, new { reverses = use.Item, use.UsedOn, use.WaivedFen });
        await db.SaveChangesAsync(ct);
        return reversal.Id;
    }, ct);

    private Task<Outcome<Guid>> Run(string county, Actor actor, Func<CountyDb, Task<Outcome<Guid>>> work, CancellationToken ct) => StoreRetry.Run(async () =>
    {
        await using var db = stores.Open(county);
        db.Trail.Actor = actor;
        return await work(db);
    }, 10, ct);
}
