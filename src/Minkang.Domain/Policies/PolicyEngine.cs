using System.Globalization;
using Minkang.Domain.Values;

namespace Minkang.Domain.Policies;

/// <summary>Settles one bill by a pack, step by step with an explanation (一站式结算). Pure: the same bill and accumulators give the same settlement.</summary>
public static class PolicyEngine
{
    /// <summary>
    /// Settles a bill. <paramref name="before"/> are the accumulators in the order of <see cref="PolicyPack.Slots"/>, for the person's year, the year of
    /// the main disease and that of the household. Refuses with <c>benefits.bill.*</c> a bill that is not sound and with <c>benefits.pack.*</c> one that the
    /// pack has no value for.
    /// </summary>
    public static Outcome<Settlement> Settle(PolicyPack pack, Bill bill, IReadOnlyList<long> before)
    {
        if (before.Count != pack.Slots.Count) throw new ArgumentException("The accumulators are not those of the pack.", nameof(before));
        if (Refusal(pack, bill) is { } problem) return problem;
        return new BillWalk(pack, bill, bill.On(pack.ValidBy)!.Value, before).Settle();
    }

    /// <summary>Settles a bill without anything before it in the year.</summary>
    public static Outcome<Settlement> Settle(PolicyPack pack, Bill bill) => Settle(pack, bill, new long[pack.Slots.Count]);

    /// <summary>The year whose accumulators a bill needs; null when it lacks the date that decides.</summary>
    public static int? YearOf(PolicyPack pack, Bill bill) => bill.On(pack.Year.By) is { } day ? pack.Year.Of(day) : null;

    /// <summary>Why a bill cannot be settled whatever its amounts meet; null when it can be tried.</summary>
    public static Problem? Refusal(PolicyPack pack, Bill bill)
    {
        if (bill.Unsound() is { } unsound) return unsound;
        if (bill.On(pack.ValidBy) is not { } day) return NoDate(pack.ValidBy);
        if (bill.On(pack.Year.By) is null) return NoDate(pack.Year.By);
        if (!pack.Valid.Contains(day))
            return new("benefits.pack.not-in-force", "date", $"政策包“{pack.Id}”自 {Text(pack.Valid.From)} 起{(pack.Valid.Until is { } until ? $"到 {Text(until.AddDays(-1))} 止" : "")}有效，{Name(pack.ValidBy)} {Text(day)} 不在其内。请改用当时有效的政策包。");
        foreach (var slot in pack.Slots.All)
        {
            if (slot.Scope == SlotScope.Household && bill.Household.Length == 0) return new("benefits.bill.no-household", "household", "政策按户累计，这张单据没有写户编号，请补上。");
            if (slot.Scope != SlotScope.Person && bill.Person.Length == 0) return new("benefits.bill.no-person", "person", "政策按人累计，这张单据没有写人员，请补上。");
        }
        return null;
    }

    /// <summary>The share of the usual deposit that the patient pays on a day; null when the pack has no rule for the patient, which leaves the usual deposit.</summary>
    public static Outcome<Rate?> Deposit(PolicyPack pack, Bill bill, DateOnly day)
    {
        foreach (var rule in pack.Deposits)
        {
            if (!rule.When.Holds(bill, null)) continue;
            var values = new ValueLookup(pack, bill, day);
            var share = values.Of(rule.Share).Value;
            return values.Missing is { } missing ? missing : (Rate?)new Rate((int)share);
        }
        return (Rate?)null;
    }

    private static Problem NoDate(DateBasis basis) => new("benefits.bill.no-date", "date", $"这项政策按{Name(basis)}计算，单据上没有这个日期，请补上。");

    private static string Name(DateBasis basis) => basis switch { DateBasis.Admission => "入院日期", DateBasis.Settlement => "结算日期", _ => "出院日期" };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
