using System.Text.RegularExpressions;

namespace Minkang.Tests.Architecture;

public sealed partial class SourceTextTests
{
    private const int LongestFile = 400;

    private static readonly string[] Code = [.. Repository.Files("*.cs"), .. Repository.Files("*.razor")];

    private static IEnumerable<string> ProductCode => Code.Where(f => f.StartsWith("src/", StringComparison.Ordinal));

    [Fact]
    public void No_file_of_the_product_is_too_long_to_read_in_one_sitting()
    {
        var longer = from file in ProductCode
                     let lines = Repository.Read(file).Count(c => c == '\n')
                     where lines > LongestFile
                     select $"{file}: {lines} lines";

        Assert.Empty(longer);
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        string[] others = [.. Repository.Files("*.sql"), .. Repository.Files("*.yaml"), .. Repository.Files("*.js"), .. Repository.Files("*.css"), .. Repository.Files("*.sh"), "minkang", "test"];
        var left = from file in Code.Concat(others)
                   from Match mark in Later().Matches(Repository.Read(file))
                   select $"{file}: {mark.Value}";

        Assert.Empty(left);
    }

    /// <summary>The analyzer bans the wall clock in C#; generated page code is out of its sight, and a switched-off warning would be as well.</summary>
    [Fact]
    public void Nobody_asks_the_wall_clock()
    {
        var asking = from file in Code
                     from Match clock in WallClock().Matches(Repository.Read(file))
                     select $"{file}: {clock.Value}";

        Assert.Empty(asking);
    }

    [Fact]
    public void The_systems_clock_is_taken_where_the_program_is_put_together_only()
    {
        var taken = ProductCode.Where(f => SystemClock().IsMatch(Repository.Read(f)))
            .Where(f => !f.StartsWith("src/Minkang.Web/", StringComparison.Ordinal) && !f.StartsWith("src/Minkang.Cli/", StringComparison.Ordinal))
            .Where(f => !f.EndsWith("Module.cs", StringComparison.Ordinal));

        Assert.Empty(taken);
    }

    [Fact]
    public void A_test_names_requirements_and_scenarios_by_their_ids()
    {
        var wrong = from file in Repository.Files("*.cs", "tests")
                    from Match trait in Trait().Matches(Repository.Read(file))
                    let id = trait.Groups["id"].Value
                    where !(trait.Groups["kind"].Value == "Requirement" ? RequirementId() : ScenarioId()).IsMatch(id)
                    select $"{file}: {id}";

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"\b(?:TO" + @"DO|FIX" + @"ME|HA" + @"CK|NotImplemented" + @"Exception)\b")]
    private static partial Regex Later();

    [GeneratedRegex(@"\bDate" + @"Time(?:Offset)?\s*\.\s*(?:Utc)?(?:Now|Today)\b|\bGuid\s*\.\s*New" + @"Guid\b|disable\s+RS00" + @"30")]
    private static partial Regex WallClock();

    [GeneratedRegex(@"\bTimeProvider\s*\.\s*System\b")]
    private static partial Regex SystemClock();

    [GeneratedRegex(@"Trait\(""(?<kind>Requirement|Scenario)"",\s*""(?<id>[^""]*)""")]
    private static partial Regex Trait();

    [GeneratedRegex(@"^R-[A-Z]{3}-\d{2,3}$")]
    private static partial Regex RequirementId();

    [GeneratedRegex(@"^[A-Z]{2,3}(-[A-Z])?-\d{2,3}$")]
    private static partial Regex ScenarioId();
}
