using CsCheck;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;

namespace Minkang.Domain.Tests.Lists;

public sealed class AmountTextTests
{
    [Theory]
    [InlineData("1234.50", 123450)]
    [InlineData("1,234.5", 123450)]
    [InlineData("1234.50元", 123450)]
    [InlineData("￥101.98", 10198)]
    [InlineData("６２．４７", 6247)]
    [InlineData(" 2996.37 ", 299637)]
    [InlineData("0.12万元", 120000)]
    [InlineData("7.0265万元", 7026500)]
    [InlineData("0", 0)]
    [InlineData("12.5000", 1250)]
    public void Reads_every_usual_writing_to_the_fen(string text, long fen) =>
        Assert.Equal(new Money(fen), AmountText.Read(Cell.OfText(text)).Value);

    [Theory]
    [InlineData("－3", "amount.negative")]
    [InlineData("三百", "amount.unreadable")]
    [InlineData("1.2E+05", "amount.scientific")]
    [InlineData("1.234", "amount.finer-than-fen")]
    [InlineData("1,23.5", "amount.unreadable")]
    [InlineData("1.2.3", "amount.unreadable")]
    public void Refuses_negatives_words_and_fractions_of_a_fen(string text, string code) =>
        Assert.Equal(code, AmountText.Read(Cell.OfText(text)).Error?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("无")]
    [InlineData("　")]
    public void Nothing_stated_is_not_zero(string text) => Assert.True(AmountText.Read(Cell.OfText(text)).IsNothing);

    [Fact]
    public void The_rounding_of_binary_fractions_is_no_fraction_of_a_fen() =>
        Assert.Equal(new Money(8618), AmountText.Read(Cell.OfNumber(86.18000000000001)).Value);

    [Fact]
    public void A_number_finer_than_a_fen_is_refused() =>
        Assert.Equal("amount.finer-than-fen", AmountText.Read(Cell.OfNumber(86.184)).Error?.Code);

    [Fact]
    public void The_unit_of_the_heading_counts_unless_the_cell_says_its_own()
    {
        var rule = new AmountRule(InTenThousands: true);
        Assert.Equal(new Money(120_000), AmountText.Read(Cell.OfText("0.12"), rule).Value);
        Assert.Equal(new Money(123_450), AmountText.Read(Cell.OfText("1234.5元"), rule).Value);
    }

    [Fact]
    public void A_reversal_may_be_negative_where_the_profile_says_so() =>
        Assert.Equal(new Money(-300), AmountText.Read(Cell.OfText("-3"), new AmountRule(NegativeAllowed: true)).Value);

    [Fact]
    public void Every_amount_is_read_back_from_every_writing() =>
        Gen.Long[0, 99_999_999_999].Sample(fen =>
        {
            var money = new Money(fen);
            return AmountText.Read(Cell.OfText(FormattableString.Invariant($"{money.Yuan:0.00}"))).Value == money
                && AmountText.Read(Cell.OfText(money.ToString())).Value == money
                && AmountText.Read(Cell.OfNumber((double)money.Yuan)).Value == money;
        });
}
