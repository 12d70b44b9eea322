using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Persons;

/// <summary>One look at, or change of, a person (查看与变更记录). Changes name the fields, never the values.</summary>
internal sealed record LookLine(DateTimeOffset At, string Who, string Action, string? Purpose, IReadOnlyList<string> Fields);

/// <summary>Reads the audit trail of one person, newest first.</summary>
internal sealed class WhoLooked(Vault vault)
{
    public async Task<(Paging Paging, IReadOnlyList<LookLine> Lines)> Handle(CountyDb db, Guid personId, int? page, int? size, CancellationToken ct)
    {
        var records = (await db.MergedInto(personId, ct)).Append(personId).ToList();
        var entries = db.Set<AuditEntry>().AsNoTracking().Where(e => e.SubjectId != null && records.Contains(e.SubjectId.Value));
        var paging = new Paging(page, size, await entries.CountAsync(ct));
        var shown = await entries.OrderByDescending(e => e.Seq).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return (paging, shown.ConvertAll(e => new LookLine(e.At, e.ActorName, e.Action, e.Purpose, Fields(vault.Open(Purposes.Audit, e.DetailSealed)))));
    }

    private static IReadOnlyList<string> Fields(string? detail)
    {
        if (string.IsNullOrEmpty(detail)) return [];
        using var json = JsonDocument.Parse(detail);
        return json.RootElement.ValueKind == JsonValueKind.Object ? [.. json.RootElement.EnumerateObject().Select(p => p.Name)] : [];
    }
}
