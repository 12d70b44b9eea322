using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;

namespace Minkang.Tests.Benefits.Settlements;

/// <summary>A hospital's file of bills settled on the page.</summary>
public sealed class BillFilePageTests : IAsyncLifetime
{
    private const string Heading = "bill_id,person,name,enrolled,kind,level,place,admission,discharge,medfee_sumamt,inscp_scp_amt";
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static async Task<string> Send(HttpClient client, string text)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("settle-file"), "_handler" },
            { new StringContent(TestApp.Token(await client.GetStringAsync("/benefits/bills"))), "__RequestVerificationToken" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "File", "账单.csv" },
        };
        var answer = await client.PostAsync("/benefits/bills", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The identity number of a new person of the register, who is called 测试甲0.</summary>
    private async Task<string> Number()
    {
        var person = (await _store.Household()).Persons[0];
        return _store.App.Get<Vault>().Open(Purposes.IdNumber, await _store.See(db => db.Set<Person>().Where(p => p.Id == person).Select(p => p.IdSealed).SingleAsync()))!;
    }

    private Task<int> Stored() => _store.See(db => db.Set<StoredSettlement>().CountAsync());

    [Fact]
    public async Task A_file_is_settled_once_and_each_refused_row_says_why()
    {
        using var client = await _store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);
        var number = await Number();
        var file = $"{Heading}\nA1,{number},测试甲0,是,住院,县级,县内,2019-01-02,2019-01-05,1000.00,1000.00\nA2,{number},测试甲0,是,住院,县级,县内,2019-01-06,2019-01-08,900.00,1000.00\n";

        var first = await Send(client, file);
        var second = await Send(client, file.Replace("900.00,1000.00", "1000.00,1000.00", StringComparison.Ordinal));

        Assert.Contains("结算 1 张，以前已结算 0 张，没有结算 1 张", first);
        Assert.Contains("A2", first);
        Assert.Contains("结算 1 张，以前已结算 1 张，没有结算 0 张", second);
        Assert.DoesNotContain(number, first);
        Assert.Equal(2, await _store.See(db => db.Set<StoredSettlement>().CountAsync(s => s.Hospital == CounterStore.Hospital)));
        Assert.Equal(0, await _store.See(db => db.Set<Admission>().CountAsync(a => a.State == AdmissionState.Open)));
    }

    [Fact]
    public async Task A_row_settles_again_after_a_reversal_and_not_when_the_invoice_was_somebody_elses()
    {
        using var client = await _store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);
        var (number, other) = (await Number(), await Number());
        var file = $"{Heading}\nA1,{number},测试甲0,是,住院,县级,县内,2019-01-02,2019-01-05,1000.00,1000.00\n";
        await Send(client, file);

        var others = await Send(client, file.Replace(number, other, StringComparison.Ordinal));
        var dearer = await Send(client, file.Replace("1000.00", "1100.00", StringComparison.Ordinal));
        await _store.Reverse(await _store.See(db => db.Set<StoredSettlement>().Select(s => s.Id).SingleAsync()));
        var again = await Send(client, file.Replace("1000.00", "1100.00", StringComparison.Ordinal));

        Assert.Contains("人员、金额或出院日期与文件里的不同", others);
        Assert.Contains("人员、金额或出院日期与文件里的不同", dearer);
        Assert.Contains("结算 1 张，以前已结算 0 张，没有结算 0 张", again);
        Assert.Equal(110_000, await _store.See(db => db.Set<StoredSettlement>().Where(s => s.BillLive).Select(s => s.TotalFen).SingleAsync()));
    }

    [Fact]
    public async Task Who_is_not_said_to_be_enrolled_is_not_taken_for_enrolled_and_a_name_that_is_another_is_refused()
    {
        using var client = await _store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);
        var number = await Number();

        var silent = await Send(client, $"{Heading}\nA1,{number},测试甲0,,住院,县级,县内,2019-01-02,2019-01-05,1000.00,1000.00\n");
        var stranger = await Send(client, $"{Heading}\nA1,{number},测试乙0,是,住院,县级,县内,2019-01-02,2019-01-05,1000.00,1000.00\n");

        Assert.Contains("是否参加基本医保", silent);
        Assert.Contains("没有证件号码和姓名都相符的人", stranger);
        Assert.Equal(0, await Stored());
    }

    [Fact]
    public async Task What_is_no_file_of_bills_and_one_with_too_many_is_refused_as_a_whole()
    {
        using var client = await _store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);

        var strange = await Send(client, "姓名,电话\n测试甲,1\n");
        var many = await Send(client, Heading + "\n" + string.Concat(Enumerable.Range(0, 1_001).Select(i => $"B{i},x,测试甲0,是,住院,县级,县内,2019-01-02,2019-01-05,10.00,10.00\n")));
        var empty = await Send(client, "");

        Assert.All(new[] { strange, many, empty }, page => Assert.Contains("mk-summary", page));
        Assert.Contains("不认识的表头：电话", await Send(client, Heading + ",电话\nA1,x,测试甲0,是,住院,县级,县内,2019-01-02,2019-01-05,10.00,10.00,1\n"));
        Assert.Contains("文件里有 1001 张账单，一次最多 1000 张", many);
        Assert.Contains("请选择账单文件", empty);
        Assert.Equal(0, await Stored());
    }

    [Fact]
    public async Task Only_those_who_settle_at_a_hospital_open_the_page()
    {
        using var officer = await _store.App.SignIn(Role.CountyOfficer);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync("/benefits/bills")).StatusCode);
    }
}
