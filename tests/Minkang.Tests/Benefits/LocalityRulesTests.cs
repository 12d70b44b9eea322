using Minkang.Domain.Policies;
using Minkang.Domain.Values;

namespace Minkang.Tests.Benefits;

/// <summary>Rules that the localities' documents state, each by the locality's own pack. Blanks are filled in by the test where the rule leaves them.</summary>
public sealed class LocalityRulesTests
{
    private static readonly string[] Qiyang = ["basic-deductible-county=0", "basic-rate-county=80%", "critical-threshold=10000", "critical-rate=60%", "nine-waiver-share-outside=0%", "safety-net-share=100%"];

    [Fact]
    [Trait("Requirement", "R-INS-01")]
    public void The_order_of_payers_is_data_of_the_pack()
    {
        var bill = TestBills.Of("inpatient", "county", 50_000m, "hunan-9");
        string[] specialFirst = ["basic", "critical", "special", "assistance", "nine-waiver", "nine-waiver-outside", "safety-net"];
        string[] assistanceFirst = ["basic", "critical", "assistance", "special", "nine-waiver", "nine-waiver-outside", "safety-net"];

        var one = TestBills.Settle("qiyang.2017", bill, Qiyang);
        var other = TestBills.Settle("qiyang.2017-assistance-first", bill, Qiyang);

        // 50,000: basic 40,000; critical (10,000 − 5,000) × 60 % = 3,000; 7,000 is left to both.
        Assert.Equal(specialFirst, one.Lines.Select(l => l.Id));
        Assert.Equal(assistanceFirst, other.Lines.Select(l => l.Id));
        Assert.Equal((2_800m, 2_100m), (one.Paid("special"), one.Paid("assistance")));
        Assert.Equal((1_400m, 3_500m), (other.Paid("special"), other.Paid("assistance")));
        Assert.All(one.Lines, l => Assert.Contains("《", l.Clause));
    }

    [Theory]
    [Trait("Requirement", "R-INS-04")]
    [InlineData("gaotai.2016", "2015-05-01", 5000, "rate-county=0%", "deductible-county=0")]
    [InlineData("gaotai.2016", "2016-05-01", 3000, "rate-county=0%", "deductible-county=0")]
    [InlineData("gansu.2015", "2015-05-01", 5000, "basic-deductible-county=0", "basic-rate-before-county=0%", "assistance-rate=0%")]
    [InlineData("chuzhou.2016", "2016-05-01", 5000, "basic-rate-county=0%", "assistance-rate=0%", "safety-net-county=1000000")]
    [InlineData("qiyang.2017", "2018-05-01", 6000, "basic-deductible-county=0", "basic-rate-county=0%", "critical-threshold=12000")]
    public void Critical_illness_insurance_pays_above_its_threshold_only(string pack, string date, int threshold, params string[] values)
    {
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd");
        var at = TestBills.Of("inpatient", "county", threshold) with { Admission = day, Discharge = day, Settlement = day };
        var above = at with { InScope = Money.FromYuan(threshold + 100), Total = Money.FromYuan(threshold + 100) };
        string[] filled = [.. values, "critical-rate=60%"];

        Assert.Equal(0m, TestBills.Settle(pack, at, filled).Paid("critical"));
        Assert.Equal(60m, TestBills.Settle(pack, above, filled).Paid("critical"));
    }

    [Theory]
    [Trait("Requirement", "R-INS-04")]
    [InlineData(3000, 0)]
    [InlineData(3100, 60)]
    public void Gansu_lowers_the_threshold_to_3000_and_adds_five_points_from_2016(int left, int paid)
    {
        // Five points on a former rate of 0 % pay a twentieth, so a bill of left ÷ 95 % leaves what is wanted.
        var total = decimal.Round(left / 0.95m, 2);
        var settled = TestBills.Settle("gansu.2016", TestBills.Of("inpatient", "county", total), "basic-deductible-county=0", "basic-rate-before-county=0%", "critical-rate=60%", "assistance-rate=0%");

        Assert.Equal(total - left, settled.Paid("basic"));
        Assert.Equal(paid, settled.Paid("critical"));
    }

