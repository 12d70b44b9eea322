using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Minkang.Platform.Catalog;

/// <summary>
/// One catalogue file (目录文件) and what is wrong with it. Reading goes on after a problem, so that a person sees all of them at once;
/// a file with a problem is refused as a whole by whoever loads it.
/// </summary>
public sealed class CatalogFile
{
    private readonly List<CatalogProblem> _problems = [];

    private CatalogFile(string name, YamlMappingNode root) => (Name, Root) = (name, new YamlNodeReader(this, root));

    /// <summary>Path below the catalogue folder, with forward slashes.</summary>
    public string Name { get; }

    /// <summary>The outermost mapping; empty when the text is no YAML.</summary>
    public YamlNodeReader Root { get; }

    public IReadOnlyList<CatalogProblem> Problems => _problems;

    /// <summary>True while nothing is wrong with the file.</summary>
    public bool Sound => _problems.Count == 0;

    public static CatalogFile Load(string path, string? name = null) => Parse(File.ReadAllText(path, Encoding.UTF8), name ?? System.IO.Path.GetFileName(path));

    public static CatalogFile Parse(string yaml, string name)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            var broken = new CatalogFile(name, []);
            broken.Add((int)e.Start.Line, $"不是正确的 YAML：{e.InnerException?.Message ?? e.Message}", "请检查缩进、冒号后的空格、引号是否成对、键名是否重复。");
            return broken;
        }
        if (stream.Documents is [{ RootNode: YamlMappingNode root }]) return new CatalogFile(name, root);
        var empty = new CatalogFile(name, []);
        empty.Add(1, stream.Documents.Count == 0 ? "文件是空的。" : "文件最外层不是一组“键: 值”，或者含有多个文档。", "请按同类文件的写法，最外层写成“键: 值”，且只写一个文档。");
        return empty;
    }

    /// <summary>Stands for a file that should be there and is not.</summary>
    public static CatalogFile Missing(string name)
    {
        var missing = new CatalogFile(name, []);
        missing.Add(0, "找不到这个目录文件。", "请把文件放回目录文件夹，或检查 MINKANG_CATALOG 指向的位置。");
        return missing;
    }

    public void Add(int line, string message, string remedy) => _problems.Add(new CatalogProblem(Name, line, message, remedy));

    /// <summary>Reports every file whose id was already taken by an earlier one; ids are unique within a kind of file.</summary>
    public static void RefuseDuplicateIds(IEnumerable<(CatalogFile File, string Id, int Line)> items)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, id, line) in items)
            if (id.Length > 0 && !first.TryAdd(id, $"{file.Name} 第{line}行"))
                file.Add(line, $"编号“{id}”重复，已在 {first[id]} 使用。", "请换一个未使用的编号，或删去其中一处。");
    }
}
