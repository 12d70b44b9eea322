using System.Net;
using Minkang.Benefits.Referrals;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Web;
using static Minkang.Tests.Benefits.Referrals.ReferralStore;

namespace Minkang.Tests.Benefits.Referrals;

/// <summary>Referrals as people meet them on pages, and who does not meet them.</summary>
public sealed class ReferralPagesTests : IAsyncLifetime
{
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_village_doctor_refers_a_hospital_accepts_treats_and_sends_back_on_pages()
    {
        var person = (await _store.Household()).Persons[0];
        var (doctor, hospital) = (await _store.App.SignIn(Role.VillageDoctor), await _store.App.SignIn(Role.HospitalCounter));
        Assert.Contains($"/benefits/referrals/new?person={person}", await doctor.GetStringAsync($"/persons/{person}"));

        var page = (await doctor.Send($"/benefits/referrals/new?person={person}", "refer", ("Input.PersonId", person.ToString()), ("Input.FromInstitution", Clinic), ("Input.FromLevel", "village"), ("Input.Doctor", "测试首诊"),
            ("Input.ToInstitution", CounterStore.Hospital), ("Input.ToLevel", "county"), ("Input.ToPlace", "county"), ("Input.Diagnosis", "肺炎"), ("Input.Reason", "Ability"), ("Input.MadeOn", "2019-01-10"), ("Input.Emergency", "false"), ("Input.Note", "发热三天"))).LeadsTo()!;
        Assert.Contains("由首诊医生 测试首诊 负责", await doctor.GetStringAsync(page));
        Assert.DoesNotContain("接诊医生", await doctor.GetStringAsync(page));
        Assert.Contains("对方还没有接收", await doctor.GetStringAsync($"/persons/{person}"));

        Assert.Contains("转来待接收的病人", await hospital.GetStringAsync("/"));
        Assert.Contains("发热三天", await hospital.GetStringAsync(page));
        Assert.Equal(page, (await hospital.Send(page, "accept", ("AcceptingDoctor", "测试接诊"), ("AnsweredOn", "2019-01-11"))).LeadsTo());
        var kept = await (await hospital.Send(page, "return", ("Outcome", ""), ("Advice", "半月后复查"), ("ReturnedOn", "2019-01-15"))).Content.ReadAsStringAsync();
        Assert.Contains("请选择转归", kept);
        Assert.Contains("半月后复查", kept);
        Assert.Equal(page, (await hospital.Send(page, "return", ("Outcome", "cured"), ("Advice", "半月后复查"), ("ReturnedOn", "2019-01-15"))).LeadsTo());

        var seen = await doctor.GetStringAsync(page);
        Assert.Contains("已转回，治愈，由首诊医生 测试首诊 负责", seen);
        Assert.Contains("半月后复查", seen);
        var book = ListFile.Open(await hospital.GetByteArrayAsync("/benefits/referrals/export?month=2019-01"), "export.xlsx").Value.Sheets.SelectMany(s => s.Rows).Select(r => string.Join(' ', r.Cells.Select(c => c.Text))).ToList();
        Assert.Contains(book, l => l.Contains("肺炎", StringComparison.Ordinal) && l.Contains("治愈", StringComparison.Ordinal));
        Assert.Contains("没有符合这些条件的转诊单", await hospital.GetStringAsync("/benefits/referrals?month=2018-12"));
    }

    [Fact]
    public async Task The_counter_is_shown_the_referral_and_admits_by_it()
    {
        var person = (await _store.Household()).Persons[0];
        await _store.Admit(person, CounterStore.Stay(person, CounterStore.OtherHospital));
        var referral = await _store.Referred(Refer(person));
        var admission = await _store.Admit(person);
        var hospital = await _store.App.SignIn(Role.HospitalCounter);

        Assert.Contains(referral.ToString(), await hospital.GetStringAsync($"/benefits/admissions/new?person={person}"));
        Assert.Contains("有转来的转诊单", await hospital.GetStringAsync($"/benefits/admissions/{admission}"));
        Assert.Equal($"/benefits/admissions/{admission}", (await hospital.Send($"/benefits/admissions/{admission}", $"tie-{referral}")).LeadsTo());
        Assert.Contains("未按规定转诊", await hospital.GetStringAsync($"/benefits/admissions/{admission}"));
    }

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task Nobody_reaches_the_neighbours_referrals_and_masked_roles_read_no_name()
    {
        var far = await _store.Referred(Refer((await _store.Household(village: TestApp.FarVillage)).Persons[0]));
        foreach (var role in new[] { Role.VillageDoctor, Role.TownshipClerk, Role.TownshipLeader })
        {
            var client = await _store.App.SignIn(role);
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/benefits/referrals/{far}")).StatusCode);
            Assert.DoesNotContain(CounterStore.Hospital, await client.GetStringAsync("/benefits/referrals"));
        }
        var stranger = await _store.App.SignIn(Role.HospitalCounter, organisation: "另一家医院");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/benefits/referrals/{far}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _store.App.SignIn(Role.Finance)).GetAsync("/benefits/referrals")).StatusCode);
        var leader = await _store.App.SignIn(Role.TownshipLeader, TestApp.NextTown);
        var seen = await leader.GetStringAsync($"/benefits/referrals/{far}");
        Assert.Contains("测*", seen);
        Assert.DoesNotContain("测试甲0", seen);
    }

    [Fact]
    public async Task A_protected_diagnosis_is_shown_to_the_township_clerk_and_the_hospital_and_to_nobody_masked()
    {
        var id = await _store.Referred(Refer((await _store.Household()).Persons[0], "艾滋病"));
        foreach (var (role, open) in new[] { (Role.TownshipClerk, true), (Role.HospitalCounter, true), (Role.VillageDoctor, false), (Role.TownshipLeader, false), (Role.PovertyOffice, false) })
        {
            var client = await _store.App.SignIn(role);
            foreach (var path in new[] { $"/benefits/referrals/{id}", "/benefits/referrals" })
            {
                var text = await client.GetStringAsync(path);
                Assert.Equal((role, open, !open), (role, text.Contains("艾滋病", StringComparison.Ordinal), text.Contains("受保护的诊断", StringComparison.Ordinal)));
            }
        }
    }

    [Fact]
    public async Task The_page_of_diseases_sent_out_of_the_county_opens_its_referrals()
    {
        await _store.Referred(ReferOut((await _store.Household()).Persons[0], "胃癌"));
        var officer = await _store.App.SignIn(Role.CountyOfficer);

        var page = await officer.GetStringAsync("/benefits/referrals/outside");
        var line = (await _store.See(db => _store.App.Get<OutReferrals>().Ranking(db, _store.App.As(Role.CountyOfficer), 2019, default)))[0];
        Assert.Contains(line.Name, page);
        Assert.Contains(Far, await officer.GetStringAsync($"/benefits/referrals?kind=out&disease={line.Code}"));
        Assert.Contains("没有符合这些条件的转诊单", await officer.GetStringAsync("/benefits/referrals?kind=out&disease=I25"));
        Assert.Equal("/benefits/referrals/tiered-care", (await officer.Send("/benefits/referrals/tiered-care", "tiered", ("Input.Kind", "Inpatient"), ("Input.FromOn", "2017-08-01"), ("Input.Document", "测试文件"))).LeadsTo());
        Assert.Contains("2017-08-01", await (await _store.App.SignIn(Role.VillageDoctor)).GetStringAsync("/benefits/referrals/tiered-care"));
    }
}
