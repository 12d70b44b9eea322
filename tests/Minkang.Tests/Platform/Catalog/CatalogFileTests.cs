using Minkang.Platform.Catalog;

namespace Minkang.Tests.Platform.Catalog;

public sealed class CatalogFileTests
{
    private static readonly Dictionary<string, int> Colours = new() { ["red"] = 1, ["green"] = 2 };

    [Fact]
    public void Gives_typed_values()
    {
        var root = CatalogFile.Parse(
            """
            id: sample
            count: 19
            rate: 85.5
            open: true
            from: 2018-01-01
            until:
            colour: green
            words: [甲, 乙]
            entries:
              - { name: 一 }
              - { name: 二 }
            source: { document: 文号 }
            """, "a.yaml").Root;

        Assert.Equal("sample", root.Text("id"));
        Assert.Equal(19, root.Number("count"));
        Assert.Equal(85.5m, root.OptionalDecimal("rate"));
        Assert.True(root.Flag("open"));
        Assert.Equal((new DateOnly(2018, 1, 1), null), root.Period("from", "until"));
        Assert.Equal(2, root.Choice("colour", Colours));
        Assert.Equal(["甲", "乙"], root.Texts("words"));
        Assert.Equal(["一", "二"], root.List("entries").Select(e => e.Text("name")));
        Assert.Equal("文号", root.Map("source").Text("document"));
        root.RefuseUnknownKeys();
        Assert.True(root.File.Sound, string.Join('\n', root.File.Problems));
    }

    [Theory]
    [InlineData("a: 1\ncout: 3\ncount: 2", 2, "cout", "count")]
    [InlineData("a: 1", 1, "缺少“count”", "count: …")]
    [InlineData("count: x1", 1, "x1", "整数")]
    [InlineData("count: 1\na: 1\nfrom: 2019-1-1", 3, "2019-1-1", "2018-01-31")]
    [InlineData("count: 1\nfrom: 2019-01-01\nuntil: 2019-01-01", 3, "不晚于", "失效的第一天")]
    [InlineData("count: 1\n\ncolour: gren", 3, "gren", "“green”")]
    [InlineData("count: 1\nopen: maybe", 2, "maybe", "true 或 false")]
    [InlineData("count: 1\nwords: 甲", 2, "列表", "- ")]
    [InlineData("count: 1\nwords: [[甲]]", 2, "文字", "[甲, 乙]")]
    [InlineData("count: [1]", 1, "一个值", "键: 值")]
    [InlineData("count: 1\ncount: 2", 2, "YAML", "重复")]
    [InlineData("count: [1", 2, "YAML", "成对")]
    [InlineData("- 1", 1, "最外层", "键: 值")]
    [InlineData("", 1, "空", "键: 值")]
    public void Says_file_line_what_is_wrong_and_what_would_be_right(string yaml, int line, string message, string remedy)
    {
        var file = CatalogFile.Parse(yaml, "lists/bad.yaml");
        var root = file.Root;
        root.OptionalText("a");
        root.Number("count");
        root.Period("from", "until");
        root.OptionalChoice("colour", Colours);
        root.Flag("open");
        root.Texts("words");
        root.RefuseUnknownKeys();

        Assert.Contains(file.Problems, p => p.File == "lists/bad.yaml" && p.Line == line && p.Message.Contains(message) && p.Remedy.Contains(remedy));
    }

    [Fact]
    public void Reports_all_problems_of_a_file_at_once()
    {
        var file = CatalogFile.Parse("count: x\nform: 2018-01-01\nopen: 1", "a.yaml");
        file.Root.Number("count");
        file.Root.Flag("open");
        file.Root.Date("from");
        file.Root.RefuseUnknownKeys();
        Assert.Equal(4, file.Problems.Count);
    }

    [Fact]
    public void Refuses_an_id_used_twice_and_names_the_first_place()
    {
        var (first, second) = (CatalogFile.Parse("id: a", "1.yaml"), CatalogFile.Parse("id: a", "2.yaml"));
        CatalogFile.RefuseDuplicateIds([(first, first.Root.Text("id"), 1), (second, second.Root.Text("id"), 1)]);
        Assert.True(first.Sound);
        Assert.Contains("1.yaml 第1行", Assert.Single(second.Problems).Message);
    }

    [Fact]
    public void Loads_a_folder_and_keeps_the_sound_files_beside_a_broken_one()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "lists", "sub"));
            File.WriteAllText(Path.Combine(folder.FullName, "lists", "a.yaml"), "id: a");
            File.WriteAllText(Path.Combine(folder.FullName, "lists", "sub", "b.yaml"), "id: [");
            var files = new CatalogFolder(folder.FullName).Load("lists");
            Assert.Equal(["lists/a.yaml", "lists/sub/b.yaml"], files.Select(f => f.Name));
            Assert.Equal([true, false], files.Select(f => f.Sound));
            Assert.Empty(new CatalogFolder(folder.FullName).Load("nothing-here"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
