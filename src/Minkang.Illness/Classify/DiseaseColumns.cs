using System.Text;
using Minkang.Platform.Catalog;

namespace Minkang.Illness.Classify;

/// <summary>The headings by which the columns of a list are known (表头), from <c>catalog/diseases/columns.yaml</c>.</summary>
internal sealed record DiseaseColumns(
    IReadOnlySet<string> Disease, IReadOnlySet<string> Age, IReadOnlySet<string> Birth, IReadOnlySet<string> Id, IReadOnlySet<string> Name)
{
    /// <summary>Reads the file; what is wrong with it is in its problems, and then no heading is known.</summary>
    public static DiseaseColumns From(CatalogFile file)
    {
        var root = file.Root;
        root.Text("source");
        var columns = new DiseaseColumns(Set("disease"), Set("age"), Set("birth"), Set("id"), Set("name"));
        root.RefuseUnknownKeys();
        return file.Sound ? columns : new DiseaseColumns(Empty(), Empty(), Empty(), Empty(), Empty());

        HashSet<string> Set(string key) => [.. root.Texts(key)];
        static HashSet<string> Empty() => [];
    }

    /// <summary>A heading without blanks and without what stands in brackets.</summary>
    public static string Plain(string? heading)
    {
        var plain = new StringBuilder();
        var depth = 0;
        foreach (var c in heading ?? "")
            if (c is '(' or '（') depth++;
            else if (c is ')' or '）') depth = Math.Max(0, depth - 1);
            else if (depth == 0 && !char.IsWhiteSpace(c)) plain.Append(c);
        return plain.ToString();
    }
}
