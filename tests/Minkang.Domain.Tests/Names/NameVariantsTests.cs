using CsCheck;
using Minkang.Domain.Names;

namespace Minkang.Domain.Tests.Names;

public sealed class NameVariantsTests
{
    [Theory]
    [InlineData("楊鳳蘭", "杨凤兰")]
    [InlineData("趙華明", "赵华明")]
    [InlineData("山峯", "山峰")]
    [InlineData("張偉", "张伟")]
    [InlineData("傅萧", "傅萧")]
    [InlineData("乾坤", "乾坤")]
    [InlineData("唐𣲗鳳", "唐𣲗凤")]
    public void Folds_forms_of_the_same_character(string text, string folded) => Assert.Equal(folded, NameVariants.Fold(text));

    [Theory]
    [InlineData("傅明", "付明")]
    [InlineData("蕭紅", "肖红")]
    [InlineData("萧红", "肖红")]
    [InlineData("戴军", "代军")]
    [InlineData("李堃", "李坤")]
    public void Names_exchange_further_characters(string one, string other)
    {
        Assert.True(NameVariants.AreVariants(one, other));
        Assert.NotEqual(NameVariants.Fold(one), NameVariants.Fold(other));
    }

    [Fact]
    public void Different_people_stay_different() => Assert.False(NameVariants.AreVariants("付明", "肖明"));

    [Fact]
    public void Folding_twice_changes_nothing_more() =>
        Gen.Char['\u3400', '\u9fff'].Array[0, 12].Select(c => new string(c)).Sample(text =>
        {
            Assert.Equal(NameVariants.Fold(text), NameVariants.Fold(NameVariants.Fold(text)));
            Assert.Equal(NameVariants.FoldName(text), NameVariants.FoldName(NameVariants.FoldName(text)));
            Assert.Equal(text.Length, NameVariants.Fold(text).EnumerateRunes().Count());
        });
}
