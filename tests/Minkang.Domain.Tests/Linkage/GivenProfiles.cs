using Minkang.Domain.Linkage;
using Minkang.Platform.Catalog;
using Minkang.Registry.Contracts;

namespace Minkang.Domain.Tests.Linkage;

/// <summary>The profiles of the catalogue, so that the engine is tested with what it is used with.</summary>
internal static class GivenProfiles
{
    private static readonly LinkProfiles All = LinkProfiles.From(CatalogFolder.Find());

    public static LinkProfile ChineseRegister { get; } = All.Find(LinkProfiles.ChineseRegister);
    public static LinkProfile EnglishPersons { get; } = All.Find("english-persons");
}
