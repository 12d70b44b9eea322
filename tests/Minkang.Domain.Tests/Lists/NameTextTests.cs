using Minkang.Domain.Lists;

namespace Minkang.Domain.Tests.Lists;

public sealed class NameTextTests
{
    [Theory]
    [InlineData("杨 琳", "杨琳")]
    [InlineData("邓　英", "邓英")]
    [InlineData("白文文\t", "白文文")]
    [InlineData("李\u200b娟", "李娟")]
    [InlineData("海来•伍且", "海来·伍且")]
    [InlineData("海来・伍且", "海来·伍且")]
    [InlineData("阿罗‧约布", "阿罗·约布")]
    [InlineData("阿罗．尼古", "阿罗·尼古")]
    [InlineData("海来 · 子哈", "海来·子哈")]
    [InlineData("杨.", "杨")]
    [InlineData("John  Smith", "John Smith")]
    [InlineData("𠮷田㛃䶮", "𠮷田㛃䶮")]
    [InlineData("萧鳳", "萧鳳")]
    public void Brings_a_name_to_one_writing_and_keeps_its_characters(string written, string name)
    {
        var reading = NameText.Read(Cell.OfText(written)).Value;
        Assert.Equal((name, written, false), (reading.Text, reading.Written, reading.Damaged));
    }

    [Theory]
    [InlineData("陈成（小名：老三）", "陈成", "小名:老三")]
    [InlineData("陈自发(户主)", "陈自发", "户主")]
    [InlineData("起永山（外出", "起永山", "外出")]
    public void Splits_off_a_remark_in_brackets(string written, string name, string remark)
    {
        var reading = NameText.Read(Cell.OfText(written)).Value;
        Assert.Equal((name, remark, false), (reading.Text, reading.Remark, reading.Damaged));
    }

    [Theory]
    [InlineData("徐凤?")]
    [InlineData("萧芳？")]
    [InlineData("张辉□")]
    [InlineData("张辉*")]
    [InlineData("徐凤JIE")]
    [InlineData("杨（yan）")]
    [InlineData("王\ue123")]
    public void Flags_a_lost_character_and_never_fills_it_in(string written)
    {
        var reading = NameText.Read(Cell.OfText(written));
        Assert.True(reading.Value.Damaged);
        Assert.Contains(reading.Findings, f => f is { Code: "name.damaged", Level: FindingLevel.Warning });
    }

    [Fact]
    public void A_number_is_no_name() => Assert.Equal("name.not-text", NameText.Read(Cell.OfNumber(12)).Error?.Code);
}
