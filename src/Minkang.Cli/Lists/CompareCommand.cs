using System.CommandLine;
using System.Text;
using Minkang.Illness.Contracts;
using Minkang.Registry.Contracts;

namespace Minkang.Cli.Lists;

/// <summary><c>minkang compare</c>: lists against each other, without a store, or as a run that the store keeps.</summary>
internal static class CompareCommand
{
    private static readonly Argument<FileInfo[]> Lists = new("LIST") { Description = "两份以上名单（xlsx、xls、csv），各部门的都可以；与登记册比对时一份即可", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<FileInfo?> Matches = new("--out-matches") { Description = "写出每一行是谁：file,sheet,row,person,decision,score", HelpName = "FILE.csv" };
    private static readonly Option<FileInfo?> Discrepancies = new("--out-discrepancies") { Description = "写出每处差异：type,file,sheet,row,file2,sheet2,row2,field,value,value2（见 docs/compare.md）；含姓名，请妥善保管", HelpName = "FILE.csv" };
    private static readonly Option<string?> Data = new("--data") { Description = "留存到这个数据目录的县库；不写则不用数据库", HelpName = "DIR" };
    private static readonly Option<string?> County = new("--county") { Description = "六位县代码；只有一个县时可不写", HelpName = "CODE" };
    private static readonly Option<DateOnly?> RegisterOn = new("--register-on") { Description = "登记册按这一天的情况也参与比对（要写 --data）", HelpName = "yyyy-MM-dd" };
    private static readonly Option<Guid?> Check = new("--check") { Description = "按留存的名单和规则把一次比对重新算一遍，看结果是否相同（要写 --data）", HelpName = "RUN" };

    public static Command Make()
    {
        var command = new Command("compare", "比对几份名单：谁是同一人，各表哪里说得不一样；写明 --data 时留存到县库") { Lists, Matches, Discrepancies, Data, County, RegisterOn, Check };
        command.SetAction((parsed, ct) => Handle(parsed, parsed.InvocationConfiguration, ct));
        return command;
    }

    private static async Task<int> Handle(ParseResult parsed, InvocationConfiguration console, CancellationToken ct)
    {
        var files = parsed.GetValue(Lists)!;
        if (files.Length == 0 && parsed.GetValue(Check) is null && parsed.GetValue(RegisterOn) is null) { console.Error.WriteLine("请写明要比对的名单。"); return 2; }
        var missing = files.Where(f => !f.Exists).ToList();
        foreach (var file in missing) console.Error.WriteLine($"{file.Name}：没有这个文件。");
        if (missing.Count > 0) return 1;
        var contents = files.DistinctBy(f => f.FullName).Select(f => (f.Name, File.ReadAllBytes(f.FullName))).ToList();
        if (parsed.GetValue(Data) is { } data)
            return await CompareInStore.Handle(new StoreComparison(data, parsed.GetValue(County), contents, parsed.GetValue(RegisterOn), parsed.GetValue(Check), parsed.GetValue(Matches), parsed.GetValue(Discrepancies)), console, ct);
        if (parsed.GetValue(Check) is not null || parsed.GetValue(RegisterOn) is not null) { console.Error.WriteLine("--check 和 --register-on 要用县库，请写明 --data。"); return 2; }
        return Compare(contents, parsed.GetValue(Matches), parsed.GetValue(Discrepancies), console);
    }

    private static int Compare(List<(string, byte[])> files, FileInfo? matches, FileInfo? discrepancies, InvocationConfiguration console)
    {
        var compared = CompareFiles.Compare(files, DiseaseFiles.Read);
        foreach (var problem in compared.Problems) console.Error.WriteLine(problem.Message);
        if (!compared.Ok) return 1;
        Write(matches, compared.Value.WriteMatches);
        Write(discrepancies, compared.Value.WriteDiscrepancies);
        Tell(compared.Value.Lists, compared.Value.Persons, compared.Value.Alone, compared.Value.Unsure, compared.Value.Discrepancies, console.Output);
        return 0;
    }

    public static void Write(FileInfo? file, Action<TextWriter> write)
    {
        if (file is null) return;
        file.Directory?.Create();
        using var writer = new StreamWriter(file.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(writer);
    }

    /// <summary>Counts only: no names, no numbers.</summary>
    public static void Tell(IReadOnlyList<ComparedListCount> lists, long persons, long alone, long unsure, IReadOnlyList<DiscrepancyCount> kinds, TextWriter output)
    {
        foreach (var list in lists) output.WriteLine($"{list.File} {list.Sheet}（{list.Title}）：{list.Rows:N0} 行，其中 {list.Matched:N0} 行另有一行是同一人");
        output.WriteLine($"{persons + alone:N0} 人：{persons:N0} 人有几行，{alone:N0} 人只有一行（其中 {unsure:N0} 行待人工核对）");
        foreach (var kind in kinds.Where(k => k.Count > 0)) output.WriteLine($"{kind.Code} {kind.Title}：{kind.Count:N0}（{kind.Owner}）");
        output.WriteLine($"差异共 {kinds.Sum(k => k.Count):N0} 处");
    }
}
