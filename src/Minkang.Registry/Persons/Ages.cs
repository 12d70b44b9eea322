namespace Minkang.Registry.Persons;

/// <summary>Ages in full years (周岁).</summary>
internal static class Ages
{
    /// <summary>Age on a day; null when the birth date is unknown or lies after the day.</summary>
    public static int? On(DateOnly? birthOn, DateOnly day)
    {
        if (birthOn is not { } birth || birth > day) return null;
        var years = day.Year - birth.Year;
        return birth.AddYears(years) > day ? years - 1 : years;
    }

    /// <summary>Ten years wide: 60–69.</summary>
    public static string Band(int age) => $"{age / 10 * 10}–{(age / 10 * 10) + 9}";

    /// <summary>The latest birth date of somebody who is at least so old on the day.</summary>
    public static DateOnly BornBy(int years, DateOnly day) => day.AddYears(-years);
}
