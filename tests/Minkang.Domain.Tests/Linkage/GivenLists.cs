using CsCheck;
using Minkang.Domain.Linkage;
using Minkang.Domain.People;

namespace Minkang.Domain.Tests.Linkage;

/// <summary>Invented rows: area 000000, right check characters, names from a handful of characters so that namesakes occur.</summary>
internal static class GivenLists
{
    public sealed record Person(string Id, string Name, string Sex, string Birth, string Place, string Phone);

    private const string Surnames = "王李张杨赵黄周吴", Given = "国明华英秀芳林云春成龙军平";

    public static readonly Gen<Person> AnyPerson =
        from born in Gen.Int[0, 29_000]
        from sequence in Gen.Int[1, 799]
        from surname in Gen.Int[0, Surnames.Length - 1]
        from first in Gen.Int[0, Given.Length - 1]
        from second in Gen.Int[0, Given.Length - 1]
        from village in Gen.Int[1, 6]
        from phone in Gen.Int[0, 99_999_999]
        select Make(new DateOnly(1930, 1, 1).AddDays(born), sequence, $"{Surnames[surname]}{Given[first]}{Given[second]}", $"甲镇/第{"一二三四五六"[village - 1]}村", $"154{phone:D8}");

    /// <summary>People with different numbers.</summary>
    public static Gen<Person[]> People(int least, int most) =>
        AnyPerson.Array[least, most].Select(people => people.DistinctBy(p => p.Id).ToArray());

    public static Person Make(DateOnly birth, int sequence, string name, string place, string phone) =>
        new(Number(birth, sequence), name, sequence % 2 == 1 ? "男" : "女", birth.ToString("yyyy-MM-dd"), place, phone);

    public static string Number(DateOnly birth, int sequence)
    {
        var text = $"000000{birth:yyyyMMdd}{sequence:D3}";
        return text + IdNumber.CheckCharacter(text);
    }

    public static LinkTable List(LinkSpace space, IEnumerable<Person> people)
    {
        var list = space.NewList();
        foreach (var p in people) list.Add(p.Id, p.Name, p.Sex, p.Birth, p.Place, null, p.Phone);
        return list;
    }

    public static LinkResult Between(IEnumerable<Person> left, IEnumerable<Person> right)
    {
        var space = new LinkSpace(GivenProfiles.ChineseRegister);
        return LinkLists.Between(List(space, left), List(space, right));
    }

    /// <summary>Forty people with numbers, names and villages of their own, to learn from.</summary>
    public static List<Person> Crowd() =>
        [.. Enumerable.Range(0, 40).Select(i => Make(new DateOnly(1940, 1, 1).AddDays(i * 577), 101 + (i * 13), $"{Surnames[i % 8]}{Given[i % 13]}{Given[i * 5 / 3 % 13]}", $"甲镇/第{"一二三四五六"[i % 6]}村", $"154{i * 1_234_567:D8}"))];
}
