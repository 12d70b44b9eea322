using Minkang.Benefits.Admissions;
using Minkang.Benefits.Referrals;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;

namespace Minkang.Tests.Benefits.Referrals;

public sealed class CountPlacesTests : IAsyncLifetime
{
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<Guid> Settled(string place, string referral, string village = TestApp.Village)
    {
        var home = await _store.Household(village: village);
        var admission = await _store.Admit(home.Persons[0], CounterStore.Stay(home.Persons[0]).In(place, referral));
        return (await _store.Settle(_store.Bill(admission, 1_000))).Id;
    }

    private Task<(IReadOnlyList<PlaceLine> Lines, PlaceLine Whole)> Table(Actor actor, RegionCode? area = null, string? kind = null) =>
        _store.Do<CountPlaces, (IReadOnlyList<PlaceLine>, PlaceLine)>(use => use.Table(actor, area, 2019, kind, default));

    [Fact]
    [Trait("Requirement", "R-REF-05")]
    public async Task Who_left_the_county_without_referral_is_counted_apart_and_what_was_reversed_is_not_counted()
    {
        await Settled("county", "");
        await Settled("county", "not-needed", TestApp.FarVillage);
        await Settled("prefecture", "proper");
        await Settled("prefecture", "none");
        await Settled("elsewhere", "");
        await _store.Reverse(await Settled("prefecture", "none"));

        var (lines, whole) = await Table(_store.App.As(Role.CountyOfficer));

        Assert.Equal((5, 2, 1, 1, 1), (whole.All, whole.Inside, whole.Referred, whole.Unreferred, whole.Unknown));
        Assert.Equal(0.4m, whole.InsideShare);
        Assert.Equal((2, 5), (lines.Count, lines.Sum(l => l.All)));
        Assert.Equal(0, (await Table(_store.App.As(Role.CountyOfficer), kind: "outpatient")).Whole.All);
        Assert.Equal(4, (await Table(_store.App.As(Role.TownshipClerk))).Whole.All);
    }

    [Fact]
    public async Task The_page_says_what_it_counts_and_is_empty_before_anything_is_settled()
    {
        using var client = await _store.App.SignIn(Role.CountyOfficer);
        Assert.Contains("还没有结算单", await client.GetStringAsync("/benefits/places"), StringComparison.Ordinal);

        await Settled("county", "");
        await Settled("prefecture", "none");

        Assert.Contains("县域内就诊率 50.0%", await client.GetStringAsync("/benefits/places"), StringComparison.Ordinal);
    }
}

internal static class Stays
{
    /// <summary>The same stay at another place.</summary>
    public static AdmitInput In(this AdmitInput stay, string place, string referral)
    {
        (stay.Place, stay.Referral) = (place, referral);
        return stay;
    }
}
