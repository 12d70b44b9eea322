using System.CommandLine;
using System.Text;
using Minkang.Registry.Contracts;

namespace Minkang.Cli.Lists;

/// <summary><c>minkang compare</c>: lists against each other, without a store.</summary>
internal static class CompareCommand
{
    public static Command Make()
    {
        var lists = new Argument<FileInfo[]>("LIST") { Description = "两份以上名单（xlsx、xls、csv），各部门的都可以", Arity = ArgumentArity.OneOrMore };
        var matches = new Option<FileInfo?>("--out-matches") { Description = "写出每一行是谁：file,sheet,row,person,decision,score", HelpName = "FILE.csv" };
        var discrepancies = new Option<FileInfo?>("--out-discrepancies") { Description = "写出每处差异：type,file,sheet,row,file2,sheet2,row2,field,value,value2（见 docs/compare.md）；含姓名，请妥善保管", HelpName = "FILE.csv" };
        var command = new Command("compare", "比对几份名单：谁是同一人，各表哪里说得不一样；不用数据库") { lists, matches, discrepancies };
        command.SetAction(parsed => Compare(parsed.GetValue(lists)!, parsed.GetValue(matches), parsed.GetValue(discrepancies), parsed.InvocationConfiguration));
        return command;
    }

    private static int Compare(FileInfo[] files, FileInfo? matches, FileInfo? discrepancies, InvocationConfiguration console)
    {
        var missing = files.Where(f => !f.Exists).ToList();
        foreach (var file in missing) console.Error.WriteLine($"{file.Name}：没有这个文件。");
        if (missing.Count > 0) return 1;
        var compared = CompareFiles.Compare([.. files.DistinctBy(f => f.FullName).Select(f => (f.Name, File.ReadAllBytes(f.FullName)))]);
        foreach (var problem in compared.Problems) console.Error.WriteLine(problem.Message);
        if (!compared.Ok) return 1;
        Write(matches, compared.Value.WriteMatches);
        Write(discrepancies, compared.Value.WriteDiscrepancies);
        Tell(compared.Value, console.Output);
        return 0;
    }

    private static void Write(FileInfo? file, Action<TextWriter> write)
    {
        if (file is null) return;
        file.Directory?.Create();
        using var writer = new StreamWriter(file.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(writer);
    }

    private static void Tell(CompareFiles compared, TextWriter output)
    {
        foreach (var list in compared.Lists) output.WriteLine($"{list.File} {list.Sheet}（{list.Title}）：{list.Rows:N0} 行，其中 {list.Matched:N0} 行另有一行是同一人");
        output.WriteLine($"{compared.Persons + compared.Alone:N0} 人：{compared.Persons:N0} 人有几行，{compared.Alone:N0} 人只有一行（其中 {compared.Unsure:N0} 行待人工核对）");
        foreach (var kind in compared.Discrepancies.Where(k => k.Count > 0)) output.WriteLine($"{kind.Code} {kind.Title}：{kind.Count:N0}（{kind.Owner}）");
        output.WriteLine($"差异共 {compared.Discrepancies.Sum(k => k.Count):N0} 处");
    }
}
