using CsCheck;
using Minkang.Domain.Linkage;

namespace Minkang.Domain.Tests.Linkage;

/// <summary>What two values of one field say, seen through the level of the pair they make.</summary>
public sealed class FieldLevelsTests
{
    [Theory]
    [InlineData("王秀英", "王秀英", "same")]
    [InlineData("王鳳英", "王凤英", "variant")]
    [InlineData("萧国华", "肖国华", "variant")]
    [InlineData("傅明", "付明", "variant")]
    [InlineData("曲比·夫铁", "曲比夫铁", "variant")]
    [InlineData("曲比·夫铁", "曲比‧夫铁", "same")]
    [InlineData("王　英", "王英（外出）", "same")]
    [InlineData("张伟", "张炜", "sound")]
    [InlineData("单雄", "善雄", "sound")]
    [InlineData("乐丽", "勒丽", "sound")]
    [InlineData("余春", "佘春", "looks-alike")]
    [InlineData("罗英", "罗莫", "looks-alike")]
    [InlineData("王国强", "王强", "part")]
    [InlineData("王国强", "王强国", "part")]
    [InlineData("王晓𣲗", "王晓?", "part")]
    [InlineData("李建国", "李建民", "one-off")]
    [InlineData("王丽", "王芳", "surname")]
    [InlineData("王丽", "张芳", "other")]
    public void Names_are_compared_as_Chinese_names(string a, string b, string level) => Assert.Equal("name." + level, Code("name", a, b));

    [Theory]
    [InlineData("无")]
    [InlineData("")]
    [InlineData("999999198504120001")]
    [InlineData("户口簿")]
    public void What_is_no_number_says_nothing(string cell) => Assert.Equal("id.unstated", Code("id", cell, GivenLists.Number(new DateOnly(1985, 4, 12), 235)));

    [Theory]
    [InlineData(0, "same")]
    [InlineData(1, "keying-error")]
    [InlineData(2, "keying-error")]
    [InlineData(3, "keying-error")]
    [InlineData(4, "tail")]
    [InlineData(5, "birth-and-tail")]
    [InlineData(6, "birth")]
    [InlineData(7, "unlike")]
    public void Numbers_are_compared_as_far_as_they_can_be_seen(int damage, string level)
    {
        var number = GivenLists.Number(new DateOnly(1985, 4, 12), 235);
        var written = damage switch
        {
            0 => " " + number,
            1 => number[..10] + (char)('0' + (number[10] - '0' + 3) % 10) + number[11..],
            2 => number[..12] + number[13] + number[12] + number[14..],
            3 => number.Remove(9, 1),
            4 => number[..6] + "********" + number[14..],
            5 => "******" + number[6..],
            6 => number[..15] + "000",
            _ => number[..6] + "********" + "9999",
        };
        Assert.Equal("id." + level, Code("id", number, written));
    }

    [Theory]
    [InlineData("1985-04-12", "19850412", "same")]
    [InlineData("1985-04-12", "1985年4月", "coarse")]
    [InlineData("1985-04-12", "1985", "coarse")]
    [InlineData("1985-04-12", "≈1986", "coarse")]
    [InlineData("1985-04-12", "1985-12-04", "keying-error")]
    [InlineData("1985-04-12", "1986-04-12", "keying-error")]
    [InlineData("1985-04-12", "1985-05-14", "lunar")]
    [InlineData("1985-04-12", "1985-09-30", "year")]
    [InlineData("1985-04-12", "1952-09-30", "other")]
    [InlineData("1985-04-12", "1985-02-30", "unstated")]
    public void Birth_dates_are_compared_to_the_precision_stated(string a, string b, string level) => Assert.Equal("birth." + level, Code("birth", a, b));

    [Theory]
    [InlineData("甲镇/清水村", "甲镇/清水村委会", "same")]
    [InlineData("甲镇/清水村", "/清水村", "village")]
    [InlineData("甲镇/清水村", "乙乡/清水村", "other")]
    [InlineData("甲镇/清水村", "甲镇/石桥村", "township")]
    [InlineData("甲镇/清水村", "甲镇/", "township")]
    public void Villages_of_one_name_in_two_townships_are_two(string a, string b, string level) => Assert.Equal("place." + level, Code("place", a, b));

    [Fact]
    public void Every_comparison_is_symmetric()
    {
        var names = Gen.Char['\u4e00', '\u4e40'].Array[1, 4].Select(c => new string(c));
        string[] writings = ["", "王?", "杨（yan）", "王晓HONG", "阿力·木呷", "阿力木呷", "无", "　", "·", "张", "A B"];
        var odd = Gen.Int[0, writings.Length - 1].Select(i => writings[i]);
        Gen.Select(Gen.OneOf(names, odd), Gen.OneOf(names, odd)).Sample((a, b) => Assert.Equal(Code("name", a, b), Code("name", b, a)), iter: 2_000);
        var numbers = Gen.OneOf(GivenLists.AnyPerson.Select(p => p.Id), GivenLists.AnyPerson.Select(p => p.Id[..6] + "********" + p.Id[14..]), Gen.String[Gen.Char["0123456789X*"], 10, 20]);
        Gen.Select(numbers, numbers).Sample((a, b) => Assert.Equal(Code("id", a, b), Code("id", b, a)), iter: 2_000);
        var dates = Gen.OneOf(GivenLists.AnyPerson.Select(p => p.Birth), Gen.Int[1900, 2020].Select(y => $"{y}"), Gen.Int[1900, 2020].Select(y => $"≈{y}"), Gen.String[0, 10]);
        Gen.Select(dates, dates).Sample((a, b) => Assert.Equal(Code("birth", a, b), Code("birth", b, a)), iter: 2_000);
    }

    [Fact]
    public void No_text_of_a_cell_breaks_a_comparison() =>
        Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
        {
            foreach (var field in (string[])["id", "name", "birth", "place", "phone"]) Assert.StartsWith(field, Code(field, a, b), StringComparison.Ordinal);
        }, iter: 2_000);

    [Theory]
    [InlineData("martha", "marhta", "close")]
    [InlineData("harley", "harly", "close")]
    [InlineData("smith", "smyth", "close")]
    [InlineData("anna", "robert", "other")]
    public void English_names_are_compared_by_likeness(string a, string b, string level) => Assert.Equal("given." + level, Code("given", a, b, GivenProfiles.EnglishPersons));

    [Fact]
    public void Exchanged_given_name_and_surname_are_seen()
    {
        var (left, right) = Rows(GivenProfiles.EnglishPersons, ["harley", "mccarthy"], ["mccarthy", "harley"]);
        Assert.Equal("given.swapped", Explain(left, right).Fields[0].Code);
    }

    private static string Code(string field, string a, string b, LinkProfile? profile = null)
    {
        profile ??= GivenProfiles.ChineseRegister;
        var at = profile.IndexOf(field);
        var (left, right) = Rows(profile, [.. Enumerable.Repeat<string?>(null, at), a], [.. Enumerable.Repeat<string?>(null, at), b]);
        return Explain(left, right).Fields[at].Code;
    }

    private static (LinkTable Left, LinkTable Right) Rows(LinkProfile profile, string?[] a, string?[] b)
    {
        var space = new LinkSpace(profile);
        var (left, right) = (space.NewList(), space.NewList());
        left.Add(a);
        right.Add(b);
        return (left, right);
    }

    private static PairExplanation Explain(LinkTable left, LinkTable right) => LinkLists.ExplainPair(left, 0, right, 0);
}
