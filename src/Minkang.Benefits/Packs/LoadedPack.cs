using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>What a loaded pack is good for: 可以采用, 草稿（没有案例）, 案例不符, 不能用.</summary>
internal enum PackState { Adoptable, Draft, CasesFail, Refused }

/// <summary>A pack file after loading. <see cref="Pack"/> is null when it was refused; a pack whose cases do not come out is there, but cannot be adopted.</summary>
internal sealed record LoadedPack(string File, PolicyPack? Pack, IReadOnlyList<CatalogProblem> Problems, int Cases)
{
    /// <summary>The worked cases with what they came to; empty when they could not be read.</summary>
    public IReadOnlyList<RanCase> Ran { get; init; } = [];

    public PackState State => Pack is null ? PackState.Refused : Problems.Count > 0 ? PackState.CasesFail : Cases == 0 ? PackState.Draft : PackState.Adoptable;
}

/// <summary>A worked case after running (案例结果). <paramref name="With"/> are values assumed for it where the source is blank.</summary>
internal sealed record RanCase(string Note, IReadOnlyDictionary<string, string> With, IReadOnlyList<RanBill> Bills);

/// <summary>One bill of a worked case: what the case expects by id of a layer, limit or waiver, and the settlement, or why there is none.</summary>
internal sealed record RanBill(Bill Bill, IReadOnlyDictionary<string, Money> Expected, Outcome<Settlement> Outcome)
{
    /// <summary>What one id came to; null where the bill was not settled.</summary>
    public Money? Paid(string id) => Outcome.Ok ? RunCases.Paid(Outcome.Value, id) : null;
}
