using System.CommandLine;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Minkang.Cli.Lists;
using Minkang.Tests.Registry;
using static Minkang.Tests.Comparisons.GivenComparisons;

namespace Minkang.Tests.Comparisons;

/// <summary><c>minkang compare --data</c> as it is typed.</summary>
public sealed partial class CompareStoreCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compare-store");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Trait("Requirement", "R-CMP-08")]
    public async Task A_run_is_kept_writes_the_same_tables_and_is_checked_by_its_number()
    {
        await using var app = await TestApp.Start();
        var id = GivenPeople.Number("1960-05-01", 1, 351);
        await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        string[] lists = [Put(Insured(Enrolled("测试假", id))), Put(Named("第二份.csv", Enrolled("测试甲", id), Enrolled("测试丙", "")))];
        var (stored, plain) = (Path.Combine(_folder.FullName, "stored.csv"), Path.Combine(_folder.FullName, "plain.csv"));

        var (code, output, errors) = await Program(app, [.. lists, "--data", app.Stores.DataFolder, "--county", TestApp.County, "--out-discrepancies", stored]);
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(0, (await Run([.. lists, "--out-discrepancies", plain])).Code);
        Assert.Equal(await File.ReadAllTextAsync(plain), await File.ReadAllTextAsync(stored));
        Assert.DoesNotContain("测试甲", output, StringComparison.Ordinal);
        Assert.DoesNotContain("测试假", output, StringComparison.Ordinal);

        var run = RunNumber().Match(output).Groups[1].Value;
        var check = await Program(app, ["--check", run, "--data", app.Stores.DataFolder]);
        Assert.Equal(0, check.Code);
        Assert.Contains("复核一致", check.Output, StringComparison.Ordinal);

        var withRegister = await Program(app, [lists[0], "--data", app.Stores.DataFolder, "--register-on", "2019-01-15"]);
        Assert.Equal(0, withRegister.Code);
        Assert.Contains("登记册_2019-01-15.xlsx", withRegister.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_a_store_is_refused_without_one()
    {
        Assert.Equal(2, (await Run(["--check", Guid.CreateVersion7().ToString()])).Code);
        Assert.Equal(2, (await Run([Put(Insured()), "--register-on", "2019-01-15"])).Code);
        Assert.Equal(2, (await Run([])).Code);
    }

    private string Put((string Name, byte[] Content) file)
    {
        var path = Path.Combine(_folder.FullName, file.Name);
        File.WriteAllBytes(path, file.Content);
        return path;
    }

    /// <summary>The program itself, since it takes its engine from the environment of its process.</summary>
    private static async Task<(int Code, string Output, string Errors)> Program(TestApp app, string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "minkang.dll"), "compare", .. args]) start.ArgumentList.Add(argument);
        start.Environment["MINKANG_ENGINE"] = TestApp.OnPostgres ? "postgres" : "sqlite";
        start.Environment["MINKANG_POSTGRES"] = app.Stores.PostgresConnection ?? "";
        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, texts[0], texts[1]);
    }

    private static async Task<(int Code, string Output, string Errors)> Run(string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await CompareCommand.Make().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), errors.ToString());
    }

    [GeneratedRegex("编号 ([0-9a-f-]{36})")]
    private static partial Regex RunNumber();
}
