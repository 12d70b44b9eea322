using Minkang.Domain.Values;

namespace Minkang.Registry.Compare;

/// <summary>Amounts that do not add up, and costs that two offices state differently (金额核对).</summary>
internal static class AmountRules
{
    private static readonly string[] Paid = ["basic-paid", "critical-paid", "assistance-paid", "other-paid", "self-paid"];
    private static readonly string[] Charged = ["out-of-catalogue", "over-limit", "self-first", "in-scope"];
    private static readonly string[] Settled = ["basic-paid", "critical-paid", "assistance-paid", "supplementary-paid", "hospital-waived", "self-paid"];

    public static IEnumerable<Discrepancy> Unbalanced(LinkedRows all, CompareRule rule) =>
        all.Of(ListKind.Costs).Select(r => Off(r, "total-cost", rule, Paid))
            .Concat(all.Of(ListKind.Slips).Select(r => Off(r, "total", rule, Charged) ?? Off(r, "total", rule, Settled)))
            .OfType<Discrepancy>();

    private static Discrepancy? Off(ComparedRow row, string total, CompareRule rule, string[] parts)
    {
        if (row.Amount(total) is not { } stated || !parts.All(row.List.Has)) return null;
        var sum = Money.Zero;
        foreach (var part in parts)
        {
            if (row.Amount(part) is not { } amount) return null;
            sum += amount;
        }
        return Math.Abs((stated - sum).Yuan) > rule.Parameters.Yuan ? new(rule, row, null, total, Show.Yuan(stated), Show.Yuan(sum)) : null;
    }

    /// <summary>The survey's total of a person against the net of the year's slips; a slip entered twice counts once.</summary>
    public static IEnumerable<Discrepancy> Cost(LinkedRows all, CompareRule rule)
    {
        foreach (var (row, stated, slips) in Surveyed(all))
        {
            if (slips.Count == 0) continue;
            var net = slips.Aggregate(Money.Zero, (sum, slip) => sum + (slip.Amount("total") ?? Money.Zero));
            var apart = Math.Abs((stated - net).Yuan);
            if (apart > rule.Parameters.Yuan && apart > Math.Abs(net.Yuan) * rule.Parameters.Percent / 100)
                yield return new(rule, row, slips[0], "total-cost", Show.Yuan(stated), Show.Yuan(net));
        }
    }

    /// <summary>The survey has costs of a person and no slip is the person's: treated elsewhere, not settled, or wrongly surveyed. No slip is not a net of zero.</summary>
    public static IEnumerable<Discrepancy> CostWithoutSlip(LinkedRows all, CompareRule rule) =>
        from surveyed in Surveyed(all)
        where surveyed.Slips.Count == 0 && surveyed.Stated.Yuan > rule.Parameters.Yuan
        select new Discrepancy(rule, surveyed.Row, null, "total-cost", Show.Yuan(surveyed.Stated), "");

    private static IEnumerable<(ComparedRow Row, Money Stated, List<ComparedRow> Slips)> Surveyed(LinkedRows all) =>
        from row in all.Has(ListKind.Slips) ? all.Of(ListKind.Costs) : []
        where ReferenceEquals(row, row.Person.First(ListKind.Costs))
        let stated = row.Amount("total-cost")
        where stated is not null
        select (row, stated.Value, row.Person.Of(ListKind.Slips).DistinctBy(s => (s.Text("slip-number"), s.Amount("total"))).ToList());
}
