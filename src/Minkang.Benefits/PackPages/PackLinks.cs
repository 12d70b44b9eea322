using Minkang.Platform.Ui;

namespace Minkang.Benefits.PackPages;

/// <summary>Addresses of what can be done with a pack, wherever it stands.</summary>
internal static class PackLinks
{
    public const string List = "/benefits/packs", Adoptions = "/benefits/packs/adoptions", ExcelPath = "/benefits/packs/export", ComparePath = "/benefits/packs/compare";

    public static string Adopt(string reference) => With("/benefits/packs/adoptions/new", "pack", reference);
    public static string Draft(string reference) => With("/benefits/packs/drafts/new", "pack", reference);
    public static string Print(string reference) => With("/benefits/packs/print", "pack", reference);
    public static string Excel(string reference) => With(ExcelPath, "pack", reference);
    public static string Compare(string? a, string? b) => PageAddress.Parse(ComparePath).With("a", a).With("b", b).ToString();
    public static string Trial(string? before, string? after) => PageAddress.Parse("/benefits/what-if").With("before", before).With("after", after).ToString();

    private static string With(string path, string name, string value) => PageAddress.Parse(path).With(name, value).ToString();
}
