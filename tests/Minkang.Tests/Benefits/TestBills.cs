using Minkang.Domain.Policies;
using Minkang.Domain.Values;

namespace Minkang.Tests.Benefits;

/// <summary>Bills of a registered-poor patient in the county, all in scope, for tests that change one fact.</summary>
internal static class TestBills
{
    public static Bill Of(string kind, string level, decimal inScope, params string[] lists) => new()
    {
        Id = "b1",
        Person = "p1",
        Household = "h1",
        Kind = kind,
        Level = level,
        Place = "county",
        Categories = ["registered_poor"],
        Lists = lists,
        Admission = new DateOnly(2018, 5, 1),
        Discharge = new DateOnly(2018, 5, 1),
        Settlement = new DateOnly(2018, 5, 1),
        Total = Money.FromYuan(inScope),
        InScope = Money.FromYuan(inScope),
    };

    /// <summary>Settles by a pack whose blanks are filled in as <c>name=value</c>.</summary>
    public static Settlement Settle(string pack, Bill bill, params string[] values)
    {
        var given = values.ToDictionary(v => v.Split('=')[0], v => v.Split('=')[1]);
        var outcome = PolicyEngine.Settle(Packs.Load(pack, given).Pack!, bill);
        Assert.Equal("", string.Join('\n', outcome.Problems.Select(p => p.Message)));
        return outcome.Value;
    }

    /// <summary>What a layer, limit or waiver paid, in yuan.</summary>
    public static decimal Paid(this Settlement settlement, string id) => settlement.Lines.Single(l => l.Id == id).Paid.Yuan;
}
