using Minkang.Domain.People;
using Minkang.Registry.Lists;

namespace Minkang.Registry.Register;

/// <summary>A household as the list states it once its rows are settled (一户). Rows set aside carry why.</summary>
internal sealed class RegisterUnit(string number, List<RegisterRow> members)
{
    public string Number { get; } = number;
    /// <summary>Rows that stand for a member, in order of the file.</summary>
    public List<RegisterRow> Members { get; } = members;
    /// <summary>Rows that stand for nobody new.</summary>
    public List<(RegisterRow Row, RowOutcome Outcome, RegisterRow Other)> SetAside { get; } = [];
    public int? StatedSize => Members.Select(m => m.StatedSize).FirstOrDefault(s => s is not null);
    /// <summary>How many rows more than the list itself states; 0 when it fits or nothing is stated.</summary>
    public int Excess => StatedSize is { } stated ? Math.Max(0, Members.Count - stated) : 0;
}

/// <summary>
/// Decides inside one list which rows stand for which person (名册内部清理): the same row twice, one person in two households, a number that
/// stands on two people. It drops nobody: a row that is not taken is answered with the row that stands for the person, and what only a
/// person can decide is asked. Pure: rows in, units out.
/// </summary>
internal static class SettleRegister
{
    public static List<RegisterUnit> Settle(IEnumerable<RegisterRow> rows)
    {
        var units = rows.GroupBy(r => r.HouseholdNumber, StringComparer.Ordinal).Select(g => new RegisterUnit(g.Key, [.. g])).ToList();
        foreach (var unit in units) RowsTwice(unit);
        OneNumberOnTwoPeople(units);
        OnePersonInTwoHouseholds(units);
        return units;
    }

    /// <summary>The same member of one household on two rows: same name and birth date, or same number with everything else alike.</summary>
    private static void RowsTwice(RegisterUnit unit)
    {
        for (var i = 1; i < unit.Members.Count; i++)
        {
            var row = unit.Members[i];
            var first = unit.Members.Take(i).FirstOrDefault(r => IsSameMember(r, row));
            if (first is null) continue;
            unit.Members.RemoveAt(i--);
            var differing = Differences(first, row);
            if (differing.Count == 0)
            {
                row.Notes.Add(new(NoteGrade.Note, "dup_row", "", $"与第{first.RowNo}行是同一人，内容相同，只登记一次"));
                unit.SetAside.Add((row, RowOutcome.Same, first));
                continue;
            }
            var fields = string.Join('、', differing);
            row.Notes.Add(new(NoteGrade.Warning, "dup_row", "", $"与第{first.RowNo}行是同一人，但{fields}不同，请核对以哪一行为准"));
            first.Notes.Add(new(NoteGrade.Warning, "dup_row", "", $"与第{row.RowNo}行是同一人，但{fields}不同，先按本行登记，请核对"));
            unit.SetAside.Add((row, RowOutcome.NeedsPerson, first));
        }
    }

    private static bool IsSameMember(RegisterRow a, RegisterRow b)
    {
        if (a.NameKey == b.NameKey && a.Birth == b.Birth && a.Sex == b.Sex && a.Relation == b.Relation) return true;
        if (a.Id.Number is not { } number || b.Id.Number != number) return false;
        return a.NameKey == b.NameKey || (a.Birth == b.Birth && a.Sex == b.Sex && a.Relation == b.Relation);
    }

    private static List<string> Differences(RegisterRow a, RegisterRow b)
    {
        var differing = new List<string>();
        if (a.NameKey != b.NameKey) differing.Add("姓名");
        if (a.Id.Number is { } x && b.Id.Number is { } y && x != y) differing.Add("证件号码");
        if (a.Birth is { } ab && b.Birth is { } bb && ab != bb) differing.Add("出生日期");
        if (a.Relation != b.Relation) differing.Add("与户主关系");
        if (a.Phone is { } ap && b.Phone is { } bp && ap != bp) differing.Add("联系电话");
        if (a.Status != b.Status) differing.Add("脱贫状态");
        if (!a.HouseholdFacts.ToHashSet().SetEquals(b.HouseholdFacts) || !a.PersonFacts.ToHashSet().SetEquals(b.PersonFacts)) differing.Add("其他信息");
        return differing;
    }

