using CsCheck;
using Minkang.Domain.Names;

namespace Minkang.Domain.Tests.Names;

public sealed class NameFormTests
{
    [Theory]
    [InlineData("张伟", "张伟", null)]
    [InlineData(" 张 伟\t", "张伟", null)]
    [InlineData("张\u3000伟\u200b", "张伟", null)]
    [InlineData("陆文国（五保）", "陆文国", "五保")]
    [InlineData("陈成(小名：老三)", "陈成", "小名:老三")]
    [InlineData("自浩霖（外出", "自浩霖", "外出")]
    [InlineData("张伟【已故】(外出)", "张伟", "已故；外出")]
    [InlineData("沙马・木沙", "沙马·木沙", null)]
    [InlineData("沙马 • 木沙", "沙马·木沙", null)]
    [InlineData("沙马．木沙", "沙马·木沙", null)]
    [InlineData("沙马.木沙", "沙马·木沙", null)]
    [InlineData("苏文·", "苏文", null)]
    [InlineData("ＡＮＮＡ  Ｌｅｅ", "ANNA Lee", null)]
    [InlineData("", "", null)]
    [InlineData(null, "", null)]
    public void Reads_every_writing_of_a_name(string? cell, string name, string? remark)
    {
        var form = NameForm.Read(cell);
        Assert.Equal((name, remark, false), (form.Name, form.Remark, form.IsIncomplete));
    }

    [Theory]
    [InlineData("王?")]
    [InlineData("王晓□")]
    [InlineData("徐凤*")]
    [InlineData("王晓HONG")]
    [InlineData("王晓（yan）")]
    public void Says_when_a_character_was_lost(string cell) => Assert.True(NameForm.Read(cell).IsIncomplete);

    [Theory]
    [InlineData("勒格·尔布", "勒格 尔布 ")]
    [InlineData("勒格‧尔布", "勒格尔布")]
    [InlineData("沈·富志", "沈富志")]
    [InlineData("楊鳳（外出）", "杨 凤")]
    [InlineData("傅明", "付明")]
    public void Compares_names_by_what_they_mean(string one, string other) =>
        Assert.Equal(NameForm.Read(one).MatchKey, NameForm.Read(other).MatchKey);

    [Fact]
    public void Reading_a_normal_name_again_changes_nothing() =>
        Gen.String[Gen.Char["张伟凤 \u3000·.（)Aｂ\u200b\t?"], 0, 10].Sample(cell =>
        {
            var name = NameForm.Normalize(cell);
            Assert.Equal(name, NameForm.Normalize(name));
            Assert.Equal(name.Trim(' ', '·'), name);
        });
}
