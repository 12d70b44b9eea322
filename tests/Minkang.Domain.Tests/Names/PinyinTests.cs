using System.Text;
using CsCheck;
using Minkang.Domain.Names;

namespace Minkang.Domain.Tests.Names;

public sealed class PinyinTests
{
    [Theory]
    [InlineData("张伟明", "zhang wei ming", "zwm")]
    [InlineData("单雄", "shan xiong", "sx")]
    [InlineData("仇丽", "qiu li", "ql")]
    [InlineData("曾华", "zeng hua", "zh")]
    [InlineData("解放", "xie fang", "xf")]
    [InlineData("查英", "zha ying", "zy")]
    [InlineData("盖国", "ge guo", "gg")]
    [InlineData("区桂兰", "ou gui lan", "ogl")]
    [InlineData("朴顺姬", "piao shun ji", "psj")]
    [InlineData("尉迟恭", "yu chi gong", "ycg")]
    [InlineData("万俟明", "mo qi ming", "mqm")]
    [InlineData("万明", "wan ming", "wm")]
    [InlineData("单单", "shan dan", "sd")]
    [InlineData("單桂芬", "shan gui fen", "sgf")]
    [InlineData("吕长青", "lv chang qing", "lcq")]
    [InlineData("海来·木呷", "hai lai mu ga", "hlmg")]
    [InlineData("王晓HONG", "wang xiao hong", "wxh")]
    [InlineData("唐𣲗", "tang wei", "tw")]
    [InlineData("徐凤㛃", "xu feng jie", "xfj")]
    public void Reads_a_name_with_its_surname_first(string name, string full, string initials)
    {
        Assert.Equal(full, Pinyin.Of(name));
        Assert.Equal(initials, Pinyin.Initials(name));
    }

    [Fact]
    public void A_place_has_no_surname() => Assert.Equal("dan cheng xian", Pinyin.OfText("单城县"));

    [Fact]
    public void Gives_every_plausible_row_of_first_letters()
    {
        Assert.Equal(["yl", "ll"], Pinyin.AllInitials("乐丽"));
        Assert.Contains("lcq", Pinyin.AllInitials("吕长青"));
        Assert.Contains("lzq", Pinyin.AllInitials("吕长青"));
        Assert.Empty(Pinyin.AllInitials(""));
    }

    [Fact]
    public void Sorts_by_sound_and_then_by_character()
    {
        string[] names = ["赵敏", "李伟", "李炜", "阿罗·色呷", "李薇薇", "单雄"];
        Assert.Equal(["阿罗·色呷", "李伟", "李炜", "李薇薇", "单雄", "赵敏"], names.OrderBy(Pinyin.SortKey, StringComparer.Ordinal));
    }

    [Fact]
    public void Knows_every_character_of_the_basic_character_set()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var gb2312 = Encoding.GetEncoding(936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        for (var row = 0xB0; row <= 0xF7; row++)
            for (var cell = 0xA1; cell <= (row == 0xD7 ? 0xF9 : 0xFE); cell++)
            {
                var character = gb2312.GetString([(byte)row, (byte)cell]);
                Assert.True(Pinyin.Readings(character.EnumerateRunes().First()).Count > 0, character);
            }
    }

    [Fact]
    public void Initials_are_bounded_start_with_the_likeliest_and_have_one_letter_per_syllable() =>
        Gen.Char['\u4e00', '\u9fa5'].Array[0, 8].Select(c => new string(c)).Sample(name =>
        {
            var all = Pinyin.AllInitials(name);
            Assert.InRange(all.Count, name.Length == 0 ? 0 : all.Count, Pinyin.MostInitials);
            Assert.Equal(all.Count, all.Distinct().Count());
            if (all.Count > 0) Assert.Equal(Pinyin.Initials(name), all[0]);
            Assert.All(all, row => Assert.Equal(all[0].Length, row.Length));
        });

    [Fact]
    public void Is_plain_lower_case_whatever_the_text() =>
        Gen.String.Sample(text => Assert.All(Pinyin.OfText(text), c => Assert.True(c == ' ' || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))));
}
