using Minkang.Benefits.Packs;
using Minkang.Domain.Policies;

namespace Minkang.Tests.Benefits;

/// <summary>Each locality whose documents state benefit rules has its packs, and what its documents leave blank stops a bill.</summary>
public sealed class LocalityPacksTests
{
    [Theory]
    [InlineData("高台县", "gaotai.2016")]
    [InlineData("滁州市", "chuzhou.2016")]
    [InlineData("四川某区", "sichuan-district.undated")]
    [InlineData("四川省", "sichuan.undated")]
    [InlineData("四川某县（72个贫困村）", "sichuan-72.undated")]
    [InlineData("四川某县（青卫计文号）", "sichuan-qing.undated")]
    [InlineData("祁阳县", "qiyang.2017", "qiyang.2017-assistance-first")]
    [InlineData("山东省", "shandong.undated")]
    [InlineData("菏泽市", "heze.undated")]
    [InlineData("青龙满族自治县", "qinglong.undated")]
    [InlineData("即墨市", "jimo.2017")]
    [InlineData("忠县", "zhongxian.undated")]
    [InlineData("大王店镇", "dawangdian.2018")]
    [InlineData("侯马市凤城乡", "fengcheng.2018")]
    [InlineData("桐柏县", "tongbai.undated", "tongbai.undated-2")]
    [InlineData("甘肃省", "gansu.2015", "gansu.2016")]
    [InlineData("全国", "national.undated", "national.2021")]
    [InlineData("吕合镇", "lvhe.undated")]
    [InlineData("三宫乡东湾村", "dongwan.2020")]
    [InlineData("某区", "x-district.undated")]
    [InlineData("荣成市", "rongcheng.2023")]
    [InlineData("安徽省", "anhui-351-180.undated")]
    [InlineData("山西省", "shanxi-136.undated")]
    [InlineData("河北省", "hebei.2017")]
    [InlineData("赣州市", "ganzhou.undated")]
    [InlineData("湖北省", "hubei.undated")]
    [InlineData("重庆市", "chongqing.undated")]
    public void A_locality_with_stated_rules_has_packs_with_three_worked_cases_each(string place, params string[] ids)
    {
        foreach (var id in ids)
        {
            var loaded = Packs.Load(id);

            Assert.Equal("", string.Join('\n', loaded.Problems));
            Assert.StartsWith(place, loaded.Pack!.Place);
            Assert.True(loaded.Cases >= 3, $"{id} has {loaded.Cases} case(s)");
            Assert.NotEmpty(loaded.Pack.Notes);
            Assert.All(loaded.Pack.Sources.Values, s => Assert.True(s.Document.Length > 0 && s.Title.Length > 0, id));
        }
    }

