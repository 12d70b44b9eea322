using System.Globalization;
using Minkang.Samples.Dirt;
using Minkang.Samples.People;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Lists;

/// <summary>Enrolment in resident insurance (医保参保名单): GBK, a tab behind every identity number, sex as 1/2; a line of query conditions first when it is a county's.</summary>
internal sealed class EnrolmentList(ListContext context)
{
    private static readonly string[] Columns = ["个人编号", "姓名", "证件类型", "证件号码", "性别", "出生日期", "参保身份", "险种类型", "参保状态", "缴费年度", "个人缴费金额", "财政资助金额", "缴费日期", "乡镇", "村（社区）", "联系电话"];
    private readonly Clerk _clerk = context.Clerk("enrolment");

    public void Write()
    {
        var file = $"{context.Year}年城乡居民医保参保名单({context.County.Office}).csv";
        using var csv = new CsvFile(context.Path(file), CsvFile.Gbk, Columns.Length);
        var pen = new ListPen(csv, context.Labels, file, "", _clerk);
        if (!context.County.IsTownshipOnly) pen.Title($"查询条件：缴费年度={context.Year}；统筹区={context.County.Name}；险种=城乡居民基本医疗保险", 1, "note");
        pen.Header(Columns);
        var rows = 0;
        foreach (var household in context.People.Households())
        {
            _clerk.Enter(household);
            foreach (var person in household.Members.Where(m => m.Insured))
            {
                var dead = person.Event?.Kind == EventKind.Death;
                var listed = pen.Lists(person, out var fault);
                if (!listed && !dead) continue;
                pen.Person(Row(person, dead && !listed ? "死亡退保" : "正常参保", fault));
                rows++;
            }
        }
        var asText = _clerk.HasShape("shape-total-as-text");
        if (asText) context.Labels.Count(file, "shape-total-as-text");
        pen.Total(asText ? [$"合计：{rows}人"] : ["合计", $"{rows}"], ("persons", $"{rows}"));
    }

    private Row Row(Person p, string state, string? fault)
    {
        var row = _clerk.Begin(p);
        if (fault is not null) row.Faults.Add(fault);
        var standing = Standing(p);
        var own = standing switch { "一般居民" => 180, "低保对象" => 90, _ => 0 };
        var id = _clerk.Id(p, "证件号码");
        row.Add(string.Create(CultureInfo.InvariantCulture, $"9900{(p.Number * 387_420_489L + 12_345) % 1_000_000_000:D9}"), _clerk.Name(p, "姓名"),
            p.Birth.Year == context.Year ? "户口簿" : "居民身份证", id.Plain + "\t", _clerk.SexOf(p, "性别", "1", "2"), _clerk.BirthOf(p, "出生日期", "yyyy-MM-dd"),
            standing, "城乡居民基本医疗保险", state, $"{context.Year}", $"{own}", $"{180 - own}", PaidOn(p).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            p.Household.Village.Township.Name, p.Household.Village.Name, _clerk.Number(0, 3) > 0 ? p.Phone : "");
        return row;
    }

    private DateOnly PaidOn(Person p)
    {
        var usual = new DateOnly(context.Year - 1, 10, 1).AddDays(_clerk.Number(0, 140));
        return usual < p.Birth ? p.Birth.AddDays(_clerk.Number(10, 40)) : usual;
    }

    private string Standing(Person p)
    {
        if (_clerk.Has("content-category-differs", "参保身份")) return _clerk.AnyBut(Truly(p), "一般居民", "低保对象", "特困供养人员");
        if (p.Household.IsRegistered && _clerk.Has("content-registered-differs", "参保身份")) return "一般居民";
        return Truly(p);
    }

    private static string Truly(Person p) => p switch
    {
        { Household.Support: not null } => "特困供养人员",
        { Household.IsRegistered: true } => "建档立卡贫困人口",
        { Household.Allowance: not null } => "低保对象",
        { Disability.Level: 1 or 2 } => "重度残疾人",
        _ => "一般居民",
    };
}
