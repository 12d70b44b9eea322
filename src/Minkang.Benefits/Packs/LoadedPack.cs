using Minkang.Domain.Policies;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>What a loaded pack is good for: 可以采用, 草稿（没有案例）, 案例不符, 不能用.</summary>
internal enum PackState { Adoptable, Draft, CasesFail, Refused }

/// <summary>A pack file after loading. <see cref="Pack"/> is null when it was refused; a pack whose cases do not come out is there, but cannot be adopted.</summary>
internal sealed record LoadedPack(string File, PolicyPack? Pack, IReadOnlyList<CatalogProblem> Problems, int Cases)
{
    public PackState State => Pack is null ? PackState.Refused : Problems.Count > 0 ? PackState.CasesFail : Cases == 0 ? PackState.Draft : PackState.Adoptable;
}
