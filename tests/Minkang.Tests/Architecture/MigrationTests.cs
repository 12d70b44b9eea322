using System.Text.RegularExpressions;

namespace Minkang.Tests.Architecture;

/// <summary>A module owns the tables that begin with its name (in the singular), and its SQL runs in whichever store the connection names.</summary>
public sealed partial class MigrationTests
{
    private static readonly string[] All = [.. Repository.Files("*.sql", "src").Where(f => f.Contains("/Migrations/", StringComparison.Ordinal))];

    [Fact]
    public void Tables_carry_the_name_of_their_module()
    {
        var strangers = from file in All
                        let name = file.Split('/')[1]["Minkang.".Length..].ToLowerInvariant()
                        from Match made in Made().Matches(Bare(file))
                        where !made.Groups["name"].Value.StartsWith((name == "benefits" ? "benefit" : name) + "_", StringComparison.OrdinalIgnoreCase)
                        select $"{file}: {made.Groups["name"].Value}";

        Assert.Empty(strangers);
    }

    [Fact]
    public void No_sentence_names_a_schema()
    {
        var named = from file in All
                    from Match schema in Schema().Matches(Bare(file))
                    select $"{file}: {schema.Value}";

        Assert.Empty(named);
    }

    [Fact]
    public void No_sentence_asks_the_wall_clock()
    {
        var asking = from file in All
                     from Match clock in Clock().Matches(Bare(file))
                     select $"{file}: {clock.Value}";

        Assert.Empty(asking);
    }

    [Fact]
    public void Files_are_named_after_number_and_purpose() => Assert.DoesNotContain(All, file => !FileName().IsMatch(Path.GetFileName(file)));

    [Fact]
    public void Numbers_have_no_gap_and_no_double()
    {
        foreach (var folder in All.GroupBy(f => f[..f.LastIndexOf('/')]))
        {
            var numbers = folder.GroupBy(f => Path.GetFileName(f)[..4]).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();

            Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => $"{n:0000}"), numbers.Select(n => n.Key));
            Assert.All(numbers, number => Assert.True(IsOneStep(number), $"{folder.Key}: {number.Key} is neither one file nor one file for each engine"));
        }
    }

    [Theory]
    [InlineData("select id from public.registry_person", true)]
    [InlineData("insert into county_539901.registry_person (id) values (1)", true)]
    [InlineData("set search_path = a", true)]
    [InlineData("select p.name from registry_person p join registry_household h on h.id = p.household_id", false)]
    public void A_schema_is_told_from_an_alias(string sentence, bool schema) => Assert.Equal(schema, Schema().IsMatch(sentence));

    [Theory]
    [InlineData("create table if not exists illness_case (id uuid)", "illness_case")]
    [InlineData("CREATE TABLE \"person\" (id uuid)", "person")]
    [InlineData("create view registry_v_person as select 1", "registry_v_person")]
    public void A_table_is_known_by_the_sentence_that_makes_it(string sentence, string table) => Assert.Equal(table, Made().Match(sentence).Groups["name"].Value);

    private static bool IsOneStep(IEnumerable<string> files)
    {
        var names = files.Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToArray();
        return names switch
        {
            [var one] => !one.EndsWith(".sqlite.sql", StringComparison.Ordinal) && !one.EndsWith(".postgres.sql", StringComparison.Ordinal),
            [var first, var second] => first.EndsWith(".postgres.sql", StringComparison.Ordinal) && second == first.Replace(".postgres.sql", ".sqlite.sql"),
            _ => false,
        };
    }

    private static string Bare(string file) => Comments().Replace(Repository.Read(file), " ");

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\bcreate\s+(?:virtual\s+)?(?:table|view|materialized\s+view)\s+(?:if\s+not\s+exists\s+)?""?(?<name>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Made();

    [GeneratedRegex(@"\b(?:from|join|into|update|table|view|references|exists)\s+""?\w+""?\s*\.\s*""?\w+|\bcreate\s+schema\b|\bsearch_path\b|\bset\s+schema\b", RegexOptions.IgnoreCase)]
    private static partial Regex Schema();

    [GeneratedRegex(@"\bnow\s*\(|\bcurrent_(?:timestamp|date|time)\b|\bclock_timestamp\b|\b(?:datetime|date|strftime|unixepoch)\s*\(\s*'now'|\bgen_random_uuid\b", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^\d{4}_[a-z0-9_]+(\.(sqlite|postgres))?\.sql$")]
    private static partial Regex FileName();
}
