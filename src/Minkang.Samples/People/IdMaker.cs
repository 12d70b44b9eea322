using System.Globalization;
using Minkang.Domain.People;

namespace Minkang.Samples.People;

/// <summary>
/// Gives out identity numbers with area 000000, which no place has, and a right check digit. Sequences 001–798 of a day are given once
/// each, in the order of asking; 800–999 are kept for second numbers, so that no second number is another person's first.
/// </summary>
internal sealed class IdMaker
{
    private const string Area = "000000";
    private const int PlacesPerDay = 399, Step = 100; // without a common divisor, so that every place comes once
    private readonly Dictionary<(DateOnly, Sex), int> _given = [];

    public IdNumber Next(DateOnly birth, Sex sex)
    {
        var next = _given.GetValueOrDefault((birth, sex));
        _given[(birth, sex)] = next + 1;
        var place = (next * Step + birth.DayNumber % PlacesPerDay * 211) % PlacesPerDay; // scattered: registry offices do not count from one
        var sequence = 2 * place + (sex == Sex.Male ? 1 : 2);
        if (next >= PlacesPerDay) throw new InvalidOperationException("More births on one day than there are numbers; take fewer persons.");
        return Make(birth, sequence);
    }

    /// <summary>Another valid number for the same person: birth date corrected by some days, sequence from the reserve.</summary>
    public static IdNumber Second(IdNumber first, Dice dice)
    {
        var birth = dice.Chance(0.6) ? first.BirthDate.AddDays(dice.Between(-20, 20)) : first.BirthDate;
        var sequence = 800 + 2 * dice.Between(0, 98) + (first.Sex == Sex.Male ? 1 : 2);
        return Make(birth, sequence);
    }

    private static IdNumber Make(DateOnly birth, int sequence)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Area}{birth:yyyyMMdd}{sequence:D3}");
        return IdNumber.TryParse(text + IdNumber.CheckCharacter(text)) ?? throw new InvalidOperationException("An invented number must be valid.");
    }
}
