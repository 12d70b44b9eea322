using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Contracts;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Cli.Benefits;

/// <summary><c>minkang bills import</c>: settles a hospital's file of bills into the store.</summary>
internal static class BillsCommand
{
    public static Command Make()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "账单文件（csv、xlsx、xls，列见 docs/settle-format.md，person 列填身份证号）" };
        var hospital = new Option<string>("--hospital") { Description = "医疗机构名称，与账号岗位上写的一致", HelpName = "NAME", Required = true };
        var county = new Option<string?>("--county") { Description = "六位县代码；只有一个县时可不写", HelpName = "CODE" };
        var leaveOut = new Option<bool>("--leave-out-unknown") { Description = "不认识的列不读，并逐一列出；不写时有不认识的列就整份不结算" };
        var import = new Command("import", "逐张结算入库；同一文件再来一遍只结算还没有的") { file, CommandHost.Data, county, hospital, leaveOut };
        import.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandHost.Services(StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data)));
            var code = CommandHost.County(services, parsed.GetValue(county));
            services.GetRequiredService<Migrator>().UpgradeCounty(code);
            await CommandHost.KeysAreWhole(services, ct);
            var given = parsed.GetValue(file)!;
            if (!given.Exists) throw new CommandRefusal($"{given.Name}：没有这个文件。");
            await using var stream = given.OpenRead();
            var settle = services.GetRequiredService<SettleIntoStore>();
            var left = parsed.GetValue(leaveOut) ? LeftOut(settle, stream, given.Name) : [];
            var outcome = await settle.Settle(code, Actor.Console(RegionCode.Parse(code)), parsed.GetValue(hospital)!, stream, given.Name, ct, leaveOut: left);
            if (!outcome.Ok) throw new CommandRefusal($"{given.Name}：{outcome.Problems[0].Message}{(outcome.Problems[0].Code == SettleIntoStore.UnknownHeading ? "不用读的，加上 --leave-out-unknown 再来一遍。" : "")}");
            var done = outcome.Value;
            foreach (var row in done.Refused) Console.Error.WriteLine($"第 {row.Line} 行 {row.BillId}：{row.Reason}");
            Console.WriteLine($"{given.Name}：结算 {done.Settled:N0} 张，以前已结算 {done.Before:N0} 张，未结算 {done.Refused.Count:N0} 张");
            return done.Refused.Count == 0 ? 0 : 1;
        });
        return new Command("bills", "医院账单结算入库") { import };
    }

    /// <summary>The columns that are not read, told before anything is settled.</summary>
    private static IReadOnlyList<string> LeftOut(SettleIntoStore settle, Stream stream, string name)
    {
        var unknown = settle.UnknownHeadings(stream, name);
        stream.Position = 0;
        if (!unknown.Ok) return []; // what cannot be read as bills is refused by the settling itself
        if (unknown.Value.Length > 0) Console.WriteLine($"{name}：不读的列 {string.Join('、', unknown.Value)}");
        return unknown.Value;
    }
}
