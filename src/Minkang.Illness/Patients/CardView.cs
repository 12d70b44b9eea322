using Minkang.Illness.Conditions;
using Minkang.Platform.Regions;

namespace Minkang.Illness.Patients;

/// <summary>What stands on a disease information card (病情明白卡).</summary>
/// <param name="Illnesses">Disease, day of diagnosis and institution, and treatment route of each verified illness.</param>
public sealed record CardView(
    string Name, string Sex, int? Age, string Place, string? HouseholdNumber, string? HeadName, IReadOnlyList<(string Disease, string Diagnosed, string Route)> Illnesses,
    string? Treatment, string? Outcome, string? Doctor)
{
    internal static CardView Of(PatientFile file, Sight sight, RegionTree tree, DateOnly today) => new(
        file.Person.Name, file.Person.Sex switch { 1 => "男", 2 => "女", _ => "" }, file.Person.AgeOn(today), $"{tree.Path(file.Person.VillageCode)} {file.Person.GroupName}".Trim(),
        file.Person.HouseholdNumber, file.Person.HeadName,
        [.. file.Conditions.Where(c => c.State == ConditionState.Verified).Select(c => (sight.Diagnosis(c.Disease, c.TextSealed),
            $"{StatedDay.Show(c.DiagnosedOn, c.DiagnosedPrecision)} {c.Institution}".Trim(), file.RouteOf(c) is { } route ? Words.Of(route.Route) : ""))],
        file.Surveys.Select(s => $"{s.TreatmentInstitution} {s.TreatmentMode}".Trim()).FirstOrDefault(t => t.Length > 0),
        file.Surveys.Select(s => s.Outcome).FirstOrDefault(o => o is not null), file.Responsible?.Doctor);
}
