using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Adoption;

/// <summary>
/// The second person's part (第二人确认): adopts a proposed pack or sends it back, and confirms that an adoption ends. Whoever proposed cannot decide.
/// </summary>
internal sealed class DecideAdoption(CountyDb db, TimeProvider clock)
{
    public const string Action = "benefits.pack-adopt";
    public const int LongestNote = 500;

    /// <summary>Adopts it from its day on; the period in force before it ends on that day.</summary>
    public async Task<Outcome<Guid>> Adopt(Actor actor, Guid id, string? note, CancellationToken ct)
    {
        if (Check(actor, note, required: false) is { } refused) return refused;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OneAtATime(db, ct);
        var found = await Proposed(actor, id, ct);
        if (!found.Ok) return found.Problems.ToArray();
        var adoption = found.Value;
        var adopted = await db.Set<PackAdoption>().Where(a => a.State == AdoptionState.Adopted).ToListAsync(ct);
        var place = AdoptionPeriods.Place(adopted, adoption);
        if (!place.Ok) return place.Problems.ToArray();
        db.Trail.Actor = actor;
        if (place.Value is { } before)
        {
            before.UntilOn = adoption.FromOn;
            // Saved first, so that at no moment two adopted periods overlap in the store.
            await db.SaveChangesAsync(ct);
        }
        Close(actor, adoption, AdoptionState.Adopted, note);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return id;
    }

    /// <summary>Sends it back with a reason.</summary>
    public async Task<Outcome<Guid>> Refuse(Actor actor, Guid id, string? why, CancellationToken ct)
    {
        if (Check(actor, why, required: true) is { } refused) return refused;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OneAtATime(db, ct);
        var found = await Proposed(actor, id, ct);
        if (!found.Ok) return found.Problems.ToArray();
        db.Trail.Actor = actor;
        Close(actor, found.Value, AdoptionState.Refused, why);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return id;
    }

    /// <summary>Ends an adoption on the day that somebody else asked for.</summary>
    public async Task<Outcome<Guid>> End(Actor actor, Guid id, CancellationToken ct)
    {
        if (Check(actor, null, required: false) is { } refused) return refused;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OneAtATime(db, ct);
        var adoption = await db.Set<PackAdoption>().SingleOrDefaultAsync(a => a.Id == id && a.State == AdoptionState.Adopted && a.EndAskedOn != null, ct);
        if (adoption is null) return Gone;
        if (adoption.EndAskedBy == actor.UserId) return new Problem("benefits.adoption.own-end", "", "申请终止的人不能自己确认，请由另一位有权的人确认。");
        if (adoption.EndAskedOn < adoption.FromOn || adoption.EndAskedOn >= adoption.UntilOn) return new Problem("benefits.adoption.end-outside", "", "采用期间已经变了，请撤回后重新申请终止。");
        db.Trail.Actor = actor;
        adoption.UntilOn = adoption.EndAskedOn;
        ChangeOwnAdoption.Clear(adoption);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return id;
    }

    private static readonly Problem Gone = new("benefits.adoption.gone", "", "这一项已经处理过，或者不存在。请刷新页面看现在的状态。");

    private Problem? Check(Actor actor, string? note, bool required)
    {
        if (!actor.ScopeOf(Action).Covers(RegionCode.Parse(db.CountyCode))) return new("benefits.adoption.not-allowed-to-decide", "", "您的岗位不能为本县确认采用政策包。");
        if (required && string.IsNullOrWhiteSpace(note)) return new("benefits.adoption.why", "Note", "请写明退回的理由。");
        return note?.Length > LongestNote ? new("benefits.adoption.note-long", "Note", $"意见不超过 {LongestNote} 字。") : null;
    }

    /// <summary>
    /// Holds the oldest row of the table until the transaction ends, so that two changes never look at the periods at once: rows are never taken out, and every change asks
    /// for the same one first. Without it one who holds a row and one who holds the audit trail would wait for each other.
    /// </summary>
    internal static async Task OneAtATime(CountyDb db, CancellationToken ct)
    {
        var first = await db.Set<PackAdoption>().OrderBy(a => a.CreatedAt).ThenBy(a => a.Id).Select(a => a.Id).FirstOrDefaultAsync(ct);
        await db.Set<PackAdoption>().Where(a => a.Id == first).ExecuteUpdateAsync(s => s.SetProperty(a => a.Note, a => a.Note), ct);
    }

    private async Task<Outcome<PackAdoption>> Proposed(Actor actor, Guid id, CancellationToken ct)
    {
        var adoption = await db.Set<PackAdoption>().SingleOrDefaultAsync(a => a.Id == id && a.State == AdoptionState.Proposed, ct);
        if (adoption is null) return Gone;
        if (adoption.CreatedBy == actor.UserId) return new Problem("benefits.adoption.own", "", "提出的人不能自己确认，请由另一位有权的人确认。");
        return adoption;
    }

    private void Close(Actor actor, PackAdoption adoption, AdoptionState state, string? note) =>
        (adoption.State, adoption.DecidedBy, adoption.DecidedByName, adoption.DecidedAt, adoption.Note) = (state, actor.UserId, actor.Name, clock.GetUtcNow(), string.IsNullOrWhiteSpace(note) ? null : note.Trim());
}
