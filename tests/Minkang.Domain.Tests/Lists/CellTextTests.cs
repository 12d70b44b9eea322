using CsCheck;
using Minkang.Domain.Lists;
using Minkang.Domain.People;

namespace Minkang.Domain.Tests.Lists;

/// <summary>The smaller readers: yes and no, whole numbers, phones, villages, codes, identity cells, words for nothing.</summary>
public sealed class CellTextTests
{
    [Theory]
    [InlineData("是", true)]
    [InlineData("否", false)]
    [InlineData("√", true)]
    [InlineData("有", true)]
    [InlineData("无", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("Y", true)]
    [InlineData("n", false)]
    [InlineData("有√无□", true)]
    [InlineData("有□无√", false)]
    [InlineData("☑是□否", true)]
    [InlineData("□是 ☑否", false)]
    [InlineData("是(√)否()", true)]
    [InlineData("已签约", true)]
    [InlineData("未签约", false)]
    [Trait("Scenario", "IMP-16")]
    public void Reads_yes_and_no_in_every_usual_form(string text, bool expected) =>
        Assert.Equal(expected, YesNoText.Read(Cell.OfText(text), ["已签约"], ["未签约"]).Value);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("/")]
    [Trait("Scenario", "IMP-16")]
    public void A_blank_stays_blank_and_is_no_no(string text) => Assert.True(YesNoText.Read(Cell.OfText(text)).IsNothing);

    [Fact]
    public void Two_ticks_are_refused() => Assert.Equal("yes-no.unreadable", YesNoText.Read(Cell.OfText("有√无√")).Error?.Code);

    [Theory]
    [InlineData("3", 3)]
    [InlineData("1110人", 1110)]
    [InlineData("303户", 303)]
    [InlineData("１０", 10)]
    [InlineData("1,110", 1110)]
    public void Reads_whole_numbers(string text, int expected) => Assert.Equal(expected, NumberText.Read(Cell.OfText(text)).Value);

    [Theory]
    [InlineData("3.5")]
    [InlineData("三")]
    [InlineData("1.2.3")]
    [InlineData("99999999999")]
    public void Refuses_what_is_no_whole_number(string text) => Assert.Equal("number.unreadable", NumberText.Read(Cell.OfText(text)).Error?.Code);

    [Theory]
    [InlineData("15460844294", new[] { "15460844294" })]
    [InlineData("154 6084 4294", new[] { "15460844294" })]
    [InlineData("+86 15460844294", new[] { "15460844294" })]
    [InlineData("15460844294/15460844295", new[] { "15460844294", "15460844295" })]
    [InlineData("0878-3123456", new[] { "08783123456" })]
    public void Reads_phones(string text, string[] expected) => Assert.Equal(expected, PhoneText.Read(Cell.OfText(text)).Value);

    [Theory]
    [InlineData("1.54E+10", "phone.scientific")]
    [InlineData("1546084429", "phone.unreadable")]
    [InlineData("村长", "phone.unreadable")]
    public void Refuses_phones_that_lost_digits(string text, string code) => Assert.Equal(code, PhoneText.Read(Cell.OfText(text)).Error?.Code);

    [Theory]
    [InlineData("牧云坪村", "牧云坪")]
    [InlineData("牧云坪", "牧云坪")]
    [InlineData("牧云坪村委会", "牧云坪")]
    [InlineData("牧云坪村民委员会", "牧云坪")]
    [InlineData("东门社区", "东门")]
    [InlineData("新村", "新村")]
    [InlineData("新村村委会", "新村")]
    public void Village_names_meet_in_their_stem(string written, string stem) => Assert.Equal(stem, VillageText.Read(Cell.OfText(written)).Value.Stem);

    [Fact]
    [Trait("Scenario", "IMP-20")]
    public void Maps_words_to_codes_and_warns_about_the_others()
    {
        var list = new CodeList("relation", "与户主关系", [new("10", "配偶", ["老婆"]), new("38", "儿媳", [])], prefixes: ["之", "户主之"]);
        Assert.Equal("10", list.Read(Cell.OfText("老 婆")).Value.Code);
        Assert.Equal("38", list.Read(Cell.OfText("户主之儿媳")).Value.Code);
        Assert.Equal("38", list.Read(Cell.OfText("之儿媳")).Value.Code);
        var unknown = list.Read(Cell.OfText("干亲"));
        Assert.False(unknown.HasValue);
        Assert.Contains(unknown.Findings, f => f is { Code: "code.unknown", Level: FindingLevel.Warning });
    }

