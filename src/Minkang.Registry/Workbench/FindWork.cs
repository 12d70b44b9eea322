using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Compare;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Workbench;

/// <summary>One line of the workbench's list (待办差异). State and decision follow what is decided.</summary>
internal sealed class WorkLine
{
    public Guid Id { get; init; }
    public int Place { get; init; }
    public string Code { get; init; } = "";
    public string Owner { get; init; } = "";
    public int ListNo { get; init; }
    public int RowNo { get; init; }
    public int? OtherListNo { get; init; }
    public string VillageCode { get; init; } = "";
    public RuleGravity Gravity { get; init; }
    public bool IsNew { get; init; }
    public Guid? PersonId { get; init; }
    public FindingState State { get; set; }
    public Guid? DecisionId { get; set; }
    /// <summary>As the role sees it; null until the line is in sight.</summary>
    public string? Name { get; set; }

    public SeenFinding Seen => new(Id, State, DecisionId);

    public bool Fits(FindingFilter filter) =>
        (filter.Code is null || filter.Code == Code) && (filter.Owner is null || filter.Owner == Owner) && (filter.ListNo is null || filter.ListNo == ListNo || filter.ListNo == OtherListNo)
        && (filter.State is null || filter.State == State) && (!filter.Unsettled || CompareWords.IsOpen(State)) && (filter.Gravity is null || filter.Gravity == Gravity) && (filter.New is null || filter.New == IsNew)
        && (filter.Area == FindingFilter.NoArea ? VillageCode.Length == 0 : filter.Area is null || VillageCode.StartsWith(filter.Area, StringComparison.Ordinal));
}

/// <summary>Reads the discrepancies of a run for the workbench: all at once without their contents, names for those in sight.</summary>
internal sealed class FindWork(Vault vault)
{
    public static Task<List<WorkLine>> Lines(CountyDb db, Actor actor, CompareRun run, CancellationToken ct) =>
        db.FindingsFor(actor, run).AsNoTracking().OrderBy(f => f.Place).Select(f => new WorkLine
        {
            Id = f.Id, Place = f.Place, Code = f.Code, Owner = f.Owner, ListNo = f.ListNo, RowNo = f.RowNo, OtherListNo = f.OtherListNo, VillageCode = f.VillageCode, Gravity = f.Gravity, IsNew = f.IsNew, PersonId = f.PersonId, State = f.State, DecisionId = f.DecisionId,
        }).ToListAsync(ct);

    /// <summary>Brings states and decisions of the lines up to date, after others or a bulk changed many.</summary>
    public static async Task Refresh(CountyDb db, Actor actor, CompareRun run, IReadOnlyCollection<WorkLine> lines, CancellationToken ct)
    {
        var now = await db.FindingsFor(actor, run).AsNoTracking().Select(f => new { f.Id, f.State, f.DecisionId }).ToDictionaryAsync(f => f.Id, ct);
        foreach (var line in lines)
            if (now.TryGetValue(line.Id, out var stands)) (line.State, line.DecisionId) = (stands.State, stands.DecisionId);
    }

    public async Task Names(CountyDb db, Actor actor, Guid run, IEnumerable<WorkLine> lines, CancellationToken ct)
    {
        var seen = Disclosure.For(actor);
        foreach (var list in lines.Where(l => l.Name is null).GroupBy(l => l.ListNo))
        {
            var numbers = list.Select(l => l.RowNo).Distinct().ToList();
            var rows = await db.Set<RunRow>().AsNoTracking().Where(r => r.RunId == run && r.ListNo == list.Key && numbers.Contains(r.RowNo)).ToDictionaryAsync(r => r.RowNo, ct);
            foreach (var line in list) line.Name = rows.TryGetValue(line.RowNo, out var row) && RowCells.Open(row, vault).Name is { } name ? seen.NameOnList(name) : "";
        }
    }
}
