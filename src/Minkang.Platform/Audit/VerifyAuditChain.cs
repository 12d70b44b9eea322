using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;

namespace Minkang.Platform.Audit;

/// <summary>What a check of a chain found. <paramref name="FirstBroken"/> is the position of the first entry that does not fit, or null; <paramref name="Entries"/> are whole before it.</summary>
public sealed record AuditVerification(string Store, long Entries, long? FirstBroken, string? Why)
{
    public bool Whole => FirstBroken is null;
}

/// <summary>Walks an audit chain from the first entry and says where it breaks (审计链校验).</summary>
public sealed class VerifyAuditChain(CountyStores counties, PlatformStore platform)
{
    /// <summary>Checks a county's chain.</summary>
    public async Task<AuditVerification> Handle(string countyCode, CancellationToken ct)
    {
        await using var db = counties.Open(countyCode);
        return await Walk(db, $"县库 {countyCode}", ct);
    }

    /// <summary>Checks the platform's chain: accounts, sign-ins, areas.</summary>
    public async Task<AuditVerification> HandlePlatform(CancellationToken ct)
    {
        await using var db = platform.Open();
        return await Walk(db, "平台库", ct);
    }

    private static async Task<AuditVerification> Walk(StoreDb db, string store, CancellationToken ct)
    {
        long expected = 1;
        var previous = "";
        await foreach (var entry in db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Seq).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (entry.Seq != expected) return new(store, expected - 1, expected, $"缺第 {expected} 条");
            if (entry.PreviousHash != previous) return new(store, expected - 1, entry.Seq, "与上一条不相接");
            if (AuditTrail.HashOf(entry) != entry.Hash) return new(store, expected - 1, entry.Seq, "内容被改动");
            previous = entry.Hash;
            expected++;
        }
        var head = await db.Set<AuditHead>().AsNoTracking().SingleAsync(ct);
        return head.LastSeq == expected - 1 && head.LastHash == previous
            ? new(store, expected - 1, null, null)
            : new(store, expected - 1, expected, $"链尾记的是第 {head.LastSeq} 条，后面的条目不见了");
    }
}
