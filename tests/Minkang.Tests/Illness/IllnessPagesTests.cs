using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Illness.Conditions;
using Minkang.Platform.Audit;
using Minkang.Platform.Users;
using Minkang.Tests.Web;

namespace Minkang.Tests.Illness;

public sealed class IllnessPagesTests : IAsyncLifetime
{
    private readonly IllnessStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<(Guid Person, Guid Condition)> Ill(string name = "欧阳测试", string diseases = "胃癌", string village = IllnessStore.Stone, bool verify = false)
    {
        var person = await _store.Person(name, village);
        await _store.Stated(person, diseases, doctor: "测试医生");
        var condition = (await _store.Conditions(person))[0].Id;
        if (verify) Assert.True((await _store.Verify(condition)).Ok);
        return (person, condition);
    }

    [Theory]
    [InlineData("/illness/verify", "欧阳测试")]
    [InlineData("/illness/ledger", "合计（人）")]
    [InlineData("/illness/ledger?by=Route", "未定路径")]
    [InlineData("/illness/ledger?by=State", "已排除")]
    [InlineData("/illness/ledger/persons", "欧阳测试")]
    [InlineData("/illness/gaps", "欧阳测试")]
    [InlineData("/illness/causes", "因病致贫户")]
    [InlineData("/illness/causes/persons", "欧阳测试")]
    [InlineData("/illness/lists?day=2018-12-31", "全国大病专项救治21种")]
    [InlineData("/illness/lists/national-25?other=national-21", "全国大病专项救治21种")]
    public async Task Every_page_shows_what_it_counts(string path, string text)
    {
        await Ill(diseases: "胃癌、白内障", verify: true);
        using var client = await _store.App.SignIn(Role.TownshipClerk);

        var page = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains(text, await page.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Opening_a_person_is_recorded_and_a_neighbours_person_does_not_exist()
    {
        var (near, condition) = await Ill();
        var (far, farCondition) = await Ill(village: IllnessStore.Ridge);
        using var client = await _store.App.SignIn(Role.TownshipClerk);

        Assert.Contains("胃癌", await client.GetStringAsync($"/illness/persons/{near}"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/illness/conditions/{condition}")).StatusCode);
        foreach (var path in new[] { $"/illness/persons/{far}", $"/illness/conditions/{farCondition}", $"/illness/persons/{far}/card", $"/illness/persons/{far}/new", $"/illness/persons/{far}/survey", $"/illness/persons/{Guid.CreateVersion7()}" })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);

        Assert.Equal(2, await _store.See(db => db.Set<AuditEntry>().CountAsync(e => e.SubjectId == near && e.Action == "illness.see")));
        Assert.Equal(0, await _store.See(db => db.Set<AuditEntry>().CountAsync(e => e.SubjectId == far && e.Action == "illness.see")));
    }

    [Fact]
    public async Task A_clerk_verifies_by_the_form()
    {
        var (person, condition) = await Ill();
        using var client = await _store.App.SignIn(Role.TownshipClerk);
        var address = $"/illness/conditions/{condition}";

        var refused = await Post(client, address, ("_handler", "verify"), ("Method", "Visit"), ("DiagnosedOn", "去年"), ("Institution", "测试县人民医院"));
        var done = await Post(client, address, ("_handler", "verify"), ("Method", "Visit"), ("DiagnosedOn", "2018-05"), ("Institution", "测试县人民医院"));

        Assert.Contains("日期写法不认识", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.Equal((ConditionState.Verified, FindingMethod.Visit), ((await _store.Condition(person)).State, (await _store.Condition(person)).Method));
    }

    [Fact]
    public async Task Many_are_verified_after_the_page_said_what_will_happen()
    {
        var (first, _) = await Ill();
        await Ill(diseases: "怪怪病");
        using var client = await _store.App.SignIn(Role.TownshipClerk);

        var plan = await (await Post(client, "/illness/verify", ("_handler", "bulk"), ("do", "plan"), ("all-matching", "true"))).Content.ReadAsStringAsync();
        var done = await Post(client, "/illness/verify", ("_handler", "bulk"), ("do", "confirm"), ("told", "1"), ("ticked", ""), ("Method", "Document"));

        Assert.Contains("将核实 1 人的 1 条病情", plan);
        Assert.Contains("病种写法不明", plan);
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.Equal(ConditionState.Verified, (await _store.Condition(first)).State);
    }

    [Fact, Trait("Requirement", "R-SUR-08")]
    public async Task A_doctor_enters_a_survey_and_its_illnesses_stand_on_the_persons_page()
    {
        var person = await _store.Person("欧阳测试");
        using var client = await _store.App.SignIn(Role.VillageDoctor);
        string[] blank = ["Institution", "TreatmentInstitution", "TreatmentMode", "Total", "Basic", "Critical", "Civil", "Self", "Outcome"];

        var done = await Post(client, $"/illness/persons/{person}/survey",
            [("_handler", "survey"), ("Input.Year", "2018"), ("Input.Method", "Visit"), ("Input.Diagnosis", "胃癌、白内障"), ("Input.DiagnosedOn", "2018"), .. blank.Select((b, i) => ($"Input.NotApplicable[{i}]", b))]);

        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        var page = await client.GetStringAsync($"/illness/persons/{person}");
        Assert.Contains("胃癌", page);
        Assert.Contains("白内障", page);
        Assert.DoesNotContain($"/illness/conditions/", page);
    }

    [Theory]
    [InlineData(Role.CountyLeader), InlineData(Role.PovertyOffice), InlineData(Role.Inspector), InlineData(Role.ProvinceOfficer)]
    public async Task Masked_roles_read_no_name_with_a_diagnosis(Role role)
    {
        var (person, _) = await Ill(verify: true);
        using var client = await _store.App.SignIn(role);

        foreach (var path in new[] { "/illness/verify", "/illness/ledger/persons", "/illness/gaps", "/illness/causes/persons", $"/illness/persons/{person}", $"/illness/cards?village={IllnessStore.Stone}" })
        {
            var page = await client.GetStringAsync(path);
            Assert.DoesNotContain("欧阳测试", page);
            Assert.DoesNotContain("胃癌", page);
        }
    }

    [Fact]
    public async Task An_inspector_gives_a_reason_before_the_diagnosis_is_shown()
    {
        var (person, _) = await Ill();
        using var client = await _store.App.SignIn(Role.Inspector);

        var opened = await (await Post(client, $"/illness/persons/{person}", ("_handler", "reason"), ("Reason", "专项督查抽样"))).Content.ReadAsStringAsync();

        Assert.Contains("胃癌", opened);
        Assert.True(await _store.See(db => db.Set<AuditEntry>().AnyAsync(e => e.SubjectId == person && e.Purpose == "专项督查抽样")));
    }

    [Fact]
    public async Task Cards_of_a_village_are_printed_and_each_look_is_recorded()
    {
        var (person, _) = await Ill(verify: true);
        await Ill("司马测试");
        using var client = await _store.App.SignIn(Role.VillageDoctor);

        var page = await client.GetStringAsync($"/illness/cards?village={IllnessStore.Stone}");

        Assert.Contains("病情明白卡", page);
        Assert.Contains("欧阳测试", page);
        Assert.DoesNotContain("司马测试", page);
        Assert.Equal(1, await _store.See(db => db.Set<AuditEntry>().CountAsync(e => e.SubjectId == person && e.Purpose == "illness-card")));
    }

    [Fact]
    public async Task The_ledger_goes_to_a_workbook_with_title_unit_day_sums_and_signatures()
    {
        await Ill();
        using var client = await _store.App.SignIn(Role.TownshipClerk);

        var file = await client.GetByteArrayAsync("/illness/ledger/export?by=List&list=national-21&day=2018-12-31");

        var sheet = Open(file);
        Assert.Contains("患病人员台账", sheet[0]);
        Assert.Contains("单位：人", sheet[1]);
        Assert.Contains("2018-12-31", sheet[1]);
        Assert.Contains(sheet, row => row.StartsWith("合计|1|", StringComparison.Ordinal));
        Assert.Contains("审核人", sheet[^1]);
    }

    [Fact]
    public async Task An_export_of_persons_that_nobody_approved_is_masked()
    {
        await Ill();
        using var client = await _store.App.SignIn(Role.TownshipClerk);

        var text = string.Join('\n', Open(await client.GetByteArrayAsync("/illness/ledger/persons/export")));

        Assert.Contains("欧***", text);
        Assert.DoesNotContain("胃癌", text);
        Assert.True(await _store.See(db => db.Set<AuditEntry>().AnyAsync(e => e.SubjectKind == "export")));
    }

    private static List<string> Open(byte[] file)
    {
        using var stream = new MemoryStream(file);
        using var archive = new System.IO.Compression.ZipArchive(stream);
        using var reader = archive.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        var xml = System.Xml.Linq.XDocument.Load(reader);
        return [.. xml.Descendants().Where(e => e.Name.LocalName == "row").Select(r => string.Join('|', r.Elements().Select(c => c.Value)))];
    }

    private static async Task<HttpResponseMessage> Post(HttpClient client, string address, params IEnumerable<(string Name, string Value)> fields)
    {
        return await client.PostAsync(address, BrowserForm.Of(await client.GetStringAsync(address), fields.Single(f => f.Name == "_handler").Value, fields.Where(f => f.Name != "_handler")));
    }
}
