using System.Net;
using Minkang.Benefits.Enrolment;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Tests.Illness;

namespace Minkang.Tests.Benefits.Enrolment;

public sealed class EnrolmentTests : IAsyncLifetime
{
    private readonly IllnessStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>A registered person, with the state on the insurer's list of 2018 and what the register says.</summary>
    private async Task<Guid> Person(string name, string? listed = null, string? stated = null, string village = IllnessStore.Stone, DateOnly? ended = null)
    {
        var person = await _store.Person(name, village, ended: ended);
        await using var db = _store.Open();
        if (listed is not null) db.Add(new PersonFact { Id = Guid.CreateVersion7(), PersonId = person, Kind = FactKind.BasicInsurance, Value = listed, FromOn = new(2018, 1, 1), UntilOn = new(2019, 1, 1), Source = "enrolment" });
        if (stated is not null) db.Add(new PersonFact { Id = Guid.CreateVersion7(), PersonId = person, Kind = FactKind.StatedBasicInsurance, Value = stated, FromOn = new(2018, 1, 1), Source = "register" });
        await db.SaveChangesAsync();
        return person;
    }

    private Task<(IReadOnlyList<EnrolmentLine> Lines, EnrolmentLine Whole)> Table(Actor actor, RegionCode? area = null) =>
        _store.Do<CountEnrolment, (IReadOnlyList<EnrolmentLine>, EnrolmentLine)>(use => use.Table(actor, area, 2018, default));

    [Fact]
    [Trait("Requirement", "R-INS-02")]
    public async Task Each_registered_person_is_checked_against_the_paid_list_and_who_is_missing_is_listed_by_name()
    {
        await Person("测试甲", "insured");
        await Person("测试乙", "suspended", stated: "yes");
        await Person("测试丙", stated: "yes");
        await Person("测试丁", stated: "no");
        await Person("测试戊", village: IllnessStore.Ridge);
        await Person("测试己", ended: new DateOnly(2018, 6, 1));

        var (lines, whole) = await Table(_store.Officer);
        using var client = await _store.App.SignIn(Role.CountyOfficer);
        var missing = await client.GetStringAsync("/benefits/enrolment/persons");

        Assert.Equal((5, 1, 1, 1, 2), (whole.Persons, whole.Insured, whole.Stopped, whole.StatedOnly, whole.Nowhere));
        Assert.Equal(0.2m, whole.Coverage);
        Assert.Equal(whole.Persons, lines.Sum(l => l.Persons));
        Assert.All(["测试乙", "测试丙", "测试丁", "测试戊"], name => Assert.Contains(name, missing, StringComparison.Ordinal));
        Assert.All(["测试甲", "测试己"], name => Assert.DoesNotContain(name, missing, StringComparison.Ordinal));
        Assert.Contains("测试丙", await client.GetStringAsync("/benefits/enrolment/persons?state=StatedOnly"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_and_the_lists_behind_it_count_the_same_and_without_a_list_no_share_is_shown()
    {
        using var client = await _store.App.SignIn(Role.CountyOfficer);
        await Person("测试甲", stated: "yes");
        Assert.Contains("无从核对", await client.GetStringAsync("/benefits/enrolment"), StringComparison.Ordinal);

        await Person("测试乙", "insured");
        var (_, whole) = await Table(_store.Officer, RegionCode.Parse(IllnessStore.Stone));
        var page = await client.GetStringAsync("/benefits/enrolment");

        Assert.Equal((2, 1), (whole.Persons, whole.StatedOnly));
        Assert.Contains("50.0%", page, StringComparison.Ordinal);
        Assert.Contains("state=StatedOnly", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_no_duty_for_premiums_is_refused()
    {
        using var client = await _store.App.SignIn(Role.TownshipClerk);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/benefits/enrolment")).StatusCode);
        Assert.Equal(0, (await Table(_store.Clerk)).Whole.Persons);
    }
}
