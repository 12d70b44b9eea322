using System.Globalization;
using Minkang.Samples.Dirt;
using Minkang.Samples.People;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Lists;

/// <summary>The register of the poor (建档立卡贫困人口信息表), exported by the poverty office: all cells text, header on the third row.</summary>
internal sealed class RegisterList(ListContext context)
{
    private static readonly string[] Columns =
    [
        "序号", "州（市）", "县（市、区）", "乡（镇）", "行政村", "自然村（组）", "户编号", "户主姓名", "姓名", "证件号码", "家庭人口数", "与户主关系", "性别", "出生日期", "民族",
        "文化程度", "在校生状况", "健康状况", "劳动技能", "务工时间（月）", "是否参加城乡居民基本医疗保险", "是否参加大病保险", "贫困户属性", "主要致贫原因", "其他致贫原因",
        "脱贫状态", "脱贫年度", "识别时间", "人均纯收入（元）", "联系电话", "备注",
    ];

    private readonly Clerk _clerk = context.Clerk("register");
    private readonly List<Person> _alsoElsewhere = [];
    private int _line;

    public void Write()
    {
        var file = $"{context.County.Office}建档立卡贫困人口信息表_{context.Options.ListedOn:yyyyMMdd}.xlsx";
        using var book = new XlsxFile(context.Path(file));
        var pen = new ListPen(book.Sheet("Sheet1", Columns.Length), context.Labels, file, "Sheet1", _clerk);
        var day = context.Options.ListedOn;
        pen.Title($"{context.County.Office}建档立卡贫困人口基本信息表", Columns.Length);
        pen.Title($"填报单位：{context.County.Office}扶贫开发办公室　　　　导出时间：{day:yyyy-MM-dd} 16:42　　　　单位：人、元", Columns.Length, "note");
        pen.Header(Columns);
        var byFormula = _clerk.HasShape("shape-line-number-formula");
        if (byFormula) context.Labels.Count(file, "shape-line-number-formula");
        var households = 0;
        foreach (var household in context.People.Households().Where(h => h.IsRegistered))
            if (WriteHousehold(household, pen, byFormula)) households++;
        var total = new Cell[Columns.Length];
        (total[0], total[6], total[8]) = ("合计", $"{households}户", $"{pen.Persons}人");
        pen.Total(total, ("households", $"{households}"), ("persons", $"{pen.Persons}"));
        if (!_clerk.HasShape("shape-signature")) return;
        pen.Skip();
        pen.Title($"填表人：　　　　　审核人：　　　　　单位负责人（签字）：　　　　　　　{day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture)}", Columns.Length, "remark");
    }

    private bool WriteHousehold(Household household, ListPen pen, bool byFormula)
    {
        _clerk.Enter(household);
        var listed = household.Members.Where(m => pen.Lists(m, out _)).ToList();
        if (listed.Count == 0) return false;
        pen.Turn(household.Village, Columns);
        foreach (var person in listed)
        {
            var row = Row(person, household, listed.Count, person.Relation, pen.NextRow, byFormula, occasion: 0);
            if (person.IsGone) row.Faults.Add(person.Event!.Kind == EventKind.Death ? "person-dead-listed" : "person-moved-listed");
            pen.Person(row);
            if (!person.IsHead && person.Sex == Domain.People.Sex.Female && _clerk.Rolls("person-in-two-households")) _alsoElsewhere.Add(person);
        }
        foreach (var guest in _alsoElsewhere.Where(p => p.Household != household).ToList())
        {
            var row = Row(guest, household, listed.Count, "其他", pen.NextRow, byFormula, occasion: 1);
            row.Faults.Add("person-in-two-households");
            pen.Person(row, counts: false);
            _alsoElsewhere.Remove(guest);
        }
        return true;
    }

    private Row Row(Person p, Household h, int size, string relation, int at, bool byFormula, int occasion)
    {
        var row = _clerk.Begin(p, occasion);
        _line++;
        row.Add(byFormula ? Cell.Of(_line, $"ROW()-{at - _line}") : $"{_line}",
            context.County.Prefecture, context.County.Name, h.Village.Township.Name, h.Village.Name, h.Group, h.RegisterNumber, h.Head.Name,
            _clerk.Name(p, "姓名"), _clerk.Id(p, "证件号码"), $"{size}", relation, _clerk.SexOf(p, "性别"), _clerk.BirthOf(p, "出生日期", "yyyyMMdd"), p.Ethnic,
            p.Education, p.Schooling, Health(p), p.Labour, p.Labour.EndsWith("普通劳动力", StringComparison.Ordinal) && _clerk.Number(0, 2) == 0 ? _clerk.Any("3", "6", "8", "10") : "",
            _clerk.YesOrNo(p.Insured, "content-enrolment-differs", "是否参加城乡居民基本医疗保险"), _clerk.YesOrNo(p.Insured, "content-enrolment-differs", "是否参加大病保险"),
            Category(h), h.MainCause, h.OtherCauses, h.ExitState, h.ExitYear, _clerk.Date(h.IdentifiedOn, "识别时间", "yyyy-MM-dd"), $"{h.IncomeYuan}",
            _clerk.Number(0, 3) > 0 ? p.Phone : "", p.Event is { Kind: EventKind.Born or EventKind.MovedIn } ? "新增" : "");
        return row;
    }

    private string Health(Person p)
    {
        var (major, chronic) = (p.Illnesses.Any(i => i.Disease.IsMajor), p.Illnesses.Count > 0);
        if (_clerk.Has("content-illness-differs", "健康状况")) (major, chronic) = (false, !chronic);
        var disabled = p.Disability is not null != _clerk.Has(p.Disability is not null ? "content-disability-differs" : "", "健康状况");
        var sick = major ? "患有大病" : chronic ? "长期慢性病" : "";
        return (sick.Length > 0, disabled) switch { (true, true) => sick + ",残疾", (true, false) => sick, (false, true) => "残疾", _ => "健康" };
    }

    private string Category(Household h) => _clerk.Has("content-category-differs", "贫困户属性")
        ? _clerk.AnyBut(h.Category, "一般贫困户", "低保贫困户", "五保贫困户")
        : h.Category;
}
