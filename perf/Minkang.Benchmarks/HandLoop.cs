using Minkang.Domain.Policies.Bulk;

namespace Minkang.Benchmarks;

/// <summary>The four layers of the bench as somebody would write them who knows only this policy. Overflow is not checked, as in the compiled loop.</summary>
internal sealed class HandLoop(BulkBills bills)
{
    private const int Slots = 4;
    private const ulong PoorBit = 1;

    private readonly long[] _deductible = [10_000, 35_000, 150_000, 200_000];
    private readonly long[] _rate = [9000, 8500, 7000, 6500];
    private readonly long[] _accumulators = new long[bills.Rows.Person * Slots];

    public long[][] Paid { get; } = [.. Enumerable.Range(0, 4).Select(_ => new long[bills.Count])];
    public long[] Self { get; } = new long[bills.Count];
    public long[][] Trace { get; } = [.. Enumerable.Range(0, 16).Select(_ => new long[bills.Count])];

    public void Clear() => Array.Clear(_accumulators);

    public void Settle(int from, int until, bool trace)
    {
        if (trace) Traced(from, until);
        else Plain(from, until);
    }

    private void Plain(int from, int until)
    {
        unchecked
        {
            var (inScopes, outside, levels, facts, persons) = (bills.InScope, bills.OutOfCatalogue, bills.Level, bills.Facts, bills.Person);
            var (basics, criticals, assistances, floors, selves, accumulators) = (Paid[0], Paid[1], Paid[2], Paid[3], Self, _accumulators);
            for (var i = from; i < until; i++)
            {
                var inScope = inScopes[i];
                var level = levels[i] - 1;
                var at = persons[i] * Slots;
                var covered = inScope - Math.Min(inScope, _deductible[level]);
                var basic = Math.Min((covered * _rate[level] + 5000) / 10_000, Math.Max(0, 10_000_000 - accumulators[at]));
                var left = inScope - basic;
                var deducted = Math.Min(left, 500_000 - accumulators[at + 1]);
                var start = accumulators[at + 2];
                var end = start + left - deducted;
                var critical = (Math.Max(0, Math.Min(end, 5_000_000) - start) * 6000 + Math.Max(0, Math.Min(end, 10_000_000) - Math.Max(start, 5_000_000)) * 6500
                    + Math.Max(0, end - Math.Max(start, 10_000_000)) * 7000 + 5000) / 10_000;
                left -= critical;
                long assistance = 0, floor = 0;
                if ((facts[i] & PoorBit) != 0)
                {
                    assistance = Math.Min((left * 7000 + 5000) / 10_000, Math.Max(0, 2_000_000 - accumulators[at + 3]));
                    left -= assistance;
                    floor = Math.Min(left, Math.Max(0, (inScope * 9000 + 5000) / 10_000 - basic - critical - assistance));
                    left -= floor;
                }
                accumulators[at] += basic;
                accumulators[at + 1] += deducted;
                accumulators[at + 2] = end;
                accumulators[at + 3] += assistance;
                (basics[i], criticals[i], assistances[i], floors[i], selves[i]) = (basic, critical, assistance, floor, left + outside[i]);
            }
        }
    }

    private void Traced(int from, int until)
    {
        unchecked
        {
            var (inScopes, outside, levels, facts, persons, t) = (bills.InScope, bills.OutOfCatalogue, bills.Level, bills.Facts, bills.Person, Trace);
            var (basics, criticals, assistances, floors, selves, accumulators) = (Paid[0], Paid[1], Paid[2], Paid[3], Self, _accumulators);
            var (t0, t1, t2, t3, t4, t5, t6, t7) = (t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7]);
            var (t8, t9, t10, t11, t12, t13, t14, t15) = (t[8], t[9], t[10], t[11], t[12], t[13], t[14], t[15]);
            for (var i = from; i < until; i++)
            {
                var inScope = inScopes[i];
                var level = levels[i] - 1;
                var at = persons[i] * Slots;
                var first = Math.Min(inScope, _deductible[level]);
                var covered = inScope - first;
                var basic = Math.Min((covered * _rate[level] + 5000) / 10_000, Math.Max(0, 10_000_000 - accumulators[at]));
                (t0[i], t1[i], t2[i], t3[i]) = (inScope, first, covered, basic);
                var left = inScope - basic;
                var deducted = Math.Min(left, 500_000 - accumulators[at + 1]);
                var start = accumulators[at + 2];
                var end = start + left - deducted;
                var critical = (Math.Max(0, Math.Min(end, 5_000_000) - start) * 6000 + Math.Max(0, Math.Min(end, 10_000_000) - Math.Max(start, 5_000_000)) * 6500
                    + Math.Max(0, end - Math.Max(start, 10_000_000)) * 7000 + 5000) / 10_000;
                (t4[i], t5[i], t6[i], t7[i]) = (left, deducted, left - deducted, critical);
                left -= critical;
                long assistance = 0, floor = 0, third = 0, fourth = 0;
                if ((facts[i] & PoorBit) != 0)
                {
                    third = left;
                    assistance = Math.Min((left * 7000 + 5000) / 10_000, Math.Max(0, 2_000_000 - accumulators[at + 3]));
                    fourth = left -= assistance;
                    floor = Math.Min(left, Math.Max(0, (inScope * 9000 + 5000) / 10_000 - basic - critical - assistance));
                    left -= floor;
                }
                (t8[i], t9[i], t10[i], t11[i]) = (third, 0, third, assistance);
                (t12[i], t13[i], t14[i], t15[i]) = (fourth, 0, fourth, floor);
                accumulators[at] += basic;
                accumulators[at + 1] += deducted;
                accumulators[at + 2] = end;
                accumulators[at + 3] += assistance;
                (basics[i], criticals[i], assistances[i], floors[i], selves[i]) = (basic, critical, assistance, floor, left + outside[i]);
            }
        }
    }
}
