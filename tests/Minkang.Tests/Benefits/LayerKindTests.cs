using Minkang.Benefits.Packs;

namespace Minkang.Tests.Benefits;

/// <summary>
/// One small pack for each term that a layer can have, with cases reckoned by hand. A pack whose case does not come out has a problem, so it is enough that there is none.
/// </summary>
public sealed class LayerKindTests
{
    private const string Inpatient = "kind: inpatient, level: county, place: in-county, discharge: 2018-05-01";

    [Theory]
    [InlineData("deductible: { per: stay, amount: 500 }\n    rate: 80%", 10_000, "7600.00")]
    [InlineData("deductible: { per: stay, amount: 500, reduce: [{ categories: [minimum-living-allowance], by-share: 50% }] }\n    rate: 80%", 10_000, "7800.00")]
    [InlineData("deductible: { per: stay, amount: 500, reduce: [{ categories: [extreme-poverty], to: 0 }, { categories: [minimum-living-allowance], to: 100 }] }\n    rate: 80%", 10_000, "7920.00")]
    [InlineData("limit: { per: stay, amount: 6000 }\n    deductible: { per: stay, amount: 500 }\n    rate: 80%", 10_000, "4400.00")]
    [InlineData("limit: { per: day, amount: 300 }\n    rate: 80%", 10_000, "2400.00")]
    [InlineData("rate: 80%\n    cap: { per: stay, amount: 5000 }", 10_000, "5000.00")]
    [InlineData("rate: 80%\n    cap: { per: stay, amount: 5000, factor: [{ categories: [minimum-living-allowance], times: 1.2 }] }", 10_000, "6000.00")]
    [InlineData("rate: 80%\n    adjust: [{ when: { referral: [none] }, points: -10 }, { when: { place: [in-county] }, points: 2.5 }]", 10_000, "7250.00")]
    [InlineData("rate: 95%\n    adjust: [{ points: 10 }]", 10_000, "10000.00")]
    [InlineData("price: { per: session, amount: 400 }", 10_000, "1200.00")]
    [InlineData("price: { per: day, amount: 400 }", 10_000, "4000.00")]
    [InlineData("price: { per: case, amount: 400 }", 10_000, "400.00")]
    [InlineData("price: { per: case, amount: 40000 }", 10_000, "10000.00")]
    [InlineData("rate: { by-category: { extreme-poverty: 100%, minimum-living-allowance: 75% }, otherwise: 60% }", 10_000, "7500.00")]
    [InlineData("rate: { by-place: { in-county: 90%, in-city: 80% }, otherwise: 60% }", 10_000, "9000.00")]
    [InlineData("rate: { table: [{ when: { age: { from: 60 } }, rate: 90% }, { rate: 70% }] }", 10_000, "9000.00")]
    [InlineData("rate: [{ until: 2018-05-01, rate: 60% }, { from: 2018-05-01, rate: 65% }]", 10_000, "6500.00")]
    [InlineData("rate: 33.33%", 100.01, "33.33")]
    [InlineData("rate: 33.33%\n    rounding: { to: jiao, mode: down }", 100.99, "33.60")]
    [InlineData("rate: 33.33%\n    rounding: { to: yuan, mode: up }", 100.01, "34.00")]
    [InlineData("rate: 50%\n    rounding: { to: fen, mode: half-even }", 0.05, "0.02")]
    [InlineData("rate: 50%", 0.05, "0.03")]
    [InlineData("rate: 20%\n    guarantee: { share: 90%, of: in-scope, with: [only] }", 10_000, "9000.00")]
    public void Pays_what_its_terms_say(string terms, decimal inScope, string paid) => Sound($$"""
        {{Head}}layers:
          - id: only
            payer: basic-insurance
            title: 基本医保
            base: in-scope
            {{terms}}
            source: plan#1
        cases:
          - note: 手算
            bill: { {{Inpatient}}, categories: [minimum-living-allowance], age: 70, referral: none, days: 10, sessions: 3, total: {{inScope}}, in-scope: {{inScope}} }
            expect: { only: {{paid}} }
        """);