    [Theory]
    [Trait("Requirement", "R-INS-07")]
    [InlineData("gaotai.2016", "special-outpatient", "outpatient-chronic", "county", "gansu-outpatient-4x33", "special-disease-limit=100000", "special-year-cap=100000", "critical-rate=0%")]
    [InlineData("gaotai.2016", "basic", "inpatient", "city", "gansu-inpatient-50", "major-limit=100000", "critical-rate=0%")]
    [InlineData("fengcheng.2018", "basic", "inpatient", "county", "", "basic-rate-county=80%")]
    [InlineData("chuzhou.2016", "basic", "inpatient", "county", "", "basic-rate-county=80%", "critical-rate=0%", "assistance-rate=0%")]
    [InlineData("qinglong.undated", "basic", "inpatient", "county", "national-21", "basic-rate-county=80%", "basic-cap=1000000", "critical-threshold=100000", "assistance-rate=0%")]
    public void There_is_no_deductible_where_the_document_removes_it(string pack, string layer, string kind, string level, string list, params string[] values)
    {
        var settled = TestBills.Settle(pack, TestBills.Of(kind, level, 20_000m, list.Length > 0 ? [list] : []), values);

        var line = settled.Lines.Single(l => l.Id == layer);
        Assert.Equal(Money.Zero, line.Deductible);
        Assert.Equal(20_000m * line.Parts.Single().Rate.TenThousandths / 10_000, line.Paid.Yuan);
    }

    [Theory]
    [Trait("Requirement", "R-INS-08")]
    [InlineData(5000, 1_400, 3_000)]
    [InlineData(1000, 700, 2_800)]
    public void Special_outpatient_care_in_Gaotai_is_paid_70_percent_within_the_diseases_limit_and_the_persons_cap_is_raised_by_a_fifth(int limit, int first, int inAll)
    {
        var pack = Packs.Load("gaotai.2016", new Dictionary<string, string> { ["special-disease-limit"] = $"{limit}", ["special-year-cap"] = "2500", ["critical-rate"] = "0%" }).Pack!;
        var book = new AccumulatorBook(pack);
        var paid = new List<decimal>();
        foreach (var disease in new[] { "hypertension", "diabetes", "stroke", "coronary-heart-disease" })
        {
            var bill = TestBills.Of("outpatient-chronic", "county", 2_000m, "gansu-outpatient-4x33") with { Diseases = [disease] };
            var settled = PolicyEngine.Settle(pack, bill, book.Before(bill, 2018)).Value;
            book.Add(settled);
            paid.Add(settled.Paid("special-outpatient"));
        }

        // No deductible: 2,000 × 70 %, or 1,000 × 70 % where the disease's year stops there; all diseases together stop at 2,500 × 1.2.
        Assert.Equal((first, inAll), (paid[0], paid.Sum()));
    }

    [Theory]
    [Trait("Requirement", "R-INS-09")]
    [InlineData("city", true, "gansu-inpatient-50", 35_000)]
    [InlineData("city", true, "", 33_950)]
    [InlineData("city", false, "gansu-inpatient-50", 33_950)]
    [InlineData("county", true, "gansu-inpatient-50", 42_202.5)]
    public void A_major_disease_in_Gaotai_is_paid_70_percent_of_the_cost_within_the_limit_in_designated_city_hospitals(string level, bool designated, string list, double basic)
    {
        var bill = TestBills.Of("inpatient", level, 50_000m, list.Length > 0 ? [list] : []) with { Designated = designated };

        string[] filled = ["major-limit=60000", "critical-rate=0%"];
        var settled = TestBills.Settle("gaotai.2016", bill, filled);

        // 50,000 × 70 % without a deductible; ordinarily (50,000 − 1,500) × 70 % in the city, (50,000 − 350) × 85 % in the county.
        Assert.Equal((decimal)basic, settled.Paid("basic"));
        if (list.Length == 0 || level != "city" || !designated) return;
        Assert.Equal(42_000m, TestBills.Settle("gaotai.2016", bill with { InScope = Money.FromYuan(80_000m), Total = Money.FromYuan(80_000m), Level = "city" }, "major-limit=60000", "critical-rate=0%", "rate-city=10%").Paid("basic"));
    }

