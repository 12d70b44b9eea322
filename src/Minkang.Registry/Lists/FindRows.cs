using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Lists;

/// <summary>Which rows of an import are wanted.</summary>
internal sealed record RowFilter(RowOutcome? Outcome, RowMatch? Match, string? Sheet, bool DifferentOnly);

/// <summary>One row of the file with what became of it.</summary>
/// <param name="PersonName">Name of the matched person as the actor's role sees it; null when there is none in reach.</param>
internal sealed record RowLine(string Sheet, int RowNo, string Kind, RowOutcome Outcome, RowMatch Match, Guid? PersonId, string? PersonName, IReadOnlyList<RowNote> Notes, IReadOnlyList<Difference> Differences);

/// <param name="Sheets">Sheets of the file, by name.</param>
/// <param name="Matches">Data rows by their relation to the register.</param>
internal sealed record RowPageOf(IReadOnlyList<RowLine> Lines, Paging Paging, IReadOnlyList<string> Sheets, IReadOnlyDictionary<RowMatch, long> Matches);

/// <summary>Rows of an import (逐行结果): of the run, or of the trial while there is no run yet.</summary>
internal sealed class FindRows(Vault vault)
{
    public Task<RowPageOf> Handle(CountyDb db, Actor actor, ListImport import, RowFilter filter, int? page, int? size, CancellationToken ct) =>
        HasRun(import) ? Find(db, db.Set<ImportRow>(), actor, import, filter, page, size, ct) : Find(db, db.Set<TrialRow>(), actor, import, filter, page, size, ct);

    public static bool HasRun(ListImport import) => import.State is ImportState.Running or ImportState.Done or ImportState.Cancelled or ImportState.Failed or ImportState.Undone;

    private async Task<RowPageOf> Find<T>(CountyDb db, IQueryable<T> rows, Actor actor, ListImport import, RowFilter filter, int? page, int? size, CancellationToken ct) where T : ResultRow
    {
        var mine = rows.AsNoTracking().Where(r => r.ImportId == import.Id);
        var sheets = await mine.Select(r => new { r.SheetNo, r.Sheet }).Distinct().OrderBy(s => s.SheetNo).Select(s => s.Sheet).ToListAsync(ct);
        var matches = await mine.Where(r => r.Kind == "data").GroupBy(r => r.Match).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        if (filter.Outcome is { } outcome) mine = mine.Where(r => r.Outcome == outcome);
        if (filter.Match is { } match) mine = mine.Where(r => r.Match == match && r.Kind == "data");
        if (filter.Sheet is { } sheet) mine = mine.Where(r => r.Sheet == sheet);
        if (filter.DifferentOnly) mine = mine.Where(r => db.Set<TrialRow>().Any(t => t.ImportId == r.ImportId && t.SheetNo == r.SheetNo && t.RowNo == r.RowNo && t.DifferenceSealed != null));
        var paging = new Paging(page, size, await mine.LongCountAsync(ct));
        var found = await mine.OrderBy(r => r.SheetNo).ThenBy(r => r.RowNo).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var names = await Names(db, actor, [.. found.Select(r => r.PersonId).OfType<Guid>().Distinct()], ct);
        var differences = await DifferencesOf(db, import.Id, found, ct);
        return new RowPageOf([.. found.Select(r => new RowLine(r.Sheet, r.RowNo, r.Kind, r.Outcome, r.Match, r.PersonId, r.PersonId is { } id ? names.GetValueOrDefault(id) : null,
            RowNotes.FromJson(r.Notes), differences.GetValueOrDefault((r.SheetNo, r.RowNo), [])))], paging, sheets, matches);
    }

    private static async Task<Dictionary<Guid, string>> Names(CountyDb db, Actor actor, List<Guid> persons, CancellationToken ct)
    {
        var seen = Disclosure.For(actor);
        return await db.Persons(actor, "registry.list").Where(p => persons.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => seen.NameOnList(p.Name), ct);
    }

    private async Task<Dictionary<(int, int), List<Difference>>> DifferencesOf<T>(CountyDb db, Guid importId, List<T> rows, CancellationToken ct) where T : ResultRow
    {
        var numbers = rows.Where(r => r.Outcome == RowOutcome.Changed).Select(r => r.RowNo).ToList();
        if (numbers.Count == 0) return [];
        var found = await db.Set<TrialRow>().AsNoTracking().Where(t => t.ImportId == importId && numbers.Contains(t.RowNo) && t.DifferenceSealed != null)
            .Select(t => new { t.SheetNo, t.RowNo, t.DifferenceSealed }).ToListAsync(ct);
        return found.ToDictionary(t => (t.SheetNo, t.RowNo), t => JsonSerializer.Deserialize<List<Difference>>(vault.Open(Purposes.ListEntry, t.DifferenceSealed)!) ?? []);
    }
}
