namespace Minkang.Benefits.Checks;

/// <summary>Puts every rule to one person's file (逐人核查). Pure: the same file gives the same findings.</summary>
internal static class CheckPerson
{
    public static IEnumerable<Finding> By(IEnumerable<CheckRule> rules, PersonFile file) => rules.SelectMany(rule => rule.Kind switch
    {
        CheckKind.Overlap => StayChecks.Overlaps(rule, file),
        CheckKind.Readmission => StayChecks.Readmissions(rule, file),
        CheckKind.Loose => StayChecks.Loose(rule, file),
        CheckKind.Death => StayChecks.AfterDeath(rule, file),
        CheckKind.Departure => StayChecks.AfterDeparture(rule, file),
        CheckKind.Invoice => BillChecks.Invoices(rule, file),
        CheckKind.Sums => BillChecks.Sums(rule, file),
        CheckKind.Deposit => BillChecks.Deposits(rule, file),
        CheckKind.Consent => BillChecks.Unsigned(rule, file),
        _ => throw new InvalidOperationException($"No check of kind {rule.Kind}."),
    });
}
