using Minkang.Benefits.Packs;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;

namespace Minkang.Tests.Benefits;

/// <summary>What a pack does not say is refused by name, never taken for nothing.</summary>
public sealed class MissingValuesTests
{
    private static readonly Bill Stay = new()
    {
        Id = "1", Person = "p", Kind = "inpatient", Level = "county", Place = "county", Categories = ["registered_poor"],
        Discharge = new(2016, 5, 1), InScope = new(900_000), OutOfCatalogue = new(100_000), Total = new(1_000_000),
    };

    [Fact]
    public void A_blank_of_the_source_names_pack_value_date_and_clause()
    {
        var refused = PolicyEngine.Settle(Packs.Load("gaotai.2016").Pack!, Stay with { Level = "province" });

        Assert.Equal("benefits.pack.blank-value", refused.Problems[0].Code);
        Assert.Equal("政策包“gaotai.2016”的“values/deductible-province”在 2016-05-01 没有数值：《高台县乡镇卫生院健康扶贫方案》住院，来源此处为空白，使用前请先填入。", refused.Problems[0].Message);
    }

    [Fact]
    public void A_day_without_a_value_names_the_first_known_day()
    {
        var pack = Packs.Read("schema: policy-pack\nid: given\nname: 样例\nvalid: { from: 2016-01-01, by: discharge }\nsources: { plan: { title: 方案 } }\nvalues:\n  rate: [{ from: 2017-03-01, rate: 60%, source: plan#1 }]\n"
            + "layers:\n  - { id: basic, payer: basic-insurance, title: 基本, base: in-scope, rate: rate, source: plan#1 }\n");

        Assert.Equal(PackState.Draft, pack.State);
        var refused = PolicyEngine.Settle(pack.Pack!, Stay);
        Assert.Equal("benefits.pack.no-value-on-date", refused.Problems[0].Code);
        Assert.Contains("政策包“given”的“values/rate”在 2016-05-01 没有数值，最早的已知日期是 2017-03-01", refused.Problems[0].Message);
        Assert.True(PolicyEngine.Settle(pack.Pack!, Stay with { Discharge = new(2017, 3, 1) }).Ok);
    }

    [Fact]
    public void A_level_that_is_not_known_is_no_level_of_a_table()
    {
        var pack = Packs.Read("schema: policy-pack\nid: given\nname: 样例\nvalid: { from: 2016-01-01, by: discharge }\nsources: { plan: { title: 方案 } }\n"
            + "layers:\n  - { id: basic, payer: basic-insurance, title: 基本, base: in-scope, rate: { by: { village: 50%, township: 50%, county: 50%, city: 50%, province: 50% } }, source: plan#1 }\n").Pack!;

        Assert.Equal("benefits.pack.no-row", PolicyEngine.Settle(pack, Stay with { Level = "" }).Problems[0].Code);
        Assert.True(PolicyEngine.Settle(pack, Stay).Ok);
    }

    [Fact]
    public void A_rate_that_is_not_needed_may_be_blank()
    {
        var settled = PolicyEngine.Settle(Packs.Load("gaotai.2016").Pack!, Stay);

        Assert.Equal(Money.FromYuan(7352.50m), settled.Value.PaidBy("basic-insurance"));
        Assert.Equal(Money.Zero, settled.Value.PaidBy("critical-illness"));
    }

    [Fact]
    [Trait("Requirement", "R-PAY-01")]
    public void The_deposit_of_an_eligible_patient_is_zero_and_that_of_others_is_the_usual_one()
    {
        var chuzhou = Packs.Load("chuzhou.2016").Pack!;

        Assert.Equal(new Rate(0), PolicyEngine.Deposit(chuzhou, Stay, new(2016, 5, 1)).Value);
        Assert.Null(PolicyEngine.Deposit(chuzhou, Stay with { Categories = ["resident"] }, new(2016, 5, 1)).Value);
        Assert.Equal("benefits.pack.blank-value", PolicyEngine.Deposit(Packs.Load("gaotai.2016").Pack!, Stay, new(2016, 5, 1)).Problems[0].Code);
    }
}
