using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Illness.Conditions;
using Minkang.Illness.Rounds;
using Minkang.Illness.Routes;
using Minkang.Illness.Surveys;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Illness.Merges;

/// <summary>
/// What becomes of illness records when two records of one person are merged (合并时的患病资料): the same disease becomes one condition with all its sources, of two responsible
/// doctors the kept record's goes on, nobody is in a round twice, and a
/// visit still to come is that of the kept record's village. Nothing here names a diagnosis.
/// </summary>
internal sealed class IllnessMerge(BusinessCalendar calendar) : IMergeRule
{
    private static readonly ConditionState[] Active = [ConditionState.Suspected, ConditionState.Stated, ConditionState.Verified];

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IMergeRule, IllnessMerge>();
        foreach (var column in new[]
        {
            PersonColumn.Of<Condition>(nameof(Condition.PersonId)), PersonColumn.Of<Statement>(nameof(Statement.PersonId)), PersonColumn.Of<ConditionRoute>(nameof(ConditionRoute.PersonId)),
            PersonColumn.Of<Survey>(nameof(Survey.PersonId)), PersonColumn.Of<Responsible>(nameof(Responsible.PersonId)), PersonColumn.Of<RoundPerson>(nameof(RoundPerson.PersonId)),
        }) services.AddSingleton(column);
        services.AddSingleton(new RecordWord("illness_round_person", T("调查轮次名单"), T("条"), typeof(Texts), VisibleConditions.See));
    }

    public async Task<MergeFindings> Look(CountyDb db, MergePair pair, CancellationToken ct)
    {
        var notes = new List<MergeNote>();
        var conditions = await Conditions(db.Set<Condition>().AsNoTracking(), pair, ct);
        if (Twice(conditions, pair).Count() is > 0 and var twice) notes.Add(new(MergeGravity.Confirm, "illness.merge.same-disease", T($"两份档案登记了 {twice} 种相同的病情。合并后同一种病成为一条，来源都保留。")));
        var surveys = await db.Set<Survey>().AsNoTracking().Where(s => s.PersonId == pair.Kept || s.PersonId == pair.Gone).Select(s => new { s.PersonId, s.Year }).ToListAsync(ct);
        var years = surveys.Where(s => s.PersonId == pair.Kept).Select(s => s.Year).Intersect(surveys.Where(s => s.PersonId == pair.Gone).Select(s => s.Year)).Order().ToList();
        if (years.Count > 0) notes.Add(new(MergeGravity.Confirm, "illness.merge.same-year", T($"两份档案都有 {string.Join('、', years)} 年的患病调查。合并后都保留，请核对是不是调查了两次。")));
        return new MergeFindings(notes, []);
    }

    public async Task<IReadOnlyCollection<Guid>> Settle(CountyDb db, MergePair pair, IReadOnlySet<string> takeGone, CancellationToken ct)
    {
        foreach (var (kept, gone) in Twice(await Conditions(db.Set<Condition>(), pair, ct), pair).ToList()) await BecomeOne(db, kept, gone, ct);
        await OneDoctor(db, pair, ct);
        return await OnceInARound(db, pair, ct);
    }

    private static Task<List<Condition>> Conditions(IQueryable<Condition> all, MergePair pair, CancellationToken ct) =>
        all.Where(c => (c.PersonId == pair.Kept || c.PersonId == pair.Gone) && c.Disease != null && Active.Contains(c.State)).ToListAsync(ct);

    private static IEnumerable<(Condition Kept, Condition Gone)> Twice(IReadOnlyList<Condition> conditions, MergePair pair) =>
        from kept in conditions
        where kept.PersonId == pair.Kept
        from gone in conditions
        where gone.PersonId == pair.Gone && gone.Disease == kept.Disease
        select (kept, gone);

    /// <summary>What was verified leads; the other's sources join it, and its route where it has none.</summary>
    private async Task BecomeOne(CountyDb db, Condition kept, Condition gone, CancellationToken ct)
    {
        var (lead, other) = gone.State == ConditionState.Verified && kept.State != ConditionState.Verified ? (gone, kept) : (kept, gone);
        foreach (var statement in await db.Set<Statement>().Where(s => s.ConditionId == other.Id).ToListAsync(ct)) statement.ConditionId = lead.Id;
        if (await db.Set<ConditionRoute>().AnyAsync(r => r.ConditionId == lead.Id && r.UntilOn == null, ct)) await CurrentRoute.End(db, other.Id, calendar.Today, ct);
        else if (await db.Set<ConditionRoute>().SingleOrDefaultAsync(r => r.ConditionId == other.Id && r.UntilOn == null, ct) is { } route) db.Entry(route).Property(r => r.ConditionId).CurrentValue = lead.Id;
        lead.IsProtected |= other.IsProtected;
        (other.State, other.MergedInto) = (ConditionState.Merged, lead.Id);
    }

    private async Task OneDoctor(CountyDb db, MergePair pair, CancellationToken ct)
    {
        var current = await db.Set<Responsible>().Where(r => (r.PersonId == pair.Kept || r.PersonId == pair.Gone) && r.UntilOn == null).ToListAsync(ct);
        if (current.Count == 2 && current.Find(r => r.PersonId == pair.Gone) is { } other) other.UntilOn = calendar.Today < other.FromOn ? other.FromOn : calendar.Today;
    }

    /// <summary>Where both are in a round, the one that was visited counts.</summary>
    private static async Task<IReadOnlyCollection<Guid>> OnceInARound(CountyDb db, MergePair pair, CancellationToken ct)
    {
        var places = await db.Set<RoundPerson>().Where(p => p.PersonId == pair.Kept || p.PersonId == pair.Gone).ToListAsync(ct);
        var aside = new List<Guid>();
        foreach (var both in places.GroupBy(p => p.RoundId).Where(g => g.Count() == 2))
        {
            var (kept, gone) = (both.Single(p => p.PersonId == pair.Kept), both.Single(p => p.PersonId == pair.Gone));
            var less = kept.State == VisitState.Pending && gone.State != VisitState.Pending ? kept : gone;
            less.SetAside = true;
            if (less == gone) aside.Add(gone.Id);
        }
        await Give(db, places.Where(p => p.PersonId == pair.Gone && !p.SetAside), pair.Kept, ct);
        return aside;
    }

    /// <summary>A visit that is still to come is the village's in which the person's record lies.</summary>
    private static async Task Give(CountyDb db, IEnumerable<RoundPerson> visits, Guid person, CancellationToken ct)
    {
        var pending = visits.Where(v => v.State == VisitState.Pending).ToList();
        if (pending.Count == 0) return;
        var place = await db.Set<PersonPlace>().AsNoTracking().SingleAsync(p => p.Id == person, ct);
        foreach (var visit in pending)
        {
            db.Entry(visit).Property(v => v.VillageCode).CurrentValue = place.VillageCode;
            db.Entry(visit).Property(v => v.HouseholdId).CurrentValue = place.HouseholdId;
        }
    }

    public async Task GiveBack(CountyDb db, MergePair pair, IReadOnlyCollection<Guid> rows, CancellationToken ct) =>
        await Give(db, await db.Set<RoundPerson>().Where(p => rows.Contains(p.Id)).ToListAsync(ct), pair.Gone, ct);

    public Task<MergeNote?> LookBack(CountyDb db, MergePair pair, DateTimeOffset mergedAt, CancellationToken ct) => Task.FromResult<MergeNote?>(null);
}
