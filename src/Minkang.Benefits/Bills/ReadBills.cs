using System.Globalization;
using Minkang.Benefits.Packs;
using Minkang.Domain.Lists;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;

namespace Minkang.Benefits.Bills;

/// <summary>One row of a bills file: the bill, the opening accumulators it brings along, or why it cannot be read.</summary>
internal sealed record BillRow(int Line, string BillId, Bill? Bill, IReadOnlyDictionary<string, long> Opening, string? Refusal)
{
    /// <summary>Where the person lives, for figures by area; settling does not ask for it. Empty when the file does not say.</summary>
    public string Area { get; init; } = "";
    /// <summary>Name of the person, for whoever settles into a store and has to show whose card it is. Empty when the file does not say.</summary>
    public string Name { get; init; } = "";
    /// <summary>True where the file says whether the person was enrolled; a blank counts as enrolled in a calculation only.</summary>
    public bool StatesEnrolled { get; init; }
}

/// <summary>A bills file: its rows in the order of the file, and headings that mean nothing here.</summary>
internal sealed record BillFile(IReadOnlyList<BillRow> Rows, IReadOnlyList<string> Ignored);

/// <summary>Reads a bills file of any form that lists come in; the columns are told by their headings.</summary>
internal sealed class ReadBills(PackVocabulary words)
{
    private static readonly ListFileLimits Limits = new() { FileBytes = 512L << 20, Cells = 60_000_000 };
    private static readonly char[] Separators = [';', '|', '、', '；', ',', '，', '+'];

    public Outcome<BillFile> Read(Stream content, string name)
    {
        var opened = ListFile.Open(content, name, Limits);
        if (!opened.Ok) return opened.Problems.ToArray();
        foreach (var sheet in opened.Value.Sheets)
        {
            var at = sheet.Rows.Take(20).TakeWhile(r => !IsHeading(r)).Count();
            if (at < Math.Min(20, sheet.Rows.Count)) return Read(sheet.Rows[at], sheet.Rows.Skip(at + 1));
        }
        return new Problem("benefits.bills.no-heading", "bills", "没有找到表头：至少要有 bill_id（结算单号）和 total（医疗总费用）两列。各列写法见 docs/settle-format.md。");
    }

    private static bool IsHeading(ListRow row)
    {
        var columns = row.Cells.Select(c => BillColumns.Of(c.Text)).ToList();
        return columns.Contains("bill_id") && columns.Contains("total");
    }