    [Theory]
    [Trait("Requirement", "R-INS-18")]
    [InlineData("registered_poor", 600)]
    [InlineData("resident", 0)]
    public void Emergency_relief_asks_the_registered_poor_for_no_other_proof(string category, int paid)
    {
        string[] rest = ["basic-deductible-county=0", "basic-rate-county=0%", "critical-rate=0%", "critical-threshold=100000", "assistance-rate=0%", "emergency-relief-rate=60%", "caring-fund-rate=0%", "relief-fund-rate=0%", "charity-fund-rate=0%"];
        var bill = TestBills.Of("emergency", "county", 1_000m) with { Categories = [category] };

        Assert.Equal(paid, TestBills.Settle("sichuan-district.undated", bill, rest).Paid("emergency-relief"));
    }

    [Theory]
    [Trait("Requirement", "R-INS-13")]
    [InlineData("minimum_living_allowance", 0.70)]
    [InlineData("resident", 0.50)]
    public void Assistance_in_Qiyang_pays_70_percent_to_allowance_recipients_and_50_to_others(string category, double share)
    {
        var bill = TestBills.Of("inpatient", "county", 50_000m, "hunan-9") with { Categories = ["registered_poor", category] };

        var settled = TestBills.Settle("qiyang.2017", bill, Qiyang);
        var otherDisease = TestBills.Settle("qiyang.2017", bill with { Lists = [] }, Qiyang);

        // 50,000 − 40,000 basic − 3,000 critical illness − 2,800 supplementary = 4,200.
        Assert.Equal(4_200m * (decimal)share, settled.Paid("assistance"));
        Assert.Equal(0m, otherDisease.Paid("assistance"));
    }

    [Fact]
    public void The_special_insurance_pays_40_percent_and_only_once_the_critical_illness_threshold_is_reached()
    {
        var reached = TestBills.Settle("qiyang.2017", TestBills.Of("inpatient", "county", 25_000m), Qiyang);
        var below = TestBills.Settle("qiyang.2017", TestBills.Of("inpatient", "county", 24_999m), Qiyang);

        Assert.Equal(2_000m, reached.Paid("special"));
        Assert.Equal(0m, below.Paid("special"));
    }

    [Fact]
    [Trait("Requirement", "R-INS-15")]
    public void The_hospital_waives_half_for_the_nine_diseases_and_the_government_covers_the_rest()
    {
        var settled = TestBills.Settle("qiyang.2017", TestBills.Of("inpatient", "county", 50_000m, "hunan-9"), Qiyang);

        // 4,200 × 50 % assistance leaves 2,100; half is waived, the rest is covered.
        Assert.Equal((1_050m, 1_050m), (settled.Paid("nine-waiver"), settled.Paid("safety-net")));
        Assert.Equal((1_050m, 1_050m), (settled.PaidBy("hospital-waiver").Yuan, settled.PaidBy("government-safety-net").Yuan));
        Assert.Equal(Money.Zero, settled.Self.Total);
    }

    [Theory]
    [InlineData("stomach-cancer", "county", true, true)]
    [InlineData("stomach-cancer", "city", true, false)]
    [InlineData("C92.400", "city", true, true)]
    [InlineData("ventricular-septal-defect", "city", true, true)]
    [InlineData("ventricular-septal-defect", "county", true, false)]
    [InlineData("stomach-cancer", "county", false, false)]
    public void The_county_hospital_waives_for_adults_diseases_and_the_city_hospital_for_those_of_children(string disease, string level, bool designated, bool waived)
    {
        var bill = TestBills.Of("inpatient", level, 10_000m, "hunan-9") with { Diseases = [disease], Designated = designated };

        var settled = TestBills.Settle("qiyang.2017", bill, [.. Qiyang, "basic-deductible-city=0", "basic-rate-city=80%"]);

        // 10,000 − 8,000 basic = 2,000, below the threshold; half of it is assistance, half of the rest is waived.
        Assert.Equal(waived ? 500m : 0m, settled.Paid("nine-waiver"));
        Assert.Equal(waived ? 500m : 1_000m, settled.Paid("safety-net"));
    }

