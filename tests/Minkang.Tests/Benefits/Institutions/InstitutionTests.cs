using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Institutions;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Tests.Benefits.Referrals;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Web;

namespace Minkang.Tests.Benefits.Institutions;

public sealed class InstitutionTests : IAsyncLifetime
{
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private Task<IReadOnlyList<OneStopLine>> OneStop(Actor actor) => _store.Do<CountOneStop, IReadOnlyList<OneStopLine>>(use => use.Table(actor, 2019, default));

    private async Task Settled()
    {
        var person = (await _store.Household()).Persons[0];
        await _store.Settle(_store.Bill(await _store.Admit(person), 1_000));
    }

    [Fact]
    [Trait("Requirement", "R-SET-03")]
    [Trait("Requirement", "R-SET-04")]
    public async Task One_stop_settlements_count_only_from_the_day_on_which_county_and_institution_are_ready()
    {
        var (hospital, officer) = (await _store.Institution(), _store.App.As(Role.CountyOfficer));
        await Settled();
        Assert.Equal((0, 1), Of(Assert.Single(await OneStop(officer))));

        await _store.Said(hospital, InstitutionMatter.OneStop, from: "2019-01-01");
        Assert.Equal((0, 1), Of((await OneStop(officer))[0])); // the county itself is not ready
        await _store.Said(null, InstitutionMatter.OneStop, from: "2019-01-16");
        Assert.Equal((0, 1), Of((await OneStop(officer))[0])); // ready the day after
        _store.App.Clock.Advance(TimeSpan.FromDays(1));
        await Settled();

        var line = Assert.Single(await OneStop(officer));
        Assert.Equal((1, 1, 1), (line.Counted, line.NotReady, line.Months[0]));
        Assert.Single(await OneStop(_store.Office));
        Assert.Empty(await OneStop(_store.App.As(Role.HospitalInsuranceOffice, organisation: CounterStore.OtherHospital)));
        static (int, int) Of(OneStopLine line) => (line.Counted, line.NotReady);
    }

    [Fact]
    [Trait("Requirement", "R-PAY-09")]
    public async Task An_institution_waives_the_deposit_from_its_own_day_on()
    {
        var hospital = await _store.Institution();
        Assert.Equal(0, await Due("2019-01-02")); // nothing on the book: the policy alone decides
        await _store.Said(hospital, InstitutionMatter.PayAfter, from: "2019-01-10");

        Assert.Equal((200_000, 0), (await Due("2019-01-09"), await Due("2019-01-10")));
    }

    private async Task<long?> Due(string day)
    {
        var stay = CounterStore.Stay((await _store.Household()).Persons[0]);
        (stay.AdmittedOn, stay.DepositUsual) = (day, "2000");
        var id = await _store.Admit(stay.PersonId, stay);
        return await _store.See(db => db.Set<Admission>().Where(a => a.Id == id).Select(a => a.DepositDueFen).SingleAsync());
    }

    [Fact]
    public async Task What_was_said_is_kept_and_a_new_level_ends_the_one_before()
    {
        var hospital = await _store.Institution(from: "2017-01-01");
        await _store.Said(hospital, InstitutionMatter.Level, "city", "2018-07-01");
        Assert.Equal("benefits.institution.said-already", (await _store.TrySay(hospital, InstitutionMatter.Designation, from: "2018-01-01")).Problems[0].Code);
        var designated = (await Book()).History(hospital).Single(r => r.Kind == InstitutionMatter.Designation).Id;
        Assert.True((await End(designated, "2018-12-01")).Ok);
        Assert.Equal("benefits.institution.until", (await End(designated, "2018-12-31")).Problems[0].Code);
        await _store.Said(hospital, InstitutionMatter.Designation, from: "2019-01-01");

        var book = await Book();
        Assert.Equal(("county", "city"), (book.LevelOf(hospital, new(2018, 6, 30)), book.LevelOf(hospital, new(2018, 7, 1))));
        Assert.Equal([true, false, true], new DateOnly[] { new(2018, 11, 30), new(2018, 12, 1), new(2019, 1, 1) }.Select(d => book.Has(hospital, InstitutionMatter.Designation, d)));
        Assert.Equal(4, book.History(hospital).Count());
    }

    [Fact]
    public async Task A_level_is_corrected_on_its_own_day_and_a_back_dated_one_holds_until_the_next()
    {
        var hospital = await _store.Institution(from: "2017-01-01");
        await _store.Said(hospital, InstitutionMatter.Level, "city", "2018-07-01");
        await _store.Said(hospital, InstitutionMatter.Level, "township", "2018-07-01");
        await _store.Said(hospital, InstitutionMatter.Level, "city", "2018-01-01");
        Assert.Equal("benefits.institution.said-already", (await _store.TrySay(hospital, InstitutionMatter.Level, "city", "2018-01-01")).Problems[0].Code);
        await _store.Said(hospital, InstitutionMatter.Level, "village", "2016-01-01");

        var book = await Book();
        Assert.Equal(["village", "county", "city", "township"], new DateOnly[] { new(2016, 12, 31), new(2017, 12, 31), new(2018, 6, 30), new(2018, 7, 1) }.Select(d => book.LevelOf(hospital, d)));
        Assert.All(new DateOnly[] { new(2016, 1, 1), new(2017, 1, 1), new(2018, 1, 1), new(2018, 7, 1), new(2019, 1, 1) }, d => Assert.Single(book.On(hospital, InstitutionMatter.Level, d)));
    }

