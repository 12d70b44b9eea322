using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Adoption;

/// <summary>What one person alone may do with adoptions (提出人的操作): withdraw one's own proposal, ask that an adoption end, take that back.</summary>
internal sealed class ChangeOwnAdoption(CountyDb db, TimeProvider clock)
{
    /// <summary>Takes back a proposal of one's own.</summary>
    public async Task<Outcome<Guid>> Withdraw(Actor actor, Guid id, CancellationToken ct)
    {
        var adoption = await db.Set<PackAdoption>().SingleOrDefaultAsync(a => a.Id == id && a.State == AdoptionState.Proposed && a.CreatedBy == actor.UserId, ct);
        if (adoption is null) return new Problem("benefits.adoption.not-yours", "", "只有提出的人能撤回，而且要在确认以前。");
        (adoption.State, adoption.DecidedBy, adoption.DecidedByName, adoption.DecidedAt) = (AdoptionState.Withdrawn, actor.UserId, actor.Name, clock.GetUtcNow());
        return await Save(actor, adoption, ct);
    }

    /// <summary>Asks that an adopted pack no longer hold from a day on, without another that follows it.</summary>
    public async Task<Outcome<Guid>> Ask(Actor actor, Guid id, DateOnly? until, string? why, CancellationToken ct)
    {
        if (!actor.ScopeOf(ProposeAdoption.Action).Covers(RegionCode.Parse(db.CountyCode))) return new Problem("benefits.adoption.not-allowed", "", "您的岗位不能为本县提出采用政策包。");
        var adoption = await db.Set<PackAdoption>().SingleOrDefaultAsync(a => a.Id == id && a.State == AdoptionState.Adopted, ct);
        if (adoption is null) return Gone;
        if (until is not { } day || day < adoption.FromOn || day >= adoption.UntilOn) return new Problem("benefits.adoption.end-day", "EndOn", $"请填写从哪一天起不再适用，不早于 {adoption.FromOn:yyyy-MM-dd}，早于现在的截止日期。");
        if (string.IsNullOrWhiteSpace(why)) return new Problem("benefits.adoption.end-why", "EndReason", "请写明为什么终止：终止以后没有别的政策包接上，这些日子的单据不能结算。");
        if (why.Length > DecideAdoption.LongestNote) return new Problem("benefits.adoption.note-long", "EndReason", $"意见不超过 {DecideAdoption.LongestNote} 字。");
        (adoption.EndAskedOn, adoption.EndAskedBy, adoption.EndAskedByName, adoption.EndReason) = (day, actor.UserId, actor.Name, why.Trim());
        return await Save(actor, adoption, ct);
    }

    /// <summary>Takes back that an adoption shall end: whoever asked, or whoever may decide and does not agree.</summary>
    public async Task<Outcome<Guid>> Drop(Actor actor, Guid id, CancellationToken ct)
    {
        var adoption = await db.Set<PackAdoption>().SingleOrDefaultAsync(a => a.Id == id && a.EndAskedOn != null, ct);
        if (adoption is null || (adoption.EndAskedBy != actor.UserId && !actor.ScopeOf(DecideAdoption.Action).Covers(RegionCode.Parse(db.CountyCode)))) return Gone;
        Clear(adoption);
        return await Save(actor, adoption, ct);
    }

    private static Problem Gone => new("benefits.adoption.gone", "", "这一项已经处理过，或者不存在。请刷新页面看现在的状态。");

    public static void Clear(PackAdoption adoption) => (adoption.EndAskedOn, adoption.EndAskedBy, adoption.EndAskedByName, adoption.EndReason) = (null, null, null, null);

    private async Task<Outcome<Guid>> Save(Actor actor, PackAdoption adoption, CancellationToken ct)
    {
        db.Trail.Actor = actor;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await DecideAdoption.OneAtATime(db, ct);
        if (!await db.TrySave(ct)) return Gone; // decided by the second person meanwhile
        await transaction.CommitAsync(ct);
        return adoption.Id;
    }
}
