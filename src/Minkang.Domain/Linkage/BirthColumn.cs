using Minkang.Domain.Lists;

namespace Minkang.Domain.Linkage;

/// <summary>
/// Birth dates as yyyymmdd with zeros for what is not stated; <c>≈1956</c> is kept as 19569999: born in that year or the year before it,
/// as an age tells. A negative number was taken from the row's own identity number.
/// </summary>
internal sealed class BirthColumn : LinkColumn
{
    private const int About = 9999;
    private int[] _dates = [];

    public override void Resize(int rows) => Array.Resize(ref _dates, rows);

    public bool IsStated(int row) => _dates[row] != 0;

    public void Derive(int row, int date) => _dates[row] = -date;

    public override void Set(int row, ReadOnlySpan<char> text)
    {
        text = Trim(text);
        _dates[row] = text.IsEmpty ? 0 : Plain(text) is > 0 and var date ? date : Written(text.ToString());
    }

    /// <summary>The usual writings of a day without a detour: 19850412, 1985-04-12, 1985/4/12, 1985.4.12, 1985年4月12日. 0 for every other.</summary>
    private static int Plain(ReadOnlySpan<char> text)
    {
        Span<int> parts = stackalloc int[3];
        var (part, digits, of) = (0, 0, 0);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                if (part > 2 || ++digits > 8) return 0;
                of = (of * 10) + (c - '0');
                continue;
            }
            if (digits == 0 || (part == 0 && digits != 4) || (part > 0 && digits > 2) || !(c is '-' or '/' or '.' || c == "年月日"[part])) return 0;
            (parts[part++], digits, of) = (of, 0, 0);
        }
        if (part == 0) return digits == 8 && IsDay(of) ? of : 0;
        if (part == 2 && digits is (1 or 2)) parts[part++] = of;
        var date = part == 3 ? (parts[0] * 10_000) + (parts[1] * 100) + parts[2] : 0;
        return date > 0 && parts[1] < 100 && IsDay(date) ? date : 0;
    }

    private static int Written(string text)
    {
        if (text[0] == '≈') return int.TryParse(text.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out var year) && year is > 1800 and < 2200 ? (year * 10_000) + About : 0;
        var reading = DateText.Read(Cell.OfText(text));
        return reading.HasValue && reading.Value.Year is > 1800 and < 2200 ? (reading.Value.Year * 10_000) + (reading.Value.Month * 100) + reading.Value.DayOfMonth : 0;
    }

    private static bool IsDay(int date) =>
        date / 10_000 is > 1800 and < 2200 && date / 100 % 100 is >= 1 and <= 12 && date % 100 >= 1 && date % 100 <= DateTime.DaysInMonth(date / 10_000, date / 100 % 100);

    /// <summary>Days since the year 1 of a full date.</summary>
    public static int DayNumber(int date) => new DateOnly(date / 10_000, date / 100 % 100, date % 100).DayNumber;

    public override int Compare(int row, LinkColumn other, int otherRow)
    {
        var (a, b) = (_dates[row], ((BirthColumn)other)._dates[otherRow]);
        if (a == 0 || b == 0 || (a < 0 && b < 0)) return 0; // two derived dates say what the two numbers have said already
        return Level(Math.Abs(a), Math.Abs(b));
    }

    private static int Level(int a, int b)
    {
        var (yearA, yearB) = (a / 10_000, b / 10_000);
        if (a % 10_000 == About || b % 10_000 == About) return AboutLevel(a, b);
        if (a % 100 == 0 || b % 100 == 0) return CoarseLevel(a, b);
        if (a == b) return LinkLevels.BirthSame;
        if (OneKeyingError(a, b)) return LinkLevels.BirthKeying;
        if (Math.Abs(yearA - yearB) <= 1 && Math.Abs(DayNumber(a) - DayNumber(b)) is >= 15 and <= 55) return LinkLevels.BirthLunar;
        return yearA == yearB ? LinkLevels.BirthYear : LinkLevels.BirthOther;
    }

    private static int AboutLevel(int a, int b)
    {
        var apart = Math.Abs((a / 10_000) - (b / 10_000));
        return apart <= 1 ? LinkLevels.BirthCoarse : apart <= 2 ? LinkLevels.BirthYear : LinkLevels.BirthOther;
    }

    private static int CoarseLevel(int a, int b)
    {
        if (a / 10_000 != b / 10_000) return LinkLevels.BirthOther;
        var (monthA, monthB) = (a / 100 % 100, b / 100 % 100);
        return monthA == 0 || monthB == 0 || monthA == monthB ? LinkLevels.BirthCoarse : LinkLevels.BirthYear;
    }

    /// <summary>One digit other than written, two neighbouring digits exchanged, or month and day exchanged.</summary>
    private static bool OneKeyingError(int a, int b)
    {
        if (a / 10_000 == b / 10_000 && a / 100 % 100 == b % 100 && b / 100 % 100 == a % 100) return true;
        Span<int> places = stackalloc int[8];
        var differ = 0;
        for (int i = 0, x = a, y = b; i < 8; i++, x /= 10, y /= 10)
            if (x % 10 != y % 10) places[differ++] = i;
        if (differ == 1) return true;
        return differ == 2 && places[1] == places[0] + 1 && Digit(a, places[0]) == Digit(b, places[1]) && Digit(a, places[1]) == Digit(b, places[0]);

        static int Digit(int date, int place)
        {
            for (; place > 0; place--) date /= 10;
            return date % 10;
        }
    }

    public override Func<int, ulong> KeyOf(string aspect) => aspect switch
    {
        "" => row => Math.Abs(_dates[row]) is var date && date % 100 is not 0 and not 99 ? (ulong)date : 0,
        "year" => row => _dates[row] == 0 || Math.Abs(_dates[row]) % 10_000 == About ? 0 : (ulong)(Math.Abs(_dates[row]) / 10_000),
        "month" => row => Math.Abs(_dates[row]) is var date && date / 100 % 100 is not 0 and not 99 ? (ulong)(date / 100) : 0,
        "day" => row => Math.Abs(_dates[row]) is var date && date % 100 is not 0 and not 99 ? (ulong)(date % 10_000) + 1 : 0,
        _ => throw Unknown(aspect),
    };
}
