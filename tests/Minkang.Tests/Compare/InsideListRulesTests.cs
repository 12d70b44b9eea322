using static Minkang.Tests.Compare.GivenLists;

namespace Minkang.Tests.Compare;

public sealed class InsideListRulesTests
{
    private static readonly string Father = Id("19500615", 31), Son = Id("19780220", 53), Other = Id("19900101", 11);

    [Fact]
    public void The_same_person_twice_in_a_household_is_a_row_twice_and_in_another_household_is_in_two()
    {
        var done = Comparing(List("register", Registered("甲一", Father, "H1"), Registered("甲 一", Father, "H1"), Registered("甲一", Father, "H2")), List("enrolment", Enrolled("乙一", Other)));

        Assert.Equal(["register:2 register:3 name 甲一|甲一"], done.Found("dup_row"));
        Assert.Equal(["register:2 register:4 household-number H1|H2"], done.Found("dup_household"));
    }

    [Fact]
    public void A_slip_is_twice_when_number_and_amount_are_and_a_reversal_is_no_repetition()
    {
        var done = Comparing(List("slips", Slip("A1", "甲一", Father, "2018-03-01"), Slip("A1", "甲一", Father, "2018-03-01"), Slip("A2", "甲一", Father, "2018-03-01", total: -100, remark: "冲销A1"), Slip("A3", "甲一", Father, "2018-03-01")),
            List("enrolment", Enrolled("乙一", Other)));

        Assert.Equal(["slips:2 slips:3 name 甲一|甲一"], done.Found("dup_row"));
    }

    [Fact]
    public void One_number_on_two_people_is_found_and_a_name_written_differently_is_no_second_person()
    {
        var done = Comparing(List("enrolment", Enrolled("王建国", Father), Enrolled("李秀芳", Father, sex: "女"), Enrolled("赵红军", Son), Enrolled("赵紅军", Son)), List("register", Registered("乙一", Other)));

        Assert.Equal(["enrolment:2 enrolment:3 name 王建国|李秀芳"], done.Found("id_shared"));
    }

    [Fact]
    public void Father_and_son_with_exchanged_numbers_are_found_by_their_birth_dates_and_not_told_again_as_two_numbers()
    {
        var done = Comparing(
            List("register", Registered("张国", Son, "H1", birth: "1950-06-15"), Registered("张家明", Father, "H1", "张国", birth: "1978-02-20", relation: "之子")),
            List("enrolment", Enrolled("张国", Father, birth: "1950-06-15"), Enrolled("张家明", Son, birth: "1978-02-20")));

        var found = Assert.Single(done.Found("id_swapped"));
        Assert.StartsWith("register:2 register:3 id-number", found, StringComparison.Ordinal);
        Assert.Empty(done.Found("id_conflict"));
        Assert.DoesNotContain(Father, found, StringComparison.Ordinal);
    }
}
