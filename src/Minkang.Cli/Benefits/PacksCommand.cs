using System.CommandLine;
using System.Globalization;
using Minkang.Benefits.Contracts;

namespace Minkang.Cli.Benefits;

/// <summary><c>minkang packs</c>: what is in the catalogue, a pack as a table, and what is wrong with a file; without a store.</summary>
internal static class PacksCommand
{
    public static Command Make()
    {
        var list = new Command("list", "目录里的政策包：编号、地区、有效期、状态、案例、空白");
        list.SetAction(parsed => List(parsed.InvocationConfiguration));
        var shown = new Argument<string>("PACK") { Description = "政策包编号或文件" };
        var show = new Command("show", "把政策包的每个数值列成表：部分、项目、情形、数值、期间、依据") { shown };
        show.SetAction(parsed => Show(parsed.GetValue(shown)!, parsed.InvocationConfiguration));
        var checkedFiles = new Argument<FileInfo[]>("FILE") { Description = "政策包文件", Arity = ArgumentArity.OneOrMore };
        var check = new Command("check", "检查政策包文件并运行案例：每处问题写明文件、行、原因、怎样改") { checkedFiles };
        check.SetAction(parsed => Check(parsed.GetValue(checkedFiles)!, parsed.InvocationConfiguration));
        return new Command("packs", "政策包") { list, show, check };
    }

    private static int List(InvocationConfiguration console)
    {
        console.Output.WriteLine("id,name,place,from,until,state,cases,blanks");
        foreach (var pack in new CheckPacks().Catalogue())
            console.Output.WriteLine(string.Join(',', Cell(pack.Id), Cell(pack.Name), Cell(pack.Place), Day(pack.From), Day(pack.Until), State(pack.Fitness), Number(pack.Cases), Number(pack.Blanks)));
        return 0;
    }

    private static int Show(string pack, InvocationConfiguration console)
    {
        if (new CheckPacks().Lines(pack) is not { } lines)
        {
            console.Error.WriteLine($"没有政策包“{pack}”，或者它有错误。用 minkang packs list 看编号，用 minkang packs check 看错误。");
            return 2;
        }
        console.Output.WriteLine("part,payer,applies,item,case,value,from,until,clause");
        foreach (var line in lines)
            console.Output.WriteLine(string.Join(',', Cell(line.Part), Cell(line.Payer), Cell(line.Applies), Cell(line.Item), Cell(line.Case), line.IsBlank ? "来源空白" : Cell(line.Text), Day(line.From), Day(line.Until), Cell(line.Clause)));
        return 0;
    }

    private static int Check(FileInfo[] files, InvocationConfiguration console)
    {
        var (packs, refused) = (new CheckPacks(), false);
        foreach (var file in files)
        {
            if (!file.Exists)
            {
                console.Error.WriteLine($"没有文件 {file.FullName}。");
                return 2;
            }
            var pack = packs.File(file);
            foreach (var problem in pack.Problems) console.Error.WriteLine(problem);
            refused |= pack.Problems.Count > 0;
            console.Output.WriteLine(pack.Problems.Count > 0 ? $"{file.Name}：{State(pack.Fitness)}，{pack.Problems.Count} 处问题" : $"{file.Name}：{State(pack.Fitness)}，{pack.Id} {pack.Name}，案例 {pack.Cases} 个，来源空白 {pack.Blanks} 处");
        }
        return refused ? 3 : 0;
    }

    private static string State(PackFitness fitness) => fitness switch { PackFitness.Adoptable => "可以采用", PackFitness.Draft => "草稿（没有案例）", PackFitness.CasesFail => "案例不符", _ => "有错误，不能用" };

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cell(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
