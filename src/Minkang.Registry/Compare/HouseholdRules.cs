namespace Minkang.Registry.Compare;

/// <summary>What the offices state about a household (户级核对). A household of the register is the rows of one household number.</summary>
internal static class HouseholdRules
{
    /// <summary>The health office's cause against the register's main cause.</summary>
    public static IEnumerable<Discrepancy> Cause(LinkedRows all, CompareRule rule)
    {
        foreach (var home in Homes(all, ListKind.Patients))
        {
            if (home[0].Code("main-cause") is not { } main) continue;
            foreach (var patient in Members(home, ListKind.Patients).Where(p => p.Codes("cause") is { Count: > 0 } causes && !causes.Contains(main)).DistinctBy(p => string.Join('|', p.Codes("cause"))))
                yield return new(rule, home[0], patient, "main-cause", home[0].Text("main-cause"), patient.Text("cause"));
        }
    }

    /// <summary>Poor through illness, but nobody of the household is ill by the health office's list.</summary>
    public static IEnumerable<Discrepancy> IllnessWithoutPatient(LinkedRows all, CompareRule rule) =>
        from home in Homes(all, ListKind.Patients)
        where home[0].Code("main-cause") == "illness" && !Members(home, ListKind.Patients).Any()
        select new Discrepancy(rule, home[0], null, "main-cause", home[0].Text("main-cause"), "");

    /// <summary>Somebody is ill, but illness is neither the main nor another cause.</summary>
    public static IEnumerable<Discrepancy> IllnessNotCause(LinkedRows all, CompareRule rule) =>
        from home in Homes(all, ListKind.Patients)
        let patient = Members(home, ListKind.Patients).FirstOrDefault()
        where patient is not null && home[0].Code("main-cause") is { } main && main != "illness" && !home[0].Codes("other-causes").Contains("illness")
        select new Discrepancy(rule, home[0], patient, "main-cause", home[0].Text("main-cause"), patient.Text("diseases"));

    /// <summary>The register's attribute against the civil-affairs lists: 五保 with support in extreme poverty, 低保 with the allowance, 一般 with neither.</summary>
    public static IEnumerable<Discrepancy> Category(LinkedRows all, CompareRule rule)
    {
        foreach (var home in Homes(all, ListKind.Subsistence).Where(_ => all.Has(ListKind.ExtremePoor)))
        {
            if (home[0].Code("poverty-attribute") is not { } stated) continue;
            var (support, allowance) = (Members(home, ListKind.ExtremePoor).FirstOrDefault(), Members(home, ListKind.Subsistence).FirstOrDefault());
            var (code, word) = support is not null ? ("five-guarantee", "特困供养") : allowance is not null ? ("low-income", "农村低保") : ("general", "");
            if (code != stated) yield return new(rule, home[0], support ?? allowance, "poverty-attribute", home[0].Text("poverty-attribute"), word);
        }
    }

    /// <summary>The civil-affairs office's yes or no to "registered poor" against the register; once a household.</summary>
    public static IEnumerable<Discrepancy> CivilFlag(LinkedRows all, CompareRule rule)
    {
        if (!all.Has(ListKind.Register)) yield break;
        foreach (var list in all.Lists.Where(l => l.Kind is ListKind.Subsistence or ListKind.ExtremePoor))
            foreach (var home in list.Rows.GroupBy(r => r.Household is { Length: > 0 } certificate ? certificate : $"#{r.Number}", StringComparer.Ordinal))
            {
                var first = home.First();
                var registered = home.Select(r => r.Person.First(ListKind.Register)).FirstOrDefault(r => r is not null);
                if (first.YesNo("registered-poor") is { } flag && flag != registered is not null) yield return new(rule, first, registered, "registered-poor", Show.Flag(flag), Show.Flag(registered is not null));
            }
    }

    /// <summary>Households of the register, the head's row first, when there is a list of the other kind.</summary>
    public static IEnumerable<List<ComparedRow>> Homes(LinkedRows all, ListKind other) =>
        all.Has(other) ? all.Of(ListKind.Register).Where(r => r.Household.Length > 0).GroupBy(r => r.Household, StringComparer.Ordinal).Select(g => g.OrderBy(r => r.Name.Name == r.Head ? 0 : 1).ToList()) : [];

    /// <summary>What another list says of the household's people. Of a person whom the register has in several households, only what names this one or its village.</summary>
    public static IEnumerable<ComparedRow> Members(IReadOnlyList<ComparedRow> home, ListKind kind) =>
        home.SelectMany(r => r.Person.Of(kind).Where(o => !InSeveral(r) || (o.Kind == ListKind.Patients && o.Household.Length > 0 ? o.Household == r.Household : o.Place == r.Place))).Distinct();

    private static bool InSeveral(ComparedRow row) => row.Person.Of(ListKind.Register).Any(o => o.Household != row.Household);
}
