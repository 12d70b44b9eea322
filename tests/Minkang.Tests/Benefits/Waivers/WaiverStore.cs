using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Waivers;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Tests.Benefits.Settlements;

namespace Minkang.Tests.Benefits.Waivers;

/// <summary>Steps that tests of waivers share, on the county of the counter tests.</summary>
internal static class WaiverStore
{
    public static readonly DateOnly Since = new(2018, 1, 1);

    /// <summary>Takes up a programme by two persons, as the page does.</summary>
    public static async Task TakeUp(this CounterStore store, string programme, params (string Item, string Value)[] blanks)
    {
        var input = new AdoptItemsInput { Programme = programme, FromOn = Since, Document = "测试〔2018〕1号", Values = blanks.ToDictionary(b => b.Item, b => b.Value) };
        var proposed = await store.Do<AdoptItems, Outcome<int>>(use => use.Handle(store.App.As(Role.CountyOfficer), input, default));
        Assert.Equal("", CounterStore.Said(proposed.Problems));
        var adopted = await store.Do<AdoptItems, Outcome<int>>(use => use.Close(store.App.As(Role.InsuranceBureau), programme, true, null, default));
        Assert.Equal("", CounterStore.Said(adopted.Problems));
    }

    /// <summary>A registered poor person whom the hospital has as a patient.</summary>
    public static async Task<Guid> Patient(this CounterStore store, string hospital = CounterStore.Hospital, string village = TestApp.Village)
    {
        var person = (await store.Household(village: village)).Persons[0];
        await store.Reaches(person, hospital);
        return person;
    }

    public static async Task Reaches(this CounterStore store, Guid person, string hospital)
    {
        await using var db = store.App.Open();
        await store.App.Get<HospitalPatients>().Add(db, hospital, person, default);
        db.Trail.Actor = CounterStore.Console;
        await db.SaveChangesAsync();
    }

    public static WaiverInput Input(Guid person, string service, string before = "20", string day = "2019-01-10", string hospital = CounterStore.Hospital) => new()
    {
        PersonId = person, Hospital = hospital, Service = service, UsedOn = day, Before = before, Reference = "MZ-1",
    };

    public static Task<Outcome<Guid>> Record(this CounterStore store, WaiverInput input, Actor? actor = null) => store.App.Get<RecordWaiver>().Handle(TestApp.County, actor ?? store.Counter, input, default);

    public static async Task<WaiverUse> Recorded(this CounterStore store, WaiverInput input, Actor? actor = null)
    {
        var made = await store.Record(input, actor);
        Assert.Equal("", CounterStore.Said(made.Problems));
        return await store.Use(made.Value);
    }

    public static Task<WaiverUse> Use(this CounterStore store, Guid id) => store.See(db => db.Set<WaiverUse>().AsNoTracking().SingleAsync(u => u.Id == id));

    public static async Task<string> Refused(this CounterStore store, WaiverInput input, Actor? actor = null) => (await store.Record(input, actor)).Problems[0].Code;

    public static async Task<IReadOnlyList<WaiverLine>> Lines(this CounterStore store, Actor actor, int year = 2019) =>
        (await store.Do<WaiverLines, (IReadOnlyList<WaiverLine> Lines, IReadOnlyList<WaiverLine> Borne)>(use => use.Of(actor, year, default))).Lines;
}
