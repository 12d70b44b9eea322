using System.CommandLine;
using Minkang.Cli.Samples;

namespace Minkang.Tests.Samples;

public sealed class SampleCommandTests
{
    [Fact]
    public void Writes_a_township_from_the_command_line()
    {
        var folder = Directory.CreateTempSubdirectory("sample");
        try
        {
            var (code, output, _) = Run("--out", folder.FullName, "--persons", "200", "--seed", "3", "--townships", "1", "--villages", "2", "--dirt", "none");
            Assert.Equal(0, code);
            Assert.Contains("建档立卡 200 人", output);
            Assert.Equal(7, folder.GetFiles().Length);
            Assert.Equal(5, folder.GetDirectories("labels").Single().GetFiles().Length);
        }
        finally { folder.Delete(recursive: true); }
    }

    [Fact]
    public void Says_which_number_does_not_fit()
    {
        var (code, _, error) = Run("--out", Path.GetTempPath(), "--persons", "3", "--villages", "10");
        Assert.Equal(2, code);
        Assert.Contains("Villages", error);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = SampleCommand.Create().Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