    [Theory]
    [InlineData("gaotai.2016", "2016-05-01", "deductible-province", "province")]
    [InlineData("chuzhou.2016", "2016-05-01", "basic-rate-county")]
    [InlineData("sichuan-district.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("sichuan-district.undated", "2018-05-01", "delivery-price-ceiling", "county", "delivery")]
    [InlineData("sichuan-district.undated", "2018-05-01", "emergency-relief-rate", "county", "emergency")]
    [InlineData("sichuan.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("sichuan-72.undated", "2018-05-01", "delivery-subsidy", "county", "delivery")]
    [InlineData("sichuan-qing.undated", "2018-05-01", "chronic-deductible", "county", "outpatient-chronic")]
    [InlineData("qiyang.2017", "2018-05-01", "basic-deductible-county")]
    [InlineData("qiyang.2017-assistance-first", "2018-05-01", "basic-deductible-county")]
    [InlineData("shandong.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("heze.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("qinglong.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("qinglong.undated", "2018-05-01", "dialysis-deductible", "county", "dialysis")]
    [InlineData("jimo.2017", "2018-05-01", "general-consultation-share", "township", "outpatient")]
    [InlineData("zhongxian.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("dawangdian.2018", "2018-05-01", "basic-deductible-county")]
    [InlineData("fengcheng.2018", "2018-05-01", "basic-rate-county")]
    [InlineData("fengcheng.2018", "2018-05-01", "chronic-deductible", "township", "outpatient-chronic")]
    [InlineData("tongbai.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("tongbai.undated-2", "2018-05-01", "basic-deductible-county")]
    [InlineData("gansu.2015", "2015-05-01", "basic-deductible-county")]
    [InlineData("gansu.2016", "2018-05-01", "basic-deductible-county")]
    [InlineData("national.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("national.2021", "2022-05-01", "basic-deductible-county")]
    [InlineData("lvhe.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("dongwan.2020", "2020-05-01", "basic-deductible-county")]
    [InlineData("x-district.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("rongcheng.2023", "2023-05-01", "basic-deductible-county")]
    [InlineData("anhui-351-180.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("shanxi-136.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("hebei.2017", "2018-05-01", "basic-deductible-county")]
    [InlineData("ganzhou.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("hubei.undated", "2018-05-01", "basic-deductible-county")]
    [InlineData("hubei.undated", "2018-05-01", "chronic-deductible", "county", "outpatient-chronic")]
    [InlineData("chongqing.undated", "2018-05-01", "basic-deductible-county")]
    public void A_bill_that_needs_a_blank_is_refused_with_pack_value_and_date(string id, string date, string value, string level = "county", string kind = "inpatient")
    {
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd");
        var bill = TestBills.Of(kind, level, 10_000m) with { Admission = day, Discharge = day, Settlement = day };

        var outcome = PolicyEngine.Settle(Packs.Load(id).Pack!, bill);

        var problem = Assert.Single(outcome.Problems);
        Assert.Equal("benefits.pack.blank-value", problem.Code);
        Assert.Contains($"政策包“{id}”的“values/{value}”在 {date} 没有数值", problem.Message);
        Assert.Contains("来源此处为空白，使用前请先填入", problem.Message);
        Assert.Contains("《", problem.Message);
    }

    [Theory]
    [InlineData("qinglong.undated", "basic-cap", "basic-deductible-county=300", "basic-rate-county=80%")]
    [InlineData("qinglong.undated", "assistance-rate", "basic-deductible-county=300", "basic-rate-county=80%", "basic-cap=100000", "critical-threshold=100000")]
    [InlineData("shanxi-136.undated", "safety-net-elsewhere", "basic-deductible-county=300", "basic-rate-county=80%", "critical-threshold=100000", "assistance-rate=0%")]
    [InlineData("x-district.undated", "top-up-deductible", "basic-deductible-county=300", "basic-rate-county=80%", "critical-threshold=100000", "assistance-rate=0%")]
    public void A_blank_behind_the_first_one_is_refused_as_well(string id, string value, params string[] filled)
    {
        var bill = TestBills.Of("inpatient", "county", 10_000m) with { Place = value == "safety-net-elsewhere" ? "elsewhere" : "county" };

        var outcome = PolicyEngine.Settle(Packs.Load(id, filled.ToDictionary(f => f.Split('=')[0], f => f.Split('=')[1])).Pack!, bill);

        Assert.Contains($"“values/{value}”", Assert.Single(outcome.Problems).Message);
    }

    [Fact]
    public void A_bill_outside_the_years_of_a_programme_is_refused()
    {
        foreach (var (id, day) in new[] { ("jimo.2017", new DateOnly(2019, 1, 1)), ("rongcheng.2023", new DateOnly(2024, 1, 1)), ("gansu.2015", new DateOnly(2016, 1, 1)), ("gansu.2016", new DateOnly(2015, 12, 31)) })
        {
            var bill = TestBills.Of("inpatient", "county", 100m) with { Admission = day, Discharge = day, Settlement = day };

            Assert.Equal("benefits.pack.not-in-force", PolicyEngine.Settle(Packs.Load(id).Pack!, bill).Problems[0].Code);
        }
    }
}
