using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Funds;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Web;

namespace Minkang.Tests.Benefits.Funds;

/// <summary>Funds as finance keeps them on pages, and others look at them.</summary>
public sealed class FundPagesTests
{
    [Fact]
    public async Task A_fund_is_opened_filled_paid_from_by_two_and_exported_on_pages()
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        var (one, two, leader) = (await app.SignIn(Role.Finance), await app.SignIn(Role.Finance), await app.SignIn(Role.CountyLeader));

        var fund = (await one.Send("/benefits/funds", "fund", ("Input.Name", "医药爱心扶贫基金"), ("Input.Year", "2019"), ("Input.Source", "县级财政"), ("Input.Planned", "10000"), ("Input.Payer", "medical-assistance"))).LeadsTo()!;
        Task<HttpResponseMessage> Enter(string kind, string amount) => one.Send(fund, "entry", ("Input.Kind", kind), ("Input.OnDate", "2019-01-12"), ("Input.Amount", amount), ("Input.Party", "县财政局"), ("Input.Reference", "P-9"));
        Assert.Equal(fund, (await Enter("Received", "6000")).LeadsTo());
        Assert.Contains("不够", await (await Enter("Paid", "6000.01")).Content.ReadAsStringAsync());
        Assert.Equal(fund, (await Enter("Paid", "2000")).LeadsTo());
        var entry = await store.See(db => db.Set<FundEntry>().AsNoTracking().SingleAsync(e => e.Kind == FundEntryKind.Paid));
        Assert.DoesNotContain($"agree-{entry.Id:N}", await one.GetStringAsync(fund));
        Assert.Equal(fund, (await two.Send(fund, $"agree-{entry.Id:N}")).LeadsTo());

        var page = await leader.GetStringAsync(fund);
        Assert.Contains("4,000.00", page);
        Assert.Contains("第一个月未满，暂不推算", page);
        Assert.Contains("第 3 位，前面 2 个支付方先付", page);
        Assert.DoesNotContain("reverse-", page);
        Assert.Contains("4,000.00", await leader.GetStringAsync("/benefits/funds?year=2019"));
        Assert.Contains(await Book(leader, fund + "/export"), l => l.Contains("支出", StringComparison.Ordinal));
        Assert.Contains(await Book(leader, "/benefits/funds/export"), l => l.Contains("医药爱心扶贫基金", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Role.TownshipClerk)).GetAsync(fund)).StatusCode);
    }

    private static async Task<List<string>> Book(HttpClient client, string path) =>
        [.. ListFile.Open(await client.GetByteArrayAsync(path), "export.xlsx").Value.Sheets.SelectMany(s => s.Rows).Select(r => string.Join(' ', r.Cells.Select(c => c.Text)))];
}