    /// <summary>A deductible of 10,000 and bands to 30,000 and 50,000: the two readings that documents leave open.</summary>
    [Theory]
    [InlineData("excess", 70_000, "36000.00")] // 30,000 × 50 % + 20,000 × 60 % + 10,000 × 90 %
    [InlineData("cumulative", 70_000, "40000.00")] // 20,000 × 50 % + 20,000 × 60 % + 20,000 × 90 %
    [InlineData("excess", 40_000, "15000.00")]
    [InlineData("cumulative", 40_000, "16000.00")]
    [InlineData("cumulative", 9_000, "0.00")]
    public void Bands_are_read_on_the_excess_or_on_the_whole_amount(string reading, decimal inScope, string paid) => Sound($$"""
        {{Head}}layers:
          - id: critical
            payer: critical-illness
            title: 大病保险
            base: in-scope
            deductible: { per: stay, amount: 10000 }
            bands: { read: {{reading}}, per: stay, of: [{ upto: 30000, rate: 50% }, { upto: 50000, rate: 60% }, { rate: 90% }] }
            source: plan#1
        cases:
          - { note: 手算, bill: { {{Inpatient}}, total: {{inScope}}, in-scope: {{inScope}} }, expect: { critical: {{paid}} } }
        """);

    [Theory]
    [InlineData("excess", "0.00", "15000.00", "21000.00")]
    [InlineData("cumulative", "0.00", "16000.00", "24000.00")]
    public void Bands_and_deductible_of_a_year_run_across_bills(string reading, string first, string second, string third) => Sound($$"""
        {{Head}}layers:
          - id: critical
            payer: critical-illness
            title: 大病保险
            base: in-scope
            deductible: { per: year, amount: 10000 }
            bands: { read: {{reading}}, per: year, of: [{ upto: 30000, rate: 50% }, { upto: 50000, rate: 60% }, { rate: 90% }] }
            source: plan#1
        cases:
          - note: 手算
            bills:
              - { kind: inpatient, discharge: 2018-02-01, total: 9000, in-scope: 9000, expect: { critical: {{first}} } }
              - { kind: inpatient, discharge: 2018-03-01, total: 31000, in-scope: 31000, expect: { critical: {{second}} } }
              - { kind: inpatient, discharge: 2018-04-01, total: 30000, in-scope: 30000, expect: { critical: {{third}} } }
              - { kind: inpatient, discharge: 2019-04-01, total: 9000, in-scope: 9000, expect: { critical: 0 } }
        """);

    [Fact]
    public void Deductibles_fall_with_each_stay_and_away_after_some() => Sound($$"""
        {{Head}}layers:
          - id: basic
            payer: basic-insurance
            title: 基本医保
            base: in-scope
            deductible: { per: stay, by-stay: { first: 800, second: 400, from-third: 200 }, waived-after-stays: 3 }
            rate: 50%
            source: plan#1
        cases:
          - note: 手算；门诊不计住院次数
            bills:
              - { kind: inpatient, discharge: 2018-01-01, total: 1000, in-scope: 1000, expect: { basic: 100 } }
              - { kind: outpatient, discharge: 2018-01-02, total: 1000, in-scope: 1000, expect: { basic: 300 } }
              - { kind: inpatient, discharge: 2018-02-01, total: 1000, in-scope: 1000, expect: { basic: 300 } }
              - { kind: inpatient, discharge: 2018-03-01, total: 1000, in-scope: 1000, expect: { basic: 400 } }
              - { kind: inpatient, discharge: 2018-04-01, total: 1000, in-scope: 1000, expect: { basic: 500 } }
              - { kind: inpatient, discharge: 2019-04-01, total: 1000, in-scope: 1000, expect: { basic: 100 } }
        """);

