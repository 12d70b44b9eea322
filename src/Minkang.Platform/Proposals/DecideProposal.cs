using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Proposals;

/// <summary>A confirmed proposal, and the first password where an account was made.</summary>
public sealed record Decision(Proposal Proposal, string? UserName, string? Password);

/// <summary>Confirms, refuses or withdraws a proposal (第二人确认、退回、撤回). What is confirmed takes effect in the same transaction.</summary>
public sealed class DecideProposal(PlatformDb db, UserManager<User> users, ManageAccounts accounts, ChangeAreas areas, ReplaceProvisionalCodes codes, RegionCache regions, TimeProvider clock)
{
    /// <summary>Proposals that the actor may know of, the newest first, at most two hundred.</summary>
    public async Task<IReadOnlyList<Proposal>> Visible(Actor actor, CancellationToken ct)
    {
        var recent = await db.Set<Proposal>().AsNoTracking().Where(p => p.State != ProposalState.Draft)
            .OrderBy(p => p.State == ProposalState.Open ? 0 : 1).ThenByDescending(p => p.CreatedAt).Take(1000).ToListAsync(ct);
        return [.. recent.Where(p => p.VisibleTo(actor)).Take(200)];
    }

    /// <summary>One proposal, or null when there is none that the actor may know of.</summary>
    public async Task<Proposal?> One(Actor actor, Guid id, CancellationToken ct) =>
        await db.Set<Proposal>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is { } p && p.VisibleTo(actor) ? p : null;

    /// <summary>Lets it take effect. The second person is somebody else than who asked.</summary>
    public async Task<Outcome<Decision>> Confirm(Actor actor, Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await Decidable(actor, id, ct) is not { } proposal) return NotYours;
        var done = proposal.Kind switch
        {
            ProposalKind.Grant => await Grant(actor, proposal, ct),
            ProposalKind.AreaChange => await areas.Apply(actor, proposal.Read<AreaChange>(), ct) is { } refusal ? refusal : new Decision(proposal, null, null),
            ProposalKind.CodeReplacement => await codes.Apply(actor, proposal.Id, proposal.Read<CodePlan>(), ct) is { } refusal ? refusal : new Decision(proposal, null, null),
            ProposalKind.Export => new Decision(proposal, null, null),
            _ => NotYours,
        };
        if (!done.Ok) return done;
        await Close(actor, proposal, ProposalState.Confirmed, null, ct);
        await transaction.CommitAsync(ct);
        regions.Forget();
        return done;
    }

    /// <summary>Sends it back with a reason.</summary>
    public async Task<Outcome<Proposal>> Refuse(Actor actor, Guid id, string? why, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(why)) return new Problem("platform.proposal.why", "Why", "请写明退回的理由。");
        if (await Decidable(actor, id, ct) is not { } proposal) return NotYours;
        await Close(actor, proposal, ProposalState.Refused, why.Trim(), ct);
        return proposal;
    }

    /// <summary>Takes back what one asked for oneself.</summary>
    public async Task<Outcome<Proposal>> Withdraw(Actor actor, Guid id, CancellationToken ct)
    {
        var proposal = await db.Set<Proposal>().SingleOrDefaultAsync(p => p.Id == id && p.CreatedBy == actor.UserId && p.State == ProposalState.Open, ct);
        if (proposal is null) return NotYours;
        await Close(actor, proposal, ProposalState.Withdrawn, null, ct);
        return proposal;
    }

    private static readonly Problem NotYours = new("platform.proposal.not-yours", "", "这个事项已经处理过，或者不能由您确认（提出人不能自己确认）。");

    private async Task<Proposal?> Decidable(Actor actor, Guid id, CancellationToken ct) =>
        await db.Set<Proposal>().SingleOrDefaultAsync(p => p.Id == id, ct) is { } p && p.DecidableBy(actor) ? p : null;

    private async Task Close(Actor actor, Proposal proposal, ProposalState state, string? note, CancellationToken ct)
    {
        (proposal.State, proposal.DecidedBy, proposal.DecidedName, proposal.DecidedAt, proposal.DecisionNote) = (state, actor.UserId, actor.Name, clock.GetUtcNow(), note);
        db.Trail.Record(actor, proposal.AskedUnder, "proposal", proposal.Id, purpose: note, detail: new { state = state.ToString(), kind = proposal.Kind.ToString(), proposal.Area });
        await db.SaveChangesAsync(ct);
    }

    private async Task<Outcome<Decision>> Grant(Actor actor, Proposal proposal, CancellationToken ct)
    {
        var wanted = proposal.Read<RoleGrant>();
        var user = await users.FindByNameAsync(wanted.UserName);
        string? password = null;
        if (user is null)
        {
            var made = await accounts.Create(actor, new NewAccount(wanted.UserName, wanted.DisplayName, wanted.Organisation), ct);
            if (!made.Ok) return made.Problems.ToArray();
            (user, password) = made.Value;
        }
        if (user.ClosedAt is not null) return new Problem("platform.user.closed", "", "这个账号已经关闭，请退回申请，另建账号。");
        var granted = await accounts.Grant(actor, user.Id, wanted.Role, RegionCode.Parse(wanted.Area), wanted.Hospital, ct, proposal.CreatedBy);
        return granted.Ok ? new Decision(proposal, user.UserName, password) : granted.Problems.ToArray();
    }
}
