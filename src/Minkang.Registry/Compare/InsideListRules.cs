namespace Minkang.Registry.Compare;

/// <summary>What is twice inside one list (名单内核对).</summary>
internal static class InsideListRules
{
    /// <summary>A row that a list has twice: the same person, and the same household, slip or change.</summary>
    public static IEnumerable<Discrepancy> SameRow(LinkedRows all, CompareRule rule)
    {
        foreach (var list in all.Lists)
        {
            var first = new Dictionary<(ComparedPerson, string), ComparedRow>();
            foreach (var row in list.Rows)
                if (!first.TryAdd((row.Person, EntryOf(row)), row)) yield return new(rule, first[(row.Person, EntryOf(row))], row, list.NameField, first[(row.Person, EntryOf(row))].Name.Name, row.Name.Name);
        }
    }

    /// <summary>What tells apart several rows that a person may have in a list of this kind.</summary>
    private static string EntryOf(ComparedRow row) => row.Kind switch
    {
        ListKind.Register or ListKind.Subsistence => row.Household,
        ListKind.Slips => $"{row.Text("slip-number")}|{row.Amount("total")?.Fen}",
        ListKind.Changes => row.Code("change") ?? "",
        ListKind.Enrolment => row.Date("year")?.ToString() ?? "",
        _ => "",
    };

    public static IEnumerable<Discrepancy> TwoHouseholds(LinkedRows all, CompareRule rule)
    {
        foreach (var list in all.Lists.Where(l => l.Kind is ListKind.Register or ListKind.Subsistence))
        {
            var homes = new Dictionary<ComparedPerson, List<ComparedRow>>();
            foreach (var row in list.Rows.Where(r => r.Household.Length > 0))
            {
                if (!homes.TryGetValue(row.Person, out var known)) homes[row.Person] = known = [];
                if (known.Exists(k => k.Household == row.Household)) continue;
                if (known.Count > 0) yield return new(rule, known[0], row, list.Kind == ListKind.Register ? "household-number" : "certificate-number", known[0].Household, row.Household);
                known.Add(row);
            }
        }
    }

    /// <summary>One valid number on different people.</summary>
    public static IEnumerable<Discrepancy> SharedNumber(LinkedRows all, CompareRule rule)
    {
        foreach (var list in all.Lists.Where(l => l.IdField is not null))
            foreach (var same in list.Rows.Where(r => r.ValidId is not null).GroupBy(r => r.ValidId!.Value.Text, StringComparer.Ordinal))
            {
                var first = same.First();
                foreach (var other in same.DistinctBy(r => r.Person).Skip(1)) yield return new(rule, first, other, list.NameField, first.Name.Name, other.Name.Name);
            }
    }
}
