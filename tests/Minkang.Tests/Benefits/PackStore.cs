using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Minkang.Benefits.Adoption;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Tests.Benefits;

/// <summary>The product on fresh stores with what tests of packs in a county need.</summary>
public sealed class PackStore : IAsyncLifetime
{
    public const string County = TestApp.County;

    public TestApp App { get; private set; } = null!;
    public FakeTimeProvider Clock => App.Clock;

    public async ValueTask InitializeAsync() => App = await TestApp.Start(services =>
    {
        services.AddLocalization();
        services.AddScoped(s => s.GetRequiredService<CountyStores>().Open(County));
    });

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>Runs a use case in a unit of work of its own, as a request does.</summary>
    internal async Task<T> Do<TUse, T>(Func<TUse, Task<T>> use) where TUse : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    internal async Task<T> See<T>(Func<CountyDb, Task<T>> look)
    {
        await using var db = App.Open();
        return await look(db);
    }

    public Actor Officer() => App.As(Role.CountyOfficer);

    internal Task<Outcome<Guid>> Propose(string pack, DateOnly from, DateOnly? until = null, Actor? by = null, Dictionary<string, string>? values = null) =>
        Do<ProposeAdoption, Outcome<Guid>>(use => use.Handle(by ?? Officer(), new() { Reference = pack.Contains(':') ? pack : $"catalog:{pack}", FromOn = from, UntilOn = until, Values = values ?? [] }, default));

    internal Task<Outcome<Guid>> Adopt(Guid id, Actor? by = null) => Do<DecideAdoption, Outcome<Guid>>(use => use.Adopt(by ?? Officer(), id, null, default));

    /// <summary>Proposes and adopts, by two persons.</summary>
    internal async Task<Guid> Adopted(string pack, DateOnly from, DateOnly? until = null, Dictionary<string, string>? values = null)
    {
        var proposed = await Propose(pack, from, until, values: values);
        Assert.True(proposed.Ok, proposed.Ok ? "" : proposed.Problems[0].Message);
        var adopted = await Adopt(proposed.Value);
        Assert.True(adopted.Ok, adopted.Ok ? "" : adopted.Problems[0].Message);
        return proposed.Value;
    }
}
