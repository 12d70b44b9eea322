using CsCheck;
using Minkang.Domain.Lists;

namespace Minkang.Domain.Tests.Lists;

public sealed class DateTextTests
{
    [Theory]
    [InlineData("2018-03-05", "2018-03-05")]
    [InlineData("2018/3/5", "2018-03-05")]
    [InlineData("2018.3.5", "2018-03-05")]
    [InlineData("20180305", "2018-03-05")]
    [InlineData("2018年3月5日", "2018-03-05")]
    [InlineData(" ２０１８年 3月 5日 ", "2018-03-05")]
    [InlineData("2019-01-10 16:42", "2019-01-10")]
    [InlineData("2018年5月", "2018-05")]
    [InlineData("2012.9", "2012-09")]
    [InlineData("2012.10", "2012-10")]
    [InlineData("201203", "2012-03")]
    [InlineData("2018", "2018")]
    [InlineData("2018年", "2018")]
    [InlineData("2018年度", "2018")]
    [InlineData("43529", "2019-03-05")]
    public void Reads_every_usual_writing_as_exactly_as_it_is_stated(string text, string expected) =>
        Assert.Equal(expected, DateText.Read(Cell.OfText(text)).Value.ToString());

    [Theory]
    [InlineData("2019-02-30", "date.impossible")]
    [InlineData("2015年6月31日", "date.impossible")]
    [InlineData("2018.13", "date.impossible")]
    [InlineData("三月五日", "date.no-year")]
    [InlineData("3月5日", "date.no-year")]
    [InlineData("18.3.5", "date.short-year")]
    [InlineData("0217-05-16", "date.year-unlikely")]
    [InlineData("5/3/2018", "date.unreadable")]
    [InlineData("去年", "date.unreadable")]
    public void Refuses_what_is_no_date_or_no_certain_one(string text, string code) =>
        Assert.Equal(code, DateText.Read(Cell.OfText(text)).Error?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("－")]
    [InlineData("无")]
    [InlineData("不详")]
    public void A_word_for_nothing_states_nothing(string text) => Assert.True(DateText.Read(Cell.OfText(text)).IsNothing);

    [Theory]
    [InlineData(43189, "2018-03-30")]
    [InlineData(20180305, "2018-03-05")]
    [InlineData(2018, "2018")]
    [InlineData(201803, "2018-03")]
    [InlineData(2012.9, "2012-09")]
    [InlineData(2012.11, "2012-11")]
    public void Reads_numbers_in_a_date_column(double number, string expected) =>
        Assert.Equal(expected, DateText.Read(Cell.OfNumber(number)).Value.ToString());

    [Fact]
    public void A_number_that_may_be_january_or_october_is_refused() =>
        Assert.Equal("date.month-unclear", DateText.Read(Cell.OfNumber(2012.1)).Error?.Code);

    [Fact]
    public void A_serial_number_is_no_date_outside_a_date_column() =>
        Assert.Equal("date.unreadable", DateText.ReadText("43529").Error?.Code);

    [Fact]
    public void A_month_is_not_taken_for_its_first_day()
    {
        var month = DateText.Read(Cell.OfText("2018年5月")).Value;
        Assert.Equal(DatePrecision.Month, month.Precision);
        Assert.Null(month.Day);
        Assert.Equal(new DateOnly(2018, 5, 31), month.Last);
    }

    [Theory]
    [InlineData("2018.1-2018.12", "2018-01", "2018-12")]
    [InlineData("2018年1月1日至2019年1月8日", "2018-01-01", "2019-01-08")]
    [InlineData("2018-03-01至2018-04-02", "2018-03-01", "2018-04-02")]
    [InlineData("2018年多次", "2018", "2018")]
    [InlineData("2018年度", "2018", "2018")]
    public void Reads_spans(string text, string from, string to)
    {
        var span = DateText.ReadPeriod(Cell.OfText(text)).Value;
        Assert.Equal((from, to), (span.From.ToString(), span.To.ToString()));
    }

    [Fact]
    public void A_span_that_ends_before_it_begins_is_refused() =>
        Assert.Equal("date.end-before-start", DateText.ReadPeriod(Cell.OfText("2018.12-2018.1")).Error?.Code);

    [Fact]
    public void Every_day_is_read_back_from_every_writing() =>
        Gen.Int[0, 72_000].Select(days => new DateOnly(1900, 1, 1).AddDays(days)).Sample(day =>
        {
            foreach (var text in new[] { $"{day:yyyy-MM-dd}", $"{day:yyyy/M/d}", $"{day:yyyy.M.d}", $"{day:yyyyMMdd}", $"{day.Year}年{day.Month}月{day.Day}日" })
                if (DateText.Read(Cell.OfText(text)).Value.Day != day) return false;
            return ExcelSerial.ToDate(ExcelSerial.FromDate(day)) == day;
        });

    [Fact]
    public void The_day_that_never_was_is_no_date() => Assert.Null(ExcelSerial.ToDate(60));
}
