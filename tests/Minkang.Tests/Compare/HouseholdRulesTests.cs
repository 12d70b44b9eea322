using static Minkang.Tests.Compare.GivenLists;

namespace Minkang.Tests.Compare;

public sealed class HouseholdRulesTests
{
    private static readonly string Id1 = Id("19500615", 31), Id2 = Id("19780220", 53), Id3 = Id("19900101", 11), Id4 = Id("19600101", 77);

    private static string Patient(string name, string id, string cause) => $"云岭镇,石桥村,,{name},{name},{id},男,50,{cause},高血压,2015-06-01,慢病";

    [Fact]
    public void Causes_are_compared_and_illness_needs_a_patient_as_a_patient_needs_illness()
    {
        var done = Comparing(List("register", Registered("王建国", Id1, "H1", cause: "缺技术", others: "因学"), Registered("李秀芳", Id2, "H2", cause: "因病"), Registered("赵红军", Id3, "H3", cause: "缺资金", others: "因病"), Registered("钱有福", Id4, "H4", cause: "因病")),
            List("patients", Patient("王建国", Id1, "缺少技术"), Patient("赵红军", Id3, "因病致贫"), Patient("钱有福", Id4, "")));

        Assert.Equal(["register:4 patients:3 main-cause 缺资金|因病致贫"], done.Found("cause_conflict"));
        Assert.Equal(["register:3 main-cause 因病|"], done.Found("illness_without_patient"));
        Assert.Equal(["register:2 patients:2 main-cause 缺技术|高血压"], done.Found("illness_not_recorded_as_cause"));
    }

    [Fact]
    public void The_attribute_and_the_poor_flag_are_held_against_the_civil_affairs_lists()
    {
        var done = Comparing(List("register", Registered("王建国", Id1, "H1", attribute: "低保贫困户"), Registered("李秀芳", Id2, "H2", attribute: "一般贫困户"), Registered("赵红军", Id3, "H3", attribute: "五保贫困户")),
            List("allowance", $"云岭镇,石桥村,D1,李秀芳,李秀芳,{Id2},本人,否", $"云岭镇,石桥村,D2,钱有福,钱有福,{Id4},本人,是", $"云岭镇,石桥村,D3,赵红军,赵红军,{Id3},本人,是"),
            List("support", $"云岭镇,石桥村,赵红军,男,{Id3},分散供养,2015-01-01,是"));

        Assert.Equal(["register:2 poverty-attribute 低保贫困户|", "register:3 allowance:2 poverty-attribute 一般贫困户|农村低保"], done.Found("category_conflict"));
        Assert.Equal(["allowance:2 register:3 registered-poor 否|是", "allowance:3 registered-poor 是|否"], done.Found("civil_flag_conflict"));
        Assert.Equal(["allowance:4 support:2 name 农村低保|特困供养"], done.Found("dual_benefit"));
    }
}
