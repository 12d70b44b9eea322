using System.Globalization;
using Minkang.Samples.Dirt;
using Minkang.Samples.People;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Lists;

/// <summary>
/// Civil affairs (民政): low-income households (农村低保) and supported persons (特困人员) on two sheets. Household columns stand on the first line
/// of a household only; a township merges them over the lines, a county leaves the others empty.
/// </summary>
internal sealed class CivilAffairsLists(ListContext context)
{
    private static readonly string[] AllowanceColumns = ["序号", "乡镇", "村委会", "低保证号", "户主姓名", "户主身份证号", "保障人口", "成员姓名", "成员身份证号", "与户主关系", "保障类别", "户月保障金（元）", "享受起始年月", "是否建档立卡", "备注"];
    private static readonly string[] SupportColumns = ["序号", "乡镇", "村委会", "姓名", "性别", "身份证号", "年龄", "供养方式", "自理能力", "月供养标准（元）", "批准时间", "是否建档立卡户", "监护人", "备注"];
    private static readonly int[] HouseholdColumns = [0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 13];

    private readonly Clerk _allowance = context.Clerk("allowance");
    private readonly Clerk _support = context.Clerk("support");
    private readonly string _file = $"{context.County.Office}农村低保和特困人员花名册_{context.Year}年12月.xlsx";
    private int _line, _people, _yuan;

    public void Write()
    {
        using var book = new XlsxFile(context.Path(_file));
        WriteAllowances(new ListPen(book.Sheet("农村低保", AllowanceColumns.Length), context.Labels, _file, "农村低保", _allowance));
        WriteSupport(new ListPen(book.Sheet("特困人员", SupportColumns.Length), context.Labels, _file, "特困人员", _support));
    }

    private void WriteAllowances(ListPen pen)
    {
        pen.Title($"{context.County.Office}农村最低生活保障对象花名册（{context.Year}年12月）", AllowanceColumns.Length);
        pen.Header(AllowanceColumns);
        pen.Title($"注：1.A类为重点保障户，B类为基本保障户，C类为一般保障户；2.户级栏目只填在每户首行；3.截止时间为{context.Year}年12月31日。", AllowanceColumns.Length, "note");
        var merge = context.County.IsTownshipOnly && _allowance.HasShape("shape-vertical-merge");
        if (merge) context.Labels.Count(_file, "shape-vertical-merge");
        var first = pen.NextRow;
        foreach (var household in context.People.Households()) WriteHousehold(household, pen, merge);
        var total = new Cell[AllowanceColumns.Length];
        total[0] = "合计";
        total[6] = Cell.Of(_people, Sum('G', first, pen.NextRow));
        total[11] = Cell.Of(_yuan, Sum('L', first, pen.NextRow));
        pen.Total(total, ("persons", $"{_people}"), ("yuan per month", $"{_yuan}"));
    }

    private string? Sum(char column, int first, int next) =>
        next > first && _allowance.HasShape("shape-formula", column) ? $"SUM({column}{first}:{column}{next - 1})" : null;

    private void WriteHousehold(Household household, ListPen pen, bool merge)
    {
        _allowance.Enter(household);
        var twice = household.Support is not null && !household.Head.IsGone && _allowance.HasShape("content-allowance-and-support", household.Number);
        var allowance = household.Allowance ?? (twice ? new Allowance("A类", 300, household.Support!.Since) : null);
        if (allowance is null) return;
        var members = household.Members.Where(m => (m.IsHead && !m.IsGone) || pen.Lists(m, out _)).ToList();
        if (members.Count == 0 || (household.Head.IsGone && members[0] != household.Head)) return;
        pen.Turn(household.Village, AllowanceColumns);
        var (first, number, place) = (pen.NextRow, ++_line, context.County.IsTownshipOnly);
        for (var i = 0; i < members.Count; i++)
        {
            var row = i == 0 ? FirstLine(household, allowance, members.Count, number) : NextLine(members[i], place);
            if (twice) row.Faults.Add("content-allowance-and-support");
            if (members[i].IsGone) row.Faults.Add(members[i].Event!.Kind == EventKind.Death ? "person-dead-listed" : "person-moved-listed");
            pen.Person(row);
        }
        _people += members.Count;
        _yuan += allowance.MonthlyYuan;
        if (!merge || pen.NextRow - first < 2) return;
        foreach (var column in HouseholdColumns) pen.Merge(first, column + 1, pen.NextRow - 1, column + 1);
    }

    private Row FirstLine(Household h, Allowance allowance, int members, int number)
    {
        var head = h.Head;
        var row = _allowance.Begin(head);
        row.Add(Cell.Of(number), h.Village.Township.Name, _allowance.Village(h.Village, "村委会"), string.Create(CultureInfo.InvariantCulture, $"岫低保0099{number:D6}"),
            head.Name, head.Id.Text, Cell.Of(members), _allowance.Name(head, "成员姓名"), _allowance.Id(head, "成员身份证号"), "本人", allowance.Class, Cell.Of(allowance.MonthlyYuan),
            _allowance.Date(allowance.Since, "享受起始年月", "yyyy-MM-dd", checkContent: true), _allowance.YesOrNo(h.IsRegistered, "content-registered-differs", "是否建档立卡"), "");
        return row;
    }

    private Row NextLine(Person p, bool mergedPlace)
    {
        var row = _allowance.Begin(p);
        var place = mergedPlace ? (Cell.Empty, Cell.Empty) : (Cell.Of(p.Household.Village.Township.Name), Cell.Of(_allowance.Village(p.Household.Village, "村委会")));
        row.Add(Cell.Empty, place.Item1, place.Item2, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, _allowance.Name(p, "成员姓名"), _allowance.Id(p, "成员身份证号"), p.Relation);
        return row;
    }

    private void WriteSupport(ListPen pen)
    {
        pen.Title($"{context.County.Office}特困人员救助供养花名册", SupportColumns.Length);
        pen.Header(SupportColumns);
        pen.Title($"说明：供养标准含基本生活和照料护理，截止{context.Year}年12月。", SupportColumns.Length, "note");
        var line = 0;
        foreach (var household in context.People.Households())
        {
            if (household.Support is not { } support || !pen.Lists(household.Head, out var fault)) continue;
            var (p, row) = (household.Head, _support.Begin(household.Head));
            if (fault is not null) row.Faults.Add(fault);
            row.Add(Cell.Of(++line), household.Village.Township.Name, _support.Village(household.Village, "村委会"), _support.Name(p, "姓名"), _support.SexOf(p, "性别"), _support.Id(p, "身份证号"),
                Cell.Of(context.Year - p.Birth.Year), support.Manner, support.SelfCare, Cell.Of(support.MonthlyYuan), _support.Date(support.Since, "批准时间", "yyyy-MM-dd"),
                _support.YesOrNo(household.IsRegistered, "content-registered-differs", "是否建档立卡户"), "", support.Since.Year == context.Year ? "新增" : "");
            pen.Person(row);
        }
        var total = new Cell[SupportColumns.Length];
        (total[0], total[3]) = ("合计", Cell.Of(pen.Persons));
        pen.Total(total, ("persons", $"{pen.Persons}"));
    }
}
