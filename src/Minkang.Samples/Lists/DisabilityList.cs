using System.Globalization;
using System.Text;
using Minkang.Samples.Dirt;
using Minkang.Samples.People;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Lists;

/// <summary>Holders of a disability card (持证残疾人): UTF-8 with byte order mark; no identity column, the card number begins with it; address in one cell.</summary>
internal sealed class DisabilityList(ListContext context)
{
    private static readonly string[] Columns = ["残疾人姓名", "残疾人证号", "性别", "出生年月日", "民族", "残疾类别", "残疾等级", "户口地址", "监护人姓名", "与残疾人关系", "固定电话或手机", "发证日期", "是否贫困户", "持证状态"];
    private static readonly string[] Categories = ["视力", "听力", "言语", "肢体", "智力", "精神", "多重"];
    private static readonly string[] Levels = ["一", "二", "三", "四"];
    private static readonly string[] FormalLevels = ["壹", "贰", "叁", "肆"];
    private readonly Clerk _clerk = context.Clerk("disability");

    public void Write()
    {
        var file = $"{context.County.Office}持证残疾人名单.csv";
        using var csv = new CsvFile(context.Path(file), new UTF8Encoding(true), Columns.Length);
        var pen = new ListPen(csv, context.Labels, file, "", _clerk);
        pen.Header(Columns);
        foreach (var household in context.People.Households())
            foreach (var person in household.Members.Where(m => m.Disability is not null))
                if (pen.Lists(person, out var fault)) pen.Person(Row(person, person.Disability!, fault));
    }

    private Row Row(Person p, Disability truth, string? fault)
    {
        var row = _clerk.Begin(p);
        if (fault is not null) row.Faults.Add(fault);
        var level = _clerk.Has("content-disability-differs", "残疾等级") ? truth.Level % 4 + 1 : truth.Level;
        var card = $"{truth.Category}{truth.Level}{(truth.Reissued ? "B1" : "")}";
        var guardian = p.Household.Members.FirstOrDefault(m => m != p && !m.IsGone && m.Birth.Year <= context.Year - 18);
        var self = guardian is null || (p.AgeOn(context.Options.ListedOn) >= 18 && _clerk.Number(0, 2) == 0);
        row.Add(_clerk.Name(p, "残疾人姓名"), _clerk.Id(p, "残疾人证号", card), _clerk.SexOf(p, "性别"), _clerk.BirthOf(p, "出生年月日", "yyyy-MM-dd"), _clerk.Ethnic(p, "民族"),
            Categories[truth.Category - 1] + _clerk.Any("残疾", "残疾", ""), LevelText(level), Address(p), self ? p.Name : guardian!.Name, self ? "本人" : Kin(p, guardian!),
            _clerk.Number(0, 3) > 0 ? p.Phone : "", _clerk.Date(truth.CertifiedOn, "发证日期", "yyyy-MM-dd"),
            _clerk.YesOrNo(p.Household.IsRegistered, "content-registered-differs", "是否贫困户"), _clerk.Any("有效", "有效", "有效", "有效", "冻结"));
        return row;
    }

    private string LevelText(int level) => _clerk.Number(0, 2) switch { 0 => Levels[level - 1] + "级", 1 => FormalLevels[level - 1] + "级", _ => level.ToString(CultureInfo.InvariantCulture) };

    private string Address(Person p)
    {
        var village = p.Household.Village;
        var county = _clerk.Number(0, 2) > 0 ? context.County.FullName : context.County.Name;
        return county + (_clerk.Has("shape-line-break", "户口地址") ? "\n" : "") + village.Township.Name + village.Name + p.Household.Group;
    }

    private static string Kin(Person p, Person guardian) => (p.Relation, guardian.Relation) switch
    {
        ("配偶", "户主") or ("户主", "配偶") => "配偶",
        ("户主", "之子" or "之女") or ("之母" or "之父", "户主") => "子女",
        ("户主", "之母" or "之父") or ("之子" or "之女", "户主" or "配偶") => "父母",
        ("之孙子" or "之孙女", "户主" or "配偶") => "祖父母",
        _ => "其他",
    };
}
