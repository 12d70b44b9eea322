using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Contracts;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;

namespace Minkang.Cli.Demo;

/// <summary>Settles the stays of the sample's slips hospital by hospital, as each would send them itself, so that the pages of benefits have something to show.</summary>
internal static class DemoBills
{
    private const string Hospital = "医疗机构名称", Kind = "就诊类别", Stay = "住院";

    public static async Task Settle(IServiceProvider services, string county, FileInfo slips, CancellationToken ct)
    {
        var opened = ListFile.Open(await File.ReadAllBytesAsync(slips.FullName, ct), slips.Name, ct: ct);
        if (!opened.Ok) throw new CommandRefusal(opened.Problems[0].Message);
        var rows = opened.Value.Sheets[0].Rows.SkipWhile(r => ColumnOf(r, Hospital) < 0).ToList();
        if (rows.Count == 0 || ColumnOf(rows[0], Kind) < 0) return;
        var (heading, at, kind) = (rows[0], ColumnOf(rows[0], Hospital), ColumnOf(rows[0], Kind));
        var (settled, refused, hospitals) = (0, 0, 0);
        foreach (var of in rows.Skip(1).Where(r => r[kind].Text == Stay && !r[at].IsBlank).GroupBy(r => r[at].Text.Trim(), StringComparer.Ordinal))
        {
            if (await One(services, county, of.Key, slips.Name, heading, of, ct) is not { } done) continue;
            (settled, refused, hospitals) = (settled + done.Settled, refused + done.Refused.Count, hospitals + 1);
        }
        if (hospitals > 0) Console.WriteLine($"住院账单结算：{hospitals} 家医疗机构，结算 {settled:N0} 张，未结算 {refused:N0} 张（证件号码不在登记册、金额对不上、未参保等）");
    }

    /// <summary>Null where the hospital's bills are settled already, so that the demonstration can be started again.</summary>
    private static async Task<StoredFile?> One(IServiceProvider services, string county, string hospital, string name, ListRow heading, IEnumerable<ListRow> rows, CancellationToken ct)
    {
        var settle = services.GetRequiredService<SettleIntoStore>();
        if (await settle.HasSettled(county, hospital, ct)) return null;
        using var file = new MemoryStream();
        ListExport.WriteXlsx(file, new ExportLayout("账单", [.. heading.Cells.Select(c => new ExportColumn(c.Text))]), rows.Select(r => (IReadOnlyList<object?>)[.. r.Cells.Select(c => c.Text)]), ct);
        file.Position = 0;
        var unknown = settle.UnknownHeadings(file, name);
        if (!unknown.Ok) throw new CommandRefusal(unknown.Problems[0].Message);
        file.Position = 0;
        var done = await settle.Settle(county, Actor.Console(RegionCode.Parse(county)), hospital, file, name, ct, leaveOut: unknown.Value);
        return done.Ok ? done.Value : throw new CommandRefusal(done.Problems[0].Message);
    }

    private static int ColumnOf(ListRow row, string heading) => row.Cells.ToList().FindIndex(c => c.Text.Trim() == heading);
}
