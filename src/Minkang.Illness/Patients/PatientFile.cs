using Microsoft.EntityFrameworkCore;
using Minkang.Illness.Conditions;
using Minkang.Illness.Routes;
using Minkang.Illness.Surveys;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Patients;

/// <summary>Everything this room knows of one person (患者病情档案), as far as the actor may see it.</summary>
internal sealed record PatientFile(
    RegistryPerson Person, IReadOnlyList<Condition> Conditions, IReadOnlyList<Statement> Statements, IReadOnlyList<ConditionRoute> Routes,
    IReadOnlyList<Survey> Surveys, Responsible? Responsible, bool HidesProtected)
{
    /// <summary>The file of one person; null for somebody outside the actor's reach.</summary>
    public static async Task<PatientFile?> Load(CountyDb db, Actor actor, Guid personId, CancellationToken ct) =>
        (await LoadMany(db, actor, db.Persons(actor, VisibleConditions.See).Where(p => p.Id == personId), ct)).SingleOrDefault();

    /// <summary>The files of persons in reach, in order of village, household and line.</summary>
    public static async Task<IReadOnlyList<PatientFile>> LoadMany(CountyDb db, Actor actor, IQueryable<RegistryPerson> reachable, CancellationToken ct)
    {
        var persons = await reachable.OrderBy(p => p.VillageCode).ThenBy(p => p.HouseholdNumber).ThenBy(p => p.Line).ThenBy(p => p.Id).ToListAsync(ct);
        var ids = persons.ConvertAll(p => p.Id);
        var open = (await db.Persons(actor, VisibleConditions.SeeProtected).Where(p => ids.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct)).ToHashSet();
        var all = await db.Set<Condition>().AsNoTracking().Where(c => ids.Contains(c.PersonId) && c.State != ConditionState.Merged).ToListAsync(ct);
        var conditions = all.Where(c => !c.IsProtected || open.Contains(c.PersonId)).OrderBy(c => c.State == ConditionState.Verified ? 0 : c.IsOpen ? 1 : 2).ThenBy(c => c.DiagnosedOn).ThenBy(c => c.Id).ToLookup(c => c.PersonId);
        var seen = conditions.SelectMany(g => g).Select(c => c.Id).ToHashSet();
        var statements = (await db.Set<Statement>().AsNoTracking().Where(s => ids.Contains(s.PersonId)).ToListAsync(ct)).Where(s => seen.Contains(s.ConditionId)).OrderBy(s => s.StatedOn).ToLookup(s => s.PersonId);
        var routes = (await db.Set<ConditionRoute>().AsNoTracking().Where(r => ids.Contains(r.PersonId)).ToListAsync(ct)).Where(r => seen.Contains(r.ConditionId)).OrderByDescending(r => r.FromOn).ThenBy(r => r.UntilOn is not null).ToLookup(r => r.PersonId);
        var surveys = (await db.Set<Survey>().AsNoTracking().Where(s => ids.Contains(s.PersonId)).ToListAsync(ct)).Where(s => !s.IsProtected || open.Contains(s.PersonId)).OrderByDescending(s => s.Year).ThenByDescending(s => s.SurveyedOn).ToLookup(s => s.PersonId);
        var responsible = await db.Set<Responsible>().AsNoTracking().Where(r => ids.Contains(r.PersonId) && r.UntilOn == null).ToDictionaryAsync(r => r.PersonId, ct);
        var hides = all.Where(c => c.IsProtected && !open.Contains(c.PersonId)).Select(c => c.PersonId).ToHashSet();
        return [.. persons.Select(p => new PatientFile(p, [.. conditions[p.Id]], [.. statements[p.Id]], [.. routes[p.Id]], [.. surveys[p.Id]], responsible.GetValueOrDefault(p.Id), hides.Contains(p.Id)))];
    }

    /// <summary>The route of a condition that holds now.</summary>
    public ConditionRoute? RouteOf(Condition condition) => Routes.FirstOrDefault(r => r.ConditionId == condition.Id && r.UntilOn is null);

    /// <summary>Illnesses that the person has: claimed or verified, not ruled out and not over.</summary>
    public IEnumerable<Condition> Living => Conditions.Where(c => c.IsOpen || c.State == ConditionState.Verified);
}
