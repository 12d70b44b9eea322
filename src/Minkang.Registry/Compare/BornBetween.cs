namespace Minkang.Registry.Compare;

/// <summary>The days between which a row puts its person's birth (写明的出生时段), both inclusive.</summary>
internal readonly record struct BornBetween(DateOnly From, DateOnly To)
{
    private const int SlackDays = 3, EarliestYear = 200;

    /// <summary>By a stated date, else by an age: on a slip the age is that of the day of admission, elsewhere of the year of the list. Null when nothing is stated.</summary>
    public static BornBetween? StatedBy(ComparedRow row)
    {
        if (row.Birth is { } birth) return new(birth.First, birth.Last);
        if (row.Integer("age") is not { } age || age is < 0 or > 130) return null;
        if (row.Kind == ListKind.Slips)
            return row.Date("admitted-on") is { } stated && stated.First.Year > EarliestYear ? new(stated.First.AddYears(-age - 1).AddDays(1 - SlackDays), stated.Last.AddYears(-age).AddDays(SlackDays)) : null;
        return row.List.Day is { Year: > EarliestYear } day ? new(new DateOnly(day.Year - age - 1, 1, 1), new DateOnly(day.Year - age, 12, 31)) : null;
    }

    public bool IsDay => From == To;

    public bool Holds(DateOnly day) => day >= From && day <= To;

    public bool Meets(BornBetween other) => From <= other.To && other.From <= To;
}
