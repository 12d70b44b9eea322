using static Minkang.Tests.Compare.GivenLists;

namespace Minkang.Tests.Compare;

/// <summary>What one row shows by itself.</summary>
public sealed class RowRulesTests
{
    private static readonly string Good = Id("19680410", 11);

    [Fact]
    public void Numbers_are_told_apart_by_what_is_wrong_with_them()
    {
        var wrong = Good[..17] + (Good[17] == '5' ? '6' : '5');
        var old = Good[..6] + Good[8..17];

        var done = Comparing(List("register",
            Registered("甲一", "", "H1"), Registered("甲二", "待补", "H2"), Registered("甲三", "999999196804100001", "H3"), Registered("甲四", "1.10105E+17", "H4"), Registered("甲五", Good[..15] + "000", "H5"),
            Registered("甲六", wrong, "H6"), Registered("甲七", Good[..17], "H7"), Registered("甲八", old, "H8"), Registered("甲九", Good, "H9")), List("enrolment", Enrolled("乙一", Id("19500101", 1))));

        Assert.Equal([2, 3, 4], Rows("id_missing"));
        Assert.Equal([5, 6], Rows("id_rounded"));
        Assert.Equal([7, 8], Rows("id_invalid"));
        Assert.Equal([9], Rows("id_15"));

        IEnumerable<int> Rows(string code) => done.Discrepancies.Where(d => d.Rule.Code == code).Select(d => d.Row.Number);
    }

    [Fact]
    public void A_stated_birth_date_or_sex_against_a_valid_number_is_found_and_a_month_that_fits_is_not()
    {
        var done = Comparing(List("register", Registered("甲一", Good, "H1", birth: "1968-04-11"), Registered("甲二", Id("19700203", 22), "H2", sex: "男", birth: "1970-02"),
            Registered("甲三", "待补", "H3", sex: "女", birth: "1970-02-03")), List("enrolment", Enrolled("乙一", Id("19500101", 1))));

        Assert.Equal(["register:2 birth-date 1968-04-11|1968-04-10"], done.Found("birth_conflict"));
        Assert.Equal(["register:3 sex 男|女"], done.Found("sex_conflict"));
    }

    [Fact]
    public void Days_that_do_not_exist_lie_ahead_or_come_in_the_wrong_order_are_impossible()
    {
        var id = Id("19600101", 1);

        var done = Comparing(List("patients", $"云岭镇,石桥村,H1,甲一,甲一,{id},男,58,因病,高血压,2015-06-31,慢病"),
            ("结算2018年.csv", List("slips", Slip("A1", "甲一", id, "2018-03-01", "2018-02-25", settled: "2018-03-02"), Slip("A2", "甲一", id, "2018-12-20", "2018-12-28", settled: "2019-02-03"), Slip("A3", "甲一", id, "2028-03-01")).Item2));

        Assert.Equal(["patients:2 diagnosed-on 2015-06-31|", "结算2018年:2 discharged-on 2018-02-25|2018-03-01", "结算2018年:4 admitted-on 2028-03-01|2018-12-31", "结算2018年:4 settled-on 2028-03-01|2018-12-31"],
            done.Found("date_impossible").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Amounts_must_add_up_and_a_reversal_does_so_with_minus_signs()
    {
        var id = Id("19600101", 1);

        var done = Comparing(List("costs", $"云岭镇,石桥村,甲一,{id},高血压,2018,1000,600,/,,无,400", $"云岭镇,石桥村,甲二,{Id("19610101", 1)},高血压,2018,1000,600,0,0,0,500"),
            List("slips", Slip("A1", "甲一", id, "2018-03-01", total: 100), Slip("A2", "甲一", id, "2018-03-02", total: -100, remark: "冲销A1"), Slip("A3", "甲一", id, "2018-03-03", total: 100, self: 40)));

        Assert.Equal(["costs:3 total-cost 1000.00|1100.00", "slips:4 total 100.00|90.00"], done.Found("amount_unbalanced"));
    }
}
