using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Workbench;

internal sealed record DecisionLine(Guid Id, DateTimeOffset At, Verdict Verdict, string What, int Count, string By, string? Reason, string? UndoneBy);

internal sealed record DecisionPageOf(IReadOnlyList<DecisionLine> Lines, Paging Paging);

/// <summary>Lists the decisions of a run (处理记录), newest first.</summary>
internal sealed class FindDecisions(Vault vault, Labels labels, IStringLocalizer<Texts> L)
{
    public async Task<DecisionPageOf> Handle(CountyDb db, Actor actor, CompareRun run, int? page, int? size, CancellationToken ct)
    {
        var mine = db.DecisionsFor(actor, run).AsNoTracking();
        var paging = new Paging(page, size, await mine.LongCountAsync(ct));
        return new DecisionPageOf(await Lines(db, mine, paging.Skip, paging.Size, ct), paging);
    }

    public Task<List<DecisionLine>> All(CountyDb db, Actor actor, CompareRun run, CancellationToken ct) => Lines(db, db.DecisionsFor(actor, run).AsNoTracking(), 0, int.MaxValue, ct);

    private async Task<List<DecisionLine>> Lines(CountyDb db, IQueryable<FindingDecision> mine, int skip, int take, CancellationToken ct)
    {
        var found = await mine.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Skip(skip).Take(take).ToListAsync(ct);
        var kinds = await Kinds(db, mine.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Skip(skip).Take(take), ct);
        return found.ConvertAll(d => new DecisionLine(d.Id, d.CreatedAt, d.Verdict, What([.. kinds[d.Id]]), d.Count, d.MadeByName, vault.Open(Purposes.Proposal, d.ReasonSealed), d.UndoneByName));
    }

    private static async Task<ILookup<Guid, string>> Kinds(CountyDb db, IQueryable<FindingDecision> decisions, CancellationToken ct)
    {
        var ids = decisions.Select(d => d.Id);
        var kinds = await (from x in db.Set<DecidedFinding>().AsNoTracking()
                           where ids.Contains(x.DecisionId)
                           join f in db.Set<Finding>() on x.FindingId equals f.Id
                           select new { x.DecisionId, f.Code }).Distinct().ToListAsync(ct);
        return kinds.ToLookup(k => k.DecisionId, k => k.Code);
    }

    private string What(IReadOnlyList<string> codes) => codes.Count == 1 ? labels.Label(Labels.Finding, codes[0])! : L["{0} 种差异", codes.Count];
}
