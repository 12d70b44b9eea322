using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Illness.Routes;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Illness.Conditions;

/// <summary>Which disease a condition is (病种判定).</summary>
internal sealed record CorrectDiseaseInput
{
    public const string Unlisted = "none";

    public Guid ConditionId { get; set; }
    /// <summary>Id of the catalogue's disease, or <see cref="Unlisted"/> for one that the catalogue does not have.</summary>
    public string? Disease { get; set; }
    public string? Reason { get; set; }
}

/// <summary>
/// Decides what an unclear text means, or corrects a wrong disease (判定、更正病种). Where the person has that disease on record already, the two become
/// one condition. What was verified under another disease has to be verified again.
/// </summary>
internal sealed class CorrectDisease(CountyDb db, DiseaseCatalogue catalogue, ProtectedDiseases protectedDiseases, BusinessCalendar calendar)
{
    /// <summary>Returns the condition that speaks of the disease now.</summary>
    public async Task<Outcome<Guid>> Handle(Actor actor, CorrectDiseaseInput input, CancellationToken ct)
    {
        if (await db.Reach(actor, "illness.verify", input.ConditionId, ct) is not { } condition) return Refusals.NotFound;
        var disease = input.Disease == CorrectDiseaseInput.Unlisted ? null : input.Disease;
        var problems = Check(condition, input, disease);
        if (problems.Count > 0) return problems;
        var same = disease is null ? null : await db.Set<Condition>().SingleOrDefaultAsync(c => c.PersonId == condition.PersonId && c.Id != condition.Id && c.Disease == disease
            && (c.State == ConditionState.Suspected || c.State == ConditionState.Stated || c.State == ConditionState.Verified), ct);

        db.Trail.Actor = actor;
        await CurrentRoute.End(db, condition.Id, calendar.Today, ct);
        if (same is not null)
        {
            await foreach (var statement in db.Set<Statement>().Where(s => s.ConditionId == condition.Id).AsAsyncEnumerable().WithCancellation(ct)) statement.ConditionId = same.Id;
            (condition.State, condition.MergedInto, condition.Reason) = (ConditionState.Merged, same.Id, input.Reason!.Trim());
        }
        else
        {
            condition.TakeBack(input.Reason!.Trim());
            (condition.Disease, condition.Reading) = (disease, TextReading.Decided);
            // The written text may name a protected disease even when it is found to mean another one, so protection is only ever added here.
            condition.IsProtected |= protectedDiseases.Contains(disease);
        }
        return await db.TrySave(ct) ? (same ?? condition).Id : Refusals.Meanwhile;
    }

    private List<Problem> Check(Condition condition, CorrectDiseaseInput input, string? disease)
    {
        var problems = new List<Problem>();
        if (condition.State is ConditionState.Rejected or ConditionState.Ended) problems.Add(new("illness.condition.closed", "", "这条病情已排除或已结束，要改病种请先撤回结论。"));
        if (string.IsNullOrEmpty(input.Disease)) problems.Add(new("illness.condition.disease-missing", "Disease", "请选择病种；目录里没有的选“目录外疾病”。"));
        else if (disease is not null && catalogue.Find(disease) is null) problems.Add(new("illness.condition.disease-unknown", "Disease", "病种目录里没有这个病种，请重新选择。"));
        else if (disease == condition.Disease && condition.Reading == TextReading.Decided) problems.Add(new("illness.condition.disease-same", "Disease", "病种没有变化。"));
        if (string.IsNullOrWhiteSpace(input.Reason)) problems.Add(Refusals.NoReason());
        return problems;
    }
}
