using System.Globalization;
using Minkang.Domain.Diseases;
using Minkang.Domain.People;

namespace Minkang.Illness.Classify;

/// <summary>The age of the person of a row, in full years, from whatever the row tells.</summary>
internal static class PatientAge
{
    private static readonly string[] BirthForms = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日", "yyyy-M", "yyyy/M", "yyyy.M", "yyyyMM", "yyyy年M月", "yyyy"];

    /// <summary>
    /// The stated age goes first: a child's row may carry the number of the householder. Then the birth date, then the number, even a damaged one
    /// whose date can still be read. Null when nothing tells.
    /// </summary>
    public static int? Of(string? age, string? birth, string? idNumber, DateOnly on)
    {
        if (Stated(age) is { } years) return years;
        if (Birth(birth) is { } born) return Sane(AgeBounds.AgeOn(born, on));
        var id = IdText.Read(idNumber);
        if (id.Number is { } number) return Sane(AgeBounds.AgeOn(number.BirthDate, on));
        return LikelyBirth(id) is { } likely ? Sane(AgeBounds.AgeOn(likely, on)) : null;
    }

    /// <summary>The date inside a damaged number: good enough for an age, never for a number.</summary>
    private static DateOnly? LikelyBirth(IdReading id)
    {
        if (id.State is not (IdState.CheckFails or IdState.WrongLength or IdState.Rounded)) return null;
        var digits = string.Concat(id.Cleaned.TakeWhile(c => c is not ('E' or 'e')).Where(char.IsAsciiDigit));
        return digits.Length >= 14 && Birth(digits.Substring(6, 8)) is { Year: > 1900 } day ? day : null;
    }

    private static int? Stated(string? age)
    {
        var text = (age ?? "").Trim();
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c)).Count();
        if (digits is 0 or > 3) return null;
        return text[digits..].Trim() switch
        {
            "" or "岁" or "周岁" or ".0" => Sane(int.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture)),
            "月" or "个月" or "月龄" or "天" or "日" => 0,
            _ => null,
        };
    }

    private static DateOnly? Birth(string? text) =>
        DateOnly.TryParseExact((text ?? "").Trim(), BirthForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static int? Sane(int years) => years is >= 0 and <= 120 ? years : null;
}
