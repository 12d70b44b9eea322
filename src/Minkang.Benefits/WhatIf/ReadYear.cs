using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Bills;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.WhatIf;

/// <summary>A year of bills for replaying, and how many rows were left aside since they cannot be read or belong to another year.</summary>
internal sealed record YearOfBills(IReadOnlyList<SourceBill> Bills, IReadOnlyList<(int Line, string BillId, string Reason)> Refused, int OtherYears);

/// <summary>Takes the bills of a year out of a file with the columns of docs/settle-format.md, or out of the store (读入测算单据).</summary>
internal sealed class ReadYear(Vault vault)
{
    /// <summary>The bills that were closed in the year, by discharge. Refuses with <c>lists.*</c> or <c>benefits.bills.*</c> a file that is none of bills.</summary>
    public static Outcome<YearOfBills> FromFile(PackVocabulary words, Stream content, string name, int year)
    {
        var read = new ReadBills(words).Read(content, name);
        if (!read.Ok) return read.Problems.ToArray();
        var (bills, refused, others) = (new List<SourceBill>(), new List<(int, string, string)>(), 0);
        foreach (var row in read.Value.Rows)
        {
            var refusal = row.Refusal ?? (row.Opening.Count > 0 ? "测算从零累计，不能带此前累计。" : row.Bill!.Unsound()?.Message ?? (row.Bill.Discharge is null ? "没有出院日期，不知道属于哪一年。" : null));
            if (refusal is not null) refused.Add((row.Line, row.BillId, refusal));
            else if (row.Bill!.Discharge!.Value.Year != year) others++;
            else bills.Add(new(row.Bill, row.Bill.Person, row.Bill.Household, row.Area));
        }
        return new YearOfBills(bills, refused, others);
    }

    /// <summary>The settled bills of the store that hold: no reversal, nothing taken back, no stage that a final bill has taken in. Persons and households are the register's.</summary>
    public async Task<YearOfBills> FromStore(CountyDb db, int year, CancellationToken ct)
    {
        var bills = new List<SourceBill>();
        await foreach (var entry in Settled(db, year).Select(s => new { s.Number, s.BillSealed, s.VillageCode }).AsAsyncEnumerable().WithCancellation(ct))
        {
            var bill = BillJson.Read(vault.Open(Purposes.Diagnosis, entry.BillSealed)!) with { Id = entry.Number };
            bills.Add(new(bill, bill.Person, bill.Household, entry.VillageCode.Length >= 9 ? entry.VillageCode[..9] : ""));
        }
        return new YearOfBills(bills, [], 0);
    }

    /// <summary>How many bills <see cref="FromStore"/> would read.</summary>
    public static Task<int> CountStored(CountyDb db, int year, CancellationToken ct) => Settled(db, year).CountAsync(ct);

    private static IQueryable<StoredSettlement> Settled(CountyDb db, int year)
    {
        var (from, until) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        return db.Set<StoredSettlement>().AsNoTracking().Where(s => s.DischargedOn >= from && s.DischargedOn < until && s.Kind != EntryKind.Reversal && s.ReversedBy == null && s.NettedBy == null);
    }
}
