using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Compare;

namespace Minkang.Registry.Comparisons;

/// <summary>The two result tables of a run as the store holds them (留存的结果表), written as the command line writes them.</summary>
internal sealed class StoredTables
{
    private readonly Dictionary<int, RunList> _lists;
    private readonly List<StoredRow> _rows;
    private readonly List<Finding> _findings;
    private readonly Vault _vault;

    private sealed record StoredRow(int ListNo, int RowNo, int PersonKey, RowDecision Decision, double Score);

    private StoredTables(Dictionary<int, RunList> lists, List<StoredRow> rows, List<Finding> findings, Vault vault) => (_lists, _rows, _findings, _vault) = (lists, rows, findings, vault);

    public static async Task<StoredTables> Load(CountyDb db, Guid runId, Vault vault, CancellationToken ct) => new(
        await db.Set<RunList>().AsNoTracking().Where(l => l.RunId == runId).ToDictionaryAsync(l => l.ListNo, ct),
        await db.Set<RunRow>().AsNoTracking().Where(r => r.RunId == runId).OrderBy(r => r.ListNo).ThenBy(r => r.RowNo).Select(r => new StoredRow(r.ListNo, r.RowNo, r.PersonKey, r.Decision, r.Score)).ToListAsync(ct),
        await db.Set<Finding>().AsNoTracking().Where(f => f.RunId == runId).OrderBy(f => f.Place).ToListAsync(ct), vault);

    public void Matches(TextWriter writer) => WriteComparison.Matches(_rows.Select(r => (Place(r.ListNo, r.RowNo), r.PersonKey, r.Decision, r.Score)), writer);

    public void Discrepancies(TextWriter writer) => WriteComparison.Discrepancies(_findings.Select(f =>
        (f.Code, Place(f.ListNo, f.RowNo), f is { OtherListNo: { } list, OtherRowNo: { } row } ? Place(list, row) : WriteComparison.NoPlace, f.Field, Open(f.ValueSealed), Open(f.OtherValueSealed))), writer);

    private string[] Place(int list, int row) => [_lists[list].FileName, _lists[list].Sheet, row.ToString(CultureInfo.InvariantCulture)];

    private string Open(string? value) => _vault.Open(Purposes.ListEntry, value) ?? "";
}
