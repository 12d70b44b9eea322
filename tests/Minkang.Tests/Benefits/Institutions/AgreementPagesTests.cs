using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Web;

namespace Minkang.Tests.Benefits.Institutions;

/// <summary>What a hospital keeps track of beside bills: agreements to pay later, papers it keeps, uses of privilege cards.</summary>
public sealed class AgreementPagesTests : IAsyncLifetime
{
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    [Trait("Requirement", "R-PAY-05")]
    public async Task Who_cannot_pay_leaves_with_an_agreement_and_what_falls_overdue_is_listed_first()
    {
        var entry = await _store.Settle(_store.Bill(await _store.Admit((await _store.Household()).Persons[0]), 8_000, 500));
        var (office, page) = (await _store.App.SignIn(Role.HospitalInsuranceOffice), $"/benefits/settlements/{entry.Id}/agreement");
        (string, string)[] terms = [("Input.Amount", "500"), ("Input.Instalments", "2019-02-15 200\n2019-04-15 300")];
        var refused = await (await office.Send(page, "sign", terms)).Content.ReadAsStringAsync();
        Assert.Contains("村委会证明的编号或日期", refused);
        Assert.Contains("乡镇民政认定的编号或日期", refused);
        Assert.Contains("与缓交金额 501", await (await office.Send(page, "sign", [("Input.Amount", "501"), terms[1], ("Input.CommitteeCertificate", "证 1"), ("Input.TownshipRecognition", "认 1")])).Content.ReadAsStringAsync());

        Assert.Equal(page, (await office.Send(page, "sign", [.. terms, ("Input.CommitteeCertificate", "村证 12 号"), ("Input.TownshipRecognition", "民政认 3 号")])).LeadsTo());
        Assert.Equal(0, Rows(await office.GetStringAsync("/benefits/agreements?state=overdue")));
        _store.App.Clock.Advance(TimeSpan.FromDays(32));
        office = await _store.App.SignIn(Role.HospitalInsuranceOffice);

        var overdue = await office.GetStringAsync("/benefits/agreements?state=overdue");
        Assert.Equal((1, 2), (Rows(overdue), Rows(await office.GetStringAsync("/benefits/agreements"))));
        Assert.Contains("逾期 1 天", overdue);
        Assert.Contains("村证 12 号", overdue);
        Assert.Contains("民政认 3 号", overdue);
        Assert.Contains("其中逾期 1 期、200.00 元", overdue);
        Assert.Equal(0, Rows(await (await _store.App.SignIn(Role.HospitalInsuranceOffice, organisation: CounterStore.OtherHospital)).GetStringAsync("/benefits/agreements")));

        var first = await _store.See(db => db.Set<Instalment>().Where(i => i.Number == 1).Select(i => i.Id).SingleAsync());
        Assert.Equal(page, (await office.Send(page, $"pay-{first}")).LeadsTo());
        Assert.Equal((0, 1), (Rows(await office.GetStringAsync("/benefits/agreements?state=overdue")), Rows(await office.GetStringAsync("/benefits/agreements?state=paid"))));
        await _store.Reverse(entry.Id);
        Assert.Equal(0, Rows(await office.GetStringAsync("/benefits/agreements")));
        var second = await _store.See(db => db.Set<Instalment>().Where(i => i.Number == 2).Select(i => i.Id).SingleAsync());
        Assert.Equal("benefits.agreement.reversed-since", (await _store.Do<SignAgreement, Minkang.Domain.Values.Outcome<bool>>(use => use.Pay(_store.Office, second, default))).Problems[0].Code);
    }

    [Fact]
    [Trait("Requirement", "R-SET-08")]
    public async Task Papers_that_the_hospital_keeps_are_listed_until_they_are_given_back()
    {
        var stay = CounterStore.Stay((await _store.Household()).Persons[0]);
        stay.Papers = "身份证、医保卡";
        var admission = await _store.Admit(stay.PersonId, stay);
        await _store.Admit((await _store.Household()).Persons[0]);
        var counter = await _store.App.SignIn(Role.HospitalCounter);
        Assert.Equal((1, 0), (Rows(await counter.GetStringAsync("/benefits/papers")), Rows(await counter.GetStringAsync("/benefits/papers?state=late"))));

        await _store.Settle(_store.Bill(admission, 1_000));
        Assert.Contains("已结算还没有退还的 1 份", await counter.GetStringAsync("/benefits/papers?state=late"));
        Assert.Equal(0, Rows(await (await _store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.OtherHospital)).GetStringAsync("/benefits/papers")));
        await counter.Send($"/benefits/admissions/{admission}", "papers");

        Assert.Equal(0, Rows(await counter.GetStringAsync("/benefits/papers")));
        Assert.Contains("2019-01-15", new HtmlParser().ParseDocument(await counter.GetStringAsync("/benefits/papers?state=returned")).QuerySelector("tbody")!.TextContent);
    }

    [Fact]
    [Trait("Requirement", "R-PAY-07")]
    public async Task Each_use_of_a_privilege_card_is_recorded_with_what_it_granted()
    {
        var admission = await _store.Admit((await _store.Household()).Persons[0]);
        var (counter, page) = (await _store.App.SignIn(Role.HospitalCounter), $"/benefits/admissions/{admission}");
        Assert.Contains("请选择享受了哪些优待", await (await counter.Send(page, "card-use", ("Use.UsedOn", "2019-01-10"), ("Use.Amount", "30"))).Content.ReadAsStringAsync());
        Assert.Contains("请填写使用日期", await (await counter.Send(page, "card-use", ("Use.Privileges", "visit"), ("Use.UsedOn", "2018-12-31"))).Content.ReadAsStringAsync());
        (string, string)[] granted = [.. CardUse.All.Select(p => ("Use.Privileges", p.Code))];

        Assert.Equal(page, (await counter.Send(page, "card-use", [.. granted, ("Use.UsedOn", "2019-01-10"), ("Use.Amount", "30.5")])).LeadsTo());
        Assert.Equal(page, (await counter.Send(page, "card-use", ("Use.Privileges", "queue"), ("Use.UsedOn", "2019-01-12"))).LeadsTo());

        var list = await counter.GetStringAsync("/benefits/card-uses?month=2019-01");
        Assert.Contains("1 人使用，免收 30.50 元", list);
        Assert.Contains("优先就诊、免排队、免挂号费、优先报销、免一名陪护人员生活费", list);
        Assert.Equal((2, 1, 0), (Rows(list), Rows(await counter.GetStringAsync("/benefits/card-uses?privilege=companion")), Rows(await counter.GetStringAsync("/benefits/card-uses?month=2018-12"))));
        Assert.Equal(0, Rows(await (await _store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.OtherHospital)).GetStringAsync("/benefits/card-uses")));
    }

    private static int Rows(string page) => new HtmlParser().ParseDocument(page).QuerySelectorAll("tbody tr").Length;
}
