using Minkang.Samples.Dirt;
using Minkang.Samples.People;
using Minkang.Samples.Places;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Lists;

/// <summary>The health side's return (患病人员核实返回表): who is ill with what, and on a second sheet what it cost in the year.</summary>
internal sealed class HealthReturn(ListContext context)
{
    private static readonly string[] Columns =
    [
        "序号", "乡镇", "行政村", "村民小组", "户编号", "户主姓名", "患者姓名", "身份证号码", "性别", "年龄", "与户主关系", "致贫原因", "患病名称", "确诊日期", "确诊机构",
        "疾病分类", "是否签约家庭医生", "签约医生", "联系电话", "备注",
    ];

    private readonly Clerk _clerk = context.Clerk("health");
    private readonly string _file = $"{context.County.Office}因病致贫返贫患病人员核实返回表.xlsx";
    private int _line;

    public void Write()
    {
        using var book = new XlsxFile(context.Path(_file));
        WritePatients(new ListPen(book.Sheet("患病人员信息", Columns.Length), context.Labels, _file, "患病人员信息", _clerk));
        new CostSheet(context, _file).Write(book);
    }

    /// <summary>The register's ill persons: who the return is about.</summary>
    public static IEnumerable<Person> Patients(Household household) => household.IsRegistered ? household.Present.Where(p => p.Illnesses.Count > 0) : [];

    private void WritePatients(ListPen pen)
    {
        pen.Title($"{context.County.Office}建档立卡因病致贫返贫患病人员信息核实返回表", Columns.Length);
        if (!context.County.IsTownshipOnly)
        {
            pen.Title($"填报单位：{context.County.Office}卫生和计划生育局（盖章）　　填报日期：{context.Year}年12月28日", Columns.Length, "note");
            pen.Skip();
        }
        pen.Header(Columns);
        Village? village = null;
        var from = pen.NextRow;
        foreach (var household in context.People.Households())
        {
            if (village is not null && village != household.Village) from = EndVillage(village, pen, from);
            village = household.Village;
            _clerk.Enter(household);
            foreach (var person in Patients(household).Where(p => pen.Lists(p, out _)))
            {
                if (from == pen.NextRow) { pen.Turn(household.Village, Columns); from = pen.NextRow; }
                pen.Person(Row(person, household, pen.NextRow));
            }
        }
        var total = new Cell[Columns.Length];
        (total[0], total[6]) = ("合计", Cell.Of(pen.Persons));
        pen.Total(total, ("persons", $"{pen.Persons}"));
    }

    private int EndVillage(Village village, ListPen pen, int from)
    {
        if (pen.NextRow == from || !_clerk.HasShape("shape-subtotal", village.Number)) return pen.NextRow;
        var cells = new Cell[Columns.Length];
        (cells[0], cells[6]) = ("小计", Cell.Of(pen.NextRow - from, $"COUNTA(G{from}:G{pen.NextRow - 1})"));
        pen.Shape(cells, "subtotal", "shape-subtotal");
        return pen.NextRow;
    }

    private Row Row(Person p, Household h, int at)
    {
        var row = _clerk.Begin(p);
        var id = _clerk.Id(p, "身份证号码");
        var age = context.Year - p.Birth.Year;
        var diseases = _clerk.Diseases(p.Illnesses, "患病名称");
        row.Add(Cell.Of(++_line), h.Village.Township.Name, _clerk.Village(h.Village, "行政村"), h.Group, HouseholdNumber(h, at), h.Head.Name,
            _clerk.Name(p, "患者姓名"), id, _clerk.SexOf(p, "性别"), Age(id, age, at), p.Relation, Cause(h), Broken(diseases), _clerk.Date(p.Illnesses.Max(i => i.FoundOn), "确诊日期", "yyyy-MM-dd", checkContent: true),
            _clerk.Any(context.County.Name + "人民医院", context.County.Name + "中医医院", context.County.Prefecture + "人民医院", "省立云岫医院", h.Village.Township.Hospital),
            _clerk.Number(0, 9) < 4 ? "" : p.Illnesses.Any(i => i.Disease.IsMajor) ? "大病" : "慢病",
            _clerk.Any("是", "是", "是", "否", "已签约", "√", ""), Doctor(h.Village), _clerk.Number(0, 3) > 0 ? p.Phone : "", "");
        return row;
    }

    private Cell HouseholdNumber(Household h, int at) =>
        _clerk.Has("shape-lookup-failed", "户编号") ? Cell.Failed($"VLOOKUP(H{at},$Z:$AA,2,0)")
        : _clerk.Has("content-household-number-missing", "户编号") ? Cell.Empty : h.RegisterNumber;

    private Cell Age(Cell id, int age, int at) =>
        id.Text.Length == 18 && id.Text.AsSpan(6, 4).SequenceEqual($"{context.Year - age}") && _clerk.Has("shape-formula", "年龄")
            ? Cell.Of(age, $"{context.Year}-MID(H{at},7,4)") : Cell.Of(age);

    private string Cause(Household h) =>
        _clerk.Has("content-cause-differs", "致贫原因") ? _clerk.AnyBut(h.MainCause, "因病", "因残", "缺劳力", "缺技术", "") : _clerk.Cause(h.MainCause, "致贫原因");

    private string Broken(string text) => text.Length > 5 && !text.Contains('\n', StringComparison.Ordinal) && _clerk.Has("shape-line-break", "患病名称") ? text.Insert(text.Length / 2, "\n") : text;

    private string Doctor(Village village) => Dice.For((ulong)context.Options.Seed, "doctor", village.Number) is var dice
        ? new NameMaker(0).Full(dice.Of<string>(["王", "李", "杨", "普", "段", "刘"]), "汉族", Domain.People.Sex.Male, 1975, dice) : "";
}
