using static Minkang.Tests.Compare.GivenLists;

namespace Minkang.Tests.Compare;

/// <summary>The same person in several lists.</summary>
public sealed class PersonRulesTests
{
    private static readonly string Id1 = Id("19500615", 31), Id2 = Id("19780220", 53), Id3 = Id("19900101", 11);
    private const string Home = "云岭镇石桥村二组";

    private static string Change(string kind, string name, string id, string on, string from = "", string to = "", string head = "", string headId = "") => $"{kind},{name},{id},男,,{on},{from},{to},{head},{headId}";

    [Fact]
    public void Another_writing_of_the_name_is_no_conflict_and_another_character_is()
    {
        var done = Comparing(List("register", Registered("吉布·尼古", Id1), Registered("王建国", Id2, "H2"), Registered("李秀芳", Id3, "H3", sex: "女")),
            List("enrolment", Enrolled("吉布尼古", Id1), Enrolled("王　建国（外出）", Id2), Enrolled("李秀方", Id3)));

        Assert.Equal(["register:4 enrolment:4 name 李秀芳|李秀方"], done.Found("name_conflict"));
    }

    [Fact]
    public void A_village_against_a_village_is_a_conflict_whatever_ending_its_name_has()
    {
        var done = Comparing(List("register", Registered("王建国", Id1, village: "石桥村"), Registered("李秀芳", Id2, "H2", village: "柳树村")), List("enrolment", Enrolled("王建国", Id1, village: "石桥村委会"), Enrolled("李秀芳", Id2, village: "石桥")));

        Assert.Equal(["register:3 enrolment:3 village 云岭镇柳树|云岭镇石桥"], done.Found("village_conflict"));
    }

    [Fact]
    public void The_dead_are_found_wherever_they_are_treated_as_living()
    {
        var done = Comparing(List("register", Registered("王建国", Id1)), List("enrolment", Enrolled("王建国", Id1)), List("police", Change("死亡注销", "王建国", Id1, "2018-05-10", Home)),
            List("allowance", $"云岭镇,石桥村,D1,王建国,王建国,{Id1},本人,是"), List("disabled", $"王建国,{Id1}42,男,1950-06-15,肢体残疾,二级,{Home},是,有效"),
            List("slips", Slip("A1", "王建国", Id1, "2018-05-01", "2018-05-10", settled: "2018-06-20"), Slip("A2", "王建国", Id1, "2018-05-12"), Slip("A3", "王建国", Id1, "2018-05-12", total: -100, remark: "冲销A9")));

        Assert.Single(done.Found("death_listed"));
        Assert.Single(done.Found("death_enrolled"));
        Assert.Single(done.Found("death_civil"));
        Assert.Single(done.Found("death_disabled"));
        Assert.Equal(["slips:3 police:2 admitted-on 2018-05-12|2018-05-10"], done.Found("settlement_after_death"));
        Assert.Empty(done.Found("not_enrolled"));
    }

    [Fact]
    public void Who_moved_out_is_still_listed_and_who_came_to_a_registered_household_is_not()
    {
        var done = Comparing(List("register", Registered("王建国", Id1), Registered("王小明", Id2, "H1", "王建国", relation: "之子")),
            List("police", Change("迁出", "王小明", Id2, "2018-05-10", Home, "外省东岭镇"), Change("出生申报", "王新宇", Id("20180301", 11), "2018-03-20", "", Home, "王建国", Id1),
                Change("迁入", "赵小芳", Id3, "2018-04-01", "外省东岭镇", Home, "王建国", ""), Change("出生申报", "钱多多", Id("20180401", 11), "2018-04-20", "", Home, "钱大有", Id("19600101", 77))));

        Assert.Equal(["register:3 police:2 name 王小明|2018-05-10"], done.Found("moved_out_listed"));
        Assert.Equal(["police:3 register:2 name 王新宇|H1"], done.Found("birth_unlisted"));
        Assert.Equal(["police:4 register:2 name 赵小芳|H1"], done.Found("movein_unlisted"));
    }

