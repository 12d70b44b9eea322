namespace Minkang.Registry.Compare;

/// <summary>Hospital stays of one person that overlap (住院重叠核对).</summary>
internal static class StayRules
{
    /// <summary>Stays may share as many days as the rule allows, for a transfer. What was taken back, and its reversal, are no stays.</summary>
    public static IEnumerable<Discrepancy> Overlap(LinkedRows all, CompareRule rule)
    {
        foreach (var person in all.Persons)
        {
            var stays = Stays(person).OrderBy(s => s.From).ThenBy(s => s.Until).ThenBy(s => s.Row.Number).ToList();
            for (var i = 0; i < stays.Count; i++)
                for (var j = i + 1; j < stays.Count && stays[j].From <= stays[i].Until; j++)
                    if (Shared(stays[i], stays[j]) > rule.Parameters.Days || stays[j].Until < stays[i].Until)
                        yield return new(rule, stays[i].Row, stays[j].Row, "admitted-on", $"{Show.Day(stays[i].From)}/{Show.Day(stays[i].Until)}", $"{Show.Day(stays[j].From)}/{Show.Day(stays[j].Until)}");
        }
    }

    private static int Shared((DateOnly From, DateOnly Until, ComparedRow) first, (DateOnly From, DateOnly Until, ComparedRow) second) =>
        (first.Until < second.Until ? first.Until : second.Until).DayNumber - second.From.DayNumber + 1;

    private static IEnumerable<(DateOnly From, DateOnly Until, ComparedRow Row)> Stays(ComparedPerson person) =>
        from row in person.Of(ListKind.Slips).DistinctBy(r => r.Text("slip-number"))
        where row.Code("kind") is "inpatient" or "delivery" && !IsTakenBack(row)
        let first = row.Date("admitted-on")?.Day
        let last = row.Date("discharged-on")?.Day
        where first is not null && last is not null && first <= last
        select (first.Value, last.Value, row);

    /// <summary>A reversal, or a slip that another slip of the person takes back.</summary>
    public static bool IsTakenBack(ComparedRow slip) =>
        slip.Text("remark").Contains("冲销", StringComparison.Ordinal) || slip.Amount("total") is { Fen: < 0 }
        || (slip.Text("slip-number") is { Length: > 0 } number && slip.Person.Of(ListKind.Slips).Any(o => o.Text("remark") is var remark && remark.Contains("冲销", StringComparison.Ordinal) && remark.Contains(number, StringComparison.Ordinal)));
}
