using System.Globalization;
using System.Text.RegularExpressions;

namespace Minkang.Domain.Lists;

/// <summary>
/// Reads dates (日期) as offices write them: 2018-03-05, 2018/3/5, 2018.3.5, 20180305, 2018年3月5日, months, years, serial numbers and date cells.
/// What does not exist, lacks its year or can be read in two ways is refused.
/// </summary>
public static partial class DateText
{
    private const int FirstYear = 1850, LastYear = 2199;
    private const double LastSerial = 73_050; // 2099-12-31

    private static readonly Finding Impossible = Finding.Error("date.impossible", "日历上没有这一天（或这个月），请按原始材料核对后改正。");
    private static readonly Finding NoYear = Finding.Error("date.no-year", "只写了月日，没有年份，请补上四位年份。");
    private static readonly Finding ShortYear = Finding.Error("date.short-year", "年份只有两位，分不清是哪个世纪，请写成四位年份。");
    private static readonly Finding Unreadable = Finding.Error("date.unreadable", "看不出是哪一天，请写成 2018-03-05 这样的日期。");
    private static readonly Finding MonthLost = Finding.Error("date.month-unclear", "单元格是数字，“.1”分不清是 1 月还是 10 月，请写成 2012-01 或 2012-10。");
    private static readonly Finding FromSerial = Finding.Note("date.from-serial", "原为日期序列号，已换算成日期。");

    /// <summary>Reads the cell of a date column. Serial numbers are read only here, because the column says that a date is meant.</summary>
    public static CellReading<PartialDate> Read(Cell cell)
    {
        if (CellErrors.Of(cell) is { } error) return CellReading.Refused<PartialDate>(error);
        switch (cell.Kind)
        {
            case CellKind.Date: return cell.Date is { } day ? Checked(PartialDate.OfDay(day)) : CellReading.Refused<PartialDate>(Impossible);
            case CellKind.Number: return ReadNumber(cell.Number);
        }
        if (UsualDay(cell.Text) is { } usual) return Checked(usual);
        var text = ListText.Clean(cell.Text);
        if (BlankWords.Of(text) is not BlankWord.None) return CellReading.Nothing<PartialDate>();
        if (SerialText().IsMatch(text)) return ReadSerial(int.Parse(text, CultureInfo.InvariantCulture));
        return ReadText(text);
    }

    /// <summary>Reads a written date; a bare serial number is not one.</summary>
    public static CellReading<PartialDate> ReadText(string text)
    {
        text = ListText.Clean(text);
        if (!text.Contains(':')) text = ListText.Compact(text);
        if (DayForm().Match(text) is { Success: true } d) return Day(d);
        if (CompactDay().Match(text) is { Success: true } c) return Day(c);
        if (MonthForm().Match(text) is { Success: true } m) return Made(PartialDate.OfMonth(Number(m, 1), Number(m, 2)));
        if (CompactMonth().Match(text) is { Success: true } cm) return Made(PartialDate.OfMonth(Number(cm, 1), Number(cm, 2)));
        if (YearForm().Match(text) is { Success: true } y) return Checked(PartialDate.OfYear(Number(y, 1)));
        if (WithoutYear().IsMatch(text)) return CellReading.Refused<PartialDate>(NoYear);
        return CellReading.Refused<PartialDate>(TwoDigitYear().IsMatch(text) ? ShortYear : Unreadable);
    }

    /// <summary>Reads a span (时段): 2018.1-2018.12, 2018年1月1日至2019年1月8日; a single date, month or year is a span of its own; 2018年多次 is that year.</summary>
    public static CellReading<PartialPeriod> ReadPeriod(Cell cell)
    {
        if (cell.Kind == CellKind.Text)
        {
            var text = ListText.Compact(cell.Text);
            if (SeveralTimes().Match(text) is { Success: true } several) text = several.Groups[1].Value;
            if (Span().Match(text) is { Success: true } span) return Between(ReadText(span.Groups["from"].Value), ReadText(span.Groups["to"].Value));
            if (text != cell.Text) cell = Cell.OfText(text);
        }
        var one = Read(cell);
        return one.HasValue ? CellReading.Of<PartialPeriod>(new PartialPeriod(one.Value, one.Value), [.. one.Findings])
            : one.Error is { } error ? CellReading.Refused<PartialPeriod>(error) : CellReading.Nothing<PartialPeriod>();
    }

