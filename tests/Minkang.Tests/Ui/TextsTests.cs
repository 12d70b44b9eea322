using System.Text.RegularExpressions;
using System.Xml.Linq;
using Minkang.Platform.Catalog;
using Minkang.Platform.Lists;
using Minkang.Tests.Architecture;

namespace Minkang.Tests.Ui;

/// <summary>Every text of a page is Chinese in the source and has its English, and nothing else is in the list of translations.</summary>
public sealed partial class TextsTests
{
    /// <summary>Pages that stay Chinese say so and why: official paper forms, pages that no office sees.</summary>
    private const string ChineseOnly = "chinese-only:";

    public static IEnumerable<TheoryDataRow<string>> Projects => Repository.Product.Select(p => new TheoryDataRow<string>(p.Folder));

    [Theory, MemberData(nameof(Projects))]
    public void Every_text_has_its_English_and_every_English_is_used(string folder)
    {
        var used = Used(folder).ToHashSet(StringComparer.Ordinal);
        var known = Known(folder).Keys.ToHashSet(StringComparer.Ordinal);

        var problems = used.Except(known).Order(StringComparer.Ordinal).Select(t => $"""missing in {folder}/Texts.en.resx: <data name="{t}"><value></value></data>""")
            .Concat(known.Except(used).Order(StringComparer.Ordinal).Select(t => $"not used any more, take it out of {folder}/Texts.en.resx: {t}"));

        Nothing(problems);
    }

    [Theory, MemberData(nameof(Projects))]
    public void English_is_English_and_has_the_places_of_the_Chinese(string folder)
    {
        var wrong = Known(folder).Where(t => t.Value.Length == 0 || Chinese().IsMatch(t.Value) || !Places(t.Key).SetEquals(Places(t.Value)));

        Nothing(wrong.Select(t => $"{folder}: {t.Key} | {t.Value}"));
    }

    [Theory, MemberData(nameof(Projects))]
    public void No_page_has_Chinese_that_cannot_be_switched(string folder)
    {
        var fixedText = from file in Repository.Files("*.razor", folder)
                        let page = Repository.Read(file)
                        where !page.Contains(ChineseOnly, StringComparison.Ordinal)
                        from line in Unmarked(page).Split('\n')
                        where Chinese().IsMatch(line) && !line.Contains("\"中文\"", StringComparison.Ordinal)
                        select $"{file}: {line.Trim()}";

        Nothing(fixedText);
    }

    [Theory, MemberData(nameof(Projects))]
    public void A_refusal_is_one_sentence_that_can_be_found_again(string folder) =>
        Nothing(from file in Repository.Files("*.cs", folder) from text in SourceTexts.Pieced(Repository.Read(file)) select $"{file}: {text}");

    [Fact]
    public void Every_code_of_the_catalogue_has_its_English() =>
        Nothing(from list in ListCatalog.Load(CatalogFolder.Find()).Codes.Values
                from entry in list.Entries
                where string.IsNullOrEmpty(entry.English) || Chinese().IsMatch(entry.English)
                select $"catalog/codes/{list.Id}.yaml: {entry.Code} {entry.Name} has no en");

    /// <summary>Fails with every line in full, so that it can be copied into the file it names.</summary>
    private static void Nothing(IEnumerable<string> problems)
    {
        var lines = string.Join('\n', problems);
        Assert.True(lines.Length == 0, lines);
    }

    private static IEnumerable<string> Used(string folder) =>
        (from file in Repository.Files("*.razor", folder).Concat(Repository.Files("*.cs", folder))
         from Match use in Marked().Matches(WithoutComments(Repository.Read(file)))
         select Regex.Unescape(use.Groups["text"].Value)).Concat(Spoken(folder));

    /// <summary>What is said away from pages. The command line stays Chinese; what the pure rules say has its English in the platform.</summary>
    internal static IEnumerable<string> Spoken(string folder) => folder switch
    {
        "src/Minkang.Cli" or "src/Minkang.Samples" or "src/Minkang.Domain" => [],
        _ => Sources(folder).SelectMany(SourceTexts.Spoken).Concat(folder == "src/Minkang.Platform" ? Sources("src/Minkang.Domain").SelectMany(SourceTexts.Sentences) : []),
    };

    private static IEnumerable<string> Sources(string folder) => Repository.Files("*.cs", folder).Select(Repository.Read);

    private static Dictionary<string, string> Known(string folder) => Repository.Exists($"{folder}/Texts.en.resx")
        ? XDocument.Parse(Repository.Read($"{folder}/Texts.en.resx")).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal)
        : [];

    private static string Unmarked(string page) => Marked().Replace(WithoutComments(page), "");

    private static string WithoutComments(string source) => Comments().Replace(source, "");

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("""(?:\bL\[|\bT\()\s*"(?<text>(?:[^"\\]|\\.)*)"(?=\s*[\],)])""")]
    private static partial Regex Marked();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|(?<![:""])//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"[\u3400-\u9fff\uff01-\uff5e]")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Place();
}