    private Task<InstitutionBook> Book() => _store.See(db => InstitutionBook.Of(db, default));

    private Task<Outcome<bool>> End(Guid record, string until) => _store.Do<EditInstitution, Outcome<bool>>(use => use.End(CounterStore.Console, record, until, default));

    [Fact]
    public async Task Only_the_countys_health_and_insurance_offices_keep_the_book()
    {
        var hospital = await _store.Institution();
        foreach (var actor in new[] { _store.Counter, _store.Office, _store.App.As(Role.TownshipClerk), _store.App.As(Role.CountyOfficer, "009902") })
            Assert.Equal(["benefits.institution.not-found"], (await _store.TrySay(hospital, InstitutionMatter.OneStop, actor: actor)).Problems.Select(p => p.Code));
        Assert.True((await _store.TrySay(hospital, InstitutionMatter.OneStop, actor: _store.App.As(Role.InsuranceBureau))).Ok);
        Assert.Equal(["benefits.institution.disease-unknown"], (await _store.TrySay(hospital, InstitutionMatter.Ability, "甲乙丙丁")).Problems.Select(p => p.Code));
        Assert.Equal(["benefits.institution.code-missing"], (await _store.TrySay(hospital, InstitutionMatter.Green, "sauna")).Problems.Select(p => p.Code));
        Assert.Equal(["benefits.institution.year-missing"], (await _store.TrySay(hospital, InstitutionMatter.Payment, "mixed")).Problems.Select(p => p.Code));
    }

    [Fact]
    [Trait("Requirement", "R-PAY-06")]
    [Trait("Requirement", "R-INS-24")]
    public async Task The_page_lists_the_green_channel_and_the_payment_methods_of_each_year()
    {
        var officer = await _store.App.SignIn(Role.CountyOfficer);
        var page = (await officer.Send("/benefits/institutions", "add", ("Input.Name", CounterStore.Hospital), ("Input.Level", "county"), ("Input.Place", "county"), ("Input.FromOn", "2018-01-01"))).LeadsTo()!;
        foreach (var (kind, code, year, amount) in new[] { ("Green", "专用窗口", "", "2"), ("Green", "门诊接待处", "", ""), ("Green", "住院接待处", "", ""), ("Green", "爱心病床", "", "6"), ("Green", "优先就诊、检查", "", ""), ("Payment", "按病种付费", "2018", ""), ("Payment", "按人头付费", "2019", ""), ("Payment", "按床日付费", "2019", ""), ("Payment", "复合式付费", "2019", ""), ("Payment", "单病种限价", "2019", ""), ("Ability", "肺炎、胃癌", "", "") })
            Assert.Equal(page, (await officer.Send(page, "say", ("Input.Kind", kind), ("Input.Code", code), ("Input.FromOn", "2018-06-01"), ("Input.Year", year), ("Input.Amount", amount))).LeadsTo());
        Assert.Contains("在这段时间已经登记过", await (await officer.Send(page, "say", ("Input.Kind", "Green"), ("Input.Code", "爱心病床"), ("Input.FromOn", "2018-07-01"))).Content.ReadAsStringAsync());

        var shown = new HtmlParser().ParseDocument(await (await _store.App.SignIn(Role.HospitalCounter)).GetStringAsync(page));
        var facts = shown.QuerySelector("dl")!.TextContent;
        Assert.Contains("专用窗口 2 个、门诊接待处、住院接待处、爱心病床 6 个、优先就诊、检查", facts);
        Assert.Contains("按人头付费、按床日付费、复合式付费、单病种限价", facts);
        Assert.DoesNotContain("按病种付费", facts);
        Assert.Contains("按病种付费", shown.QuerySelector("tbody")!.TextContent);
        Assert.Empty(shown.QuerySelectorAll("form[method=post] [name='Input.Kind']"));
        var lines = ListFile.Open(await officer.GetByteArrayAsync("/benefits/institutions/export"), "export.xlsx").Value.Sheets.SelectMany(s => s.Rows).Select(r => string.Join(' ', r.Cells.Select(c => c.Text))).ToList();
        Assert.Contains(lines, l => l.Contains("按病种付费", StringComparison.Ordinal) && l.Contains("2018-01-01", StringComparison.Ordinal) && l.Contains("2019-01-01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Staff_of_a_hospital_see_their_own_institution_only()
    {
        var (own, other) = (await _store.Institution(), await _store.Institution(CounterStore.OtherHospital, "township"));
        var hospital = await _store.App.SignIn(Role.HospitalCounter);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), ((await hospital.GetAsync($"/benefits/institutions/{own}")).StatusCode, (await hospital.GetAsync($"/benefits/institutions/{other}")).StatusCode));
        Assert.DoesNotContain(CounterStore.OtherHospital, await hospital.GetStringAsync("/benefits/institutions"));
        Assert.Equal(HttpStatusCode.OK, (await (await _store.App.SignIn(Role.VillageDoctor)).GetAsync($"/benefits/institutions/{other}")).StatusCode);
        Assert.Contains(CounterStore.OtherHospital, await (await _store.App.SignIn(Role.VillageDoctor)).GetStringAsync("/benefits/institutions?level=township"));
    }
}
