using System.Globalization;

namespace Minkang.Registry.Compare;

/// <summary>Illness, disability and allowances as two offices state them (健康、残疾、救助核对).</summary>
internal static class HealthRules
{
    /// <summary>Disabled by the register or by the federation's list, but not by both.</summary>
    public static IEnumerable<Discrepancy> Disability(LinkedRows all, CompareRule rule) =>
        from row in EnrolmentRules.Registered(all, ListKind.Disabled)
        let card = row.Person.Of(ListKind.Disabled).FirstOrDefault(c => c.Code("certificate-state") != "cancelled")
        let states = row.Codes("health-state")
        where states.Count > 0 && states.Contains("disabled") != card is not null && !MoveRules.HasLeft(row.Person)
        select new Discrepancy(rule, row, card, "health-state", row.Text("health-state"), card?.Text("category") ?? "");

    /// <summary>Category or level beside the card's own digits.</summary>
    public static IEnumerable<Discrepancy> Card(LinkedRows all, CompareRule rule)
    {
        foreach (var row in all.Of(ListKind.Disabled))
        {
            if (row.Id is not { } id) continue;
            foreach (var (field, digit) in new[] { ("category", id.CardCategory), ("level", id.CardLevel) })
                if (digit is { } onCard && row.Code(field) is { } stated && stated != onCard.ToString(CultureInfo.InvariantCulture))
                    yield return new(rule, row, null, field, row.Text(field), onCard.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The federation's yes or no to "registered poor" against the register.</summary>
    public static IEnumerable<Discrepancy> PoorFlag(LinkedRows all, CompareRule rule) =>
        from row in all.Of(ListKind.Disabled)
        let flag = row.YesNo("registered-poor")
        where all.Has(ListKind.Register) && flag is not null && flag != row.Person.On(ListKind.Register)
        select new Discrepancy(rule, row, row.Person.First(ListKind.Register), "registered-poor", Show.Flag(flag), Show.Flag(row.Person.On(ListKind.Register)));

    /// <summary>Healthy by the register and ill by the health office, or major by one and chronic by the other.</summary>
    public static IEnumerable<Discrepancy> Status(LinkedRows all, CompareRule rule) =>
        from row in EnrolmentRules.Registered(all, ListKind.Patients)
        let patient = row.Person.First(ListKind.Patients)
        let states = row.Codes("health-state")
        where patient is not null && states.Count > 0
        let kind = patient.Code("disease-class")
        where !IsIll(states) || (kind == "major" && !states.Contains("major")) || (kind == "chronic" && !states.Contains("chronic"))
        select new Discrepancy(rule, row, patient, "health-state", row.Text("health-state"), patient.Text("disease-class") is { Length: > 0 } word ? word : "患病");

    public static IEnumerable<Discrepancy> NotRegistered(LinkedRows all, CompareRule rule) =>
        from row in all.Of(ListKind.Patients)
        where all.Has(ListKind.Register) && !row.Person.On(ListKind.Register)
        select new Discrepancy(rule, row, null, row.List.NameField, row.Name.Name, "");

    public static IEnumerable<Discrepancy> NotReturned(LinkedRows all, CompareRule rule) =>
        from row in EnrolmentRules.Registered(all, ListKind.Patients)
        where IsIll(row.Codes("health-state")) && !row.Person.On(ListKind.Patients)
        select new Discrepancy(rule, row, null, "health-state", row.Text("health-state"), "");

    /// <summary>Minimum living allowance and extreme-poverty support at once.</summary>
    public static IEnumerable<Discrepancy> DualBenefit(LinkedRows all, CompareRule rule) =>
        from person in all.Persons
        let allowance = person.First(ListKind.Subsistence)
        let support = person.First(ListKind.ExtremePoor)
        where allowance is not null && support is not null
        select new Discrepancy(rule, allowance, support, "name", "农村低保", "特困供养");

    private static bool IsIll(IReadOnlyList<string> states) => states.Contains("chronic") || states.Contains("major");
}
