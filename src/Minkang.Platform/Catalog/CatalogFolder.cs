using System.Text;

namespace Minkang.Platform.Catalog;

/// <summary>The folder with the programmes as data (目录). It travels beside the program; MINKANG_CATALOG names another one. A part of it can also be given as texts that were kept.</summary>
public sealed class CatalogFolder
{
    public const string OverrideVariable = "MINKANG_CATALOG";

    private readonly Func<string, IEnumerable<string>> _below;
    private readonly Func<string, string?> _text;

    public CatalogFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        _below = Below;
        _text = name => System.IO.Path.Combine(Path, name) is var file && File.Exists(file) ? File.ReadAllText(file, Encoding.UTF8) : null;
    }

    private CatalogFolder(IReadOnlyDictionary<string, string> texts)
    {
        Path = "";
        _below = folder => texts.Keys.Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        _text = texts.GetValueOrDefault;
    }

    /// <summary>Where the files lie; empty for texts that were kept.</summary>
    public string Path { get; }

    /// <summary>The folder named by MINKANG_CATALOG, otherwise <c>catalog</c> beside the program.</summary>
    public static CatalogFolder Find() =>
        new(Environment.GetEnvironmentVariable(OverrideVariable) is { Length: > 0 } named ? named : System.IO.Path.Combine(AppContext.BaseDirectory, "catalog"));

    /// <summary>Files that were kept, by their names below the folder (<see cref="Texts"/>).</summary>
    public static CatalogFolder Of(IReadOnlyDictionary<string, string> texts) => new(texts);

    /// <summary>All YAML files in a folder and below it, ordered by name so that loading is the same everywhere. A folder that is not there has no files.</summary>
    public IReadOnlyList<CatalogFile> Load(string folder) => [.. _below(folder).Select(LoadOne)];

    /// <summary>One file by its path below the folder; a file that is not there is a problem.</summary>
    public CatalogFile LoadOne(string name) => _text(name) is { } yaml ? CatalogFile.Parse(yaml, name) : CatalogFile.Missing(name);

    /// <summary>The YAML files in a folder and below it as they are, by name, so that they can be kept.</summary>
    public SortedDictionary<string, string> Texts(string folder) => new(_below(folder).ToDictionary(n => n, n => _text(n)!, StringComparer.Ordinal), StringComparer.Ordinal);

    private IEnumerable<string> Below(string folder)
    {
        var root = System.IO.Path.Combine(Path, folder);
        if (!Directory.Exists(root)) return [];
        var paths = Directory.GetFiles(root, "*.yaml", SearchOption.AllDirectories);
        Array.Sort(paths, StringComparer.Ordinal);
        return paths.Select(p => System.IO.Path.GetRelativePath(Path, p).Replace('\\', '/'));
    }
}
