using Minkang.Benefits.Packs;

namespace Minkang.Tests.Benefits;

/// <summary>Every programme that the catalogue carries loads and settles its own worked cases.</summary>
public sealed class CatalogPacksTests
{
    public static TheoryData<string> Ids() => [.. PackFiles.In(Packs.Catalog).Select(p => Path.GetFileNameWithoutExtension(p.Path))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_programme_of_the_catalogue_settles_its_own_cases(string id)
    {
        var loaded = Packs.Load(id);

        Assert.Equal("", string.Join('\n', loaded.Problems));
        Assert.Equal(PackState.Adoptable, loaded.State);
        Assert.Equal(id, loaded.Pack!.Id);
    }
}
