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

    /// <summary>yyyy-mm-dd and yyyymmdd without a detour.</summary>
    private static int Plain(ReadOnlySpan<char> text)
    {
        if (text.Length is not (8 or 10) || (text.Length == 10 && (text[4] != '-' || text[7] != '-'))) return 0;
        var date = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text.Length == 10 && i is 4 or 7) continue;
            if (!char.IsAsciiDigit(text[i])) return 0;
            date = (date * 10) + (text[i] - '0');
        }
        return IsDay(date) ? date : 0;
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
