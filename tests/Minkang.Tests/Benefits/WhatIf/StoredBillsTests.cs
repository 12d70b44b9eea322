using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Contracts;
using Minkang.Benefits.WhatIf;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;

namespace Minkang.Tests.Benefits.WhatIf;

/// <summary>A trial on the bills that the county has settled.</summary>
public sealed class StoredBillsTests : IAsyncLifetime
{
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<Outcome<Guid>> Start(int year, string before = "adopted")
    {
        var adoption = await _store.See(db => db.Set<PackAdoption>().Select(a => a.Id).SingleAsync());
        return await _store.Do<StartWhatIf, Outcome<Guid>>(use => use.Handle(_store.App.As(Role.CountyOfficer), new() { Year = year, Before = before == "adopted" ? $"adoption:{adoption}" : before, After = $"adoption:{adoption}" }, "", null, default));
    }

    [Fact]
    public async Task Bills_that_hold_are_replayed_by_the_pack_in_force_to_what_was_settled()
    {
        var household = await _store.Household(2);
        var first = await _store.Settle(_store.Bill(await _store.Admit(household.Persons[0]), 8_000m, 500m));
        var second = await _store.Settle(_store.Bill(await _store.Admit(household.Persons[1]), 3_000m));
        var wrong = await _store.Settle(_store.Bill(await _store.Admit(household.Persons[1]), 9_000m));
        await _store.Reverse(wrong.Id);

        var started = await Start(2019);
        Assert.Equal("", CounterStore.Said(started.Problems));
        // The account behind a job must be on file; the console stands for it here.
        var result = await Result(started.Value);

        Assert.Equal((2L, 2L, 2), (result.Bills, result.Settled, result.Persons));
        Assert.Equal(first.TotalFen + second.TotalFen, result.Total);
        Assert.Equal(first.SelfFen + second.SelfFen, result.SelfAfter);
        Assert.Equal(TestApp.Town, Assert.Single(result.Areas).Code);
    }

    [Fact]
    public async Task The_command_replays_the_store_of_a_county()
    {
        var household = await _store.Household(1);
        await _store.Settle(_store.Bill(await _store.Admit(household.Persons[0]), 8_000m, 500m));
        var file = Path.Combine(AppContext.BaseDirectory, "Benefits", "counter-pack.yaml");

        var replayed = await _store.See(db => ReplayBills.Load(new(file), new Dictionary<string, string>(), null, new Dictionary<string, string>()).Run(db, _store.App.Get<Vault>(), 2019, default));

        Assert.Equal((1L, 1L, 850_000L), (replayed.Bills, replayed.Settled, replayed.Total.Fen));
        Assert.Equal(["payer", "name", "amount"], replayed.Tables[0].Headings);
        Assert.Equal(8_500m, replayed.Tables[0].Rows.Sum(r => decimal.Parse(r[2], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_year_without_settled_bills_is_refused()
    {
        Assert.Equal("benefits.what-if.nothing-settled", (await Start(2015)).Problems[0].Code);
        Assert.Equal("benefits.what-if.no-pack", (await Start(2015, "catalog:none")).Problems[0].Code);
        Assert.Equal("benefits.what-if.year", (await Start(1)).Problems[0].Code);
    }

    [Fact]
    public async Task The_figures_open_the_persons_of_the_register()
    {
        var household = await _store.Household(1);
        await _store.Settle(_store.Bill(await _store.Admit(household.Persons[0]), 8_000m));
        using var client = await _store.App.SignIn(Role.CountyOfficer);
        var page = await client.GetStringAsync("/benefits/what-if");
        var adoption = await _store.See(db => db.Set<PackAdoption>().Select(a => a.Id).SingleAsync());
        using var form = new MultipartFormDataContent
        {
            { new StringContent("start-what-if"), "_handler" }, { new StringContent(TestApp.Token(page)), "__RequestVerificationToken" }, { new StringContent($"adoption:{adoption}"), "Input.Before" }, { new StringContent($"adoption:{adoption}"), "Input.After" }, { new StringContent("2019"), "Input.Year" },
        };

        var started = await client.PostAsync("/benefits/what-if", form);
        Assert.Equal(HttpStatusCode.Found, started.StatusCode);
        while (await _store.App.Get<JobRunner>().RunNext(default)) { }

        var people = await client.GetStringAsync($"{started.Headers.Location!.OriginalString}/persons");
        Assert.Contains($"/persons/{household.Persons[0]}", people);
        Assert.Contains("测试甲0", WebUtility.HtmlDecode(people));
    }

    private async Task<ReplayResult> Result(Guid id)
    {
        var year = await _store.See(db => _store.App.Get<ReadYear>().FromStore(db, 2019, default));
        var run = await _store.See(db => db.Set<WhatIfRun>().AsNoTracking().SingleAsync(r => r.Id == id));
        Assert.NotNull(run.JobId);
        Assert.Equal(1, run.Version); // the worker that began meanwhile can save
        var pack = CounterStore.Pack;
        var (result, _) = new Replay(pack, pack).Run(new BillsInMemory(year.Bills), c => c, keepPersons: false, null, default);
        return JsonSerializer.Deserialize<ReplayResult>(JsonSerializer.Serialize(result))!;
    }
}