    [Fact]
    public void Stays_of_a_year_bear_no_more_deductible_than_the_yearly_most() => Sound($$"""
        {{Head}}layers:
          - id: basic
            payer: basic-insurance
            title: 基本医保
            base: in-scope
            deductible: { per: stay, amount: 600, at-most-per-year: 1000 }
            rate: 50%
            source: plan#1
        cases:
          - note: 手算
            bills:
              - { kind: inpatient, discharge: 2018-01-01, total: 1000, in-scope: 1000, expect: { basic: 200 } }
              - { kind: inpatient, discharge: 2018-02-01, total: 1000, in-scope: 1000, expect: { basic: 300 } }
              - { kind: inpatient, discharge: 2018-03-01, total: 1000, in-scope: 1000, expect: { basic: 500 } }
        """);

    [Fact]
    public void Caps_run_over_a_disease_a_household_and_a_group_of_layers() => Sound($$"""
        {{Head}}layers:
          - id: chronic
            payer: basic-insurance
            title: 门诊慢特病
            when: { kind: [outpatient-chronic] }
            base: in-scope
            rate: 50%
            cap: [{ per: disease-year, amount: 300 }, { per: year, amount: 700, group: chronic+basic }]
            source: plan#1
          - id: basic
            payer: basic-insurance
            title: 住院
            when: { kind: [inpatient] }
            base: in-scope
            rate: 50%
            cap: [{ per: year, amount: 700, group: basic+chronic }, { per: household-year, amount: 500 }]
            source: plan#1
        cases:
          - note: 手算
            bills:
              - { kind: outpatient-chronic, diseases: [I10], discharge: 2018-01-01, total: 500, in-scope: 500, expect: { chronic: 250 } }
              - { kind: outpatient-chronic, diseases: [I10], discharge: 2018-02-01, total: 500, in-scope: 500, expect: { chronic: 50 } }
              - { kind: outpatient-chronic, diseases: [E11], discharge: 2018-03-01, total: 500, in-scope: 500, expect: { chronic: 250 } }
              - { kind: inpatient, discharge: 2018-04-01, total: 1000, in-scope: 1000, expect: { basic: 150, self: 850 } }
              - { kind: inpatient, person: other, discharge: 2018-05-01, total: 1000, in-scope: 1000, expect: { basic: 350, self: 650 } }
        """);

    [Fact]
    [Trait("Requirement", "R-INS-14")]
    public void A_layer_waits_until_an_earlier_one_was_reached() => Sound($$"""
        {{Head}}layers:
          - id: critical
            payer: critical-illness
            title: 大病保险
            base: in-scope-left
            deductible: { per: year, amount: 5000 }
            rate: 50%
            source: plan#1
          - id: special
            payer: poverty-insurance
            title: 特惠保
            when: { after: { layer: critical, reached: true } }
            base: in-scope-left
            rate: 40%
            source: plan#2
        cases:
          - { note: 未到起付线, bill: { {{Inpatient}}, total: 4000, in-scope: 4000 }, expect: { critical: 0, special: 0, self: 4000 } }
          - { note: 超过起付线, bill: { {{Inpatient}}, total: 7000, in-scope: 7000 }, expect: { critical: 1000, special: 2400, self: 3600 } }
        """);

    [Fact]
    public void A_standard_price_replaces_the_bill_and_the_hospital_bears_the_rest() => Sound($$"""
        {{Head}}layers:
          - id: single
            payer: basic-insurance
            title: 单病种
            base: total
            price: { per: case, amount: 8000, excess-borne-by: hospital }
            rate: 70%
            source: plan#1
        cases:
          - { note: 超出定额, bill: { {{Inpatient}}, total: 10000, in-scope: 9000, out-of-catalogue: 1000 }, expect: { single.excess: 2000, single: 5600, self: 2400 } }
          - { note: 低于定额, bill: { {{Inpatient}}, total: 6000, in-scope: 6000 }, expect: { single.excess: 0, single: 4200, self: 1800 } }
        """);

