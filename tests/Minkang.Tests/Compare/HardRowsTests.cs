using Minkang.Registry.Compare;
using static Minkang.Tests.Compare.GivenLists;

namespace Minkang.Tests.Compare;

/// <summary>The rows on which a comparison is judged: among forty people of two villages.</summary>
public sealed class HardRowsTests
{
    private const string Surnames = "王李张刘陈杨赵黄周吴", Given = "建国秀芳红军有福大明小梅志强丽华文斌玉兰";

    private static readonly (string Name, string Id, string Birth, string Sex, string Village)[] People = [.. Enumerable.Range(0, 40).Select(i =>
    {
        var birth = new DateOnly(1940, 1, 1).AddDays(i * 611);
        var man = i % 2 == 0;
        return ($"{Surnames[i % 10]}{Given[i * 3 % 20]}{Given[(i * 7 + 5) % 20]}", Id($"{birth:yyyyMMdd}", 100 + i * 10 + (man ? 1 : 2)), $"{birth:yyyy-MM-dd}", man ? "男" : "女", i % 4 < 2 ? "石桥村" : "柳树村");
    })];

    private static IEnumerable<string> Register => People.Select((p, i) => Registered(p.Name, p.Id, $"H{i / 4}", People[i / 4 * 4].Name, p.Sex, p.Birth, village: p.Village));

    private static Comparison With(Dictionary<int, string> changed) =>
        Comparing(List("register", Register), List("enrolment", People.Select((p, i) => changed.GetValueOrDefault(i) ?? Enrolled(p.Name, p.Id, p.Sex, p.Birth, village: p.Village))));

    private static ComparedRow Row(Comparison done, ListKind kind, int person) => done.Rows.Of(kind).ElementAt(person);

    private static void AreOne(Comparison done, int person)
    {
        Assert.NotEqual(0, Row(done, ListKind.Register, person).Person.Key);
        Assert.Same(Row(done, ListKind.Register, person).Person, Row(done, ListKind.Enrolment, person).Person);
    }

    [Fact]
    [Trait("Requirement", "R-CMP-09")]
    public void A_row_without_a_number_finds_its_person_by_name_birth_date_and_village()
    {
        var done = With(new() { [7] = Enrolled(People[7].Name, "无", People[7].Sex, People[7].Birth, village: People[7].Village) });

        AreOne(done, 7);
        Assert.Equal(RowDecision.Probable, done.Rows.DecisionOf(Row(done, ListKind.Enrolment, 7)).Decision);
    }

    [Fact]
    public void A_mistyped_number_is_repaired()
    {
        var typed = People[8].Id[..15] + (People[8].Id[15] == '4' ? '5' : '4') + People[8].Id[16..];

        var done = With(new() { [8] = Enrolled(People[8].Name, typed, People[8].Sex, People[8].Birth, village: People[8].Village) });

        AreOne(done, 8);
        Assert.Equal(RowDecision.Repaired, done.Rows.DecisionOf(Row(done, ListKind.Enrolment, 8)).Decision);
    }

    [Fact]
    public void Another_valid_number_of_the_same_person_is_the_same_person_and_told()
    {
        var second = Id(People[9].Birth.Replace("-", "", StringComparison.Ordinal), 888);

        var done = With(new() { [9] = Enrolled(People[9].Name, second, People[9].Sex, People[9].Birth, village: People[9].Village) });

        AreOne(done, 9);
        Assert.Single(done.Found("id_conflict"));
    }

    [Fact]
    public void A_row_with_a_relatives_number_is_not_taken_for_the_relative()
    {
        var done = With(new() { [13] = Enrolled(People[13].Name, People[12].Id, People[13].Sex, People[13].Birth, village: People[13].Village) });

        AreOne(done, 12);
        AreOne(done, 13);
        Assert.NotSame(Row(done, ListKind.Register, 12).Person, Row(done, ListKind.Register, 13).Person);
        Assert.Equal(["enrolment:14 enrolment:15"], done.Found("id_shared").Select(f => f.Split(" name")[0]));
    }

    [Fact]
    public void Namesakes_with_numbers_of_their_own_stay_two_people()
    {
        var done = With(new() { [20] = Enrolled(People[20].Name, Id("19990909", 11), "男", "1999-09-09", village: People[20].Village) });

        Assert.NotSame(Row(done, ListKind.Register, 20).Person, Row(done, ListKind.Enrolment, 20).Person);
    }
}
