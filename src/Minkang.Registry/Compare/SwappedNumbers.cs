using Minkang.Domain.People;

namespace Minkang.Registry.Compare;

/// <summary>
/// Two people of a list who bear each other's number (号码互换), mostly father and son. Told by the other lists, or by the birth dates and sexes
/// that the rows themselves state.
/// </summary>
internal static class SwappedNumbers
{
    public static IEnumerable<Discrepancy> Find(LinkedRows all, CompareRule rule) =>
        all.Lists.SelectMany(Pairs).Select(p => new Discrepancy(rule, p.First, p.Second, p.First.List.IdField!, Show.Id(p.First), Show.Id(p.Second)));

    /// <summary>Rows of a list that are part of an exchange.</summary>
    public static HashSet<ComparedRow> Rows(LinkedRows all) => [.. all.Lists.SelectMany(Pairs).SelectMany(p => new[] { p.First, p.Second })];

    private static IEnumerable<(ComparedRow First, ComparedRow Second)> Pairs(ComparedList list)
    {
        if (list.IdField is null) yield break;
        var holders = list.Rows.Where(r => r.ValidId is not null).ToLookup(r => r.ValidId!.Value.Text, StringComparer.Ordinal);
        var done = new HashSet<ComparedRow>();
        foreach (var row in list.Rows)
        {
            if (row.ValidId is null || done.Contains(row)) continue;
            if (Partner(row, list, holders) is not { } other || !done.Add(other)) continue;
            done.Add(row);
            yield return (row, other);
        }
    }

    private static ComparedRow? Partner(ComparedRow row, ComparedList list, ILookup<string, ComparedRow> holders)
    {
        foreach (var proper in ElsewhereOf(row))
            if (!StatesOwn(row) && !IsBorneOut(row) && holders[proper].FirstOrDefault(o => o.Person != row.Person && !StatesOwn(o) && !IsBorneOut(o) && ElsewhereOf(o).Contains(row.ValidId!.Value.Text, StringComparer.Ordinal)) is { } told) return told;
        return StatesOther(row) ? list.Rows.FirstOrDefault(o => o.Person != row.Person && SameHome(row, o) && StatesOther(o) && IsBornAs(row, o) && IsBornAs(o, row)) : null;
    }

    /// <summary>More lists give the person this row's number than any other: then the exchange is in the other list.</summary>
    private static bool IsBorneOut(ComparedRow row)
    {
        var byNumber = row.Person.Rows.Where(r => r.ValidId is not null && !StatesOther(r)).GroupBy(r => r.ValidId!.Value.Text, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(r => r.List).Distinct().Count(), StringComparer.Ordinal);
        var own = byNumber.GetValueOrDefault(row.ValidId!.Value.Text);
        return own > 0 && byNumber.All(n => n.Key == row.ValidId!.Value.Text || n.Value < own);
    }

    /// <summary>Other valid numbers that other lists give the person.</summary>
    private static IEnumerable<string> ElsewhereOf(ComparedRow row) =>
        row.Person.Rows.Where(r => r.List != row.List && r.ValidId is { } id && id.Text != row.ValidId!.Value.Text).Select(r => r.ValidId!.Value.Text).Distinct(StringComparer.Ordinal);

    /// <summary>The row's own birth date bears its number out: then the exchange is in the other list.</summary>
    private static bool StatesOwn(ComparedRow row) => row.ValidId is { } id && row.Birth?.Day == id.BirthDate;

    private static bool StatesOther(ComparedRow row) => row.ValidId is { } id && row.Birth?.Day is { } born && born != id.BirthDate;

    private static bool IsBornAs(ComparedRow row, ComparedRow bearer) => bearer.ValidId is { } id && row.Birth?.Day == id.BirthDate && row.Sex is var sex && (sex == Sex.Unknown || sex == id.Sex);

    private static bool SameHome(ComparedRow a, ComparedRow b) =>
        a.Household.Length > 0 && b.Household.Length > 0 ? a.Household == b.Household : a.Place != default && a.Place == b.Place;
}
