namespace Minkang.Registry.Compare;

/// <summary>The same person named, numbered or placed differently by two lists (身份信息核对). The first list of the person is held against each other one.</summary>
internal static class IdentityRules
{
    /// <summary>Rows that may be one person and were not put together: somebody has to look.</summary>
    public static IEnumerable<Discrepancy> PossiblySame(LinkedRows all, CompareRule rule) =>
        all.Unsure.Select(p => new Discrepancy(rule, p.One, p.Other, p.One.List.NameField, p.One.Name.Name, p.Other.Name.Name));

    public static IEnumerable<Discrepancy> Name(LinkedRows all, CompareRule rule) => Across(all, rule, r => r.List.NameField,
        r => r.Name is { Name.Length: > 0, IsIncomplete: false }, r => rule.Parameters.VariantCharacters ? r.Name.Name.Replace("·", "", StringComparison.Ordinal) : r.Name.MatchKey, r => r.Name.Name);

    public static IEnumerable<Discrepancy> Number(LinkedRows all, CompareRule rule)
    {
        var swapped = SwappedNumbers.Rows(all);
        return Across(all, rule, r => r.List.IdField!, r => r.ValidId is not null && !swapped.Contains(r), r => r.ValidId!.Value.Text, Show.Id);
    }

    /// <summary>A township alone contradicts another township, not a village. Somebody whom the first list has in two villages is told as such; here it says both.</summary>
    public static IEnumerable<Discrepancy> Village(LinkedRows all, CompareRule rule) => Across(all, rule, _ => "village",
        r => r.Place is { Township.Length: > 0, Village.Length: > 0 }, r => r.Place.ToString(), r => r.Place.ToString(), saysAll: true);

    private static IEnumerable<Discrepancy> Across(LinkedRows all, CompareRule rule, Func<ComparedRow, string> field, Func<ComparedRow, bool> states, Func<ComparedRow, string> value, Func<ComparedRow, string> shown, bool saysAll = false)
    {
        foreach (var person in all.Persons.Where(p => p.Rows.Count > 1))
        {
            var stated = person.Rows.Where(states).ToList();
            if (stated.Count < 2) continue;
            var anchor = stated[0];
            var said = stated.Where(r => r == anchor || (saysAll && r.List == anchor.List)).Select(value).ToHashSet(StringComparer.Ordinal);
            foreach (var other in stated.Where(r => r.List != anchor.List && !said.Contains(value(r))).DistinctBy(r => (r.List, value(r))))
                yield return new(rule, anchor, other, field(other), shown(anchor), shown(other));
        }
    }
}
