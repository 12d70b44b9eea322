using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Households;

/// <summary>Writes a decided change of status, cause, class or category: the old statement ends, another begins (状态变更落地).</summary>
internal static class ApplyFact
{
    /// <summary>Why the change cannot stand beside what is on file; null when it can.</summary>
    public static async Task<Problem?> Check(CountyDb db, Proposal p, CancellationToken ct)
    {
        var open = await Open(db, p, ct);
        if (p.Kind == ProposalKind.FactEnd && open.TrueForAll(f => f.Value != p.Value))
            return new Problem("registry.status.nothing-to-end", "Value", "现在没有这一项，不用终止。");
        if (p.Kind == ProposalKind.Fact && open.Exists(f => f.Value == p.Value))
            return new Problem("registry.status.holds-already", "Value", "现在就是这个值，不用变更。");
        var later = open.Where(f => Ends(p, f)).Select(f => (DateOnly?)f.FromOn).Max();
        return later > p.OnDate ? new Problem("registry.status.before-present", "On", $"现在的值自 {later:yyyy-MM-dd} 起，变更日期不能早于这一天。") : null;
    }

    public static async Task Apply(CountyDb db, Proposal p, EventFrame frame, CancellationToken ct)
    {
        var open = await Open(db, p, ct);
        foreach (var fact in open.Where(f => Ends(p, f))) fact.UntilOn = p.OnDate;
        if (p.Kind == ProposalKind.Fact) Begin(db, p, frame);
        if (EventOf(p) is { } happened) db.Add(frame.Event(happened, p.OnDate, p.HouseholdId, p.PersonId));
        db.Trail.Record(frame.Actor, "registry.status", p.PersonId is null ? "household" : "person", p.PersonId ?? p.HouseholdId, null,
            new { proposal = p.Id, kind = p.FactKind, before = open.Where(f => Ends(p, f)).Select(f => f.Value), after = p.Kind == ProposalKind.Fact ? p.Value : null, on = p.OnDate });
        if (p.Kind == ProposalKind.Fact && p.FactKind == FactKind.Status && p.Value is "relapsed" or "not_exited") db.Add(frame.SurveyDue(p.HouseholdId, null, p.VillageCode));
    }

    private static bool Ends(Proposal p, Fact fact) =>
        p.Kind == ProposalKind.FactEnd ? fact.Value == p.Value : !FactKind.HoldsMany(p.FactKind!);

    private static void Begin(CountyDb db, Proposal p, EventFrame frame)
    {
        if (p.PersonId is { } person)
            db.Add(new PersonFact { Id = frame.NewId(), PersonId = person, Kind = p.FactKind!, Value = p.Value!, FromOn = p.OnDate, Source = "entry" });
        else
            db.Add(new HouseholdFact { Id = frame.NewId(), HouseholdId = p.HouseholdId!.Value, Kind = p.FactKind!, Value = p.Value!, FromOn = p.OnDate, Source = "entry" });
    }

    private static async Task<List<Fact>> Open(CountyDb db, Proposal p, CancellationToken ct) => p.PersonId is { } person
        ? [.. await db.Set<PersonFact>().Where(f => f.PersonId == person && f.Kind == p.FactKind && f.UntilOn == null).ToListAsync(ct)]
        : [.. await db.Set<HouseholdFact>().Where(f => f.HouseholdId == p.HouseholdId && f.Kind == p.FactKind && f.UntilOn == null).ToListAsync(ct)];

    private static EventKind? EventOf(Proposal p) => (p.Kind, p.FactKind, p.Value) switch
    {
        (ProposalKind.Fact, FactKind.Status, "exited") => EventKind.Exited,
        (ProposalKind.Fact, FactKind.Status, "relapsed") => EventKind.Relapsed,
        (ProposalKind.Fact, FactKind.Status, _) => EventKind.Identified,
        (ProposalKind.Fact, FactKind.Monitored, _) => EventKind.Monitored,
        (ProposalKind.FactEnd, FactKind.Monitored, _) => EventKind.RiskRemoved,
        _ => null,
    };
}
