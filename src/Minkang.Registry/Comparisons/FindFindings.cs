using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Comparisons;

/// <summary>One line of a list of discrepancies; names are as the reader may see them, numbers are masked.</summary>
/// <param name="Field">What the statements are about, as the list heads it.</param>
/// <param name="Carried">True when an earlier run settled it.</param>
internal sealed record FindingLine(Finding Finding, string Name, string? IdMasked, RunList List, RunList? OtherList, string Field, string Value, string OtherValue, bool Carried);

internal sealed record FindingPageOf(IReadOnlyList<FindingLine> Lines, Paging Paging);

/// <summary>Finds discrepancies of a run (差异清单), in the order of the result.</summary>
internal sealed class FindFindings(Vault vault, RunSheets sheets, DiagnosisSight diagnoses)
{
    public async Task<FindingPageOf> Handle(CountyDb db, Actor actor, CompareRun run, IReadOnlyList<RunList> lists, FindingFilter filter, int? page, int? size, CancellationToken ct)
    {
        var wanted = filter.Of(db, db.Set<Finding>().AsNoTracking().Where(f => f.RunId == run.Id));
        var paging = new Paging(page, size, await wanted.LongCountAsync(ct));
        var found = await wanted.OrderBy(f => f.Place).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return new FindingPageOf(await Lines(db, actor, run, lists, found, ct), paging);
    }

    /// <summary>All that the filter meets, for the workbook.</summary>
    public async Task<List<FindingLine>> All(CountyDb db, Actor actor, CompareRun run, IReadOnlyList<RunList> lists, FindingFilter filter, CancellationToken ct)
    {
        const int Portion = 500; // so many rows are asked for by number at once
        var found = await filter.Of(db, db.Set<Finding>().AsNoTracking().Where(f => f.RunId == run.Id)).OrderBy(f => f.Place).ToListAsync(ct);
        var lines = new List<FindingLine>(found.Count);
        foreach (var portion in found.Chunk(Portion)) lines.AddRange(await Lines(db, actor, run, lists, [.. portion], ct));
        return lines;
    }

    private async Task<List<FindingLine>> Lines(CountyDb db, Actor actor, CompareRun run, IReadOnlyList<RunList> lists, List<Finding> found, CancellationToken ct)
    {
        var seen = Disclosure.For(actor);
        var (numbers, rows) = (found.Select(f => f.ListNo).Distinct().ToList(), found.Select(f => f.RowNo).Distinct().ToList());
        var contents = (await db.Set<RunRow>().AsNoTracking().Where(r => r.RunId == run.Id && numbers.Contains(r.ListNo) && rows.Contains(r.RowNo)).Select(r => new { r.ListNo, r.RowNo, r.ContentSealed }).ToListAsync(ct))
            .ToDictionary(r => (r.ListNo, r.RowNo), r => r.ContentSealed);
        return found.ConvertAll(f =>
        {
            var list = lists[f.ListNo];
            var content = RowContent.Open(contents[(f.ListNo, f.RowNo)], vault);
            string Shown(string? value) => vault.Open(Purposes.ListEntry, value) is not { Length: > 0 } text ? "" : sheets.IsName(list, f.Field) ? seen.NameOnList(text) : diagnoses.Value(actor, f, text);
            return new FindingLine(f, seen.NameOnList(content.GetValueOrDefault(sheets.NameField(list), "")), seen.IdOnList(content.GetValueOrDefault(sheets.IdField(list))), list, f.OtherListNo is { } other ? lists[other] : null,
                sheets.Label(list, f.Field), Shown(f.ValueSealed), Shown(f.OtherValueSealed), f.DecidedAt is { } at && at < run.StartedAt);
        });
    }
}