    /// <summary>One valid number on people whose names do not even sound alike: it stays with the one whose birth date and sex it fits; the others' cells are refused.</summary>
    private static void OneNumberOnTwoPeople(List<RegisterUnit> units)
    {
        var shared = units.SelectMany(u => u.Members).Where(r => r.Id.Number is not null).GroupBy(r => r.Id.Number!.Value)
            .Where(g => g.Select(r => (r.Sound, r.Sex)).Distinct().Count() > 1);
        foreach (var group in shared)
        {
            var fitting = group.Where(r => Fits(r, group.Key)).ToList();
            var owners = fitting.Count > 0 && fitting.All(r => r.NameKey == fitting[0].NameKey || r.Sound == fitting[0].Sound) ? fitting : [];
            foreach (var row in group.Except(owners))
            {
                var other = group.First(r => r != row);
                row.IdRefused = "shared";
                row.Notes.Add(new(NoteGrade.CellRefused, "id_shared", "证件号码", owners.Count > 0
                    ? $"这个号码是第{owners[0].RowNo}行那个人的（出生日期、性别与号码相符），本行未采用，请补本人号码"
                    : $"第{other.RowNo}行另一人也是这个号码，不能断定是谁的，两行都未采用，请核对"));
            }
        }
    }

    private static bool Fits(RegisterRow row, IdNumber number) =>
        row.Birth is { Precision: "day" } birth && birth.On == number.BirthDate && (row.Sex is Sex.Unknown or Sex.Unstated || row.Sex == number.Sex);

    /// <summary>
    /// One person in two households. The household that states fewer members than it lists gives the person up, since its own count says so; where
    /// the counts do not decide, the first row stays and the question is asked all the same.
    /// </summary>
    private static void OnePersonInTwoHouseholds(List<RegisterUnit> units)
    {
        var home = units.SelectMany(u => u.Members.Select(m => (Unit: u, Row: m))).ToList();
        var pairs = Pairs(home, r => r.OwnNumber?.Text)
            .Concat(Pairs(home, r => r.Birth is { } b ? $"{r.Sound}|{b.On:yyyyMMdd}|{r.Sex}" : null).Where(p => NumbersAllow(p.A.Row, p.B.Row)))
            .Where(p => p.A.Unit != p.B.Unit).ToList();
        while (pairs.Count > 0)
        {
            var next = pairs.FirstOrDefault(p => p.A.Unit.Excess > 0 != p.B.Unit.Excess > 0);
            if (next == default) next = pairs.FirstOrDefault(p => Certain(p.A.Row, p.B.Row));
            if (next == default) return;
            var (away, stays) = GivesUp(next.A, next.B) ? (next.A, next.B) : (next.B, next.A);
            SetAside(away, stays.Row);
            pairs.RemoveAll(p => p.A.Row == away.Row || p.B.Row == away.Row);
        }
    }

    private static bool GivesUp((RegisterUnit Unit, RegisterRow Row) a, (RegisterUnit Unit, RegisterRow Row) b)
    {
        if (a.Unit.Excess > 0 != b.Unit.Excess > 0) return a.Unit.Excess > 0;
        if (a.Row.Relation == b.Row.Relation) return a.Row.RowNo > b.Row.RowNo;
        return a.Row.Relation == "99" || (b.Row.Relation != "99" && a.Row.RowNo > b.Row.RowNo);
    }

    private static void SetAside((RegisterUnit Unit, RegisterRow Row) away, RegisterRow stays)
    {
        away.Unit.Members.Remove(away.Row);
        away.Row.Notes.Add(new(NoteGrade.Warning, "dup_household", "户编号", $"此人在第{stays.RowNo}行已列入另一户，先按那一户登记，请核实在哪一户"));
        stays.Notes.Add(new(NoteGrade.Warning, "dup_household", "户编号", $"此人在第{away.Row.RowNo}行又列入另一户，先按本户登记，请核实"));
        away.Unit.SetAside.Add((away.Row, RowOutcome.NeedsPerson, stays));
    }

    /// <summary>The number itself says that both rows are one person, whatever the counts say.</summary>
    private static bool Certain(RegisterRow a, RegisterRow b) => a.OwnNumber is { } number && b.OwnNumber == number && (a.NameKey == b.NameKey || a.Sound == b.Sound);

    /// <summary>Two different valid numbers of which both fit their rows' birth dates speak of two people of one name.</summary>
    private static bool NumbersAllow(RegisterRow a, RegisterRow b) =>
        a.OwnNumber is not { } x || b.OwnNumber is not { } y || x == y || !Fits(a, x) || !Fits(b, y);

    private static IEnumerable<((RegisterUnit Unit, RegisterRow Row) A, (RegisterUnit Unit, RegisterRow Row) B)> Pairs(
        List<(RegisterUnit Unit, RegisterRow Row)> home, Func<RegisterRow, string?> key) =>
        home.Select(h => (Key: key(h.Row), h)).Where(x => x.Key is not null).GroupBy(x => x.Key, x => x.h, StringComparer.Ordinal)
            .Where(g => g.Count() is > 1 and < 50)
            .SelectMany(g => { var list = g.ToList(); return list.SelectMany((a, i) => list.Skip(i + 1).Select(b => (a, b))); });
}
