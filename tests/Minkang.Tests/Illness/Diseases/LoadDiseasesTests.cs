using Minkang.Illness.Diseases;
using Minkang.Platform.Catalog;

namespace Minkang.Tests.Illness.Diseases;

public sealed class LoadDiseasesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public LoadDiseasesTests()
    {
        foreach (var file in Directory.GetFiles(DiseaseCatalog.Folder.Path, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(DiseaseCatalog.Folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("disease: hypertension", "disease: hypertention", 11, "没有病种“hypertention”", "hypertension")]
    [InlineData("title:", "titel:", 4, "titel", "title")]
    [InlineData("kinds: 3", "kinds: drei", 8, "drei", "整数")]
    [InlineData("kinds: 3", "kinds: 2", 11, "多于来源载明", "stated")]
    [InlineData("date: masked", "date: stated", 7, "没有写“from”或“until”", "生效日期")]
    [InlineData("region: \"53\"", "region: \"5x\"", 5, "5x", "区划代码|位数字")]
    [InlineData("route: continuous-chronic }\n  - { disease: diabetes", "route: contnuous-chronic }\n  - { disease: diabetes", 11, "contnuous-chronic", "continuous-chronic")]
    [InlineData("id: yunnan-chronic-3", "id: national-9", 3, "重复", "未使用的编号")]
    public void A_bad_list_is_refused_with_line_and_remedy_and_the_rest_loads(string right, string wrong, int line, string message, string remedy)
    {
        Replace("diseases/lists/yunnan-chronic-3.yaml", right, wrong);
        var loaded = LoadDiseases.From(new CatalogFolder(_folder.FullName));

        Assert.Contains(loaded.Problems, p => p.File == "diseases/lists/yunnan-chronic-3.yaml" && p.Line == line && p.Message.Contains(message) && remedy.Split('|').Any(p.Remedy.Contains));
        Assert.Null(loaded.Catalogue.FindList("yunnan-chronic-3"));
        Assert.Equal(DiseaseCatalog.Loaded.Catalogue.Lists.Count - 1, loaded.Catalogue.Lists.Count);
        Assert.Equal(["C31"], loaded.Reader.Read("高血压").Classes);
    }

    [Theory]
    [InlineData("classes: [M24]", "classes: [M42]", "没有病种分类“M42”")]
    [InlineData("not-when: [congenital, neonatal]", "not-when: [congenitel]", "没有限定词“congenitel”")]
    [InlineData("慢阻肺病,", "高血压,", "“高血压”已归")]
    public void A_bad_disease_file_is_refused_and_so_are_the_lists_that_need_it(string right, string wrong, string message)
    {
        Replace("diseases/conditions/lung-infection.yaml", right, wrong);
        var loaded = LoadDiseases.From(new CatalogFolder(_folder.FullName));

        Assert.Contains(loaded.Problems, p => p.File == "diseases/conditions/lung-infection.yaml" && p.Line > 0 && p.Message.Contains(message));
        Assert.Null(loaded.Catalogue.Find("copd"));
        Assert.Contains(loaded.Problems, p => p.File == "diseases/lists/national-30.yaml" && p.Message.Contains("copd"));
        Assert.NotNull(loaded.Catalogue.FindList("national-9"));
        Assert.Equal(["C31"], loaded.Reader.Read("高血压、慢阻肺").Classes);
    }

    [Fact]
    public void A_circle_of_wider_diseases_is_refused()
    {
        Replace("diseases/conditions/circulation.yaml", "id: hypertension\n", "id: hypertension\n    kind-of: hypertensive-heart-disease\n");
        var loaded = LoadDiseases.From(new CatalogFolder(_folder.FullName));
        Assert.Contains(loaded.Problems, p => p.Message.Contains("绕成了圈"));
    }

    [Fact]
    public void An_empty_folder_says_what_is_missing()
    {
        Directory.Delete(Path.Combine(_folder.FullName, "diseases"), recursive: true);
        var loaded = LoadDiseases.From(new CatalogFolder(_folder.FullName));
        Assert.Equal(["diseases/classes.yaml", "diseases/organs.yaml", "diseases/words.yaml"], loaded.Problems.Select(p => p.File).Distinct().Order());
        Assert.Empty(loaded.Reader.Read("高血压").Classes);
    }

    private void Replace(string name, string right, string wrong)
    {
        var path = Path.Combine(_folder.FullName, name);
        var text = File.ReadAllText(path);
        Assert.Contains(right, text);
        File.WriteAllText(path, text.Replace(right, wrong));
    }
}
