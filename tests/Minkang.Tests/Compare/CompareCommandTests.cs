using System.CommandLine;
using Minkang.Cli.Lists;
using Minkang.Tests.Lists;
using static Minkang.Tests.Compare.GivenLists;

namespace Minkang.Tests.Compare;

/// <summary><c>minkang compare</c> as it is typed.</summary>
public sealed class CompareCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compare");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Put((string Name, byte[] Content) file)
    {
        var path = Path.Combine(_folder.FullName, file.Name);
        File.WriteAllBytes(path, file.Content);
        return path;
    }

    private static (int Code, string Output, string Errors) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = CompareCommand.Make().Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), errors.ToString());
    }

    [Fact]
    public void Two_lists_give_two_files_and_a_summary_that_names_nobody()
    {
        var id = Id("19680410", 11);
        var (matches, discrepancies) = (Path.Combine(_folder.FullName, "out", "m.csv"), Path.Combine(_folder.FullName, "out", "d.csv"));

        var (code, output, errors) = Run(Put(List("register", Registered("王建国", id), Registered("李秀芳", "", "H2"))), Put(List("enrolment", Enrolled("王建囯", id))), "--out-matches", matches, "--out-discrepancies", discrepancies);

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(["file,sheet,row,person,decision,score", "register.csv,register,2,P0000001,exact", "register.csv,register,3,,alone", "enrolment.csv,enrolment,2,P0000001,exact"],
            File.ReadLines(matches).Select((l, i) => i == 0 ? l : l[..l.LastIndexOf(',')]));
        Assert.Contains("id_missing,register.csv,register,3,,,,id-number,,", File.ReadLines(discrepancies));
        Assert.Contains("id_missing 没有证件号码：1（报送单位）", output, StringComparison.Ordinal);
        Assert.DoesNotContain("王建国", output, StringComparison.Ordinal);
        Assert.DoesNotContain(id, output + File.ReadAllText(matches) + File.ReadAllText(discrepancies), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_begins_like_a_formula_stays_a_text()
    {
        var id = Id("19680410", 11);
        var discrepancies = Path.Combine(_folder.FullName, "d.csv");

        Run(Put(List("register", Registered("王建国", id))), Put(List("enrolment", Enrolled("=1+王建国", id))), "--out-discrepancies", discrepancies);

        Assert.DoesNotContain(",=", File.ReadAllText(discrepancies), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0字节文件")]
    [InlineData("空工作簿")]
    [InlineData("列不对")]
    [InlineData("传输中断")]
    [InlineData("引号不配对")]
    public void A_file_that_is_no_sound_list_is_refused_by_name_and_nothing_is_written(string part)
    {
        var matches = Path.Combine(_folder.FullName, "m.csv");

        var (code, output, errors) = Run(Put(List("register", Registered("王建国", Id("19680410", 11)))), ListSamples.PathOf(ListSamples.Broken, part), "--out-matches", matches);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(part, errors, StringComparison.Ordinal);
        Assert.False(File.Exists(matches));
    }

    [Fact]
    public void One_list_alone_and_a_file_that_is_not_there_are_refused()
    {
        var list = Put(List("register", Registered("王建国", Id("19680410", 11))));

        Assert.Equal(1, Run(list).Code);
        Assert.Contains("没有这个文件", Run(list, Path.Combine(_folder.FullName, "没有.csv")).Errors, StringComparison.Ordinal);
    }
}