    [Theory]
    [Trait("Requirement", "R-INS-16")]
    [InlineData("", 30_450)]
    [InlineData("gansu-inpatient-50", 31_500)]
    public void Chinese_medicine_in_Gaotai_is_paid_in_full_and_only_once(string list, int basic)
    {
        var bill = TestBills.Of("inpatient", "city", 50_000m, list.Length > 0 ? [list] : []) with { Tcm = Money.FromYuan(5_000m) };

        var settled = TestBills.Settle("gaotai.2016", bill, "major-limit=100000", "critical-rate=0%");

        // 45,000 without Chinese medicine: (45,000 − 1,500) × 70 %, or for the fifty diseases 45,000 × 70 %.
        Assert.Equal((basic, 5_000m), (settled.Paid("basic"), settled.Paid("tcm")));
    }

    [Fact]
    public void Critical_illness_insurance_in_Qinglong_is_for_the_poor_and_for_dialysis()
    {
        string[] values = ["basic-cap=1000000", "dialysis-deductible=0", "dialysis-rate=50%", "critical-threshold=10000", "critical-rate=60%", "assistance-rate=0%", "dialysis-subsidy=0"];
        var stay = TestBills.Of("inpatient", "county", 50_000m) with { Categories = ["resident"] };

        Assert.Equal(0m, TestBills.Settle("qinglong.undated", stay, values).Paid("critical"));
        Assert.Equal(9_000m, TestBills.Settle("qinglong.undated", stay with { Kind = "dialysis" }, values).Paid("critical"));
        Assert.Equal(24_000m, TestBills.Settle("qinglong.undated", stay with { Categories = ["registered_poor"] }, [.. values, "basic-deductible-county=0", "basic-rate-county=0%"]).Paid("critical"));
    }

    [Theory]
    [Trait("Requirement", "R-SET-02")]
    [InlineData("national.undated", "basic-insurance", "critical-illness", "emergency-relief", "medical-assistance")]
    [InlineData("qiyang.2017", "basic-insurance", "critical-illness", "poverty-insurance", "medical-assistance", "hospital-waiver", "government-safety-net")]
    [InlineData("dawangdian.2018", "basic-insurance", "critical-illness", "medical-assistance", "government-safety-net")]
    [InlineData("zhongxian.undated", "basic-insurance", "critical-illness", "medical-assistance", "commercial-supplement")]
    public void Each_locality_has_its_own_payers(string pack, params string[] payers) => Assert.Equal(payers, Packs.Load(pack).Pack!.Payers);

    [Theory]
    [Trait("Requirement", "R-PAY-02")]
    [InlineData("qinglong.undated", "registered_poor", "county", true, 0)]
    [InlineData("qinglong.undated", "extreme_poverty_support", "county", true, 0)]
    [InlineData("qinglong.undated", "minimum_living_allowance", "county", true, 0)]
    [InlineData("qinglong.undated", "resident", "county", true, null)]
    [InlineData("zhongxian.undated", "registered_poor", "county", true, 0)]
    [InlineData("zhongxian.undated", "registered_poor", "county", false, null)]
    [InlineData("zhongxian.undated", "registered_poor", "prefecture", true, null)]
    [InlineData("national.undated", "registered_poor", "county", true, 0)]
    [InlineData("national.undated", "registered_poor", "county", false, null)]
    [InlineData("national.undated", "extreme_poverty_support", "county", true, 0)]
    [InlineData("national.undated", "minimum_living_allowance", "county", true, 0)]
    [InlineData("national.undated", "resident", "county", true, null)]
    [InlineData("national.undated", "registered_poor", "prefecture", true, null)]
    public void The_deposit_is_waived_for_the_groups_and_places_of_the_locality(string pack, string category, string place, bool designated, int? percent) =>
        Assert.Equal(percent, Deposit(pack, category, place, designated));

    [Theory]
    [Trait("Requirement", "R-PAY-03")]
    [InlineData("minimum_living_allowance", true, 20)]
    [InlineData("minimum_living_allowance", false, null)]
    [InlineData("registered_poor", true, null)]
    public void Allowance_recipients_in_Jimo_pay_a_fifth_of_the_deposit(string category, bool designated, int? percent) => Assert.Equal(percent, Deposit("jimo.2017", category, "county", designated));

