using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;

namespace Minkang.Platform.Audit;

/// <summary>What a check of the chain found. <paramref name="FirstBroken"/> is the position of the first entry that does not fit, or null.</summary>
public sealed record AuditVerification(string CountyCode, long Entries, long? FirstBroken, string? Why)
{
    public bool Whole => FirstBroken is null;
}

/// <summary>Walks a county's audit chain from the first entry and says where it breaks (审计链校验).</summary>
public sealed class VerifyAuditChain(CountyStores stores)
{
    public async Task<AuditVerification> Handle(string countyCode, CancellationToken ct)
    {
        await using var db = stores.Open(countyCode);
        long expected = 1;
        var previous = "";
        await foreach (var entry in db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Seq).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (entry.Seq != expected) return new(countyCode, expected - 1, expected, $"缺第 {expected} 条");
            if (entry.PreviousHash != previous) return new(countyCode, expected - 1, entry.Seq, "与上一条不相接");
            if (AuditTrail.HashOf(entry) != entry.Hash) return new(countyCode, expected - 1, entry.Seq, "内容被改动");
            previous = entry.Hash;
            expected++;
        }
        var head = await db.Set<AuditHead>().AsNoTracking().SingleAsync(ct);
        return head.LastSeq == expected - 1 && head.LastHash == previous
            ? new(countyCode, expected - 1, null, null)
            : new(countyCode, expected - 1, expected, $"链尾记的是第 {head.LastSeq} 条，后面的条目不见了");
    }
}
