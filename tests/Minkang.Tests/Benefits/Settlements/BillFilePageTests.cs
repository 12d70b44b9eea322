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

    private static async Task<string> Send(HttpClient client, string text, params string[] leaveOut)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("settle-file"), "_handler" },
            { new StringContent(TestApp.Token(await client.GetStringAsync("/benefits/bills"))), "__RequestVerificationToken" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "File", "账单.csv" },
        };
        foreach (var heading in leaveOut) form.Add(new StringContent(heading), "LeaveOut");
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
    public async Task Columns_that_are_not_known_are_left_out_only_when_each_was_ticked()
    {
        using var client = await _store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);
        var file = $"{Heading},电话,备注,备注\nA1,{await Number()},测试甲0,是,住院,县级,县内,2019-01-02,2019-01-05,1000.00,1000.00,1,2,3\n";

        var asked = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await Send(client, file));
        var half = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await Send(client, file, "电话", "别的"));

        Assert.Equal(["电话", "备注"], asked.QuerySelectorAll("input[name=LeaveOut]").Select(i => i.GetAttribute("value")));
        Assert.Empty(asked.QuerySelectorAll("input[name=LeaveOut][checked]"));
        Assert.Contains("不认识的表头：备注，", half.Body!.TextContent);
        Assert.Equal("电话", Assert.Single(half.QuerySelectorAll("input[name=LeaveOut][checked]")).GetAttribute("value"));
        Assert.Equal(0, await Stored());
        Assert.Contains("结算 1 张，以前已结算 0 张，没有结算 0 张", await Send(client, file, "电话", "备注"));
    }

    [Fact]
    public async Task The_command_leaves_out_what_it_does_not_know_when_told_to_and_names_it()
    {
        var file = Path.Combine(_store.App.Stores.DataFolder, "bills.csv");
        await File.WriteAllTextAsync(file, $"{Heading},电话,备注\nA1,{await Number()},测试甲0,是,住院,县级,县内,2019-01-02,2019-01-05,1000.00,1000.00,1,2\n");

        var refused = await Import(file);
        Assert.Equal(0, await Stored());
        var settled = await Import(file, "--leave-out-unknown");

        Assert.Contains("--leave-out-unknown", refused.Said);
        Assert.Equal(0, settled.Code);
        Assert.Contains("不读的列 电话、备注", settled.Said);
        Assert.Equal(1, await Stored());
    }

    private async Task<(int Code, string Said)> Import(string file, params string[] options)
    {
        using var process = BillsProgram.Start(_store.App, file, options);
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    [Fact]
    public async Task Only_those_who_settle_at_a_hospital_open_the_page()
    {
        using var officer = await _store.App.SignIn(Role.CountyOfficer);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync("/benefits/bills")).StatusCode);
    }
}
