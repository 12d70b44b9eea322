using Minkang.Registry.Compare;
using static Minkang.Tests.Compare.GivenLists;

namespace Minkang.Tests.Compare;

/// <summary>Rows that a comparison of numbers and names alone leaves alone, or gives to the wrong person: among six hundred people of three villages, in two lists and their slips.</summary>
public sealed class LeftOverRowsTests
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高", Given = "建国秀芳红军有福大明小梅志强丽华文斌玉兰春平立新永光海清";
    private static readonly string[] Villages = ["石桥村", "柳树村", "泉水村"];
    private static readonly Person[] People = [.. Enumerable.Range(0, 600).Select(Somebody)];

    private sealed record Person(string Name, string Id, DateOnly Birth, string Sex, string Village)
    {
        public string Born => $"{Birth:yyyy-MM-dd}";

        public int AgeOn(int year, int month, int day) => year - Birth.Year - ((month, day).CompareTo((Birth.Month, Birth.Day)) < 0 ? 1 : 0);
    }

    private static Person Somebody(int i)
    {
        var birth = new DateOnly(1935, 1, 1).AddDays(i * 47 % 28_000);
        return new($"{Surnames[i * 7 % 20]}{Given[i * 11 % 28]}{Given[((i * 5) + (i / 28)) % 28]}", Id($"{birth:yyyyMMdd}", 100 + (i % 80 * 10) + (i % 2 == 0 ? 1 : 2)), birth, i % 2 == 0 ? "男" : "女", Villages[i % 3]);
    }

    private static string Registered(int i, string? id = null, string? name = null, string? village = null) =>
        GivenLists.Registered(name ?? People[i].Name, id ?? People[i].Id, $"H{i / 4}", People[i / 4 * 4].Name, People[i].Sex, People[i].Born, village: village ?? People[i].Village, relation: i % 4 == 0 ? "户主" : "之子");

    private static string Enrolled(int i, string? id = null, string? name = null, string? village = null, string? birth = null) =>
        GivenLists.Enrolled(name ?? People[i].Name, id ?? People[i].Id, People[i].Sex, birth ?? People[i].Born, village: village ?? People[i].Village);

    private static string Slipped(int i, string slip, string? id = null, string? name = null, int total = 300) =>
        $"{slip},普通门诊,{name ?? People[i].Name},{id ?? People[i].Id},{People[i].Sex},{People[i].AgeOn(2018, 7, 13)},2018-07-13,,{total},0,0,0,{total},{total / 2},0,0,0,0,{total - (total / 2)},2018-07-13,";

    private static Comparison With(Dictionary<int, string>? enrolment = null, IEnumerable<string>? moreEnrolled = null, IEnumerable<string>? slips = null, Dictionary<int, string>? register = null, int absent = -1) => Comparing(
        List("register", Enumerable.Range(0, People.Length).Select(i => register?.GetValueOrDefault(i) ?? Registered(i))),
        List("enrolment", Enumerable.Range(0, People.Length).Where(i => i != absent).Select(i => enrolment?.GetValueOrDefault(i) ?? Enrolled(i)).Concat(moreEnrolled ?? [])),
        List("slips", Enumerable.Range(0, 200).Select(i => Slipped(i, $"S{i:000}")).Concat(slips ?? [])));

    private static ComparedRow Row(Comparison done, ListKind kind, int at) => done.Rows.Of(kind).ElementAt(at);

    private static void IsTheSlipOf(int person, Comparison done, int slip) => Assert.Same(Row(done, ListKind.Register, person).Person, Row(done, ListKind.Slips, slip).Person);

    [Fact]
    public void People_of_these_lists_are_told_apart()
    {
        var done = With();

        Assert.Equal(People.Length, People.Select(p => p.Id).Distinct().Count());
        Assert.Equal(People.Length, done.Rows.Persons.Count(p => p.Rows.Count > 1));
        Assert.DoesNotContain(done.Discrepancies, d => d.Rule.Code is not ("not_enrolled" or "enrol_class_conflict"));
    }

    [Fact]
    [Trait("Requirement", "R-CMP-09")]
    public void A_slip_with_the_sons_number_goes_to_the_father_whose_age_it_states()
    {
        var (father, son) = (41, 42);

        var done = With(slips: [Slipped(father, "S901", id: People[son].Id)]);

        IsTheSlipOf(father, done, 200);
        Assert.NotSame(Row(done, ListKind.Register, father).Person, Row(done, ListKind.Register, son).Person);
    }

    [Fact]
    public void A_mistyped_name_with_the_number_and_the_age_of_its_person_stays_with_that_person()
    {
        var done = With(slips: [Slipped(51, "S901", name: People[51].Name[..^1] + "杳")]);

        IsTheSlipOf(51, done, 200);
    }

    [Fact]
    public void A_row_without_number_and_birth_goes_to_the_only_person_of_that_name_in_the_village()
    {
        var done = With(new() { [77] = Enrolled(77, id: "", birth: "") });

        Assert.Same(Row(done, ListKind.Register, 77).Person, Row(done, ListKind.Enrolment, 77).Person);
    }

    [Fact]
    public void Of_two_people_who_fit_alike_none_is_taken()
    {
        var older = People[77].Birth.AddYears(-9);
        var twin = People[77] with { Id = Id($"{older:yyyyMMdd}", 952), Birth = older };
        var done = With(new() { [77] = Enrolled(77, id: "", birth: ""), [80] = GivenLists.Enrolled(twin.Name, "", twin.Sex, village: twin.Village) },
            register: new() { [80] = GivenLists.Registered(twin.Name, twin.Id, "H20", twin.Name, twin.Sex, twin.Born, village: twin.Village) });

        Assert.NotSame(Row(done, ListKind.Register, 77).Person, Row(done, ListKind.Enrolment, 77).Person);
        Assert.NotSame(Row(done, ListKind.Register, 80).Person, Row(done, ListKind.Enrolment, 77).Person);
    }

    [Fact]
    public void A_rounded_number_that_is_valid_by_chance_is_told_as_rounded_and_its_row_finds_its_person()
    {
        var (whole, rounded, birth) = Enumerable.Range(0, 3000).Select(d => new DateOnly(1950, 1, 1).AddDays(d)).Select(b => (Whole: Id($"{b:yyyyMMdd}", 317), Rounded: Id($"{b:yyyyMMdd}", 300), Birth: b)).First(n => n.Rounded[^1] == '0');
        var person = GivenLists.Registered("钱多宝", whole, "H900", sex: "男", birth: $"{birth:yyyy-MM-dd}");
        var done = With(moreEnrolled: [GivenLists.Enrolled("钱多宝", rounded, "男", $"{birth:yyyy-MM-dd}")], register: new() { [0] = person }, absent: 0);

        Assert.Same(Row(done, ListKind.Register, 0).Person, Row(done, ListKind.Enrolment, People.Length - 1).Person);
        Assert.Equal(["enrolment:601 id-number"], done.Found("id_rounded").Select(f => f[..f.LastIndexOf(' ')]));
        Assert.Empty(done.Found("id_conflict"));
    }

    [Fact]
    public void A_given_name_that_was_changed_under_the_persons_own_number_is_the_same_person_and_told()
    {
        var done = With(new() { [90] = Enrolled(90, name: People[90].Name[..1] + "佳怡") });

        Assert.Same(Row(done, ListKind.Register, 90).Person, Row(done, ListKind.Enrolment, 90).Person);
        Assert.Equal("enrolment:92", done.Found("name_conflict").Single().Split(' ')[1]);
        Assert.Empty(done.Found("id_shared"));
    }

    [Fact]
    public void A_second_row_of_somebody_with_a_damaged_number_is_found_inside_its_list()
    {
        var done = With(moreEnrolled: [Enrolled(100, id: People[100].Id[..10] + "99" + People[100].Id[12..], birth: "")]);

        Assert.Same(Row(done, ListKind.Enrolment, 100).Person, Row(done, ListKind.Enrolment, People.Length).Person);
        Assert.Contains("enrolment:602", done.Found("dup_row").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_slip_handed_in_twice_is_one_persons_whatever_its_second_number_says()
    {
        var done = With(slips: [Slipped(120, "S120", id: "待补")]);

        IsTheSlipOf(120, done, 200);
    }

    [Fact]
    public void An_exchange_that_two_lists_agree_on_is_told_of_the_third()
    {
        var (father, son) = (41, 42);

        var done = With(new() { [father] = Enrolled(father, id: People[son].Id, birth: ""), [son] = Enrolled(son, id: People[father].Id, birth: "") });

        Assert.NotEmpty(done.Found("id_swapped"));
        Assert.All(done.Found("id_swapped"), f => Assert.StartsWith("enrolment:", f, StringComparison.Ordinal));
    }
}
