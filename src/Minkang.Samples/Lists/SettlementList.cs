using System.Globalization;
using System.Text;
using Minkang.Samples.Care;
using Minkang.Samples.Dirt;
using Minkang.Samples.People;
using Minkang.Samples.Places;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Lists;

/// <summary>The year's settlement slips (医疗费用结算明细): UTF-8 without mark, sorted by institution, totals line. Memory holds one institution at a time.</summary>
internal sealed class SettlementList(ListContext context)
{
    private static readonly string[] Columns =
    [
        "结算单号", "医疗机构名称", "机构级别", "就医地", "就诊类别", "患者姓名", "身份证号", "性别", "年龄", "入院（就诊）日期", "出院日期", "住院天数", "主要诊断编码", "主要诊断名称", "次要诊断",
        "医疗总费用", "目录外自费", "超限价自费", "先行自付", "政策范围内费用", "起付线", "基本医保支付", "大病保险支付", "医疗救助支付", "其他补充支付", "医院减免", "个人负担", "结算日期", "人员类别", "备注",
    ];
    private const int FirstAmount = 15;
    private readonly Clerk _clerk = context.Clerk("settlement");
    private readonly long[] _sums = new long[12];

    /// <summary>A slip as the list shows it; the extra number keeps slip numbers apart that come from one event.</summary>
    private sealed record Line(Slip Slip, int Extra = 0, string Remark = "", string Fault = "", bool Negative = false)
    {
        public string Number => string.Create(CultureInfo.InvariantCulture, $"JS{Slip.SettledOn:yyyyMM}{Slip.Number + Extra * 10_000_000L:D8}");
    }

    public void Write()
    {
        var file = $"{context.Year}年医疗费用结算明细({context.County.Office}).csv";
        using var csv = new CsvFile(context.Path(file), new UTF8Encoding(false), Columns.Length);
        var pen = new ListPen(csv, context.Labels, file, "", _clerk);
        pen.Header(Columns);
        Walk(pen, rank: 0, village => village);
        Walk(pen, rank: 1, village => village.Township);
        foreach (var institution in new SlipMaker(context.County, context.Options).Higher)
            WriteInstitution(pen, [.. Slips().Where(s => s.Institution.Name == institution.Name)]);
        var total = new Cell[Columns.Length];
        total[0] = "合计";
        for (var i = 0; i < 12; i++) total[FirstAmount + i] = Clerk.Yuan(_sums[i]);
        pen.Total(total, [.. Columns[FirstAmount..(FirstAmount + 12)].Select((name, i) => (name, Clerk.Yuan(_sums[i])))]);
    }

    private IEnumerable<Slip> Slips() => context.People.Households().SelectMany(h => h.Members).SelectMany(p => p.Slips);

    /// <summary>Clinics and township hospitals serve the people around them, so their slips come together in the order of the villages.</summary>
    private void Walk(ListPen pen, int rank, Func<Village, object> place)
    {
        var (here, slips) = ((object?)null, new List<Slip>());
        foreach (var slip in Slips().Where(s => s.Institution.Rank == rank))
        {
            if (here is not null && here != place(slip.Person.Household.Village)) { WriteInstitution(pen, slips); slips.Clear(); }
            here = place(slip.Person.Household.Village);
            slips.Add(slip);
        }
        WriteInstitution(pen, slips);
    }

    private void WriteInstitution(ListPen pen, List<Slip> slips)
    {
        foreach (var line in slips.OrderBy(s => s.SettledOn).ThenBy(s => s.Number).SelectMany(Lines)) pen.Person(Row(line));
    }

    /// <summary>A slip, and what may follow from it: taken back and issued again, an overlapping stay, a bill after death.</summary>
    private IEnumerable<Line> Lines(Slip slip)
    {
        yield return new(slip);
        if (_clerk.HasShape("content-slip-reversed", slip.Number))
        {
            yield return new(slip, 5, "冲销" + new Line(slip).Number, "content-slip-reversed", Negative: true);
            yield return new(slip, 6, "", "content-slip-reversed");
        }
        if (slip.IsStay && slip.Until > slip.From && _clerk.HasShape("content-stays-overlap", slip.Number))
            yield return new(slip with { From = slip.From.AddDays(1), Until = slip.Until!.Value.AddDays(2) }, 7, "", "content-stays-overlap");
        if (slip.Person.Event is { Kind: EventKind.Death, On: var died } && !slip.IsStay && _clerk.HasShape("person-dead-listed", slip.Number))
            yield return new(slip with { From = died.AddDays(5) }, 8, "", "person-dead-listed");
    }

    private Row Row(Line line)
    {
        var (slip, p) = (line.Slip, line.Slip.Person);
        var row = _clerk.Begin(p, slip.Number + line.Extra * 10_000_000);
        if (line.Fault.Length > 0) row.Faults.Add(line.Fault);
        var (from, until) = slip.Until is { } end && end > slip.From && _clerk.Has("content-discharge-before-admission", "出院日期") ? (end, slip.From) : (slip.From, slip.Until);
        row.Add(line.Number, slip.Institution.Name, slip.Institution.Level, slip.Institution.Where, slip.Kind, _clerk.Name(p, "患者姓名"), Id(p), _clerk.SexOf(p, "性别"), $"{p.AgeOn(slip.From)}",
            _clerk.Date(from, "入院（就诊）日期", "yyyy-MM-dd", checkContent: true), Day(until), slip.Until is { } u ? $"{u.DayNumber - slip.From.DayNumber}" : "", Code(slip.Code), slip.Diagnosis, slip.Secondary);
        AddAmounts(row, line);
        row.Add(Day(slip.SettledOn), ClassOf(slip), line.Remark);
        row.Classes.AddRange(p.Illnesses.Where(i => i.Code == slip.Code).SelectMany(i => i.Disease.Classes.Split(';', StringSplitOptions.RemoveEmptyEntries)).Distinct());
        return row;
    }

    private string Id(Person p) => _clerk.Id(p, "身份证号").Plain;

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private string Code(string code)
    {
        var dot = code.IndexOf('.', StringComparison.Ordinal);
        return _clerk.Has("writing-code-short", "主要诊断编码") ? code[dot + 1] == 'x' ? code[..dot] : code[..(dot + 2)] : code;
    }

    private string ClassOf(Slip slip) => _clerk.Has("content-category-differs", "人员类别")
        ? _clerk.AnyBut(slip.PersonClass, "建档立卡贫困户", "低保", "特困", "一般居民")
        : slip.PersonClass;

    private void AddAmounts(Row row, Line line)
    {
        var s = line.Slip;
        long[] amounts = [s.Total, s.OutOfCatalogue, s.OverLimit, s.FirstShare, s.InScope, s.Deductible, s.Basic, s.Critical, s.Assistance, s.Other, s.Waived, s.Self];
        if (!line.Negative && _clerk.Has("content-sum-wrong", "个人负担")) amounts[^1] += 100 * _clerk.Number(1, 90);
        for (var i = 0; i < amounts.Length; i++)
        {
            _sums[i] += line.Negative ? -amounts[i] : amounts[i];
            row.Add(line.Negative ? "-" + Clerk.Yuan(amounts[i]) : _clerk.AmountText(amounts[i], Columns[FirstAmount + i]));
        }
    }
}
