namespace Minkang.Registry.Compare;

/// <summary>Moves and births that the register has not followed (迁移和出生核对).</summary>
internal static class MoveRules
{
    public static IEnumerable<Discrepancy> MovedOut(LinkedRows all, CompareRule rule) =>
        from change in Changes(all, "moved-out")
        from row in change.Person.Of(ListKind.Register)
        select new Discrepancy(rule, row, change, "name", row.Name.Name, change.Date("changed-on")?.ToString() ?? "");

    public static IEnumerable<Discrepancy> Born(LinkedRows all, CompareRule rule) => Unlisted(all, rule, "born");

    public static IEnumerable<Discrepancy> MovedIn(LinkedRows all, CompareRule rule) => Unlisted(all, rule, "moved-in");

    /// <summary>New in a registered household, but not on the register. The household is known by its head's number, else by head and village.</summary>
    private static IEnumerable<Discrepancy> Unlisted(LinkedRows all, CompareRule rule, string change)
    {
        if (!all.Has(ListKind.Register)) yield break;
        var register = all.Of(ListKind.Register).ToList();
        var byNumber = register.Where(r => r.ValidId is not null).ToLookup(r => r.ValidId!.Value.Text, StringComparer.Ordinal);
        var byHead = register.ToLookup(r => (r.Head, r.Place));
        foreach (var row in Changes(all, change).Where(r => !r.Person.On(ListKind.Register)))
        {
            var headId = row.List.Has("head-id-number") && row.ReadId("head-id-number") is { HasValue: true } read ? read.Value.Number?.Text : null;
            var home = headId is not null ? byNumber[headId].FirstOrDefault() : null;
            if (home is null && row.Head.Length > 0 && !IsNamesake(headId, byHead[(row.Head, row.Place)])) home = byHead[(row.Head, row.Place)].FirstOrDefault();
            if (home is not null) yield return new(rule, row, home, row.List.NameField, row.Name.Name, home.Household);
        }
    }

    /// <summary>The household's head has a valid number, and the change names another: a namesake of the village.</summary>
    private static bool IsNamesake(string? headId, IEnumerable<ComparedRow> household) =>
        headId is not null && household.FirstOrDefault(r => r.Name.Name == r.Head)?.ValidId is { } registered && registered.Text != headId;

    /// <summary>One row a person; a change reported twice is found as such elsewhere.</summary>
    private static IEnumerable<ComparedRow> Changes(LinkedRows all, string change) => all.Of(ListKind.Changes).Where(r => r.Code("change") == change).DistinctBy(r => r.Person);

    public static bool HasLeft(ComparedPerson person) => person.Of(ListKind.Changes).Any(r => r.Code("change") is "death" or "moved-out");
}
