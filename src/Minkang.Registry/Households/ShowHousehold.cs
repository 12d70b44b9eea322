using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Registry.Villages;

namespace Minkang.Registry.Households;

/// <summary>A household as its page and card show it on a day (户页面、户卡); names already as the reader may see them.</summary>
internal sealed record HouseholdView
{
    public required Household Record { get; init; }
    public required string? HeadName { get; init; }
    /// <summary>Members of the day in order of the register.</summary>
    public required IReadOnlyList<PersonLine> Members { get; init; }
    /// <summary>Relation to the head on the day, by member.</summary>
    public required IReadOnlyDictionary<Guid, string?> Relations { get; init; }
    /// <summary>Former members, no longer of the household on the day.</summary>
    public required IReadOnlyList<PersonLine> Former { get; init; }
    /// <summary>All statements of all times, oldest first.</summary>
    public required IReadOnlyList<HouseholdFact> AllFacts { get; init; }
    public required IReadOnlyList<RegistryEvent> Events { get; init; }
    public required IReadOnlyList<Question> OpenQuestions { get; init; }
    public required IReadOnlyList<Proposal> OpenProposals { get; init; }
    public required IReadOnlyList<VillageFact> VillageFacts { get; init; }
    public required DateOnly Day { get; init; }

    public IEnumerable<string> Values(string kind) => AllFacts.Where(f => f.Kind == kind && f.HoldsOn(Day)).Select(f => f.Value);
    public string? Value(string kind) => Values(kind).FirstOrDefault();
}

/// <summary>Loads households for page and card. Outside the reach there is none.</summary>
internal sealed class ShowHousehold(FindPersons findPersons)
{
    public async Task<HouseholdView?> Handle(CountyDb db, Actor actor, Guid id, DateOnly day, CancellationToken ct) =>
        await Many(db, actor, db.HouseholdsFor(actor, "registry.open").Where(h => h.Id == id), day, ct) is [var only] ? only : null;

    /// <summary>Several households at once, in village order, in a fixed number of statements: a village's cards are one print.</summary>
    public async Task<IReadOnlyList<HouseholdView>> Many(CountyDb db, Actor actor, IQueryable<Household> wanted, DateOnly day, CancellationToken ct)
    {
        var homes = await wanted.AsNoTracking().OrderBy(h => h.VillageCode).ThenBy(h => h.Number).ThenBy(h => h.Id).ToListAsync(ct);
        var ids = homes.ConvertAll(h => h.Id);
        var villages = homes.Select(h => h.VillageCode).Distinct().ToList();
        var memberships = await db.Set<Membership>().AsNoTracking().Where(m => ids.Contains(m.HouseholdId)).ToListAsync(ct);
        var personIds = memberships.Select(m => m.PersonId).Distinct().ToList();
        var heads = homes.Where(h => h.HeadPersonId is not null).Select(h => h.HeadPersonId!.Value).ToList();
        var lines = (await findPersons.Lines(db, actor, db.Set<Person>().AsNoTracking().Where(p => personIds.Contains(p.Id) || heads.Contains(p.Id)).OrderBy(p => p.Line), day, ct)).ToDictionary(p => p.Id);
        var facts = (await db.Set<HouseholdFact>().AsNoTracking().Where(f => ids.Contains(f.HouseholdId)).OrderBy(f => f.FromOn).ToListAsync(ct)).ToLookup(f => f.HouseholdId);
        var events = (await db.Set<RegistryEvent>().AsNoTracking().Where(e => e.HouseholdId != null && ids.Contains(e.HouseholdId.Value)).ToListAsync(ct)).ToLookup(e => e.HouseholdId);
        var questions = (await db.Set<Question>().AsNoTracking().Where(q => q.State == QuestionState.Open && q.HouseholdId != null && ids.Contains(q.HouseholdId.Value)).ToListAsync(ct)).ToLookup(q => q.HouseholdId);
        var proposals = (await db.Set<Proposal>().AsNoTracking().Where(p => p.State == ProposalState.Open && p.HouseholdId != null && ids.Contains(p.HouseholdId.Value)).ToListAsync(ct)).ToLookup(p => p.HouseholdId);
        var villageFacts = (await db.Set<VillageFact>().AsNoTracking().Where(f => villages.Contains(f.VillageCode)).ToListAsync(ct)).Where(f => f.HoldsOn(day)).ToLookup(f => f.VillageCode);
        var cause = Disclosure.For(actor).Cause;
        return [.. homes.Select(h =>
        {
            var own = memberships.Where(m => m.HouseholdId == h.Id).ToList();
            var present = own.Where(m => m.FromOn <= day && (m.UntilOn is null || m.UntilOn > day)).ToDictionary(m => m.PersonId, m => m.Relation);
            return new HouseholdView
            {
                Record = h, Day = day, Relations = present,
                HeadName = h.HeadPersonId is { } head && lines.TryGetValue(head, out var line) ? line.Name : null,
                Members = [.. present.Keys.Select(p => lines[p]).OrderBy(p => p.Id == h.HeadPersonId ? 0 : 1)],
                Former = [.. own.Select(m => m.PersonId).Distinct().Where(p => !present.ContainsKey(p) && own.Exists(m => m.PersonId == p && m.FromOn <= day)).Select(p => lines[p])],
                AllFacts = [.. facts[h.Id].Where(f => cause || f.Kind is not (FactKind.PrimaryCause or FactKind.SecondaryCause))],
                Events = [.. events[h.Id]], OpenQuestions = [.. questions[h.Id]], OpenProposals = [.. proposals[h.Id]], VillageFacts = [.. villageFacts[h.VillageCode]],
            };
        })];
    }
}
