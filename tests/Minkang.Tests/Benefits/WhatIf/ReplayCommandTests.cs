using System.CommandLine;
using Minkang.Cli.Benefits;
using Minkang.Tests.Lists;

namespace Minkang.Tests.Benefits.WhatIf;

/// <summary>The commands <c>replay</c> and <c>packs</c>, as a person at the keyboard runs them.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private const string Heading = "bill_id,person,household,area,categories,kind,level,place,discharge,total,in_scope\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("replay");

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Catalogued(string id) => Path.Combine(Packs.Catalog.Path, "policies", $"{id}.yaml");

    private string Bills(string rows)
    {
        var path = Path.Combine(_folder.FullName, "bills.csv");
        File.WriteAllText(path, Heading + rows);
        return path;
    }

    private static (int Code, string Output, string Error) Run(Command command, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = new RootCommand { command }.Parse([command.Name, .. args]).Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), error.ToString());
    }

    [Fact]
    public void Two_packs_are_compared_and_the_tables_written_the_same_each_time()
    {
        var bills = Bills("A,p1,h1,一镇,registered-poor,inpatient,county,in-county,2018-03-01,10000,10000\nB,p2,h1,一镇,registered-poor,inpatient,township,in-county,2018-04-01,1000,1000\nC,p3,h2,二镇,registered-poor,inpatient,county,in-county,2017-04-01,1000,1000\n");
        string[] args = ["--pack", Catalogued("gaotai.2016"), "--value", "critical-rate=0%", "--against", Catalogued("gaotai.2016"), "--against-value", "critical-rate=50%", "--bills", bills, "--year", "2018", "--out"];

        var first = Run(ReplayCommand.Make(), [.. args, Path.Combine(_folder.FullName, "one")]);
        Run(ReplayCommand.Make(), [.. args, Path.Combine(_folder.FullName, "two")]);

        Assert.Equal(0, first.Code);
        Assert.Contains("payer,name,before,after,change", first.Output);
        Assert.Contains("basic-insurance,", first.Output);
        Assert.Contains("别的年份 1 张", first.Error);
        var written = Directory.GetFiles(Path.Combine(_folder.FullName, "one")).Select(f => Path.GetFileName(f)!).Order().ToList();
        Assert.Equal(["areas.csv", "categories.csv", "distribution.csv", "households.csv", "payers.csv", "persons.csv", "refused.csv"], written);
        Assert.All(written, f => Assert.Equal(File.ReadAllText(Path.Combine(_folder.FullName, "one", f)), File.ReadAllText(Path.Combine(_folder.FullName, "two", f))));
        Assert.Contains("一镇,一镇,2,", File.ReadAllText(Path.Combine(_folder.FullName, "one", "areas.csv")));
    }

    [Fact]
    public void Bills_that_a_blank_stops_are_told_and_the_command_says_so()
    {
        var (code, _, error) = Run(ReplayCommand.Make(), "--pack", Catalogued("chuzhou.2016"), "--bills", Bills("A,p1,h1,,registered-poor,inpatient,county,in-county,2018-03-01,10000,10000\n"), "--year", "2018");

        Assert.Equal(1, code);
        Assert.Contains("values/basic-rate-county", error);
    }

    [Fact]
    public void What_cannot_be_replayed_is_refused_before_anything_runs()
    {
        var broken = Path.Combine(_folder.FullName, "broken.yaml");
        File.WriteAllText(broken, "schema: policy-pack\nid: x\n");
        var bills = Bills("A,p1,h1,,registered-poor,inpatient,county,in-county,2018-03-01,10000,10000\n");

        Assert.Equal(3, Run(ReplayCommand.Make(), "--pack", broken, "--bills", bills, "--year", "2018").Code);
        Assert.Equal(2, Run(ReplayCommand.Make(), "--pack", Catalogued("gaotai.2016"), "--bills", bills, "--year", "2019").Code);
        Assert.Equal(2, Run(ReplayCommand.Make(), "--pack", Catalogued("gaotai.2016"), "--bills", Path.Combine(_folder.FullName, "none.csv"), "--year", "2018").Code);
        Assert.Equal(2, Run(ReplayCommand.Make(), "--pack", Catalogued("gaotai.2016"), "--bills", ListSamples.PathOf(ListSamples.Township, "残疾人"), "--year", "2018").Code);
    }

    [Fact]
    public void Packs_are_listed_shown_and_checked()
    {
        var broken = Path.Combine(_folder.FullName, "broken.yaml");
        File.WriteAllText(broken, File.ReadAllText(Catalogued("gaotai.2016")).Replace("payer: critical-illness", "payer: critical-ilness", StringComparison.Ordinal));

        var list = Run(PacksCommand.Make(), "list");
        var show = Run(PacksCommand.Make(), "show", "gaotai.2016");
        var fine = Run(PacksCommand.Make(), "check", Catalogued("gaotai.2016"));
        var wrong = Run(PacksCommand.Make(), "check", broken);

        Assert.Contains("gaotai.2016,高台县建档立卡贫困人口医疗费用报销,高台县,2015-01-01,,可以采用,", list.Output);
        Assert.Contains("起付线（按次）,县级,350.00,2016-01-01,,", show.Output);
        Assert.Contains("来源空白", show.Output);
        Assert.Equal((0, 3, 2), (fine.Code, wrong.Code, Run(PacksCommand.Make(), "show", "no-such-pack").Code));
        Assert.Matches(@"broken\.yaml 第\d+行：.*critical-ilness.*critical-illness", wrong.Error);
    }
}
