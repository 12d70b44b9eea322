using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Illness.Routes;
using Minkang.Illness.Surveys;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Illness.Gaps;

/// <summary>The five things to be known of each patient (五清).</summary>
internal enum Clarity
{
    /// <summary>对象清: in a household on record, with a usable identity number.</summary>
    Target,
    /// <summary>病种清: every illness that is claimed has been verified or ruled out.</summary>
    Disease,
    /// <summary>措施清: every verified illness has its route, and it is on record how it is treated.</summary>
    Measure,
    /// <summary>责任清: a doctor answers for the patient.</summary>
    Responsible,
    /// <summary>进展清: it is on record how far the treatment has come.</summary>
    Progress,
}

/// <summary>A patient with what is clear of him or her.</summary>
internal sealed record PatientClarity(
    Guid PersonId, string Pinyin, string VillageCode, bool Target, bool Disease, bool Measure, bool Responsible, bool Progress)
{
    /// <summary>What is missing, in the order of the five.</summary>
    public IEnumerable<Clarity> Missing => Enum.GetValues<Clarity>().Where(c => !Has(c));

    public bool IsComplete => Target && Disease && Measure && Responsible && Progress;

    public bool Has(Clarity clarity) => clarity switch
    {
        Clarity.Target => Target,
        Clarity.Disease => Disease,
        Clarity.Measure => Measure,
        Clarity.Responsible => Responsible,
        _ => Progress,
    };
}

/// <summary>Finds out for each patient which of the five is missing (五清缺项). A patient is a living person with an illness that has not been ruled out.</summary>
internal static class FiveClarities
{
    public static string Label(Clarity clarity) => clarity switch
    {
        Clarity.Target => T("对象清"),
        Clarity.Disease => T("病种清"),
        Clarity.Measure => T("措施清"),
        Clarity.Responsible => T("责任清"),
        _ => T("进展清"),
    };

    /// <summary>What is wanting, as a sentence for the list.</summary>
    public static string Want(Clarity clarity) => clarity switch
    {
        Clarity.Target => T("没有归到户或没有可用的身份证号"),
        Clarity.Disease => T("有病情未核实"),
        Clarity.Measure => T("没有救治路径或治疗记录"),
        Clarity.Responsible => T("没有签约医生"),
        _ => T("没有治疗结果"),
    };

    /// <summary>All patients in reach, one statement.</summary>
    public static Task<List<PatientClarity>> Patients(CountyDb db, Actor actor, RegionCode? area, DateOnly today, CancellationToken ct) =>
        Of(db, db.Conditions(actor, VisibleConditions.See, today).InArea(area, c => c.Person.VillageCode), ct);

    /// <summary>One patient; null for somebody who is none or out of reach.</summary>
    public static async Task<PatientClarity?> Patient(CountyDb db, Actor actor, Guid personId, DateOnly today, CancellationToken ct) =>
        (await Of(db, db.Conditions(actor, VisibleConditions.See, today).Where(c => c.Person.Id == personId), ct)).SingleOrDefault();

    private static async Task<List<PatientClarity>> Of(CountyDb db, IQueryable<PersonCondition> conditions, CancellationToken ct)
    {
        var live = conditions.Where(c => c.Condition.State == ConditionState.Suspected || c.Condition.State == ConditionState.Stated || c.Condition.State == ConditionState.Verified);
        var routed = db.Set<ConditionRoute>().Where(r => r.UntilOn == null);
        var surveys = db.Set<Survey>();
        var doctors = db.Set<Responsible>().Where(r => r.UntilOn == null && r.Doctor != null);

        var rows = await live.Select(c => new
        {
            c.Person.Id, c.Person.Pinyin, c.Person.VillageCode, Target = c.Person.HouseholdId != null && c.Person.IdState == "valid",
            Verified = c.Condition.State == ConditionState.Verified,
            Routed = routed.Any(r => r.ConditionId == c.Condition.Id),
            Treated = surveys.Any(s => s.PersonId == c.Person.Id && (s.TreatmentMode != null || s.TreatmentInstitution != null)),
            Outcome = surveys.Any(s => s.PersonId == c.Person.Id && s.Outcome != null),
            Doctor = doctors.Any(r => r.PersonId == c.Person.Id),
        }).ToListAsync(ct);

        return [.. rows.GroupBy(r => r.Id).Select(g =>
        {
            var p = g.First();
            return new PatientClarity(p.Id, p.Pinyin, p.VillageCode, p.Target, g.All(c => c.Verified),
                g.Any(c => c.Verified) && g.All(c => !c.Verified || c.Routed) && p.Treated, p.Doctor, p.Outcome);
        }).OrderBy(p => p.VillageCode, StringComparer.Ordinal).ThenBy(p => p.Pinyin, StringComparer.Ordinal).ThenBy(p => p.PersonId)];
    }
}
