using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Lists;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>What the poverty office decides becomes a proposal to it (提出变更申请); nothing changes before it agrees.</summary>
internal static class ProposalEffect
{
    private const int Chunk = 400;

    public static async Task Plan(CountyDb db, Actor actor, IReadOnlyList<DecisionCase> cases, CodeList causes, Vault vault, DateOnly today, CancellationToken ct)
    {
        var homes = new Dictionary<Guid, Household>();
        var facts = new List<HouseholdFact>();
        var open = new List<Proposal>();
        foreach (var ids in cases.Select(c => c.Finding.HouseholdId).OfType<Guid>().Distinct().Chunk(Chunk))
        {
            foreach (var home in await db.Set<Household>().AsNoTracking().Where(h => ids.Contains(h.Id)).ToListAsync(ct)) homes[home.Id] = home;
            facts.AddRange(await db.Set<HouseholdFact>().AsNoTracking().Where(f => ids.Contains(f.HouseholdId) && f.UntilOn == null).ToListAsync(ct));
            open.AddRange(await db.Set<Proposal>().AsNoTracking().Where(p => p.HouseholdId != null && ids.Contains(p.HouseholdId.Value) && p.State == ProposalState.Open).ToListAsync(ct));
        }
        var (held, asked) = (facts.ToLookup(f => (f.HouseholdId, f.Kind)), open.Select(p => (p.HouseholdId!.Value, p.FactKind, p.Value)).ToHashSet());
        foreach (var one in cases)
        {
            if (Wanted(one, causes, vault) is not var (kind, value)) one.OnlyNote(T("返回表写了几种原因，取哪一种由扶贫部门定；只作记录。"));
            else if (one.Finding.HouseholdId is not { } id || !homes.TryGetValue(id, out var home)) one.OnlyNote(T("这一行没有对上登记册里的户，只作记录。"));
            else if (home.EndedOn is not null) one.OnlyNote(T("这一户已经终止，只作记录。"));
            else if (held[(id, kind)].Any(f => f.Value == value)) one.OnlyNote(T("登记册现在就是这个值，只作记录。"));
            else if (!asked.Add((id, kind, value))) one.OnlyNote(T("同样的申请已经提交，正等待决定；只作记录。"));
            else if (!Proposes(actor, home) && !Decides(actor, home)) one.Leave("registry.finding.propose-outside", T("这一户的变更不由您提出，请交所在乡镇办理。"));
            else if (!FactKind.HoldsMany(kind) && held[(id, kind)].Any(f => f.FromOn > today)) one.Leave("registry.finding.later-value", T("登记册上现在的值自今天以后起，请先到户页面核对。"));
            else one.Do(frame => Apply(db, home, kind, value, Decides(actor, home), today, frame));
        }
    }

    /// <summary>The value that the other list speaks for; null when it states several causes or none that is known.</summary>
    private static (string Kind, string Value)? Wanted(DecisionCase one, CodeList causes, Vault vault)
    {
        var stated = vault.Open(Purposes.ListEntry, one.Finding.OtherValueSealed) ?? "";
        return one.Finding.Code switch
        {
            "illness_not_recorded_as_cause" => (FactKind.SecondaryCause, "illness"),
            "key_disease_not_illness_poor" => (FactKind.PrimaryCause, "illness"),
            "cause_conflict" => causes.Match(stated) is { } cause ? (FactKind.PrimaryCause, cause.Code) : null,
            _ => (FactKind.HouseholdClass, stated switch { "特困供养" => "five-guarantee", "农村低保" => "low-income", _ => "general" }),
        };
    }

    private static bool Proposes(Actor actor, Household home) => actor.Covers("registry.propose-status", home.VillageCode);

    private static bool Decides(Actor actor, Household home) => actor.Covers("registry.status", home.VillageCode);

    /// <summary>The deciding office's own proposal counts as the first of its two persons, as it does on the form.</summary>
    private static RegisterChange Apply(CountyDb db, Household home, string kind, string value, bool decides, DateOnly today, EventFrame frame)
    {
        var proposal = new Proposal
        {
            Id = frame.NewId(), Kind = ProposalKind.Fact, HouseholdId = home.Id, VillageCode = home.VillageCode, FactKind = kind, Value = value, OnDate = today,
            ReasonSealed = frame.Vault.Seal(Purposes.Proposal, "名单比对差异判为属实"), ProposerName = frame.Actor.Name,
        };
        if (decides) (proposal.FirstBy, proposal.FirstName, proposal.FirstAt) = (frame.Actor.UserId, frame.Actor.Name, frame.Now);
        db.Add(proposal);
        return new RegisterChange(Effect.Proposed) { ProposalId = proposal.Id };
    }
}
