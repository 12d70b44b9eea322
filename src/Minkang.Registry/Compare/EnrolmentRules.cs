namespace Minkang.Registry.Compare;

/// <summary>The register against the insurer's list (参保核对).</summary>
internal static class EnrolmentRules
{
    /// <summary>On the register, not on the insurer's list. Who died or left is found elsewhere.</summary>
    public static IEnumerable<Discrepancy> NotEnrolled(LinkedRows all, CompareRule rule) =>
        from row in Registered(all, ListKind.Enrolment)
        where !row.Person.On(ListKind.Enrolment) && !MoveRules.HasLeft(row.Person)
        select new Discrepancy(rule, row, null, "basic-insurance", row.Text("basic-insurance"), "");

    /// <summary>The register's yes or no against the state on the insurer's list.</summary>
    public static IEnumerable<Discrepancy> Flag(LinkedRows all, CompareRule rule) =>
        from row in Registered(all, ListKind.Enrolment)
        let flag = row.YesNo("basic-insurance")
        let enrolled = row.Person.First(ListKind.Enrolment)
        where flag is not null && enrolled is not null && !MoveRules.HasLeft(row.Person)
        let insured = row.Person.Of(ListKind.Enrolment).Any(r => r.Code("insurance-state") is "insured" or null)
        where flag != insured
        select new Discrepancy(rule, row, enrolled, "basic-insurance", Show.Flag(flag), enrolled.Text("insurance-state"));

    /// <summary>The class by which somebody is insured against the lists that give it; of several the first of this order holds. Who died or left is found elsewhere.</summary>
    public static IEnumerable<Discrepancy> Class(LinkedRows all, CompareRule rule)
    {
        (string Code, string Word, ListKind[] Lists, Func<ComparedRow, bool> Counts)[] classes =
        [
            ("extreme-poor", "特困供养人员", [ListKind.ExtremePoor], _ => true),
            ("registered-poor", "建档立卡贫困人口", [ListKind.Register], _ => true),
            ("low-income", "低保对象", [ListKind.Subsistence], _ => true),
            ("severely-disabled", "重度残疾人", [ListKind.Disabled], r => r.Code("certificate-state") != "cancelled" && r.Code("level") is "1" or "2"),
        ];
        foreach (var row in all.Of(ListKind.Enrolment).Where(r => r.Code("insured-as") is not null && r.Code("insurance-state") != "left-dead" && !MoveRules.HasLeft(r.Person)))
        {
            var stated = row.Code("insured-as");
            if (classes.FirstOrDefault(c => c.Code == stated) is { Code: not null } own && !own.Lists.All(all.Has)) continue;
            var (code, word, basis) = classes.Select(c => (c.Code, c.Word, Basis: row.Person.Rows.FirstOrDefault(r => c.Lists.Contains(r.Kind) && c.Counts(r)))).FirstOrDefault(c => c.Basis is not null);
            if ((code ?? "resident") != stated) yield return new(rule, row, basis, "insured-as", row.Text("insured-as"), word ?? "一般居民");
        }
    }

    /// <summary>People of the register, each once, when there is a list of the other kind to hold them against.</summary>
    public static IEnumerable<ComparedRow> Registered(LinkedRows all, ListKind other) =>
        all.Has(other) ? all.Of(ListKind.Register).Where(r => ReferenceEquals(r, r.Person.First(ListKind.Register))) : [];
}
