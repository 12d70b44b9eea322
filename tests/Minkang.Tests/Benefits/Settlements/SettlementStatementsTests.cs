using Minkang.Tests.Registry;

namespace Minkang.Tests.Benefits.Settlements;

/// <summary>A settlement at the counter asks the store a bounded number of times.</summary>
public sealed class SettlementStatementsTests
{
    [Fact]
    public async Task A_settlement_takes_no_more_than_thirty_statements()
    {
        await using var store = new CounterStore();
        await store.InitializeAsync();
        await store.Settle(store.Bill(await store.Admit((await store.Household()).Persons[0]), 1_000));
        var admission = await store.Admit((await store.Household()).Persons[0]);
        using var statements = new Statements();

        await store.Settle(store.Bill(admission, 2_000));

        Assert.InRange(statements.Count, 15, 30);
    }
}
