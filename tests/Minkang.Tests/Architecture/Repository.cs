using System.Xml.Linq;

namespace Minkang.Tests.Architecture;

/// <summary>The source tree these tests were built from, read from disk so that a new module is covered on its first day.</summary>
internal static class Repository
{
    private static readonly string[] NotSource = ["artifacts", "bin", "obj", "data", "node_modules", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceProject> Projects { get; } =
        [.. Files("*.csproj").Select(path => new SourceProject(path)).OrderBy(p => p.Path, StringComparer.Ordinal)];

    /// <summary>Projects of the product itself: those under src.</summary>
    public static IEnumerable<SourceProject> Product => Projects.Where(p => p.Path.StartsWith("src/", StringComparison.Ordinal));

    public static SourceProject Project(string name) => Projects.Single(p => p.Name == name);

    /// <summary>Paths relative to the root, with forward slashes, of the files below a folder ("" for all) that have one of the endings.</summary>
    public static IEnumerable<string> Files(string pattern, string below = "") =>
        Walk(Path.Combine(Root, below))
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        yield return folder;
        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(inner);
            if (name.StartsWith('.') || NotSource.Contains(name)) continue;
            foreach (var deeper in Walk(inner)) yield return deeper;
        }
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Minkang.slnx"))) return at.FullName;
        throw new InvalidOperationException("These tests read the source tree and were started outside of it.");
    }
}

/// <summary>A project file on disk.</summary>
internal sealed record SourceProject(string Path)
{
    public XDocument Xml { get; } = XDocument.Load(System.IO.Path.Combine(Repository.Root, Path));

    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder { get; } = Path[..Path.LastIndexOf('/')];

    public string AssemblyName => Xml.Descendants("AssemblyName").FirstOrDefault()?.Value ?? Name;

    /// <summary>The last word of the name: Registry.</summary>
    public string Module => Name[(Name.LastIndexOf('.') + 1)..];

    public IEnumerable<string> ReferencedProjects =>
        Xml.Descendants("ProjectReference").Select(r => System.IO.Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    public IEnumerable<XElement> Packages => Xml.Descendants("PackageReference");

    public override string ToString() => Name;
}
