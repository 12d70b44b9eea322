namespace Minkang.Registry.Compare;

/// <summary>People whom the police report dead and other lists treat as living (死亡核对).</summary>
internal static class DeathRules
{
    public static IEnumerable<Discrepancy> Listed(LinkedRows all, CompareRule rule) => Each(all, rule, "name", (r, _) => r.Kind == ListKind.Register);

    public static IEnumerable<Discrepancy> Enrolled(LinkedRows all, CompareRule rule) => Each(all, rule, "insurance-state", (r, _) => r.Kind == ListKind.Enrolment && r.Code("insurance-state") == "insured");

    public static IEnumerable<Discrepancy> Allowance(LinkedRows all, CompareRule rule) => Each(all, rule, "name", (r, _) => r.Kind is ListKind.Subsistence or ListKind.ExtremePoor);

    public static IEnumerable<Discrepancy> Disabled(LinkedRows all, CompareRule rule) => Each(all, rule, "certificate-state", (r, _) => r.Kind == ListKind.Disabled && r.Code("certificate-state") is "valid" or null);

    /// <summary>Care that began or went on after the death; a bill that comes later is none.</summary>
    public static IEnumerable<Discrepancy> Settled(LinkedRows all, CompareRule rule) =>
        Each(all, rule, "admitted-on", (r, died) => r.Kind == ListKind.Slips && !StayRules.IsTakenBack(r) && (r.Date("admitted-on")?.First > died.AddDays(rule.Parameters.Days) || r.Date("discharged-on")?.First > died.AddDays(rule.Parameters.Days)));

    private static IEnumerable<Discrepancy> Each(LinkedRows all, CompareRule rule, string field, Func<ComparedRow, DateOnly, bool> counts)
    {
        foreach (var person in all.Persons)
        {
            if (DeathOf(person) is not { } death || death.Date("changed-on") is not { } on) continue;
            foreach (var row in person.Rows.Where(r => r != death && counts(r, on.Last)))
                yield return new(rule, row, death, field, row.List.Has(field) ? row.Text(field) : row.Name.Name, on.ToString());
        }
    }

    public static ComparedRow? DeathOf(ComparedPerson person) => person.Of(ListKind.Changes).FirstOrDefault(r => r.Code("change") == "death");
}
