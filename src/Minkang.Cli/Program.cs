using System.CommandLine;
using System.Text;
using Minkang.Cli;
using Minkang.Cli.Accounts;
using Minkang.Cli.Benefits;
using Minkang.Cli.Demo;
using Minkang.Cli.Figures;
using Minkang.Cli.Illness;
using Minkang.Cli.Lists;
using Minkang.Cli.Samples;
using Minkang.Cli.Serving;
using Minkang.Cli.Upkeep;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("民康 Minkang：健康扶贫与防止因病返贫致贫的动态管理平台")
{
    DemoCommand.Make(), ServeCommand.Make(), MigrateCommand.Make(), ImportCommand.Make(), UsersCommand.Make(), AuditCommand.Make(), KeysCommand.Make(), IllnessCommand.Make(), SettleCommand.Make(), BillsCommand.Make(), ReplayCommand.Make(), PacksCommand.Make(), StatsCommand.Make(), ExportCommand.Make(), CompareCommand.Make(), SampleCommand.Create(),
};
try
{
    var parsed = root.Parse(args);
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return parsed.Errors.Count > 0 ? 2 : code;
}
catch (CommandRefusal refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
