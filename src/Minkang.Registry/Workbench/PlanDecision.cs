using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>
/// Works out what a decision would do (处理预览): which discrepancies go, what each changes in the register, and which are left and why. The same plan
/// is what is carried out.
/// </summary>
internal sealed class PlanDecision(ListCatalog catalog, Vault vault, BusinessCalendar calendar)
{
    /// <summary>Below this many the rows are fetched by id, above it the whole run is read at once.</summary>
    private const int ById = 400;

    /// <summary>What a filter meets now, frozen: this list is decided, whatever the filter meets later.</summary>
    public static async Task<IReadOnlyList<SeenFinding>> Freeze(CountyDb db, Actor actor, CompareRun run, FindingFilter filter, CancellationToken ct)
    {
        var met = await filter.Of(db, db.FindingsFor(actor, run)).OrderBy(f => f.Place).Select(f => new { f.Id, f.State, f.DecisionId }).ToListAsync(ct);
        return met.ConvertAll(f => new SeenFinding(f.Id, f.State, f.DecisionId));
    }

    public async Task<DecisionPlan> Handle(CountyDb db, Actor actor, CompareRun run, Verdict verdict, IReadOnlyList<SeenFinding> seen, CancellationToken ct)
    {
        var found = await Load(db, actor, run, seen, ct);
        var here = await DecidedHere(db, run, found.Values, ct);
        var cases = seen.DistinctBy(s => s.Id).Where(s => found.ContainsKey(s.Id)).Select(s => Case(found[s.Id], s, verdict, here)).ToList();
        if (verdict == Verdict.Accept)
        {
            var going = cases.Where(c => c.Left is null).ToLookup(c => c.Effect);
            await EndEffect.Plan(db, actor, [.. going[Effect.Died], .. going[Effect.MovedOut]], vault, calendar.Today, ct);
            await NumberEffect.Plan(db, [.. going[Effect.Identified]], vault, ct);
            await ProposalEffect.Plan(db, actor, [.. going[Effect.Proposed]], catalog.Codes["poverty-cause"], vault, calendar.Today, ct);
        }
        return new DecisionPlan(verdict, cases);
    }

    /// <summary>Decisions of this run; what an earlier run decided is taken over, and may be decided anew here.</summary>
    private static async Task<HashSet<Guid>> DecidedHere(CountyDb db, CompareRun run, IEnumerable<Finding> findings, CancellationToken ct)
    {
        var decisions = findings.Where(IsDecided).Select(f => f.DecisionId).OfType<Guid>().Distinct().ToList();
        return decisions.Count == 0 ? [] : [.. await db.Set<FindingDecision>().Where(d => d.RunId == run.Id && decisions.Contains(d.Id)).Select(d => d.Id).ToListAsync(ct)];
    }

    private static bool IsDecided(Finding finding) => finding.State is FindingState.Accepted or FindingState.Rejected or FindingState.Closed;

    private static DecisionCase Case(Finding finding, SeenFinding seen, Verdict verdict, HashSet<Guid> here)
    {
        var one = new DecisionCase(finding, verdict == Verdict.Accept ? Effects.Of(finding.Code) : Effect.Noted);
        if (finding.State != seen.State || finding.DecisionId != seen.DecisionId) one.Leave("registry.finding.changed-meanwhile", T("刚由别人处理过，请看新的结论后再定。"));
        else if (finding.State == FindingState.Assigned) one.Leave("registry.finding.assigned", T("已交村镇核实，等答复；要改由这里判定，请先撤销交办。"));
        else if (finding.State == FindingState.Sent) one.Leave("registry.finding.sent", T("已函告有关部门，等回函；要改由这里判定，请先撤销函告。"));
        else if (IsDecided(finding) && finding.DecisionId is { } decision && here.Contains(decision)) one.Leave("registry.finding.decided", T("已有结论；要改，请先撤销原来的结论。"));
        else if (finding.State == FindingState.Unsure && verdict == Verdict.Unsure) one.Leave("registry.finding.unsure-already", T("已标为不确定。"));
        else if (verdict == Verdict.Assign && finding.VillageCode.Length == 0) one.Leave("registry.finding.no-village", T("名单没有写明是哪个村，不能交村镇核实。"));
        return one;
    }

    private static async Task<Dictionary<Guid, Finding>> Load(CountyDb db, Actor actor, CompareRun run, IReadOnlyList<SeenFinding> seen, CancellationToken ct)
    {
        var mine = db.FindingsFor(actor, run).AsNoTracking();
        if (seen.Count > ById) return await mine.ToDictionaryAsync(f => f.Id, ct);
        var ids = seen.Select(s => s.Id).ToList();
        return await mine.Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
    }
}
