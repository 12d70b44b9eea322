namespace Minkang.Platform.Catalog;

/// <summary>The folder with the programmes as data (目录). It travels beside the program; MINKANG_CATALOG names another one.</summary>
public sealed class CatalogFolder(string path)
{
    public const string OverrideVariable = "MINKANG_CATALOG";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The folder named by MINKANG_CATALOG, otherwise <c>catalog</c> beside the program.</summary>
    public static CatalogFolder Find() =>
        new(Environment.GetEnvironmentVariable(OverrideVariable) is { Length: > 0 } named ? named : System.IO.Path.Combine(AppContext.BaseDirectory, "catalog"));

    /// <summary>All YAML files in a folder and below it, ordered by name so that loading is the same everywhere. A folder that is not there has no files.</summary>
    public IReadOnlyList<CatalogFile> Load(string folder)
    {
        var root = System.IO.Path.Combine(Path, folder);
        if (!Directory.Exists(root)) return [];
        var paths = Directory.GetFiles(root, "*.yaml", SearchOption.AllDirectories);
        Array.Sort(paths, StringComparer.Ordinal);
        return [.. paths.Select(p => CatalogFile.Load(p, System.IO.Path.GetRelativePath(Path, p).Replace('\\', '/')))];
    }

    /// <summary>One file by its path below the folder; a file that is not there is a problem.</summary>
    public CatalogFile LoadOne(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        return File.Exists(path) ? CatalogFile.Load(path, name) : CatalogFile.Missing(name);
    }
}
