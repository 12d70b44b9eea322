using Minkang.Samples.Dirt;
using Minkang.Samples.People;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Lists;

/// <summary>Deaths, moves and births of the year (户籍人口变动): title, period, empty row, header on the fourth row, a closing remark.</summary>
internal sealed class PoliceList(ListContext context)
{
    private static readonly string[] Columns = ["序号", "变动类别", "姓名", "公民身份号码", "性别", "民族", "出生日期", "变动日期", "变动原因", "原户籍地址", "迁往（迁入）地址", "户主姓名", "户主公民身份号码", "登记单位", "备注"];
    private static readonly Dictionary<EventKind, string> Kinds = new()
    {
        [EventKind.Death] = "死亡注销", [EventKind.MovedOut] = "迁出", [EventKind.MovedIn] = "迁入", [EventKind.MovedWithin] = "县内移居", [EventKind.Born] = "出生申报",
    };

    private readonly Clerk _clerk = context.Clerk("police");
    private int _line;

    public void Write()
    {
        var file = $"{context.County.Office}{context.Year}年死亡及户口迁移名单.xlsx";
        using var book = new XlsxFile(context.Path(file));
        var pen = new ListPen(book.Sheet("Sheet1", Columns.Length), context.Labels, file, "Sheet1", _clerk);
        pen.Title($"{(context.County.IsTownshipOnly ? context.County.Name + context.County.Villages[0].Township.Stem + "派出所" : context.County.Name + "公安局")}户籍人口变动情况登记表", Columns.Length);
        pen.Title($"统计时段：{context.Year}年1月1日至{context.Year + 1}年1月8日", Columns.Length, "note");
        pen.Skip();
        pen.Header(Columns);
        var changed = context.People.Households().SelectMany(h => h.Members).Where(p => p.Event is not null).Select(Row).ToList(); // six in a hundred: the list is sorted by kind and day
        foreach (var row in changed.OrderBy(r => r.Person.Event!.Kind).ThenBy(r => r.Person.Event!.On).ThenBy(r => r.Person.Number))
        {
            row.Cells[0] = Cell.Of(++_line);
            pen.Person(row);
        }
        if (_clerk.HasShape("shape-signature")) pen.Title("以上数据仅供部门间核对，请勿外传。", Columns.Length, "remark");
    }

    private Row Row(Person p)
    {
        var (row, change, village) = (_clerk.Begin(p), p.Event!, p.Household.Village);
        var here = context.County.FullName + village.Township.Name + village.Name + p.Household.Group;
        var (from, to) = change.Kind switch
        {
            EventKind.Death => (here, ""),
            EventKind.MovedOut => (here, _clerk.Any("邻省某县", "省城某区", context.County.Prefecture + "邻县")),
            EventKind.MovedIn => (_clerk.Any("邻省某县", context.County.Prefecture + "邻县"), here),
            EventKind.MovedWithin => (context.County.FullName + change.Elsewhere, here),
            _ => ("", here),
        };
        var head = p.Household.Head;
        row.Add(Cell.Empty, Kinds[change.Kind], _clerk.Name(p, "姓名"), _clerk.Id(p, "公民身份号码"), _clerk.SexOf(p, "性别"), p.Ethnic, _clerk.BirthOf(p, "出生日期", "yyyy-MM-dd"),
            _clerk.Date(change.On, "变动日期", "yyyy-MM-dd", checkContent: true), change.Reason, from, to, head.Name, head.Id.Text, village.Township.Stem + "派出所", "");
        return row;
    }
}