    [Fact]
    public void Enrolment_is_held_against_the_registers_word_and_the_class_against_the_lists_that_give_it()
    {
        var done = Comparing(List("register", Registered("王建国", Id1), Registered("李秀芳", Id2, "H2", insured: "否"), Registered("赵红军", Id3, "H3")),
            List("enrolment", Enrolled("李秀芳", Id2), Enrolled("赵红军", Id3, insuredAs: "一般居民", state: "暂停参保"), Enrolled("钱有福", Id("19600101", 77), insuredAs: "建档立卡贫困人口"), Enrolled("孙大有", Id("19610101", 77), insuredAs: "低保对象")));

        Assert.Equal(["register:2 basic-insurance 是|"], done.Found("not_enrolled"));
        Assert.Equal(["register:3 enrolment:2 basic-insurance 否|正常参保", "register:4 enrolment:3 basic-insurance 是|暂停参保"], done.Found("enrol_flag_conflict"));
        Assert.Equal(["enrolment:3 register:4 insured-as 一般居民|建档立卡贫困人口", "enrolment:4 insured-as 建档立卡贫困人口|一般居民"], done.Found("enrol_class_conflict"));
    }

    [Fact]
    public void Illness_and_disability_by_one_list_only_are_found()
    {
        string Patient(string name, string id, string kind) => $"云岭镇,石桥村,,{name},{name},{id},男,50,,高血压,2015-06-01,{kind}";
        var done = Comparing(List("register", Registered("王建国", Id1, health: "健康"), Registered("李秀芳", Id2, "H2", health: "长期慢性病,残疾".Replace(',', '、')), Registered("赵红军", Id3, "H3", health: "患有大病")),
            List("patients", Patient("王建国", Id1, ""), Patient("赵红军", Id3, "慢病"), Patient("钱有福", Id("19600101", 77), "")), List("disabled", $"王建国,{Id1}42,男,1950-06-15,肢体残疾,三级,{Home},否,有效"));

        Assert.Equal(["register:2 patients:2 health-state 健康|患病", "register:4 patients:3 health-state 患有大病|慢病"], done.Found("health_status_conflict"));
        Assert.Equal(["patients:4 name 钱有福|"], done.Found("patient_not_registered"));
        Assert.Equal(["register:3 health-state 长期慢性病、残疾|"], done.Found("patient_not_in_health_return"));
        Assert.Equal(["register:2 disabled:2 health-state 健康|肢体残疾", "register:3 health-state 长期慢性病、残疾|"], done.Found("disability_conflict"));
        Assert.Equal(["disabled:2 level 三级|2"], done.Found("card_conflict"));
        Assert.Equal(["disabled:2 register:2 registered-poor 否|是"], done.Found("poor_flag_conflict"));
    }

    [Fact]
    public void Costs_differ_above_five_percent_and_a_hundred_yuan_only_and_slips_are_taken_net()
    {
        string Cost(string name, string id, int total) => $"云岭镇,石桥村,{name},{id},高血压,2018,{total},{total},0,0,0,0";
        var done = Comparing(List("costs", Cost("王建国", Id1, 1000), Cost("李秀芳", Id2, 10_400), Cost("赵红军", Id3, 190), Cost("钱有福", Id("19600101", 77), 500)),
            List("slips", Slip("A1", "王建国", Id1, "2018-01-01", total: 1000), Slip("A1", "王建国", Id1, "2018-01-01", total: 1000), Slip("A2", "王建国", Id1, "2018-01-01", total: -1000, remark: "冲销A1"), Slip("A3", "王建国", Id1, "2018-01-01", total: 800),
                Slip("B1", "李秀芳", Id2, "2018-01-01", total: 10_000), Slip("C1", "赵红军", Id3, "2018-01-01", total: 100)));

        Assert.Equal(["costs:2 slips:2 total-cost 1000.00|800.00"], done.Found("cost_conflict"));
        Assert.Equal(["costs:5 total-cost 500.00|"], done.Found("cost_without_slip"));
    }

    [Fact]
    public void Stays_may_share_the_day_of_a_transfer_and_no_more()
    {
        var done = Comparing(List("slips", Slip("A1", "王建国", Id1, "2018-01-01", "2018-01-10"), Slip("A2", "王建国", Id1, "2018-01-10", "2018-01-15"), Slip("A3", "王建国", Id1, "2018-01-14", "2018-01-20"),
            Slip("A4", "王建国", Id1, "2018-01-14", "2018-01-20", total: -100, remark: "冲销A5"), Slip("A5", "王建国", Id1, "2018-01-14", "2018-01-20")), List("register", Registered("王建国", Id1)));

        Assert.Equal(["slips:3 slips:4 admitted-on 2018-01-10/2018-01-15|2018-01-14/2018-01-20"], done.Found("stay_overlap"));
    }
}
