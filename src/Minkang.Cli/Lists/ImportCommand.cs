using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Spectre.Console;

namespace Minkang.Cli.Lists;

/// <summary><c>minkang import</c>: takes departments' lists in.</summary>
internal static class ImportCommand
{
    public static Command Make()
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "名单文件（xlsx、xls、csv）", Arity = ArgumentArity.OneOrMore };
        var county = new Option<string?>("--county") { Description = "六位县代码；只有一个县时可不写", HelpName = "CODE" };
        var date = new Option<string?>("--date") { Description = "名单日期（yyyy-MM-dd），表里没有写明时用", HelpName = "DATE" };
        var dry = new Option<bool>("--dry-run") { Description = "只试运行：报告结果，不写入" };
        var only = new Option<string?>("--only") { Description = "add 只新增，update 只更新；不写则两样都做", HelpName = "add|update" };
        only.AcceptOnlyFromAmong("add", "update");
        var command = new Command("import", "导入部门名单") { files, CommandHost.Data, county, date, dry, only };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandHost.Services(StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data)));
            var code = CommandHost.County(services, parsed.GetValue(county));
            services.GetRequiredService<Migrator>().UpgradeCounty(code);
            await CommandHost.KeysAreWhole(services, ct);
            var listOn = Date(parsed.GetValue(date));
            var mode = parsed.GetValue(only) switch { "add" => ImportMode.Add, "update" => ImportMode.Update, _ => ImportMode.All };
            var refused = 0;
            foreach (var file in parsed.GetValue(files)!)
            {
                if (!file.Exists) { Console.Error.WriteLine($"{file.Name}：没有这个文件。"); refused++; continue; }
                var outcome = await Run(services, code, file, listOn, parsed.GetValue(dry), ct, mode);
                if (outcome.Ok) Tell(outcome.Value, parsed.GetValue(dry));
                else { refused++; foreach (var problem in outcome.Problems) Console.Error.WriteLine($"{file.Name}：{problem.Message}"); }
            }
            return refused == 0 ? 0 : 1;
        });
        command.Subcommands.Add(MakeUndo());
        return command;
    }

    /// <summary><c>minkang import undo</c>: takes an import back.</summary>
    private static Command MakeUndo()
    {
        var county = new Option<string?>("--county") { Description = "六位县代码；只有一个县时可不写", HelpName = "CODE" };
        var import = new Option<Guid?>("--import") { Description = "导入的编号（网页地址里的那一串）；不写则是最近一次有改动的导入", HelpName = "ID" };
        var reason = new Option<string>("--reason") { Description = "为什么撤销", HelpName = "TEXT", Required = true };
        var command = new Command("undo", "撤销一次导入：它新增的撤下，它改动的恢复原值；导入以后有人改过的不能撤销") { CommandHost.Data, county, import, reason };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandHost.Services(StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data)));
            var code = CommandHost.County(services, parsed.GetValue(county));
            services.GetRequiredService<Migrator>().UpgradeCounty(code);
            var undone = await services.GetRequiredService<UndoImports>().Undo(code, parsed.GetValue(import), Actor.Console(RegionCode.Parse(code)), parsed.GetValue(reason)!, null, ct);
            if (undone.Ok) Console.WriteLine($"已撤销：{undone.Value}。原件、逐行结果和审计记录保留。");
            else foreach (var problem in undone.Problems) Console.Error.WriteLine(problem.Message);
            return undone.Ok ? 0 : 1;
        });
        return command;
    }

    /// <summary>Imports one file, with a progress line where there is a terminal.</summary>
    public static async Task<Outcome<ImportResult>> Run(IServiceProvider services, string county, FileInfo file, DateOnly? listOn, bool dry, CancellationToken ct, ImportMode mode = ImportMode.All)
    {
        var import = services.GetRequiredService<ImportLists>();
        var actor = Actor.Console(RegionCode.Parse(county));
        var content = await File.ReadAllBytesAsync(file.FullName, ct);
        if (Console.IsErrorRedirected || Console.IsOutputRedirected) return await import.Import(county, actor, file.Name, content, listOn, dry, mode, null, ct);
        return await AnsiConsole.Progress().AutoClear(true).StartAsync(async bar =>
        {
            var task = bar.AddTask(Markup.Escape(file.Name));
            return await import.Import(county, actor, file.Name, content, listOn, dry, mode, (done, total) => { task.MaxValue = Math.Max(1, total); task.Value = done; }, ct);
        });
    }

    /// <summary>The result in lines that add up.</summary>
    public static void Tell(ImportResult r, bool dry)
    {
        Console.WriteLine($"{r.FileName}");
        Console.WriteLine($"  {r.ListTitle}，名单日期 {r.ListOn:yyyy-MM-dd}{(dry ? "（试运行，未写入）" : "")}");
        Console.WriteLine($"  读 {r.Read:N0} 行 = 新增 {r.New:N0} + 变更 {r.Changed:N0} + 相同 {r.Same:N0} + 退回 {r.Rejected:N0} + 待人工 {r.NeedsPerson:N0} + 跳过 {r.Skipped:N0}");
        if (r.Matched + r.NotRegistered + r.Unsure > 0) Console.WriteLine($"  数据行对人：在册 {r.Matched:N0}，不在册 {r.NotRegistered:N0}，拿不准 {r.Unsure:N0}");
        foreach (var note in r.Notes) Console.WriteLine($"  · {note}");
    }

    private static DateOnly? Date(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new CommandRefusal($"日期“{text}”看不懂，请写成 2019-01-10 这样。");
}
