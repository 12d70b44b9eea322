using System.CommandLine;
using System.Globalization;
using System.Text;
using Minkang.Illness.Contracts;

namespace Minkang.Cli.Illness;

/// <summary><c>minkang illness classify</c>: the classes of a list's disease cells, without a store.</summary>
internal static class IllnessCommand
{
    public static Command Make()
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "含疾病一栏的名单（xlsx、xls、csv）", Arity = ArgumentArity.OneOrMore };
        var output = new Option<FileInfo>("--out") { Description = "写出的 CSV：file,sheet,row,classes", Required = true, HelpName = "FILE.csv" };
        var date = new Option<DateOnly>("--date") { Description = "名单日期，用来算年龄（默认 2018-12-31）", DefaultValueFactory = _ => new DateOnly(2018, 12, 31) };
        var classify = new Command("classify", "读出名单里的疾病，归入 M01–M30、C31–C34") { files, output, date };
        classify.SetAction(parsed => Classify(parsed.GetValue(files)!, parsed.GetValue(output)!, parsed.GetValue(date)));
        return new Command("illness", "患病") { classify };
    }

    private static int Classify(FileInfo[] files, FileInfo output, DateOnly on)
    {
        var reader = ClassifyFiles.FromCatalogue(on);
        var refused = 0;
        output.Directory?.Create();
        using var writer = new StreamWriter(output.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        writer.WriteLine("file,sheet,row,classes");
        foreach (var file in files)
        {
            var done = file.Exists
                ? reader.Classify(file.Name, File.ReadAllBytes(file.FullName), (name, sheet, row, classes) => writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Cell(name)},{Cell(sheet)},{row},{string.Join('|', classes)}")))
                : new Domain.Values.Problem("cli.no-file", "", "没有这个文件。");
            if (done.Ok) Console.WriteLine($"{file.Name}：{done.Value.Rows:N0} 行，其中 {done.Value.WithClass:N0} 行归入病种");
            else { refused++; Console.Error.WriteLine($"{file.Name}：{done.Problems[0].Message}"); }
        }
        return refused == 0 ? 0 : 1;
    }

    private static string Cell(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
