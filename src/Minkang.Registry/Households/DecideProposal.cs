using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Events;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Households;

/// <summary>What the form of a decision holds.</summary>
internal sealed class DecideProposalInput
{
    public bool Agree { get; set; }
    public string DecisionNumber { get; set => field = value ?? ""; } = "";
    public string Note { get; set => field = value ?? ""; } = "";
}

/// <summary>
/// Decides a proposal (决定申请). A change of status needs two persons of the office, neither of whom proposed it, or one and the number of the
/// leading group's decision; a reported event needs the township; taking back a death needs a second person.
/// </summary>
internal sealed class DecideProposal(Vault vault, TimeProvider clock)
{
    /// <summary>Proposals that the actor's duties let him decide; his own are among them, so that the list says what they wait for.</summary>
    public static IQueryable<Proposal> Within(CountyDb db, Actor actor)
    {
        var status = VisiblePersons.InArea<Proposal>(InReach.Areas(actor.ScopeOf("registry.status")), p => p.VillageCode);
        var undo = VisiblePersons.InArea<Proposal>(actor.ScopeOf("registry.undo-death"), p => p.VillageCode);
        var events = VisiblePersons.InArea<Proposal>(AboveVillage(actor), p => p.VillageCode);
        var all = db.Set<Proposal>();
        return all.Where(status).Where(p => p.Kind == ProposalKind.Fact || p.Kind == ProposalKind.FactEnd)
            .Concat(all.Where(undo).Where(p => p.Kind == ProposalKind.UndoEnd))
            .Concat(all.Where(events).Where(p => p.Kind == ProposalKind.Event));
    }

    private static Scope AboveVillage(Actor actor)
    {
        var scope = InReach.Areas(actor.ScopeOf("registry.household-event"));
        return scope with { Parts = [.. scope.Parts.Where(p => p.Prefix.Length < (int)RegionLevel.Village)] };
    }

    public async Task<Outcome<ProposalState>> Handle(CountyDb db, Actor actor, Guid id, DecideProposalInput input, CancellationToken ct)
    {
        if (!await Within(db, actor).AnyAsync(p => p.Id == id, ct)) return new Problem("registry.proposal.not-found", "", "没有这份申请，或不在您的范围内。");
        var proposal = await db.Set<Proposal>().SingleAsync(p => p.Id == id, ct);
        if (proposal.State != ProposalState.Open) return new Problem("registry.proposal.decided", "", "这份申请已经决定过了。");
        if (proposal.CreatedBy == actor.UserId) return new Problem("registry.proposal.own", "", "申请人不能决定自己的申请，请由另一人办理。");
        if (proposal.FirstBy == actor.UserId) return new Problem("registry.proposal.first-is-not-second", "", "您已同意过，须由第二人确认。");
        if (!input.Agree && input.Note.Trim().Length == 0) return new Problem("registry.proposal.note-missing", "Note", "不同意时请写明原因，申请人会看到。");

        var frame = new EventFrame(actor, clock.GetUtcNow(), vault);
        if (!input.Agree) await Refuse(db, proposal, input, frame, ct);
        else if (await Agree(db, proposal, input, frame, ct) is { } problem)
        {
            db.ChangeTracker.Clear();
            return problem;
        }
        await db.SaveChangesAsync(ct);
        return proposal.State;
    }

    private async Task Refuse(CountyDb db, Proposal proposal, DecideProposalInput input, EventFrame frame, CancellationToken ct)
    {
        Close(proposal, ProposalState.Refused, input, frame);
        if (proposal.Kind == ProposalKind.Event) await PersonEnds.TakeBackReport(db, frame.Open(proposal), frame, ct);
    }

    private static async Task<Problem?> Agree(CountyDb db, Proposal proposal, DecideProposalInput input, EventFrame frame, CancellationToken ct)
    {
        if (proposal.Kind is ProposalKind.Fact or ProposalKind.FactEnd)
        {
            if (await ApplyFact.Check(db, proposal, ct) is { } cannot) return cannot with { Field = "" };
            if (proposal.FirstBy is null && input.DecisionNumber.Trim().Length == 0)
            {
                (proposal.FirstBy, proposal.FirstName, proposal.FirstAt) = (frame.Actor.UserId, frame.Actor.Name, frame.Now);
                return null;
            }
            await ApplyFact.Apply(db, proposal, frame, ct);
        }
        else if (proposal.Kind == ProposalKind.UndoEnd) await UndoEnd.Apply(db, proposal.PersonId!.Value, frame, ct);
        else if (await ApplyEvent.Apply(db, frame.Open(proposal), frame, ct) is [var problem, ..]) return problem with { Field = "" };
        Close(proposal, ProposalState.Confirmed, input, frame);
        return null;
    }

    private static void Close(Proposal p, ProposalState state, DecideProposalInput input, EventFrame frame)
    {
        (p.State, p.DecidedBy, p.DecidedName, p.DecidedAt) = (state, frame.Actor.UserId, frame.Actor.Name, frame.Now);
        p.DecisionNumber = input.DecisionNumber.Trim() is { Length: > 0 } number ? number : null;
        p.DecisionNote = input.Note.Trim() is { Length: > 0 } note ? note : null;
    }
}