    private static CellReading<PartialPeriod> Between(CellReading<PartialDate> from, CellReading<PartialDate> to)
    {
        if ((from.Error ?? to.Error) is { } error) return CellReading.Refused<PartialPeriod>(error);
        return to.Value.Last < from.Value.First
            ? CellReading.Refused<PartialPeriod>(Finding.Error("date.end-before-start", "时段的结束早于开始，请核对。"))
            : CellReading.Of<PartialPeriod>(new PartialPeriod(from.Value, to.Value));
    }

    /// <summary>2018-03-05 and 20180305 without any detour; null for every other writing and for days that do not exist.</summary>
    private static PartialDate? UsualDay(string text) =>
        (text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        || (text.Length == 8 && DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) ? PartialDate.OfDay(day) : null;

    private static CellReading<PartialDate> ReadNumber(double number)
    {
        if (number == Math.Floor(number))
        {
            if (number is >= 1900 and <= 2100) return Checked(PartialDate.OfYear((int)number));
            if (number is >= 1 and <= LastSerial) return ReadSerial(number);
            return number is >= 185_000 and <= 219_999 or >= 18_500_000 and <= 21_999_999 ? ReadText(ListText.OfNumber(number)) : CellReading.Refused<PartialDate>(Unreadable);
        }
        if (number is not (>= 1900 and < 2101)) return number is >= 1 and <= LastSerial ? ReadSerial(number) : CellReading.Refused<PartialDate>(Unreadable);
        var text = ListText.OfNumber(number);
        return text.EndsWith(".1", StringComparison.Ordinal) ? CellReading.Refused<PartialDate>(MonthLost) : ReadText(text);
    }

    private static CellReading<PartialDate> ReadSerial(double serial) =>
        ExcelSerial.ToDate(serial) is { } day ? CellReading.Of<PartialDate>(PartialDate.OfDay(day), FromSerial) : CellReading.Refused<PartialDate>(Impossible);

    private static CellReading<PartialDate> Day(Match m) => Made(PartialDate.OfDay(Number(m, 1), Number(m, 2), Number(m, 3)));

    private static CellReading<PartialDate> Made(PartialDate? date) => date is { } real ? Checked(real) : CellReading.Refused<PartialDate>(Impossible);

    private static CellReading<PartialDate> Checked(PartialDate date) =>
        date.Year is >= FirstYear and <= LastYear ? CellReading.Of<PartialDate>(date)
        : CellReading.Refused<PartialDate>(Finding.Error("date.year-unlikely", $"年份不在 {FirstYear}–{LastYear} 之间，请核对。"));

    private static int Number(Match m, int group) => int.Parse(m.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号.]?(?:[ T]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?$")] private static partial Regex DayForm();
    [GeneratedRegex(@"^([0-9]{4})([0-9]{2})([0-9]{2})$")] private static partial Regex CompactDay();
    [GeneratedRegex(@"^([0-9]{4})[-/.年]([0-9]{1,2})月?(?:份)?$")] private static partial Regex MonthForm();
    [GeneratedRegex(@"^(1[89][0-9]{2}|2[01][0-9]{2})([0-9]{2})$")] private static partial Regex CompactMonth();
    [GeneratedRegex(@"^([0-9]{4})(?:年|年度)?$")] private static partial Regex YearForm();
    [GeneratedRegex(@"^[0-9]{5}$")] private static partial Regex SerialText();
    [GeneratedRegex(@"^[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}[日号]?)?$|^[0-9]{1,2}[-/.][0-9]{1,2}$")] private static partial Regex WithoutYear();
    [GeneratedRegex(@"^[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?$")] private static partial Regex TwoDigitYear();
    [GeneratedRegex(@"^([0-9]{4}年?)(?:度)?(?:多次|全年|内|期间)$")] private static partial Regex SeveralTimes();
    [GeneratedRegex(@"^(?<from>[0-9]{4}[0-9年月日./]*)[-—–−]{1,2}(?<to>[0-9]{4}[0-9年月日./]*)$|^(?<from>[0-9]{4}[0-9./年月日-]*)[至到~](?<to>[0-9]{4}[0-9./年月日-]*)$")] private static partial Regex Span();
}
