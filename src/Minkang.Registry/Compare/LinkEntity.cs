using System.Globalization;
using Minkang.Domain.Names;

namespace Minkang.Registry.Compare;

/// <summary>Rows of one list that say the same of the person, and are compared as one (合并后的比对单位).</summary>
internal sealed class LinkEntity(int index, int list, ComparedRow first)
{
    public int Index { get; } = index;
    public int List { get; } = list;
    public ComparedRow First { get; } = first;
    public List<ComparedRow> Rows { get; } = [first];

    /// <summary>The valid number, unless it is known to be somebody else's.</summary>
    public string? Number => NumberIsAnothers ? null : First.ValidId?.Text;

    /// <summary>Set when the same number stands on rows with a clearly different name: it then says nothing about this person.</summary>
    public bool NumberIsAnothers { get; set; }

    public RowDecision Decision { get; set; }
    public double Score { get; set; }

    /// <summary>Rows with this key are compared as one: the same valid number and name; without a valid number everything must agree.</summary>
    public static string KeyOf(ComparedRow row)
    {
        if (row.ValidId is { } id) return $"{id.Text}|{row.Name.Name}";
        if (row.Kind == ListKind.Slips && row.Id is null) return string.Create(CultureInfo.InvariantCulture, $"#{row.Number}");
        return string.Join('|', row.Id?.Cleaned, row.Name.Name, row.Sex, row.Birth, About(row), row.Place, row.Household, row.Head, string.Join(',', row.Phones));
    }

    /// <summary>The values in the order of the fields of the profile for Chinese registers.</summary>
    public string?[] Values()
    {
        var row = First;
        var birth = row.Birth?.ToString() ?? (About(row) is { } year ? string.Create(CultureInfo.InvariantCulture, $"≈{year}") : null);
        return
        [
            NumberIsAnothers ? null : Number ?? Damaged(row), row.Name.Name.Length == 0 ? null : row.Cell(row.List.NameField).Text, row.Sex switch { Domain.People.Sex.Male => "男", Domain.People.Sex.Female => "女", _ => null }, birth,
            row.Place == default ? null : $"{row.Place.Township}/{row.Place.Village}", row.Kind == ListKind.Subsistence ? null : row.Household, row.Phones.Count > 0 ? row.Phones[0] : null, row.Head, row.Code("relation"),
        ];
    }

    /// <summary>What is left of a number; of a card the first eighteen characters.</summary>
    private static string? Damaged(ComparedRow row) => row.Id is { } id ? id.Cleaned.Length >= 20 ? id.Cleaned[..18] : id.Cleaned : null;

    /// <summary>The later of the two years in which somebody of the stated age was born.</summary>
    private static int? About(ComparedRow row)
    {
        if (row.Integer("age") is not { } age || age is < 0 or > 130) return null;
        var on = row.Kind == ListKind.Slips ? row.Date("admitted-on")?.Year : row.List.Day?.Year;
        return on - age;
    }

    /// <summary>Written differently, but nobody would take it for another person's name.</summary>
    public bool NameFits(LinkEntity other) => Fits(First.Name, other.First.Name);

    internal static bool Fits(NameForm a, NameForm b)
    {
        if (a.Name.Length == 0 || b.Name.Length == 0) return true;
        if (a.MatchKey == b.MatchKey || Pinyin.Of(a.MatchKey) == Pinyin.Of(b.MatchKey)) return true;
        if (a.IsIncomplete || b.IsIncomplete) return a.MatchKey[0] == b.MatchKey[0];
        var (x, y) = (a.MatchKey, b.MatchKey);
        if (x[0] != y[0]) return false;
        if (x.Length == y.Length) return x.Length > 2 && x.Where((c, i) => c != y[i]).Count() <= 1;
        return Math.Abs(x.Length - y.Length) == 1 && (x.Length > y.Length ? x.All(c => y.Contains(c, StringComparison.Ordinal) || x.Length == 3) : y.All(c => x.Contains(c, StringComparison.Ordinal) || y.Length == 3));
    }
}
