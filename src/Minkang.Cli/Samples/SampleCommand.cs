using System.CommandLine;
using System.Globalization;
using Minkang.Samples;

namespace Minkang.Cli.Samples;

/// <summary><c>minkang sample</c>: invents a county and writes its lists, for trying out, testing and measuring.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = "写到哪个文件夹（没有就新建）", Required = true };
        var persons = new Option<int>("--persons") { Description = "建档立卡贫困人口数", DefaultValueFactory = _ => 1_000 };
        var seed = new Option<int>("--seed") { Description = "种子：同样的种子和参数，生成的文件完全一样", DefaultValueFactory = _ => 1 };
        var townships = new Option<int?>("--townships") { Description = "乡镇数；1 表示按乡镇的表样生成" };
        var villages = new Option<int?>("--villages") { Description = "行政村数" };
        var dirt = new Option<DirtLevel>("--dirt") { Description = "差错程度：none 无，usual 平常，heavy 很多", DefaultValueFactory = _ => DirtLevel.Usual };
        var command = new Command("sample", "生成一个虚构的县：七份部门名单和答案表（人员、地名均为虚构）") { folder, persons, seed, townships, villages, dirt };
        command.SetAction(parsed => Run(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, new CountyOptions
        {
            Folder = parsed.GetRequiredValue(folder).FullName, Persons = parsed.GetValue(persons), Seed = parsed.GetValue(seed),
            Townships = parsed.GetValue(townships), Villages = parsed.GetValue(villages), Dirt = parsed.GetValue(dirt),
        }));
        return command;
    }

    private static int Run(TextWriter output, TextWriter error, CountyOptions options)
    {
        try
        {
            var summary = CountyGenerator.Write(options);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"已生成{summary.County}：建档立卡 {summary.RegisteredPersons} 人，全部 {summary.Persons} 人，名单 {summary.Files.Count} 份，差错 {summary.Faults.Values.Sum()} 处。"));
            foreach (var file in summary.Files) output.WriteLine("  " + file);
            output.WriteLine("  labels/（答案表）");
            return 0;
        }
        catch (ArgumentOutOfRangeException refused)
        {
            error.WriteLine($"参数 {refused.ParamName} 不合适：{refused.ActualValue}。人数至少 1；村数 1–3000 且不多于人数；乡镇数 1–240 且不多于村数。");
            return 2;
        }
    }
}
