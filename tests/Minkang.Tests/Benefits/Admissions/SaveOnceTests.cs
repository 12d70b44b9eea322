using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Checks;
using Minkang.Benefits.Institutions;
using Minkang.Benefits.Referrals;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;
using Minkang.Tests.Benefits.Referrals;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Benefits.Waivers;

namespace Minkang.Tests.Benefits.Admissions;

/// <summary>Two people who do the same at the same moment: one does it, the other is told so.</summary>
public sealed class SaveOnceTests : IAsyncLifetime
{
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_was_not_saved_leaves_nothing_behind_for_the_next_save()
    {
        var admission = await _store.Admit((await _store.Household()).Persons[0]);
        Assert.True(await _store.See(db => Noted(db, admission, "first")));

        await _store.See(async db =>
        {
            Assert.False(await Noted(db, admission, "second"));
            db.Trail.Record(CounterStore.Console, "third", "person", null);
            Assert.True(await db.TrySave(default));
            return true;
        });

        Assert.Equal(["first", "third"], await _store.See(db => db.Set<AuditEntry>().Where(e => e.SubjectId == null && e.SubjectKind == "person").OrderBy(e => e.Seq).Select(e => e.Action).ToListAsync()));
    }

    [Fact]
    public async Task A_failure_that_is_no_race_is_not_hidden()
    {
        await _store.See(async db =>
        {
            db.Add(new Consent { Id = Guid.CreateVersion7(), AdmissionId = Guid.CreateVersion7() });
            await Assert.ThrowsAsync<DbUpdateException>(() => db.TrySave(default));
            return true;
        });
    }

    [Fact]
    public async Task The_second_answer_to_a_referral_is_told_that_it_was_answered()
    {
        var referral = await _store.Referred(ReferralStore.Refer((await _store.Household()).Persons[0]));

        var second = await Stale<Referral, AnswerReferral, Outcome<bool>>(referral, () => _store.Answered(use => use.Accept(_store.Counter, referral, "测试接诊", "2019-01-03", default)),
            use => use.Refuse(_store.Counter, referral, "没有床位", "2019-01-03", default));

        Assert.Equal("benefits.referral.not-waiting", second.Problems[0].Code);
        Assert.Equal(ReferralState.Accepted, (await _store.Look(referral)).State);
    }

    [Fact]
    public async Task The_second_end_of_what_is_said_of_an_institution_is_told_so()
    {
        await _store.Institution();
        var record = await _store.See(db => db.Set<InstitutionRecord>().Where(r => r.Kind == InstitutionMatter.Designation).Select(r => r.Id).SingleAsync());

        var second = await Stale<InstitutionRecord, EditInstitution, Outcome<bool>>(record, async () => Assert.True((await _store.Do<EditInstitution, Outcome<bool>>(use => use.End(CounterStore.Console, record, "2018-12-01", default))).Ok), use => use.End(CounterStore.Console, record, "2018-11-01", default));

        Assert.Equal("benefits.institution.changed-meanwhile", second.Problems[0].Code);
    }

    [Fact]
    public async Task A_stay_admitted_twice_at_once_is_admitted_once()
    {
        var person = (await _store.Household()).Persons[0];
        var admitted = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _store.Do<AdmitPatient, Outcome<Guid>>(use => use.Handle(CounterStore.Console, CounterStore.Stay(person), default)))));

        Assert.Single(admitted, a => a.Ok);
        Assert.All(admitted.Where(a => !a.Ok), a => Assert.Equal("benefits.admission.open-already", a.Problems[0].Code));
        Assert.Equal(1, await _store.See(db => db.Set<Admission>().CountAsync(a => a.PersonId == person)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stay_admitted_at_once_with_different_days_is_admitted_once(bool known)
    {
        for (var round = 0; round < 4; round++)
        {
            var person = (await _store.Household()).Persons[0];
            if (known) await _store.Reaches(person, CounterStore.Hospital);
            var admitted = await Task.WhenAll(Enumerable.Range(2, 6).Select(day => Task.Run(() =>
            {
                var stay = CounterStore.Stay(person);
                stay.AdmittedOn = $"2019-01-0{day}";
                return _store.Do<AdmitPatient, Outcome<Guid>>(use => use.Handle(CounterStore.Console, stay, default));
            })));

            Assert.Single(admitted, a => a.Ok);
            Assert.All(admitted.Where(a => !a.Ok), a => Assert.Equal("benefits.admission.open-already", a.Problems[0].Code));
        }
    }

    [Fact]
    public async Task The_store_itself_keeps_a_second_open_admission_of_one_stay_out()
    {
        var person = (await _store.Household()).Persons[0];
        await _store.Admit(person);
        await _store.See(async db =>
        {
            db.Trail.Actor = CounterStore.Console;
            db.Add(new Admission { Id = Guid.CreateVersion7(), PersonId = person, VillageCode = TestApp.Village, Hospital = CounterStore.Hospital, Kind = "inpatient", AdmittedOn = new DateOnly(2019, 1, 2) });
            Assert.False(await db.TrySave(default));
            return true;
        });
    }

    [Fact]
    public async Task An_institution_added_twice_at_once_is_added_once()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            _store.Do<EditInstitution, Outcome<Guid>>(use => use.Add(CounterStore.Console, new() { Name = CounterStore.Hospital, Place = "county", Level = "county", FromOn = "2018-01-01" }, default)))));

        Assert.Single(added, a => a.Ok);
        Assert.All(added.Where(a => !a.Ok), a => Assert.Equal("benefits.institution.there-already", a.Problems[0].Code));
    }

    private static async Task<bool> Noted(CountyDb db, Guid admission, string action)
    {
        db.Add(new Consent { Id = Guid.CreateVersion7(), AdmissionId = admission, ItemCode = "C-77" });
        db.Trail.Actor = CounterStore.Console;
        db.Trail.Record(CounterStore.Console, action, "person", null);
        return await db.TrySave(default);
    }

    /// <summary>Does something with a record as it was before somebody else changed it.</summary>
    private async Task<TResult> Stale<TRecord, TUse, TResult>(Guid id, Func<Task> meanwhile, Func<TUse, Task<TResult>> use) where TRecord : Minkang.Platform.Stores.Record where TUse : notnull
    {
        await using var scope = _store.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CountyDb>().Set<TRecord>().SingleAsync(r => r.Id == id);
        await meanwhile();
        return await use(scope.ServiceProvider.GetRequiredService<TUse>());
    }
}
