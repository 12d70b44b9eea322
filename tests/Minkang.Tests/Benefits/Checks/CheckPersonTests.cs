using CsCheck;
using Minkang.Benefits.Checks;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Tests.Benefits.Checks;

/// <summary>The rules on one person's file, with the parameters of the catalogue.</summary>
public sealed class CheckPersonTests
{
    private static readonly CheckRules Rules = CheckRules.From(CatalogFolder.Find(), PackVocabulary.From(CatalogFolder.Find()));
    private static readonly Guid Person = Guid.CreateVersion7();

    [Fact]
    public void Two_stays_that_share_more_than_the_day_of_a_transfer_overlap()
    {
        Assert.Empty(Found("overlapping-stays", Stay(1, 5), Stay(5, 9)));
        var overlap = Assert.Single(Found("overlapping-stays", Stay(1, 5, paid: 300), Stay(4, 9, paid: 200)));
        Assert.Equal("两次住院有 2 天重叠：2019-01-04 到 2019-01-05。", overlap.Evidence);
        Assert.Equal(200_00, overlap.Amount!.Value.Fen);
        Assert.Equal(3, Found("overlapping-stays", Stay(1, 20), Stay(3, 10), Stay(8, 12)).Count);
    }

    [Fact]
    public void Stages_of_one_stay_and_what_was_taken_back_do_not_overlap()
    {
        var stage = Stay(1, 10) with { Kind = EntryKind.Stage };
        Assert.Empty(Found("overlapping-stays", stage, Stay(1, 20) with { AdmissionId = stage.AdmissionId }));
        Assert.Empty(Found("overlapping-stays", Stay(1, 10), Stay(3, 9) with { ReversedBy = Guid.CreateVersion7() }, Stay(3, 9) with { Kind = EntryKind.Reversal }, Stay(3, 9) with { NettedBy = Guid.CreateVersion7() }));
        Assert.Empty(Found("overlapping-stays", Stay(1, 10), Stay(3, 3) with { EncounterKind = "outpatient" }));
    }

    [Fact]
    public void Overlaps_are_found_whatever_the_order_and_by_comparing_every_pair()
    {
        var rule = Rules.Find("overlapping-stays")!;
        Gen.Select(Gen.Int[1, 25], Gen.Int[0, 8]).Array[0, 9].Sample(days =>
        {
            var stays = days.Select(d => Stay(d.Item1, d.Item1 + d.Item2)).ToList();
            var found = StayChecks.Overlaps(rule, File([.. stays])).Select(f => f.Key).Order().ToList();
            var pairs = from a in stays from b in stays where string.CompareOrdinal(a.Number, b.Number) < 0 && Shared(a, b) > 1 select 1;
            Assert.Equal(pairs.Count(), found.Distinct().Count());
            Assert.Equal(found, StayChecks.Overlaps(rule, File([.. stays.AsEnumerable().Reverse()])).Select(f => f.Key).Order());
        }, iter: 300);
    }

    [Fact]
    public void Treatment_after_death_and_after_departure_is_told_apart()
    {
        var died = new DateOnly(2019, 1, 5);
        Assert.Empty(Found("stay-after-death", "died", died, Stay(1, 5)));
        Assert.Contains("2019-01-05 去世", Assert.Single(Found("stay-after-death", "died", died, Stay(1, 6))).Evidence);
        Assert.Empty(Found("stay-after-departure", "died", died, Stay(8, 9)));
        Assert.Empty(Found("stay-after-departure", "moved_out", died, Stay(4, 9)));
        Assert.Single(Found("stay-after-departure", "moved_out", died, Stay(5, 9)));
        Assert.Empty(Found("stay-after-death", "moved_out", died, Stay(5, 9)));
    }

    [Fact]
    public void Same_illness_at_the_same_hospital_within_the_days_may_be_a_split_stay()
    {
        var (first, again) = (Stay(1, 5), Stay(20, 24));
        Assert.Single(Found("split-stay", File(first, again) with { MainDisease = _ => "pneumonia" }));
        Assert.Empty(Found("split-stay", File(first, Stay(21, 24)) with { MainDisease = _ => "pneumonia" }));
        Assert.Empty(Found("split-stay", File(first, again with { Hospital = "二镇卫生院" }) with { MainDisease = _ => "pneumonia" }));
        Assert.Empty(Found("split-stay", File(first, again) with { MainDisease = a => a == first.AdmissionId ? "pneumonia" : "gastritis" }));
        Assert.Empty(Found("split-stay", File(first, again) with { MainDisease = _ => null }));
        Assert.Empty(Found("split-stay", File(first, again) with { MainDisease = _ => "stomach-cancer" }));
        Assert.Empty(Found("split-stay", File(first, again) with { MainDisease = _ => "C16.9" }));
    }