    private static int? Deposit(string pack, string category, string place, bool designated)
    {
        var bill = TestBills.Of("inpatient", "county", 0m) with { Categories = [category], Place = place, Designated = designated };
        var share = PolicyEngine.Deposit(Packs.Load(pack).Pack!, bill, new DateOnly(2018, 5, 1));
        Assert.True(share.Ok);
        return share.Value?.TenThousandths / 100;
    }

    [Theory]
    [Trait("Requirement", "R-WVR-04")]
    [InlineData("registration", 100)]
    [InlineData("consultation", 100)]
    [InlineData("expert-consultation", 50)]
    [InlineData("large-equipment", 50)]
    public void Shandong_waives_two_fees_and_halves_two(string item, int percent)
    {
        Assert.Equal(percent, WaivedOfAHundred("shandong.undated", item));
        Assert.Equal(percent, WaivedOfAHundred("heze.undated", item));
    }

    /// <summary>What Heze takes off by itself, in percent: the pack and the county's own items say the same.</summary>
    public static TheoryData<string, int> HezeFees() => new()
    {
        { "outpatient-treatment", 100 }, { "expert-registration", 100 }, { "observation-bed", 100 },
        { "ecg", 20 }, { "ultrasound", 20 }, { "laboratory", 20 }, { "other-tests", 20 }, { "treatment", 30 }, { "inpatient-bed", 30 },
    };

    [Theory]
    [Trait("Requirement", "R-WVR-05")]
    [MemberData(nameof(HezeFees))]
    public void Heze_takes_further_fees_off(string item, int percent)
    {
        Assert.Equal(percent, WaivedOfAHundred("heze.undated", item));
        Assert.Equal(0m, WaivedOfAHundred("shandong.undated", item));
    }

    private static decimal WaivedOfAHundred(string pack, string item) =>
        TestBills.Settle(pack, TestBills.Of("outpatient", "county", 500m) with { Items = new Dictionary<string, Money> { [item] = Money.FromYuan(100m) } }).PaidBy("hospital-waiver").Yuan;

    [Theory]
    [Trait("Requirement", "R-WVR-09")]
    [InlineData(1, 100)]
    [InlineData(13, 1300)]
    public void The_county_pays_a_hundred_yuan_for_each_dialysis_session(int sessions, int paid)
    {
        var bill = TestBills.Of("dialysis", "county", 10_000m) with { Sessions = sessions };

        var settled = TestBills.Settle("qinglong.undated", bill, "basic-cap=1000000", "dialysis-deductible=0", "dialysis-rate=80%", "critical-threshold=10000", "assistance-rate=0%");

        Assert.Equal(paid, settled.Paid("dialysis-subsidy"));
        Assert.Equal(paid, settled.PaidBy("finance").Yuan);
    }

    [Fact]
    [Trait("Requirement", "R-MCH-17")]
    public void A_delivery_in_the_area_costs_nothing_and_what_is_above_the_price_limit_goes_to_the_safety_net()
    {
        string[] values = ["delivery-price-ceiling=3000", "delivery-subsidy=500", "delivery-rate=60%", "critical-threshold=5000", "assistance-rate=50%"];
        var bill = TestBills.Of("delivery", "county", 3_600m) with { Total = Money.FromYuan(3_800m), OutOfCatalogue = Money.FromYuan(200m) };

        var inside = TestBills.Settle("sichuan-district.undated", bill, values);
        var transferred = TestBills.Settle("sichuan-district.undated", bill with { Place = "prefecture", Referral = "emergency" }, values);

        // Price 3,000: basic 1,800, subsidy 500, assistance half of 700, the fund the other half.
        Assert.Equal(Money.Zero, inside.Self.Total);
        Assert.Equal(800m, inside.PaidBy("government-safety-net").Yuan);
        Assert.Equal((1_800m, 500m, 350m, 350m), (inside.PaidBy("basic-insurance").Yuan, inside.PaidBy("delivery-subsidy").Yuan, inside.PaidBy("medical-assistance").Yuan, inside.PaidBy("caring-fund").Yuan));
        Assert.True(transferred.Self.Total > Money.Zero);
    }
}
