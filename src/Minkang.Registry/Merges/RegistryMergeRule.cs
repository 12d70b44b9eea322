using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Register;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Merges;

/// <summary>
/// The register's own rules on merging two records (登记册的合并规则). Household and village stay those of the kept record, so a period of the other that speaks of the same days is
/// cut to the days of which the kept record says nothing, in pieces where these lie apart, and set aside when none are left; in the merge's record it stays whole.
/// </summary>
internal sealed class RegistryMergeRule(Vault vault, TimeProvider clock) : IMergeRule
{
    /// <summary>Code of <c>catalog/codes/health-state.yaml</c> that excludes every other.</summary>
    private const string Healthy = "healthy";

    public async Task<MergeFindings> Look(CountyDb db, MergePair pair, CancellationToken ct)
    {
        var kept = await db.Set<Person>().IgnoreQueryFilters().AsNoTracking().SingleAsync(p => p.Id == pair.Kept, ct);
        var gone = await db.Set<Person>().IgnoreQueryFilters().AsNoTracking().SingleAsync(p => p.Id == pair.Gone, ct);
        var notes = Identity(kept, gone).Concat(await Household(db, kept, gone, ct)).ToList();
        if (await db.Set<Proposal>().AnyAsync(p => p.PersonId == pair.Gone && p.State == ProposalState.Open, ct))
            notes.Add(new(MergeGravity.Refused, "registry.merge.open-proposal", T("要并入的档案有一件变更申请还没有决定。请先决定或撤回那件申请，再合并。")));
        if (Contradicting(await Health(db, pair, ct), pair).Count > 0)
            notes.Add(new(MergeGravity.Confirm, "registry.merge.healthy-and-ill", T("一份档案的健康状况是健康，另一份写有疾病或残疾。合并后以写有疾病或残疾的为准。")));
        return new MergeFindings(notes, await Twins(db, pair, ct));
    }

    private static IEnumerable<MergeNote> Identity(Person kept, Person gone)
    {
        if (kept.EndedOn is null != gone.EndedOn is null)
            yield return new(MergeGravity.Refused, "registry.merge.one-ended", T("一份档案已登记死亡或迁出，另一份还在册。请先核实并更正其中一份，再合并。"));
        else if (kept.EndedOn != gone.EndedOn || kept.EndReason != gone.EndReason)
            yield return new(MergeGravity.Refused, "registry.merge.ends-differ", T("两份档案登记的死亡或迁出不同。请先核实并更正其中一份，再合并。"));
        if (kept.IdHash is not null && gone.IdHash is not null && kept.IdHash != gone.IdHash)
            yield return new(MergeGravity.SecondPerson, "registry.merge.two-numbers", T("两份档案各有一个有效的身份证号，而且不同。可能是两个人，须由第二人核对后同意。"));
        if (kept.Sex is 1 or 2 && gone.Sex is 1 or 2 && kept.Sex != gone.Sex)
            yield return new(MergeGravity.SecondPerson, "registry.merge.sexes-differ", T("两份档案的性别不同。可能是两个人，须由第二人核对后同意。"));
        if (kept is { BirthPrecision: "day", BirthOn: { } one } && gone is { BirthPrecision: "day", BirthOn: { } other } && one != other)
            yield return new(MergeGravity.SecondPerson, "registry.merge.births-differ", T("两份档案的出生日期不同。可能是两个人，须由第二人核对后同意。"));
    }

    private static async Task<IReadOnlyList<MergeNote>> Household(CountyDb db, Person kept, Person gone, CancellationToken ct)
    {
        if (kept.HouseholdId == gone.HouseholdId || gone.HouseholdId is null) return [];
        if (kept.HouseholdId is null) return [new(MergeGravity.Refused, "registry.merge.kept-has-no-household", T("要保留的档案不属于任何一户，另一份在户内。请换个方向：保留在户内的那一份。"))];
        if (await db.Set<Household>().AnyAsync(h => h.HeadPersonId == gone.Id && h.EndedOn == null, ct))
            return [new(MergeGravity.Refused, "registry.merge.heads-elsewhere", T("要并入的档案是另一户的户主。请先在那一户更换户主，或办理并户，再合并。"))];
        return [new(MergeGravity.Confirm, "registry.merge.two-households", T("两份档案登记在不同的户。合并后此人只算在保留的档案所在的户，另一户少一人。"))];
    }