    private Outcome<BillFile> Read(ListRow heading, IEnumerable<ListRow> rows)
    {
        var (columns, ignored) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<string>());
        for (var i = 0; i < heading.Cells.Count; i++)
        {
            if (heading[i].IsBlank) continue;
            if (BillColumns.Of(heading[i].Text) is not { } column) ignored.Add(heading[i].Text.Trim());
            else if (!columns.TryAdd(column, i)) return new Problem("benefits.bills.column-twice", "bills", $"“{heading[i].Text.Trim()}”与另一列是同一项（{column}），请删去其中一列。");
        }
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var read = new List<BillRow>();
        foreach (var row in rows)
        {
            var one = new RowReader(words, row, columns).Read();
            if (one.Bill is not null && !seen.TryAdd(one.BillId, one.Line)) one = one with { Bill = null, Refusal = $"单号与第 {seen[one.BillId]} 行相同，一张单据只能结算一次。" };
            read.Add(one);
        }
        return new BillFile(read, ignored);
    }

    private sealed class RowReader(PackVocabulary words, ListRow row, Dictionary<string, int> columns)
    {
        private string? _refusal;

        public BillRow Read()
        {
            var id = Text("bill_id");
            if (id.Length == 0) Refuse("没有单号。");
            var kind = One("kind", words.Kinds, "就诊类别");
            var place = One("place", words.Places, "就医地");
            var (admission, discharge, settlement) = (Date("admission", "入院日期"), Date("discharge", "出院日期"), Date("settlement", "结算日期"));
            var bill = new Bill
            {
                Id = id,
                Person = Text("person") is { Length: > 0 } person ? person : $"\0{id}",
                Household = Text("household"),
                Categories = BillCodes.Categories(Many("categories").Select(t => Code("categories", t, words.Categories, "人员类别"))),
                Age = Whole("age", "年龄"),
                Kind = kind,
                Level = BillCodes.Level(One("level", words.FacilityLevels, "机构级别"), place),
                Place = place,
                Referral = One("referral", words.Referrals, "转诊情况"),
                Diseases = [.. Many("diseases")],
                Lists = [.. Many("lists").Select(List)],
                Designated = Flag("designated", "定点"),
                Enrolled = Flag("enrolled", "参保"),
                Admission = admission,
                Discharge = discharge ?? admission,
                Settlement = settlement ?? discharge ?? admission,
                Days = Whole("days", "天数") ?? 0,
                Sessions = Whole("sessions", "次数") ?? 0,
                Total = Amount("total", "医疗总费用"),
                InScope = Amount("in_scope", "政策范围内费用"),
                OutOfCatalogue = Amount("out_of_catalogue", "目录外自费"),
                OverLimit = Amount("over_limit", "超限价自费"),
                PreSelfPaid = Amount("pre_self_paid", "先行自付"),
                Tcm = Amount("tcm", "中医药费用"),
                Items = Items(),
            };
            if (_refusal is null && Cell("total").IsBlank) Refuse("没有医疗总费用。");
            var opening = Opening();
            return new(row.Number, id, _refusal is null ? bill : null, opening, _refusal) { Area = Text("area"), Name = Text("name"), StatesEnrolled = Text("enrolled").Length > 0 };
        }

        private void Refuse(string reason) => _refusal ??= reason;

        private Cell Cell(string column) => columns.TryGetValue(column, out var at) ? row[at] : default;

        private string Text(string column) => Cell(column).IsBlank ? "" : ListText.Clean(Cell(column).Text);

        private IEnumerable<string> Many(string column) => Text(column).Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        private string One(string column, CodeList list, string what) => Text(column) is { Length: > 0 } text ? Code(column, text, list, what) : "";

        private string Code(string column, string text, CodeList list, string what)
        {
            if ((list.Find(text) ?? list.Match(text)) is { } entry) return entry.Code;
            Refuse($"{what}“{text}”不认识，可以写：{string.Join("、", list.Entries.Take(8).Select(e => e.Name))}（{column}）。");
            return text;
        }

        private string List(string text)
        {
            if (!words.DiseaseLists.ContainsKey(text)) Refuse($"没有病种目录“{text}”。");
            return text;
        }

        private DateOnly? Date(string column, string what)
        {
            var read = DateText.Read(Cell(column));
            if (read.Error is { } error) Refuse($"{what}：{error.Message}");
            if (!read.HasValue) return null;
            if (read.Value.Day is null) Refuse($"{what}只写到年或月，请写到日。");
            return read.Value.Day;
        }

        private Money Amount(string column, string what)
        {
            var read = AmountText.Read(Cell(column), new AmountRule(NegativeAllowed: true));
            if (read.Error is { } error) Refuse($"{what}：{error.Message}");
            else if (read.HasValue && read.Value.Fen < 0) Refuse($"{what}是负数。冲销的单据请与原单据一并删去，不参加结算。");
            return read.HasValue ? read.Value : Money.Zero;
        }

        private int? Whole(string column, string what)
        {
            if (Text(column) is not { Length: > 0 } text) return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
            Refuse($"{what}“{text}”不是整数。");
            return null;
        }

        private bool Flag(string column, string what)
        {
            switch (Text(column).ToLowerInvariant())
            {
                case "" or "1" or "true" or "yes" or "y" or "是": return true;
                case "0" or "false" or "no" or "n" or "否": return false;
            }
            Refuse($"{what}应写“是”或“否”。");
            return true;
        }

        private Dictionary<string, Money> Items()
        {
            var found = new Dictionary<string, Money>(StringComparer.Ordinal);
            foreach (var part in Many("items"))
            {
                var at = part.LastIndexOfAny([':', '：', '=']);
                var amount = at < 0 ? default : AmountText.Read(new Cell(CellKind.Text, part[(at + 1)..]));
                if (at < 0 || !amount.HasValue) Refuse($"收费项目“{part}”写法不对，请写成 项目:金额，几项之间用分号隔开。");
                else found[Code("items", part[..at].Trim(), words.Items, "收费项目")] = amount.Value;
            }
            return found;
        }

        private Dictionary<string, long> Opening()
        {
            var found = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var (column, at) in columns)
            {
                if (!column.StartsWith(BillColumns.Before, StringComparison.Ordinal) || row[at].IsBlank) continue;
                var slot = column[BillColumns.Before.Length..];
                if (slot == "stays") found[slot] = Whole(column, "住院次数") ?? 0;
                else found[slot] = Amount(column, $"此前累计“{slot}”").Fen;
            }
            return found;
        }
    }
}
