using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Events;

/// <summary>Takes back a death or departure that was recorded by mistake (撤销死亡、迁出). One person asks, another confirms.</summary>
internal sealed class UndoEnd(Vault vault, TimeProvider clock)
{
    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, Guid personId, string reason, CancellationToken ct)
    {
        var person = await db.PersonsFor(actor, "registry.undo-death").SingleOrDefaultAsync(p => p.Id == personId, ct);
        if (person is null) return new Problem("registry.person.not-found", "", "没有这个人，或不在您的范围内。");
        if (person.EndedOn is not { } ended) return new Problem("registry.undo-end.not-ended", "", "此人没有死亡或迁出登记，不用撤销。");
        if (string.IsNullOrWhiteSpace(reason)) return new Problem("registry.undo-end.reason-missing", "Reason", "请写明撤销的理由和依据。");
        if (await db.Set<Proposal>().AnyAsync(p => p.PersonId == personId && p.Kind == ProposalKind.UndoEnd && p.State == ProposalState.Open, ct))
            return new Problem("registry.proposal.open-already", "", "撤销申请已经提交，正等待第二人确认。");
        var proposal = new Proposal
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Kind = ProposalKind.UndoEnd, PersonId = personId, HouseholdId = person.HouseholdId, VillageCode = person.VillageCode,
            OnDate = ended, ReasonSealed = vault.Seal(Purposes.Proposal, reason.Trim()), ProposerName = actor.Name,
        };
        db.Add(proposal);
        await db.SaveChangesAsync(ct);
        return proposal.Id;
    }

    /// <summary>The person lives on in the household, without a gap: a new membership begins where the old one ended.</summary>
    public static async Task Apply(CountyDb db, Guid personId, EventFrame frame, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleAsync(p => p.Id == personId, ct);
        var last = await db.Set<Membership>().Where(m => m.PersonId == personId).OrderByDescending(m => m.FromOn).ThenByDescending(m => m.Id).FirstOrDefaultAsync(ct);
        if (last?.UntilOn is { } until)
        {
            var home = await db.Set<Household>().SingleAsync(h => h.Id == last.HouseholdId, ct);
            if (home.EndReason is "died_out" or "left") (home.EndedOn, home.EndReason) = (null, null);
            HouseholdState.Join(db, person, home, home.HeadPersonId == personId || home.HeadPersonId is null ? last.Relation : NotHead(last.Relation), until, frame);
        }
        db.Add(frame.Event(EventKind.Corrected, person.EndedOn!.Value, person.HouseholdId, personId));
        (person.EndedOn, person.EndReason) = (null, null);
        db.Trail.Record(frame.Actor, "registry.undo-death", "person", personId);
    }

    /// <summary>Somebody else has become head meanwhile; the relation has to be asked anew.</summary>
    private static string? NotHead(string? relation) => relation == Register.RelationCodes.Head ? null : relation;
}