    /// <summary>Statements of which only one value can hold, that hold now and differ.</summary>
    private static async Task<IReadOnlyList<MergeTwin>> Twins(CountyDb db, MergePair pair, CancellationToken ct)
    {
        var open = await db.Set<PersonFact>().AsNoTracking().Where(f => (f.PersonId == pair.Kept || f.PersonId == pair.Gone) && f.UntilOn == null).OrderBy(f => f.Kind).ToListAsync(ct);
        return [.. open.Where(f => !FactKind.HoldsMany(f.Kind)).GroupBy(f => f.Kind, StringComparer.Ordinal)
            .Select(g => (Kind: g.Key, Kept: g.FirstOrDefault(f => f.PersonId == pair.Kept)?.Value, Gone: g.FirstOrDefault(f => f.PersonId == pair.Gone)?.Value))
            .Where(t => t.Kept is not null && t.Gone is not null && t.Kept != t.Gone).Select(t => new MergeTwin(KeyOf(t.Kind), t.Kind, t.Kept!, t.Gone!))];
    }

    private static async Task<List<PersonFact>> Health(CountyDb db, MergePair pair, CancellationToken ct) =>
        await db.Set<PersonFact>().Where(f => (f.PersonId == pair.Kept || f.PersonId == pair.Gone) && f.Kind == FactKind.HealthState && f.UntilOn == null).ToListAsync(ct);

    /// <summary>Statements that somebody is healthy, where the other record says that he is ill or disabled, with the day from which it says so.</summary>
    private static List<(PersonFact Healthy, DateOnly Since)> Contradicting(IReadOnlyList<PersonFact> health, MergePair pair) =>
        [.. from healthy in health
            where healthy.Value == Healthy
            let ill = health.Where(o => o.PersonId == (healthy.PersonId == pair.Kept ? pair.Gone : pair.Kept) && o.Value != Healthy).Select(o => o.FromOn).ToList()
            where ill.Count > 0
            select (healthy, ill.Min())];

    internal static string KeyOf(string kind) => $"fact:{kind}";

    public async Task<IReadOnlyCollection<Guid>> Settle(CountyDb db, MergePair pair, IReadOnlySet<string> takeGone, CancellationToken ct)
    {
        var aside = new List<Guid>();
        await BecomeHead(db, pair, ct);
        var memberships = await db.Set<Membership>().Where(m => m.PersonId == pair.Kept || m.PersonId == pair.Gone).ToListAsync(ct);
        var held = memberships.Where(m => m.PersonId == pair.Kept).Select(m => new Period(m.FromOn, m.UntilOn)).ToList();
        foreach (var m in memberships.Where(m => m.PersonId == pair.Gone)) Fit(db, m, new Period(m.FromOn, m.UntilOn), held, (id, days) => PieceOf(m, pair.Kept, id, days), aside);
        foreach (var (healthy, since) in Contradicting(await Health(db, pair, ct), pair)) healthy.UntilOn = HouseholdState.Later(healthy.FromOn, since);
        var facts = await db.Set<PersonFact>().Where(f => f.PersonId == pair.Kept || f.PersonId == pair.Gone).ToListAsync(ct);
        foreach (var kind in facts.GroupBy(f => f.Kind, StringComparer.Ordinal)) SettleKind(db, kind, pair, takeGone, aside);
        var patients = await db.Set<HospitalPatient>().AsNoTracking().Where(p => (p.PersonId == pair.Kept || p.PersonId == pair.Gone) && p.UntilOn == null).ToListAsync(ct);
        aside.AddRange(patients.Where(p => p.PersonId == pair.Gone && patients.Exists(k => k.PersonId == pair.Kept && k.Hospital == p.Hospital)).Select(p => p.Id));
        await MergedQuestions.Settle(db, pair, vault, ct);
        return aside;
    }

