using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Minkang.Tests.Architecture;

public sealed partial class ProjectTests
{
    /// <summary>Data goes from left to right: a project may use those before it, never those after it.</summary>
    private static readonly string[] Flow =
    [
        "Minkang.Domain", "Minkang.Platform", "Minkang.Registry", "Minkang.Illness", "Minkang.Care", "Minkang.Benefits",
        "Minkang.Resources", "Minkang.Oversight", "Minkang.Web", "Minkang.Cli",
    ];

    /// <summary>Projects beside the flow: what they may use, and who may use them.</summary>
    private static readonly Dictionary<string, (string[] Uses, string[] UsedBy)> Beside = new()
    {
        ["Minkang.Samples"] = (["Minkang.Domain"], ["Minkang.Cli"]),
        ["Minkang.Field"] = (["Minkang.Domain"], ["Minkang.Web"]),
    };

    [Fact]
    public void The_solution_lists_every_project_on_disk()
    {
        var listed = XDocument.Parse(Repository.Read("Minkang.slnx")).Descendants("Project").Select(p => p.Attribute("Path")!.Value);

        Assert.Equal(Repository.Projects.Select(p => p.Path), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_of_the_product_has_its_place()
    {
        var homeless = Repository.Product.Select(p => p.Name).Except(Flow).Except(Beside.Keys);

        Assert.Empty(homeless);
    }

    [Fact]
    public void References_go_against_the_flow_of_data_only()
    {
        var wrong = from project in Repository.Product
                    from used in project.ReferencedProjects
                    where !MayUse(project.Name, used)
                    select $"{project.Name} -> {used}";

        Assert.Empty(wrong);
    }

    private static bool MayUse(string project, string used)
    {
        if (Beside.TryGetValue(project, out var own)) return own.Uses.Contains(used);
        if (Beside.TryGetValue(used, out var other)) return other.UsedBy.Contains(project);
        return Array.IndexOf(Flow, used) is >= 0 and var at && at < Array.IndexOf(Flow, project);
    }

    [Fact]
    public void Package_versions_stand_in_one_place_and_are_exact()
    {
        var own = from project in Repository.Projects
                  from package in project.Packages
                  where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null || package.Elements().Any(e => e.Name.LocalName.StartsWith("Version", StringComparison.Ordinal))
                  select $"{project.Name}: {package.Attribute("Include")?.Value}";
        var loose = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Where(p => !ExactVersion().IsMatch(p.Attribute("Version")!.Value)).Select(p => p.Attribute("Include")!.Value);

        Assert.Empty(own);
        Assert.Empty(loose);
    }

    [Fact]
    public void No_project_turns_a_build_rule_off()
    {
        string[] rules = ["TreatWarningsAsErrors", "Nullable", "CheckForOverflowUnderflow", "NoWarn", "WarningsNotAsErrors", "RunAnalyzers", "EnforceCodeStyleInBuild"];
        var turned = from project in Repository.Product
                     from rule in rules
                     where project.Xml.Descendants(rule).Any()
                     select $"{project.Name}: {rule}";

        Assert.Empty(turned);
    }

    [Fact]
    public void Every_project_of_the_product_explains_itself()
    {
        var silent = Repository.Product.Where(p => !Repository.Exists($"{p.Folder}/README.md") || Repository.Read($"{p.Folder}/README.md").Length < 300);

        Assert.Empty(silent);
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[\w.]+)?$")]
    private static partial Regex ExactVersion();
}
