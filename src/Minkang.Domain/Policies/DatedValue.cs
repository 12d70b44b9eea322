using Minkang.Domain.Values;

namespace Minkang.Domain.Policies;

/// <summary>One period of a value. <paramref name="Value"/> is fen for amounts and ten-thousandths for rates; null where the source leaves it blank.</summary>
public sealed record DatedPeriod(Period Period, long? Value, string? Source);

/// <summary>
/// A number of a policy with the periods in which it holds (有期限的数值). <paramref name="Name"/> is how a refusal names it, for example
/// <c>values/critical-threshold</c>. Periods do not overlap and are in order of time.
/// </summary>
public sealed record DatedValue(string Name, IReadOnlyList<DatedPeriod> Periods)
{
    /// <summary>A value without an end on either side.</summary>
    public static DatedValue Always(string name, long? value, string? source = null) => new(name, [new(new(DateOnly.MinValue, null), value, source)]);

    /// <summary>The period a day lies in; null when there is none.</summary>
    public DatedPeriod? On(DateOnly day)
    {
        foreach (var period in Periods)
            if (period.Period.Contains(day)) return period;
        return null;
    }
}

/// <summary>One row of a table: the value that applies to bills of which the condition holds. <paramref name="Label"/> is Chinese and empty for the only row.</summary>
public sealed record TableRow(Condition When, DatedValue Value, string Label);

/// <summary>A value that depends on the bill (按级别、类别等分档的数值): the first row whose condition holds. Loading has refused gaps and rows that are never reached.</summary>
public sealed record ValueTable(string Name, IReadOnlyList<TableRow> Rows)
{
    /// <summary>A table with one row for every bill.</summary>
    public static ValueTable Of(DatedValue value) => new(value.Name, [new(Condition.Always, value, "")]);

    /// <summary>The row for a bill; null when no row applies.</summary>
    public TableRow? For(Bill bill)
    {
        foreach (var row in Rows)
            if (row.When.Holds(bill, null)) return row;
        return null;
    }
}
