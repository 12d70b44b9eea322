namespace Minkang.Registry.Compare;

/// <summary>Patients whose disease stands on a list (目录病种核对); which lists is said by the rule.</summary>
internal static class DiseaseRules
{
    /// <summary>Somebody has one of the key diseases, and illness is not the household's main cause.</summary>
    public static IEnumerable<Discrepancy> NotIllnessPoor(LinkedRows all, CompareRule rule, ListedDiseases diseases) =>
        from home in HouseholdRules.Homes(all, ListKind.Patients)
        where home[0].Code("main-cause") is { } main && main != "illness"
        let found = First(HouseholdRules.Members(home, ListKind.Patients), rule, diseases)
        where found is not null
        select new Discrepancy(rule, home[0], found.Value.Row, "main-cause", home[0].Text("main-cause"), found.Value.Name);

    /// <summary>A patient of the register with a major disease, which the register does not have.</summary>
    public static IEnumerable<Discrepancy> NewMajor(LinkedRows all, CompareRule rule, ListedDiseases diseases) =>
        from row in EnrolmentRules.Registered(all, ListKind.Patients)
        where !row.Codes("health-state").Contains("major")
        let found = First(row.Person.Of(ListKind.Patients), rule, diseases)
        where found is not null
        select new Discrepancy(rule, row, found.Value.Row, "health-state", row.Text("health-state"), found.Value.Name);

    /// <summary>The list covers the disease and the former list did not: help begins with the growth of the list.</summary>
    public static IEnumerable<Discrepancy> NewlyCovered(LinkedRows all, CompareRule rule, ListedDiseases diseases) =>
        from patient in Patients(all)
        let found = diseases.Of(patient, rule.Parameters.Lists).Except(diseases.Of(patient, rule.Parameters.Former), StringComparer.Ordinal).FirstOrDefault()
        where found is not null
        select new Discrepancy(rule, patient, null, "diseases", patient.Text("diseases"), diseases.NameOf(found));

    /// <summary>A listed disease without a certificate for it that holds on the day of the patients' list.</summary>
    public static IEnumerable<Discrepancy> NoCertificate(LinkedRows all, CompareRule rule, ListedDiseases diseases)
    {
        if (!all.Has(ListKind.Certificates)) yield break;
        foreach (var patient in Patients(all))
        {
            var held = patient.Person.Of(ListKind.Certificates).ToList();
            var without = diseases.Of(patient, rule.Parameters.Lists).FirstOrDefault(d => !held.Exists(c => Holds(c, patient.List.Day) && diseases.MayMean(c, d)));
            if (without is not null) yield return new(rule, patient, held.FirstOrDefault(c => diseases.MayMean(c, without)), "diseases", diseases.NameOf(without), held.Find(c => diseases.MayMean(c, without))?.Text("certificate-state") ?? "");
        }
    }

    private static bool Holds(ComparedRow certificate, DateOnly? on) =>
        certificate.Code("certificate-state") is null or "valid" && (certificate.Date("valid-until")?.Day is not { } until || on is not { } day || until >= day);

    /// <summary>Patients, each once.</summary>
    private static IEnumerable<ComparedRow> Patients(LinkedRows all) => all.Of(ListKind.Patients).Where(r => ReferenceEquals(r, r.Person.First(ListKind.Patients)));

    private static (ComparedRow Row, string Name)? First(IEnumerable<ComparedRow> patients, CompareRule rule, ListedDiseases diseases)
    {
        foreach (var patient in patients)
            foreach (var disease in diseases.Of(patient, rule.Parameters.Lists)) return (patient, diseases.NameOf(disease));
        return null;
    }
}
