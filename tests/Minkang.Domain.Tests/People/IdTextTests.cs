using CsCheck;
using Minkang.Domain.People;

namespace Minkang.Domain.Tests.People;

public sealed class IdTextTests
{
    private const string Sample = "11010519491231002X"; // the standard's own sample

    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("11010519491231002x")]
    [InlineData("11010519491231002×")]
    [InlineData("'11010519491231002X")]
    [InlineData("\"11010519491231002X\"")]
    [InlineData("`11010519491231002X\t")]
    [InlineData("110105 19491231 002X ")]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("\u200b11010519491231002X\u202c")]
    [InlineData("G11010519491231002X")]
    [InlineData("110105491231002")]
    [InlineData("G110105491231002")]
    [Trait("Scenario", "IMP-14")]
    public void Reads_every_harmless_writing_as_the_same_number(string cell) =>
        Assert.Equal(Sample, IdText.Read(cell).Number?.Text);

    [Theory]
    [InlineData("1.10105E+17", IdState.Rounded)]
    [InlineData("1.10E+17", IdState.Rounded)]
    [InlineData("110105194912310000", IdState.Rounded)]
    [InlineData("110105194912310021", IdState.CheckFails)]
    [InlineData("110105194913310021", IdState.DateImpossible)]
    [InlineData("1101051949123100", IdState.WrongLength)]
    [InlineData("1101051949123100200", IdState.WrongLength)]
    [InlineData("1101051949123102X", IdState.WrongLength)]
    [InlineData("1101051949123100023x", IdState.WrongLength)]
    [InlineData("11010519491231002143", IdState.CheckFails)]
    [InlineData("11010519491231002143B1", IdState.CheckFails)]
    [InlineData("999999194912310020", IdState.PlaceHolder)]
    [InlineData("", IdState.Missing)]
    [InlineData(null, IdState.Missing)]
    [InlineData(" 无 ", IdState.Missing)]
    [InlineData("待补", IdState.Missing)]
    [InlineData("／", IdState.Missing)]
    [InlineData("户口本丢失", IdState.NotANumber)]
    [Trait("Scenario", "IMP-14")]
    public void Says_what_is_wrong_and_gives_no_number(string? cell, IdState state)
    {
        var reading = IdText.Read(cell);
        Assert.Equal(state, reading.State);
        Assert.Null(reading.Number);
    }

    [Theory]
    [InlineData("11010519491231002X43", 4, 3)]
    [InlineData("11010519491231002x12B1", 1, 2)]
    public void Splits_a_disability_card_number(string cell, int category, int level)
    {
        var reading = IdText.Read(cell);
        Assert.Equal(Sample, reading.Number?.Text);
        Assert.Equal((category, level), (reading.CardCategory, reading.CardLevel));
    }

    [Fact]
    public void One_wrong_digit_is_never_taken_for_a_number() =>
        Gen.Select(Gen.Int[0, 16], Gen.Int[1, 9]).Sample((at, by) =>
        {
            var text = Sample.ToCharArray();
            text[at] = (char)('0' + (text[at] - '0' + by) % 10);
            Assert.Null(IdText.Read(new string(text)).Number);
        });

    [Fact]
    public void A_number_never_prints_itself_in_full()
    {
        var number = IdNumber.TryParse(Sample)!.Value;
        Assert.Equal("110105********002X", $"{number}");
        Assert.Equal(new DateOnly(1949, 12, 31), number.BirthDate);
        Assert.Equal(Sex.Female, number.Sex);
    }
}
