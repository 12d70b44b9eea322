using Minkang.Platform.Catalog;
using Minkang.Platform.Lists;
using Minkang.Tests.Architecture;

namespace Minkang.Tests.Lists;

/// <summary>The sample lists of the repository, the county sample beside it, and the real catalogue.</summary>
internal static class ListSamples
{
    public static string Township { get; } = Path.Combine(Repository.Root, "samples", "township");
    public static string Broken { get; } = Path.Combine(Repository.Root, "samples", "broken");
    public static string County { get; } = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "samples", "county"));

    public static ListCatalog Catalog { get; } = ListCatalog.Load(new CatalogFolder(Path.Combine(Repository.Root, "catalog")));

    public static byte[] Own(string name) => File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Minkang.Tests", "Lists", "Files", name));

    public static byte[] File_(string folder, string part) => File.ReadAllBytes(PathOf(folder, part));

    public static string PathOf(string folder, string part) => Directory.GetFiles(folder).Single(f => Path.GetFileName(f).Contains(part, StringComparison.Ordinal));

    public static ListFile Open(string path) => ListFile.Open(File.ReadAllBytes(path), Path.GetFileName(path)).Value;

    public static ListRecognition Recognise(ListFile file, params ColumnMapping[] confirmed) => new RecogniseList(Catalog).Handle(file, confirmed).Value;

    public static ListRecognition Recognise(string folder, string part) => Recognise(Open(PathOf(folder, part)));

    public static string Code(byte[] content, string name = "名单.xlsx", ListFileLimits? limits = null) =>
        ListFile.Open(content, name, limits) is { Ok: false } refused ? refused.Problems.Single().Code : "opened";

    /// <summary>Every cell of a file as one text, for comparing files.</summary>
    public static string Dump(ListFile file) =>
        string.Join('\n', file.Sheets.Select(s => $"[{s.Name}]\n" + string.Join('\n', s.Rows.Select(r => $"{r.Number}{(r.Hidden ? "h" : "")}:" + string.Join('|', r.Cells.Select(c => $"{c.Kind}{c.Text}"))))));
}
