namespace Minkang.Registry.Compare;

/// <summary>Finds the discrepancies of one kind; pure: what it looks at comes in, what it finds goes out.</summary>
internal delegate IEnumerable<Discrepancy> FindBy(LinkedRows all, CompareRule rule);

/// <summary>Finds patients with a listed disease; pure as <see cref="FindBy"/> is.</summary>
internal delegate IEnumerable<Discrepancy> FindListed(LinkedRows all, CompareRule rule, ListedDiseases diseases);

/// <summary>Which code is found how (差异种类与核对办法).</summary>
internal static class RuleBook
{
    private static readonly Dictionary<string, FindBy> Rules = new(StringComparer.Ordinal)
    {
        ["id_missing"] = IdRules.Missing,
        ["id_rounded"] = IdRules.Rounded,
        ["id_invalid"] = IdRules.Invalid,
        ["id_15"] = IdRules.Fifteen,
        ["birth_conflict"] = IdRules.Birth,
        ["sex_conflict"] = IdRules.Sex,
        ["date_impossible"] = DateRules.Impossible,
        ["amount_unbalanced"] = AmountRules.Unbalanced,
        ["dup_row"] = InsideListRules.SameRow,
        ["dup_household"] = InsideListRules.TwoHouseholds,
        ["id_shared"] = InsideListRules.SharedNumber,
        ["id_swapped"] = SwappedNumbers.Find,
        ["possible_same"] = IdentityRules.PossiblySame,
        ["name_conflict"] = IdentityRules.Name,
        ["id_conflict"] = IdentityRules.Number,
        ["village_conflict"] = IdentityRules.Village,
        ["death_listed"] = DeathRules.Listed,
        ["death_enrolled"] = DeathRules.Enrolled,
        ["death_civil"] = DeathRules.Allowance,
        ["death_disabled"] = DeathRules.Disabled,
        ["settlement_after_death"] = DeathRules.Settled,
        ["moved_out_listed"] = MoveRules.MovedOut,
        ["birth_unlisted"] = MoveRules.Born,
        ["movein_unlisted"] = MoveRules.MovedIn,
        ["not_enrolled"] = EnrolmentRules.NotEnrolled,
        ["enrol_flag_conflict"] = EnrolmentRules.Flag,
        ["enrol_class_conflict"] = EnrolmentRules.Class,
        ["disability_conflict"] = HealthRules.Disability,
        ["card_conflict"] = HealthRules.Card,
        ["poor_flag_conflict"] = HealthRules.PoorFlag,
        ["health_status_conflict"] = HealthRules.Status,
        ["patient_not_registered"] = HealthRules.NotRegistered,
        ["patient_not_in_health_return"] = HealthRules.NotReturned,
        ["dual_benefit"] = HealthRules.DualBenefit,
        ["cost_conflict"] = AmountRules.Cost,
        ["stay_overlap"] = StayRules.Overlap,
        ["cause_conflict"] = HouseholdRules.Cause,
        ["illness_without_patient"] = HouseholdRules.IllnessWithoutPatient,
        ["illness_not_recorded_as_cause"] = HouseholdRules.IllnessNotCause,
        ["category_conflict"] = HouseholdRules.Category,
        ["civil_flag_conflict"] = HouseholdRules.CivilFlag,
    };

    private static readonly Dictionary<string, FindListed> Listed = new(StringComparer.Ordinal)
    {
        ["key_disease_not_illness_poor"] = DiseaseRules.NotIllnessPoor,
        ["major_disease_new"] = DiseaseRules.NewMajor,
        ["newly_covered"] = DiseaseRules.NewlyCovered,
        ["certificate_missing"] = DiseaseRules.NoCertificate,
    };

    public static IEnumerable<string> Codes => Rules.Keys.Concat(Listed.Keys);

    public static bool Knows(string code) => Rules.ContainsKey(code) || NeedsDiseases(code);

    /// <summary>True for a kind that reads diseases against lists; its rule names at least one list.</summary>
    public static bool NeedsDiseases(string code) => Listed.ContainsKey(code);

    /// <summary>True for a kind one of whose statements is a diagnosis.</summary>
    public static bool StatesDiagnosis(string code) => NeedsDiseases(code) || code == "illness_not_recorded_as_cause";

    public static IEnumerable<Discrepancy> Find(LinkedRows all, CompareRule rule, ListedDiseases diseases) =>
        Listed.TryGetValue(rule.Code, out var find) ? find(all, rule, diseases) : Rules[rule.Code](all, rule);
}
