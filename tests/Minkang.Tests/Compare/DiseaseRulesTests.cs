using Minkang.Illness.Contracts;
using Minkang.Platform.Catalog;
using Minkang.Registry.Compare;
using Minkang.Tests.Architecture;
using static Minkang.Tests.Compare.GivenLists;

namespace Minkang.Tests.Compare;

public sealed class DiseaseRulesTests
{
    private static readonly string Id1 = Id("19500615", 31), Id2 = Id("19780220", 53), Id3 = Id("19900101", 11), Id4 = Id("19600101", 77);

    private static string Patient(string name, string id, string diseases, string age = "") => $"云岭镇,石桥村,,{name},{name},{id},男,{age},因病,{diseases},2015-06-01,";

    private static string Certificate(string name, string id, string diseases, string until = "2030-12-31", string state = "有效") => $"Z1,{name},{id},{diseases},2018-01-01,{until},{state},云岭镇,石桥村";

    [Fact]
    [Trait("Requirement", "R-CMP-03")]
    public void A_household_with_a_key_disease_is_told_when_illness_is_not_its_main_cause()
    {
        var done = Comparing(
            List("register", Registered("王建国", Id1, "H1", cause: "缺技术", others: "因病"), Registered("李秀芳", Id2, "H2", cause: "因病"), Registered("赵红军", Id3, "H3", cause: "缺资金"), Registered("钱有福", Id4, "H4", cause: "缺资金")),
            List("patients", Patient("王建国", Id1, "高血压3级"), Patient("李秀芳", Id2, "胃癌"), Patient("赵红军", Id3, "感冒"), Patient("钱有福", Id4, "疑似肺癌")));

        Assert.Equal(["register:2 patients:2 main-cause 缺技术|高血压"], done.Found("key_disease_not_illness_poor"));
    }

    [Fact]
    [Trait("Requirement", "R-CMP-06")]
    public void A_major_disease_is_new_when_the_register_has_none()
    {
        var done = Comparing(
            List("register", Registered("王建国", Id1, "H1", health: "健康"), Registered("李秀芳", Id2, "H2", health: "患有大病"), Registered("赵红军", Id3, "H3", health: "长期慢性病")),
            List("patients", Patient("王建国", Id1, "肺Ca"), Patient("李秀芳", Id2, "胃癌"), Patient("赵红军", Id3, "高血压"), Patient("钱有福", Id4, "肝癌")));

        Assert.Equal(["register:2 patients:2 health-state 健康|肺癌"], done.Found("major_disease_new"));
    }

    [Fact]
    public void What_the_longer_list_covers_and_the_former_did_not_is_newly_covered()
    {
        var done = Comparing(List("register", Registered("王建国", Id1)), List("patients", Patient("王建国", Id1, "膀胱癌"), Patient("李秀芳", Id2, "胃癌"), Patient("赵红军", Id3, "胃癌、卵巢癌")));

        Assert.Equal(["patients:2 diseases 膀胱癌|膀胱癌", "patients:4 diseases 胃癌、卵巢癌|卵巢癌"], done.Found("newly_covered"));
    }

    [Fact]
    [Trait("Requirement", "R-CMP-06")]
    public void A_listed_disease_needs_a_certificate_for_it_that_still_holds()
    {
        var patients = List("patients", Patient("王建国", Id1, "高血压"), Patient("李秀芳", Id2, "2型糖尿病"), Patient("赵红军", Id3, "帕金森病"), Patient("钱有福", Id4, "感冒"));
        var held = List("certificates", Certificate("王建国", Id1, "高血压"), Certificate("李秀芳", Id2, "高血压"), Certificate("赵红军", Id3, "帕金森病", state: "注销"));

        Assert.Equal(["patients:3 diseases 2型糖尿病|", "patients:4 certificates:4 diseases 帕金森病|注销"], Comparing(patients, held).Found("certificate_missing"));
        Assert.Empty(Comparing(patients, List("register", Registered("王建国", Id1))).Found("certificate_missing"));
    }

    [Fact]
    public void Ages_of_children_hold_for_the_lists()
    {
        var done = Comparing(List("register", Registered("王建国", Id1, health: "健康"), Registered("李小芳", Id2, "H2", health: "健康")),
            List("patients", Patient("王建国", Id1, "白血病", "9"), Patient("李小芳", Id2, "白血病", "40")));

        Assert.Equal(["register:2"], done.Found("major_disease_new").Select(f => f.Split(' ')[0]));
    }

    [Fact]
    public void A_rule_that_names_no_list_or_an_unknown_one_is_refused()
    {
        static CompareRules Rules(string parameters) => CompareRules.Read([CatalogFile.Parse($"scope: person\nrules:\n  - {{ code: newly_covered, title: 新, en: New, gravity: notice, owner: health{parameters} }}\n", "x.yaml")]);

        Assert.Equal("x.yaml", Assert.Single(Rules("").Problems).File);
        var unknown = Rules(", parameters: { disease-lists: [nowhere-1] }");
        Assert.Empty(unknown.Problems);
        var thrown = Assert.Throws<InvalidOperationException>(() => new ListedDiseases(DiseaseFiles.Read(new CatalogFolder(Path.Combine(Repository.Root, "catalog"))), unknown.All));
        Assert.Contains("nowhere-1", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kept_texts_of_the_catalogue_give_the_same_lists()
    {
        var folder = new CatalogFolder(Path.Combine(Repository.Root, "catalog"));
        var kept = DiseaseFiles.Read(CatalogFolder.Of(folder.Texts("diseases")));

        Assert.Equal(DiseaseFiles.Read(folder).Lists.Select(l => (l.Id, l.NamedKinds)).Order(), kept.Lists.Select(l => (l.Id, l.NamedKinds)).Order());
    }
}