    [Fact]
    public void Endings_may_be_left_out()
    {
        var list = new CodeList("ethnic", "民族", [new("01", "汉族", []), new("20", "傈僳族", [])], endings: ["族"]);
        Assert.Equal(("01", "20"), (list.Read(Cell.OfText("汉")).Value.Code, list.Read(Cell.OfText("傈僳族")).Value.Code));
    }

    [Fact]
    public void Several_codes_stand_in_one_cell_with_any_separator()
    {
        var list = new CodeList("cause", "致贫原因", [new("a", "因病", ["疾病"]), new("b", "缺劳力", []), new("c", "因学", [])]);
        foreach (var text in new[] { "因病,缺劳力", "疾病、缺劳力", "因病；缺劳力", "因病\n缺劳力", "因病,缺劳力,疾病" })
            Assert.Equal(["a", "b"], list.ReadMany(Cell.OfText(text)).Value.Select(v => v.Code));
    }

    [Fact]
    public void One_word_for_two_codes_is_refused() =>
        Assert.Throws<ArgumentException>(() => new CodeList("x", "x", [new("1", "甲", ["丙"]), new("2", "乙", ["丙"])]));

    [Fact]
    [Trait("Scenario", "IMP-14")]
    public void An_identity_number_in_a_number_cell_has_lost_its_digits_even_when_the_check_fits()
    {
        // Rounding can leave a number whose check character fits by chance: the kind of the cell decides. No area has the code 900000.
        var byChance = Enumerable.Range(0, 200).Select(i => $"90000019{i % 90 + 10}01{i % 28 + 1:00}")
            .SelectMany(stem => Enumerable.Range(0, 10).Select(d => stem + d + "000")).First(n => IdNumber.TryParse(n) is not null);
        Assert.True(IdCell.Read(Cell.OfText(byChance)).HasValue);
        Assert.Equal("id.rounded", IdCell.Read(Cell.OfNumber(double.Parse(byChance))).Error?.Code);
    }

    [Fact]
    public void A_fifteen_digit_number_cell_is_exact_and_is_read() =>
        Assert.Equal("11010519491231002X", IdCell.Read(Cell.OfNumber(110105491231002)).Value.Number?.Text);

    [Theory]
    [InlineData("同上", BlankWord.Ditto)]
    [InlineData("〃", BlankWord.Ditto)]
    [InlineData("－", BlankWord.Blank)]
    [InlineData("／", BlankWord.Blank)]
    [InlineData("空", BlankWord.Blank)]
    [InlineData("无", BlankWord.ThereIsNone)]
    [InlineData("不详", BlankWord.Unknown)]
    [InlineData("甲", BlankWord.None)]
    public void Tells_the_words_for_nothing_apart(string text, BlankWord expected) => Assert.Equal(expected, BlankWords.Of(text));

    [Theory]
    [InlineData(CellKind.Error, "cell.error-value")]
    [InlineData(CellKind.FormulaWithoutValue, "cell.formula-without-value")]
    public void Error_cells_are_errors_for_every_reader(CellKind kind, string code)
    {
        var cell = new Cell(kind, "#N/A");
        Assert.Equal(code, NameText.Read(cell).Error?.Code);
        Assert.Equal(code, IdCell.Read(cell).Error?.Code);
        Assert.Equal(code, DateText.Read(cell).Error?.Code);
        Assert.Equal(code, AmountText.Read(cell).Error?.Code);
        Assert.Equal(code, NumberText.Read(cell).Error?.Code);
        Assert.Equal(code, YesNoText.Read(cell).Error?.Code);
        Assert.Equal(code, PhoneText.Read(cell).Error?.Code);
        Assert.Equal(code, VillageText.Read(cell).Error?.Code);
    }

    [Fact]
    public void No_text_makes_a_reader_throw() =>
        Gen.String.Sample(text =>
        {
            var cell = Cell.OfText(text);
            _ = NameText.Read(cell); _ = IdCell.Read(cell); _ = DateText.Read(cell); _ = DateText.ReadPeriod(cell); _ = AmountText.Read(cell);
            _ = NumberText.Read(cell); _ = YesNoText.Read(cell); _ = PhoneText.Read(cell); _ = VillageText.Read(cell);
        });

    [Fact]
    public void No_number_makes_a_reader_throw() =>
        Gen.Double.Sample(number =>
        {
            var cell = Cell.OfNumber(number);
            _ = IdCell.Read(cell); _ = DateText.Read(cell); _ = DateText.ReadPeriod(cell); _ = AmountText.Read(cell); _ = NumberText.Read(cell); _ = Cell.OfSerial(number);
        });
}