    [Fact]
    [Trait("Requirement", "R-WVR-10")]
    public void Of_two_waivers_on_one_item_the_larger_counts() => Sound($$"""
        {{Head}}waivers:
          - { id: half, title: 专家诊查费减半, item: expert-consultation, share: 50%, borne-by: hospital-waiver, source: plan#1 }
          - { id: fifth, title: 检查费减两成, item: expert-consultation, share: 20%, borne-by: hospital-waiver, source: plan#1 }
          - { id: ecg, title: 心电图减两成, item: ecg, share: 20%, borne-by: hospital-waiver, source: plan#1 }
        cases:
          - { note: 手算, bill: { kind: outpatient, discharge: 2018-05-01, total: 150, in-scope: 150, items: { expert-consultation: 40, ecg: 30 } }, expect: { half: 20, fifth: 0, ecg: 6, self: 124 } }
        """);

    [Fact]
    [Trait("Requirement", "R-WVR-09")]
    public void Each_dialysis_session_has_a_price_and_a_head_only_one_a_year() => Sound($$"""
        {{Head}}layers:
          - { id: session, payer: finance, title: 透析补助, when: { kind: [dialysis] }, base: all-left, price: { per: session, amount: 100 }, source: plan#1 }
          - { id: head, payer: basic-insurance, title: 按人头, when: { kind: [outpatient] }, base: all-left, price: { per: head, amount: 60 }, source: plan#1 }
        cases:
          - note: 手算
            bills:
              - { kind: dialysis, sessions: 12, discharge: 2018-01-31, total: 4800, in-scope: 4800, expect: { session: 1200, self: 3600 } }
              - { kind: outpatient, discharge: 2018-02-01, total: 100, in-scope: 100, expect: { head: 60, self: 40 } }
              - { kind: outpatient, discharge: 2018-03-01, total: 100, in-scope: 100, expect: { head: 0, self: 100 } }
        """);

    [Fact]
    public void A_pack_on_top_of_another_replaces_inserts_and_removes()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "province.yaml"), $"{Head.Replace("id: given", "id: province.2018")}values:\n  rate: [{{ rate: 50%, source: plan#1 }}]\nlayers:\n"
                + "  - { id: basic, payer: basic-insurance, title: 基本, base: in-scope, rate: rate, source: plan#1 }\n  - { id: relief, payer: emergency-relief, title: 应急, base: in-scope-left, rate: 100%, source: plan#2 }\n");

            var loaded = Packs.Read($$"""
                {{Head}}extends: province.2018
                remove: [relief]
                values:
                  rate: [{ rate: 60%, source: plan#7 }]
                layers:
                  - { id: first, insert-before: basic, payer: finance, title: 补助, base: in-scope, rate: 10%, source: plan#8 }
                cases:
                  - { note: 手算, bill: { {{Inpatient}}, total: 1000, in-scope: 1000 }, expect: { first: 100, basic: 600, self: 300 } }
                """, folder.FullName);

            Assert.Equal("", string.Join('\n', loaded.Problems));
            Assert.Equal(["first", "basic"], loaded.Pack!.Layers.Select(l => l.Id));
            Assert.Equal("《方案》第1条", loaded.Pack.Clause(loaded.Pack.Layers[1].Source));
        }
        finally { folder.Delete(recursive: true); }
    }

    private const string Head = "schema: policy-pack\nid: given\nname: 样例\nvalid: { from: 2018-01-01, until: 2020-01-01, by: discharge }\nsources: { plan: { title: 方案 } }\n";

    private static void Sound(string yaml)
    {
        var loaded = Packs.Read(yaml);

        Assert.Equal("", string.Join('\n', loaded.Problems));
        Assert.Equal(PackState.Adoptable, loaded.State);
    }
}
