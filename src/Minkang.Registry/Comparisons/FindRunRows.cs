using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Compare;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Comparisons;

/// <summary>Which rows of a run are wanted.</summary>
/// <param name="Person">Key of the rows held to be one person.</param>
/// <param name="Matched">Only rows whose person has another row (另有一行是同一人).</param>
internal sealed record RunRowFilter(int? ListNo, RowDecision? Decision, string? Area, int? Person, bool Matched = false)
{
    public static RunRowFilter Of(PageAddress address) =>
        new(Number(address["list"]), Choice.Of<RowDecision>(address["decision"]), address["area"], Number(address["person"]), address["matched"] == "yes");

    public IQueryable<RunRow> Apply(IQueryable<RunRow> rows)
    {
        if (ListNo is { } list) rows = rows.Where(r => r.ListNo == list);
        if (Decision is { } decision) rows = rows.Where(r => r.Decision == decision);
        if (Area is "none") rows = rows.Where(r => r.VillageCode == "");
        else if (Area is { } area) rows = rows.InArea(area, r => r.VillageCode);
        if (Matched) rows = rows.Where(r => r.PersonKey > 0);
        if (Person is { } person) rows = rows.Where(r => r.PersonKey == person);
        return rows;
    }

    private static int? Number(string? text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
}

/// <summary>One row of a run as the reader may see it.</summary>
internal sealed record RunRowLine(RunRow Row, RunList List, string Name, string? IdMasked);

internal sealed record RunRowPageOf(IReadOnlyList<RunRowLine> Lines, Paging Paging);

/// <summary>Finds rows of a run with what became of them (逐行结果).</summary>
internal sealed class FindRunRows(Vault vault, RunSheets sheets)
{
    public async Task<RunRowPageOf> Handle(CountyDb db, Actor actor, CompareRun run, IReadOnlyList<RunList> lists, RunRowFilter filter, int? page, int? size, CancellationToken ct)
    {
        var wanted = filter.Apply(db.Set<RunRow>().AsNoTracking().Where(r => r.RunId == run.Id));
        var paging = new Paging(page, size, await wanted.LongCountAsync(ct));
        var found = await wanted.OrderBy(r => r.ListNo).ThenBy(r => r.RowNo).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var seen = Disclosure.For(actor);
        return new RunRowPageOf(found.ConvertAll(r =>
        {
            var (list, content) = (lists[r.ListNo], RowContent.Open(r.ContentSealed, vault));
            return new RunRowLine(r, list, seen.NameOnList(content.GetValueOrDefault(sheets.NameField(list), "")), seen.IdOnList(content.GetValueOrDefault(sheets.IdField(list))));
        }), paging);
    }
}