    [Fact]
    public void A_short_and_cheap_stay_is_flagged_by_the_amount_of_its_level()
    {
        Assert.Single(Found("loose-admission", Stay(1, 3, total: 900)));
        Assert.Empty(Found("loose-admission", Stay(1, 3, total: 1_001)));
        Assert.Empty(Found("loose-admission", Stay(1, 4, total: 900)));
        Assert.Empty(Found("loose-admission", Stay(1, 3, total: 900) with { Level = "township" }));
        Assert.Empty(Found("loose-admission", Stay(1, 3, total: 100) with { EncounterKind = "outpatient" }));
    }

    [Fact]
    public void An_invoice_counts_once_however_it_is_written()
    {
        var one = Stay(1, 5) with { InvoiceNumber = "00012-3" };
        Assert.Single(Found("same-invoice", one, Stay(8, 9) with { InvoiceNumber = "123", Hospital = "测试 医院" }));
        Assert.Empty(Found("same-invoice", one, Stay(8, 9) with { InvoiceNumber = "123", Hospital = "二镇卫生院" }));
        Assert.Empty(Found("same-invoice", one, Stay(8, 9) with { InvoiceNumber = "124" }));
        var stranger = one with { Id = Guid.CreateVersion7(), PersonId = Guid.CreateVersion7(), InvoiceNumber = "123", Number = "2019-900001" };
        Assert.Contains("两个人", Assert.Single(Found("same-invoice", File(one) with { SameNumber = [stranger] })).Evidence);
    }

    [Fact]
    public void A_bill_taken_back_and_settled_again_under_another_number_is_found_and_a_plain_correction_is_not()
    {
        var reversed = Stay(1, 5) with { ReversedBy = Guid.CreateVersion7(), InvoiceNumber = "A1" };
        var again = Stay(1, 5) with { AdmissionId = reversed.AdmissionId, Kind = EntryKind.Resettlement };
        Assert.Contains("换成发票 A2", Assert.Single(Found("same-invoice", reversed, again with { InvoiceNumber = "A2" })).Evidence);
        Assert.Empty(Found("same-invoice", reversed, again with { InvoiceNumber = "A1" }));
        Assert.Empty(Found("same-invoice", reversed, again with { InvoiceNumber = "A2", TotalFen = 1 }));
        Assert.Single(Found("same-invoice", Stay(1, 5) with { InvoiceNumber = "A1" }, Stay(1, 5) with { InvoiceNumber = "A2" }));
    }

    [Fact]
    public void Sums_that_do_not_agree_are_named_and_sound_entries_are_not()
    {
        var sound = Stay(1, 5, total: 1_000, paid: 600);
        EntrySums sums = new(600_00, 2, 1_000_00, 0, 0);
        Assert.Empty(Found("does-not-add-up", With(sound, sums)));
        Assert.Contains("超过总费用", Why(sound with { PaidFen = 1_001_00, SelfFen = -1_00 }, sums));
        Assert.Contains("加个人负担", Why(sound with { SelfFen = 1 }, sums));
        Assert.Contains("目录外合计", Why(sound with { PartsFen = 1 }, sums));
        Assert.Contains("应付明细", Why(sound, sums with { SharesFen = 1 }));
        Assert.Contains("费用明细", Why(sound, sums with { LinesFen = 1 }));
        Assert.Empty(Found("does-not-add-up", With(sound, sums with { Lines = 0, LinesFen = 0 })));
        var reversal = sound with { Id = Guid.CreateVersion7(), Kind = EntryKind.Reversal, ReversesId = sound.Id, TotalFen = -1_000_00, PartsFen = -1_000_00, PaidFen = -600_00, SelfFen = -400_00 };
        Assert.Empty(Found("does-not-add-up", File(sound, reversal) with { Sums = new Dictionary<Guid, EntrySums> { [sound.Id] = sums, [reversal.Id] = sums with { Lines = 0, SharesFen = -600_00 } } }));
        Assert.Contains("不能相抵", Assert.Single(Found("does-not-add-up", File(sound, reversal with { TotalFen = -900_00, PartsFen = -900_00, SelfFen = -300_00 }) with { Sums = new Dictionary<Guid, EntrySums> { [sound.Id] = sums, [reversal.Id] = sums with { Lines = 0, SharesFen = -600_00 } } })).Evidence);
    }

