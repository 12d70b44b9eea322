using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Minkang.Platform.Users;
using Minkang.Tests.Web;

namespace Minkang.Tests.Benefits.Settlements;

public sealed class SettlementApiTests(CounterStore store) : IClassFixture<CounterStore>
{
    private const string Root = "/api/v1/benefits";

    [Fact]
    public async Task A_hospital_system_previews_settles_once_and_reads_the_settlement_again()
    {
        var admission = await store.Admit((await store.Household()).Persons[0]);
        var hospital = await store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);
        var bill = new { admission_id = admission, invoice_number = "API-1", discharged_on = "2019-01-12", medfee_sumamt = 11_000.00m, inscp_scp_amt = 10_000.00m, fulamt_ownpay_amt = 1_000.00m };

        using var preview = await Body(await hospital.PostAsJsonAsync(Root + "/preview", bill), HttpStatusCode.OK);
        using var first = await Body(await Send(hospital, bill, "key-1"), HttpStatusCode.Created);
        using var again = await Body(await Send(hospital, bill, "key-1"), HttpStatusCode.OK);
        using var other = await Body(await Send(hospital, bill, "key-2"), HttpStatusCode.Conflict);
        var number = first.RootElement.GetProperty("setl_id").GetString();
        using var found = await Body(await hospital.GetAsync($"{Root}/settlements/{number}"), HttpStatusCode.OK);

        Assert.Equal(2_140.00m, preview.RootElement.GetProperty("psn_part_amt").GetDecimal());
        Assert.Equal(2_140.00m, first.RootElement.GetProperty("psn_part_amt").GetDecimal());
        Assert.Equal(number, again.RootElement.GetProperty("setl_id").GetString());
        Assert.Contains(number!, other.RootElement.GetProperty("detail").GetString());
        Assert.Equal(8_860.00m, found.RootElement.GetProperty("setldetail").EnumerateArray().Sum(p => p.GetProperty("fund_payamt").GetDecimal()));
    }

    [Fact]
    public async Task A_bill_by_lines_comes_to_the_sum_of_its_lines_in_any_order()
    {
        var admission = await store.Admit((await store.Household()).Persons[0]);
        var hospital = await store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);
        object[] lines =
        [
            new { med_list_codg = "A1", med_list_name = "床位费", chrgitm_lv = "1", cnt = 10, pric = 30.00m, det_item_fee_sumamt = 300.00m },
            new { med_list_codg = "B2", med_list_name = "检查费", chrgitm_lv = "2", selfpay_prop = 0.1m, cnt = 1, pric = 1_000.00m, det_item_fee_sumamt = 1_000.00m },
            new { med_list_codg = "C3", med_list_name = "自费药", chrgitm_lv = "3", cnt = 2, pric = 50.00m, det_item_fee_sumamt = 100.00m },
        ];
        using var one = await Body(await hospital.PostAsJsonAsync(Root + "/preview", Bill(admission, lines)), HttpStatusCode.OK);
        using var two = await Body(await hospital.PostAsJsonAsync(Root + "/preview", Bill(admission, [.. lines.Reverse()])), HttpStatusCode.OK);

        Assert.Equal((1_400.00m, 1_200.00m, 100.00m, 100.00m), (Amount(one, "medfee_sumamt"), Amount(one, "inscp_scp_amt"), Amount(one, "preselfpay_amt"), Amount(one, "fulamt_ownpay_amt")));
        Assert.Equal(one.RootElement.GetProperty("seen").GetString(), two.RootElement.GetProperty("seen").GetString());
    }

    [Fact]
    public async Task An_empty_line_is_refused_by_its_number()
    {
        var admission = await store.Admit((await store.Household()).Persons[0]);
        var hospital = await store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);
        object?[] lines = [new { med_list_name = "床位费", chrgitm_lv = "1", det_item_fee_sumamt = 300.00m }, null];

        using var refused = await Body(await hospital.PostAsJsonAsync(Root + "/preview", Bill(admission, lines)), HttpStatusCode.UnprocessableEntity);

        Assert.Contains("第 2 行", refused.RootElement.GetRawText());
    }

    [Fact]
    public async Task Nobody_else_reads_the_settlement_and_only_the_insurance_office_asks_for_its_reversal()
    {
        var entry = await store.Settle(store.Bill(await store.Admit((await store.Household()).Persons[0]), 900m));
        var counter = await store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);
        var stranger = await store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.OtherHospital);
        var office = await store.App.SignIn(Role.HospitalInsuranceOffice, organisation: CounterStore.Hospital);
        var path = $"{Root}/settlements/{entry.Number}";

        using (await Body(await stranger.GetAsync(path), HttpStatusCode.NotFound)) { }
        using (await Body(await counter.PostAsJsonAsync(path + "/reversal-requests", new { reason = "录错" }), HttpStatusCode.Forbidden)) { }
        using (await Body(await office.PostAsJsonAsync(path + "/reversal-requests", new { reason = "" }), HttpStatusCode.UnprocessableEntity)) { }
        using (await Body(await office.PostAsJsonAsync(path + "/reversal-requests", new { reason = "录错" }), HttpStatusCode.Accepted)) { }
        using (await Body(await office.PostAsJsonAsync(path + "/reversal-requests", new { reason = "录错" }), HttpStatusCode.Conflict)) { }
    }

    [Fact]
    public async Task The_counter_shows_what_a_bill_comes_to_and_settles_what_was_shown()
    {
        var admission = await store.Admit((await store.Household()).Persons[0]);
        var counter = await store.App.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);
        var path = $"/benefits/admissions/{admission}";
        (string, string)[] bill = [("Input.InvoiceNumber", "PAGE-1"), ("Input.DischargedOn", "2019-01-12"), ("Input.Total", "11000"), ("Input.OutOfCatalogue", "1000"), ("Input.Key", "page-1")];

        using var unseen = await counter.Send(path, "bill", [.. bill, ("Input.Do", "settle")]);
        var shown = await unseen.Content.ReadAsStringAsync();
        var stamp = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(shown).QuerySelector("input[name='Input.Seen']")!.GetAttribute("value")!;
        using var settled = await counter.Send(path, "bill", [.. bill, ("Input.Seen", stamp), ("Input.Do", "settle")]);

        Assert.Equal(HttpStatusCode.OK, unseen.StatusCode);
        Assert.Contains("2,140.00", shown);
        Assert.StartsWith("/benefits/settlements/", settled.LeadsTo());
        Assert.Contains("2,140.00", await counter.GetStringAsync(settled.LeadsTo() + "/slip"));
    }

    private static object Bill(Guid admission, object?[] lines) => new { admission_id = admission, invoice_number = "API-L", discharged_on = "2019-01-12", fee_details = lines };

    private static decimal Amount(JsonDocument answer, string field) => answer.RootElement.GetProperty(field).GetDecimal();

    private static async Task<HttpResponseMessage> Send(HttpClient client, object bill, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Root + "/settlements") { Content = JsonContent.Create(bill) };
        request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    private static async Task<JsonDocument> Body(HttpResponseMessage answer, HttpStatusCode expected)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}: {text}");
            return JsonDocument.Parse(text);
        }
    }
}
