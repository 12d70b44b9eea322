using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Institutions;
using Minkang.Benefits.Referrals;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;

namespace Minkang.Tests.Benefits.Referrals;

/// <summary>What tests of referrals and institutions do, in the words of those who do it.</summary>
internal static class ReferralStore
{
    public const string Clinic = "甲村卫生室", Far = "省城某医院";

    public static ReferralInput Refer(Guid person, string diagnosis = "肺炎") => new()
    {
        PersonId = person, FromInstitution = Clinic, FromLevel = "village", Doctor = "测试首诊", ToInstitution = CounterStore.Hospital, ToLevel = "county", ToPlace = "county", Diagnosis = diagnosis,
        Reason = nameof(ReferralReason.Ability), MadeOn = "2019-01-02",
    };

    /// <summary>From the county's hospital to one in the province's capital.</summary>
    public static ReferralInput ReferOut(Guid person, string diagnosis, string on = "2019-01-02") => new()
    {
        PersonId = person, FromInstitution = CounterStore.Hospital, FromLevel = "county", Doctor = "测试首诊", ToInstitution = Far, ToLevel = "city", ToPlace = "province", Diagnosis = diagnosis, Reason = nameof(ReferralReason.Specialist), MadeOn = on,
    };

    public static Task<Outcome<Guid>> TryRefer(this CounterStore store, ReferralInput input, Actor? actor = null) => store.Do<MakeReferral, Outcome<Guid>>(use => use.Handle(actor ?? CounterStore.Console, input, default));

    public static async Task<Guid> Referred(this CounterStore store, ReferralInput input, Actor? actor = null)
    {
        var made = await store.TryRefer(input, actor);
        Assert.Equal("", CounterStore.Said(made.Problems));
        return made.Value;
    }

    public static Task<Referral> Look(this CounterStore store, Guid referral) => store.See(db => db.Set<Referral>().AsNoTracking().SingleAsync(r => r.Id == referral));

    public static async Task Answered(this CounterStore store, Func<AnswerReferral, Task<Outcome<bool>>> answer) => Assert.Equal("", CounterStore.Said((await store.Do(answer)).Problems));

    public static async Task<Guid> Institution(this CounterStore store, string name = CounterStore.Hospital, string level = "county", string from = "2018-01-01")
    {
        var made = await store.Do<EditInstitution, Outcome<Guid>>(use => use.Add(CounterStore.Console, new() { Name = name, Place = "county", Level = level, FromOn = from }, default));
        Assert.Equal("", CounterStore.Said(made.Problems));
        return made.Value;
    }

    public static Task<Outcome<int>> TrySay(this CounterStore store, Guid? institution, InstitutionMatter kind, string code = "", string from = "2018-01-01", string year = "", string amount = "", Actor? actor = null) =>
        store.Do<EditInstitution, Outcome<int>>(use => use.Say(actor ?? CounterStore.Console, institution, new() { Kind = kind.ToString(), Code = code, FromOn = from, Year = year, Amount = amount }, default));

    public static async Task Said(this CounterStore store, Guid? institution, InstitutionMatter kind, string code = "", string from = "2018-01-01", string year = "", string amount = "") =>
        Assert.Equal("", CounterStore.Said((await store.TrySay(institution, kind, code, from, year, amount)).Problems));
}