    [Fact]
    public void A_final_bill_is_compared_with_its_own_lines_and_those_of_its_stages_where_every_part_has_lines()
    {
        var final = Stay(1, 9, total: 1_000, paid: 600);
        var stage = Stay(1, 5, total: 400, paid: 200) with { Kind = EntryKind.Stage, AdmissionId = final.AdmissionId, NettedBy = final.Id, ReversedBy = Guid.CreateVersion7() };
        EntrySums sums = new(600_00, 2, 600_00, 0, 0), part = new(200_00, 1, 400_00, 1, 50_00);
        Assert.Empty(Added(final, stage, sums, part));
        Assert.Contains("费用明细合计 900.00 元", Assert.Single(Added(final, stage, sums with { LinesFen = 500_00 }, part)).Evidence);
        Assert.Empty(Added(final, stage, sums with { LinesFen = 500_00 }, part with { Lines = 0, LinesFen = 0 }));
        Assert.Empty(Added(final with { ReversedBy = Guid.CreateVersion7() }, stage with { NettedBy = null }, sums, part));
        Assert.Equal(50_00, Assert.Single(Found("no-consent", Both(final, stage, sums, part))).Amount!.Value.Fen);

        static List<Finding> Added(CheckedEntry final, CheckedEntry stage, EntrySums own, EntrySums part) => Found("does-not-add-up", Both(final, stage, own, part));
        static PersonFile Both(CheckedEntry final, CheckedEntry stage, EntrySums own, EntrySums part) => File(final, stage) with { Sums = new Dictionary<Guid, EntrySums> { [final.Id] = own, [stage.Id] = part } };
    }

    [Fact]
    [Trait("Requirement", "R-PAY-01")]
    public void A_deposit_above_zero_from_an_exempt_patient_in_the_county_is_a_violation()
    {
        var deposit = new CheckedAdmission(Guid.CreateVersion7(), Person, TestApp.Village, "测试医院", "county", new DateOnly(2019, 1, 2), 500_00, 0, ["registered_poor"]);
        Assert.Equal(500_00, Assert.Single(Deposits(deposit)).Amount!.Value.Fen);
        var doubt = Assert.Single(Deposits(deposit with { DueFen = null }));
        Assert.Null(doubt.Amount);
        Assert.Contains("应收数不详", doubt.Evidence);
        Assert.Empty(Deposits(deposit with { DueFen = null, ChargedFen = 0 }));
        Assert.Empty(Deposits(deposit with { Categories = [] }));
        Assert.Empty(Deposits(deposit with { Place = "prefecture" }));
        Assert.Empty(Deposits(deposit with { ChargedFen = 0 }));
        Assert.Empty(Deposits(deposit with { Categories = ["minimum_living_allowance"], DueFen = 500_00 }));
        Assert.Equal(100_00, Assert.Single(Deposits(deposit with { DueFen = 400_00 })).Amount!.Value.Fen);
    }

    [Fact]
    public void A_rule_looks_at_nothing_outside_its_dates()
    {
        var rule = Rules.Find("loose-admission")! with { FromOn = new DateOnly(2019, 1, 3), UntilOn = new DateOnly(2019, 1, 4) };
        Assert.Single(CheckPerson.By([rule], File(Stay(1, 3, total: 100))));
        Assert.Empty(CheckPerson.By([rule], File(Stay(1, 2, total: 100))));
        Assert.Empty(CheckPerson.By([rule], File(Stay(2, 4, total: 100))));
    }

    private static int Shared(CheckedEntry a, CheckedEntry b) => Math.Min(a.DischargedOn.DayNumber, b.DischargedOn.DayNumber) - Math.Max(a.AdmittedOn.DayNumber, b.AdmittedOn.DayNumber) + 1;

    private static int _number;

    private static CheckedEntry Stay(int from, int until, int total = 5_000, int paid = 3_000) => new()
    {
        Id = Guid.CreateVersion7(), AdmissionId = Guid.CreateVersion7(), PersonId = Person, Number = $"2019-{Interlocked.Increment(ref _number):000000}", VillageCode = TestApp.Village, Hospital = "测试医院", EncounterKind = "inpatient", Level = "county",
        InvoiceNumber = $"F{_number}", AdmittedOn = new DateOnly(2019, 1, 1).AddDays(from - 1), DischargedOn = new DateOnly(2019, 1, 1).AddDays(until - 1), SettledOn = new DateOnly(2019, 1, 1).AddDays(until - 1), Days = until - from,
        TotalFen = total * 100L, PartsFen = total * 100L, PaidFen = paid * 100L, SelfFen = (total - paid) * 100L,
    };

    private static PersonFile File(params CheckedEntry[] entries) => new(Person, null, null, entries, []);

    private static PersonFile With(CheckedEntry entry, EntrySums sums) => File(entry) with { Sums = new Dictionary<Guid, EntrySums> { [entry.Id] = sums } };

    private static string Why(CheckedEntry entry, EntrySums sums) => Assert.Single(Found("does-not-add-up", With(entry, sums))).Evidence;

    private static List<Finding> Found(string rule, params CheckedEntry[] entries) => Found(rule, File(entries));

    private static List<Finding> Found(string rule, string reason, DateOnly day, params CheckedEntry[] entries) => Found(rule, File(entries) with { EndedOn = day, EndReason = reason });

    private static List<Finding> Found(string rule, PersonFile file) => [.. CheckPerson.By([Rules.Find(rule)!], file)];

    private static List<Finding> Deposits(CheckedAdmission deposit) => Found("deposit-charged", File() with { Deposits = [deposit] });
}