    /// <summary>Where the record that goes was head of the same household, the kept one is head from then on.</summary>
    private static async Task BecomeHead(CountyDb db, MergePair pair, CancellationToken ct)
    {
        var kept = await db.Set<Person>().SingleAsync(p => p.Id == pair.Kept, ct);
        if (!await db.Set<Household>().AnyAsync(h => h.Id == kept.HouseholdId && h.HeadPersonId == pair.Gone, ct)) return;
        kept.Relation = RelationCodes.Head;
        foreach (var open in await db.Set<Membership>().Where(m => m.PersonId == pair.Kept && m.UntilOn == null).ToListAsync(ct)) db.Entry(open).Property(m => m.Relation).CurrentValue = RelationCodes.Head;
    }

    private void SettleKind(CountyDb db, IGrouping<string, PersonFact> facts, MergePair pair, IReadOnlySet<string> takeGone, List<Guid> aside)
    {
        var (kept, gone) = (facts.Where(f => f.PersonId == pair.Kept).ToList(), facts.Where(f => f.PersonId == pair.Gone).ToList());
        if (takeGone.Contains(KeyOf(facts.Key)) && gone.Find(f => f.UntilOn is null) is { } taken)
            foreach (var ended in kept.Where(k => k.UntilOn is null)) ended.UntilOn = HouseholdState.Later(ended.FromOn, taken.FromOn);
        foreach (var fact in gone)
        {
            var same = kept.Where(k => !FactKind.HoldsMany(facts.Key) || k.Value == fact.Value).Select(k => new Period(k.FromOn, k.UntilOn)).ToList();
            Fit(db, fact, new Period(fact.FromOn, fact.UntilOn), same, (id, days) => PieceOf(fact, pair.Kept, id, days), aside);
        }
    }

    /// <summary>
    /// Leaves the other record's row the days of which the kept one says nothing; the last of them in the row itself, since it is the one that may still hold, those before in rows of their own.
    /// </summary>
    private void Fit(CountyDb db, object row, Period period, IEnumerable<Period> held, Func<Guid, Period, object> piece, List<Guid> aside)
    {
        var (entry, pieces) = (db.Entry(row), Pieces.Of(period, held));
        if (pieces.Count == 0) aside.Add((Guid)entry.Property(nameof(Membership.Id)).CurrentValue!);
        var last = pieces.Count == 0 ? new Period(period.From, period.From) : pieces[^1];
        (entry.Property(nameof(Membership.FromOn)).CurrentValue, entry.Property(nameof(Membership.UntilOn)).CurrentValue) = (last.From, last.Until);
        db.AddRange(pieces.SkipLast(1).Select(p => piece(Guid.CreateVersion7(clock.GetUtcNow()), p)));
    }

    private static PersonFact PieceOf(PersonFact f, Guid person, Guid id, Period days) => new()
    {
        Id = id, PersonId = person, Kind = f.Kind, Value = f.Value, FromOn = days.From, UntilOn = days.Until, Precision = days.From == f.FromOn ? f.Precision : "day", Source = f.Source, ImportId = f.ImportId,
    };

    private static Membership PieceOf(Membership m, Guid person, Guid id, Period days) => new()
    {
        Id = id, PersonId = person, HouseholdId = m.HouseholdId, Relation = m.Relation, FromOn = days.From, UntilOn = days.Until, Source = m.Source, ImportId = m.ImportId,
    };

    public Task GiveBack(CountyDb db, MergePair pair, IReadOnlyCollection<Guid> rows, CancellationToken ct) => MergedQuestions.GiveBack(db, pair.Gone, rows, ct);

    public Task<MergeNote?> LookBack(CountyDb db, MergePair pair, DateTimeOffset mergedAt, CancellationToken ct) => Task.FromResult<MergeNote?>(null);
}
