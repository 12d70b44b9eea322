using Minkang.Samples.Dirt;
using Minkang.Samples.People;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Lists;

/// <summary>Second sheet of the health return (费用及救治情况): the year's costs of each ill person, header over two rows.</summary>
internal sealed class CostSheet(ListContext context, string file)
{
    private const string Sheet = "费用及救治情况";
    private static readonly string[] Columns = ["序号", "乡镇", "行政村", "姓名", "身份证号", "疾病名称", "治疗机构", "治疗时间", "治疗方式", "医疗总费用", "新农合（医保）报销", "大病保险报销", "民政救助", "其他补助", "个人自付", "治疗结果", "备注"];
    private readonly Clerk _clerk = context.Clerk("cost");
    private readonly long[] _sums = new long[6];
    private int _line;

    public void Write(XlsxFile book)
    {
        var pen = new ListPen(book.Sheet(Sheet, Columns.Length), context.Labels, file, Sheet, _clerk);
        pen.Title($"{context.County.Office}患病人员医疗费用及救治情况调查表（{context.Year}年度）", Columns.Length);
        Header(pen);
        var first = pen.NextRow;
        foreach (var household in context.People.Households())
        {
            _clerk.Enter(household);
            foreach (var person in HealthReturn.Patients(household).Where(p => pen.Lists(p, out _)))
            {
                pen.Turn(household.Village, Columns);
                pen.Person(Row(person, pen.NextRow));
            }
        }
        var total = new Cell[Columns.Length];
        total[0] = "合计";
        for (var i = 0; i < 6; i++)
        {
            var column = (char)('J' + i);
            total[9 + i] = Cell.Yuan(_sums[i], _clerk.HasShape("shape-formula", i) ? $"SUM({column}{first}:{column}{Math.Max(first, pen.NextRow - 1)})" : null);
        }
        pen.Total(total, [.. Columns[9..15].Select((name, i) => (name, Clerk.Yuan(_sums[i])))]);
    }

    private static void Header(ListPen pen)
    {
        var (top, under) = (new Cell[Columns.Length], new Cell[Columns.Length]);
        for (var i = 0; i < Columns.Length; i++)
        {
            if (i is >= 9 and < 15) { under[i] = Columns[i]; continue; }
            top[i] = Columns[i];
            pen.Merge(pen.NextRow, i + 1, pen.NextRow + 1, i + 1);
        }
        top[9] = "费用情况（元）";
        pen.Merge(pen.NextRow, 10, pen.NextRow, 15);
        pen.Shape(top, "header", look: RowLook.Header);
        pen.Shape(under, "header", look: RowLook.Header);
    }

    private Row Row(Person p, int at)
    {
        var row = _clerk.Begin(p);
        row.Add(Cell.Of(++_line), p.Household.Village.Township.Name, _clerk.Village(p.Household.Village, "行政村"), _clerk.Name(p, "姓名"), _clerk.Id(p, "身份证号"),
            _clerk.Diseases(p.Illnesses, "疾病名称"), p.Slips.Count > 0 ? p.Slips[^1].Institution.Name : p.Household.Village.Township.Hospital,
            _clerk.Any($"{context.Year}", $"{context.Year}年", $"{context.Year}年度", $"{context.Year}.1-{context.Year}.12", $"{context.Year}年多次"), Treatment(p));
        AddCosts(row, p, at);
        row.Add(_clerk.Any("好转", "好转", "稳定", "未愈", "维持治疗", ""), "");
        return row;
    }

    private string Treatment(Person p) => p.Illnesses[0].Disease.Care switch
    {
        "cancer" => _clerk.Any("住院化疗", "手术治疗", "手术+化疗"),
        "dialysis" => _clerk.Any("血液透析", "门诊透析"),
        "surgery" => _clerk.Any("手术治疗", "待手术"),
        _ => _clerk.Any("药物治疗", "门诊治疗", "签约服务管理", "居家服药", "住院治疗"),
    };

    private void AddCosts(Row row, Person p, int at)
    {
        var factor = _clerk.Has("content-cost-differs", "医疗总费用") ? _clerk.Number(60, 140) : 100;
        long Part(Func<Care.Slip, long> amount) => p.Slips.Sum(amount) * factor / 100;
        long[] parts = [0, Part(s => s.Basic), Part(s => s.Critical), Part(s => s.Assistance), Part(s => s.Other + s.Waived), Part(s => s.Self)];
        parts[0] = parts.Sum();
        if (parts[0] > 0 && _clerk.Has("content-sum-wrong", "医疗总费用")) parts[0] += 100L * _clerk.Number(1, 900);
        var adds = parts[0] == parts.Skip(1).Sum();
        for (var i = 0; i < 6; i++)
        {
            var formula = i == 5 && adds && _clerk.Has("shape-formula", "个人自付") ? $"J{at}-K{at}-L{at}-M{at}-N{at}" : null;
            row.Add(_clerk.Amount(parts[i], Columns[9 + i], formula));
            _sums[i] += parts[i];
        }
    }
}
