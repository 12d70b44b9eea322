using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Bills;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;

namespace Minkang.Benefits.WhatIf;

/// <summary>A year of bills for replaying, and how many rows were left aside since they cannot be read or belong to another year.</summary>
internal sealed record YearOfBills(IReadOnlyList<SourceBill> Bills, IReadOnlyList<(int Line, string BillId, string Reason)> Refused, int OtherYears);

/// <summary>Takes the bills of a year out of a file with the columns of docs/settle-format.md (读入测算单据).</summary>
internal sealed class ReadYear(PackVocabulary words)
{
    /// <summary>The bills that were closed in the year, by discharge. Refuses with <c>lists.*</c> or <c>benefits.bills.*</c> a file that is none of bills.</summary>
    public Outcome<YearOfBills> FromFile(Stream content, string name, int year)
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
}
