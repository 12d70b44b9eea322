using System.Text.RegularExpressions;

namespace Minkang.Tests.Architecture;

public sealed partial class DocumentTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh.md")]
    public void The_first_page_names_the_two_commands(string page)
    {
        var text = Repository.Read(page);

        Assert.Contains("./minkang demo", text);
        Assert.Contains("./test", text);
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var dead = from file in Repository.Files("*.md")
                   from Match link in Link().Matches(Repository.Read(file))
                   let target = link.Groups["to"].Value.Split('#')[0]
                   where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
                   let path = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, target))
                   where !File.Exists(path) && !Directory.Exists(path)
                   select $"{file} -> {target}";

        Assert.Empty(dead);
    }

    [Fact]
    public void The_glossary_has_one_identifier_per_term_and_one_term_per_identifier()
    {
        var rows = Repository.Read("docs/glossary.md").Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 3 && cells[2].StartsWith('`')).ToList();
        var terms = rows.SelectMany(cells => cells[1].Split('、')).ToList();
        var identifiers = rows.SelectMany(cells => Identifier().Matches(cells[2]).Select(m => m.Groups[1].Value)).ToList();

        Assert.True(rows.Count > 50, "The glossary's tables were not recognised.");
        Assert.Empty(Doubles(terms));
        Assert.Empty(Doubles(identifiers));
    }

    [Fact]
    public void Decisions_have_a_number_of_their_own_and_say_what_a_reader_asks()
    {
        string[] questions = ["context", "decision", "alternatives", "easier", "harder", "apply"];
        var decisions = Repository.Files("*.md", "docs/decisions").ToList();
        var unanswered = from decision in decisions
                         from question in questions
                         where !Repository.Read(decision).Contains(question, StringComparison.OrdinalIgnoreCase)
                         select $"{decision}: {question}";

        Assert.All(decisions, decision => Assert.Matches(@"^\d{4}-[a-z0-9-]+\.md$", Path.GetFileName(decision)));
        Assert.Empty(Doubles(decisions.Select(d => Path.GetFileName(d)[..4])));
        Assert.Empty(unanswered);
    }

    private static IEnumerable<string> Doubles(IEnumerable<string> words) => words.GroupBy(w => w).Where(g => g.Count() > 1).Select(g => g.Key);

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Identifier();
}
