using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Persons;

/// <summary>What the register itself knows that a person is entitled to or lacks (今天能享受什么、还缺什么).</summary>
internal sealed class RegistryStanding(IStringLocalizer<Texts> L, Labels labels) : IPersonStanding
{
    public async Task<IReadOnlyList<StandingLine>> Of(CountyDb db, Actor actor, Guid personId, DateOnly day, CancellationToken ct)
    {
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == personId, ct);
        var facts = await Statements.OfPersons(db, [personId], day, ct, FactKind.Category, FactKind.BasicInsurance, FactKind.StatedBasicInsurance, FactKind.CriticalIllnessInsurance, FactKind.ContractDoctor);
        var home = person.HouseholdId is { } id ? await Statements.OfHouseholds(db, [id], day, ct, FactKind.Status, FactKind.Monitored) : [];
        var questions = await db.Set<Question>().AsNoTracking().Where(q => q.State == QuestionState.Open && q.PersonId == personId).OrderBy(q => q.CreatedAt).ToListAsync(ct);
        return [.. Missing(actor, person, facts, questions), .. Entitled(facts, home)];
    }

    private IEnumerable<StandingLine> Missing(Actor actor, Person person, List<PersonFact> facts, List<Question> questions)
    {
        if (person.EndedOn is null)
        {
            var edit = actor.May("registry.edit") ? $"/persons/{person.Id}/edit" : null;
            if (person.IdState != "valid") yield return new(true, L["身份证号"], labels.Label(Labels.IdState, person.IdState), edit, L["补录号码"]);
            if (string.IsNullOrEmpty(person.PhoneSealed)) yield return new(true, L["联系电话"], null, edit, L["补录电话"]);
            if (!facts.Exists(f => f.Kind == FactKind.BasicInsurance || f is { Kind: FactKind.StatedBasicInsurance, Value: "yes" })) yield return new(true, L["基本医保参保信息"], L["没有哪份名单说此人已参保"]);
            if (facts.TrueForAll(f => f.Kind != FactKind.ContractDoctor)) yield return new(true, L["家庭医生签约"], L["没有签约记录"]);
        }
        foreach (var q in questions.Where(q => !q.Kind.StartsWith("id_", StringComparison.Ordinal) || person.IdState == "valid"))
            yield return new(true, labels.Label(Labels.Question, q.Kind)!, L["待核实事项"], $"/questions/{q.Id}", L["去核实"]);
    }

    private IEnumerable<StandingLine> Entitled(List<PersonFact> facts, List<HouseholdFact> home)
    {
        foreach (var fact in home.Where(f => f.Kind == FactKind.Monitored)) yield return new(false, labels.Label(fact.Kind, fact.Value)!, Since(fact));
        foreach (var fact in facts.Where(f => f.Kind == FactKind.Category)) yield return new(false, labels.Label(fact.Kind, fact.Value)!, Since(fact));
        foreach (var fact in facts.Where(f => f.Kind == FactKind.BasicInsurance || f is { Kind: FactKind.StatedBasicInsurance or FactKind.CriticalIllnessInsurance, Value: "yes" }))
            yield return new(false, $"{labels.Label(Labels.Kind, fact.Kind)} {labels.Label(fact.Kind, fact.Value)}", Since(fact));
        foreach (var fact in home.Where(f => f.Kind == FactKind.Status)) yield return new(false, labels.Label(fact.Kind, fact.Value)!, Since(fact));
    }

    private string Since(Fact fact) => fact.Precision switch
    {
        "stated" => L["名单日期 {0}", Platform.Ui.Show.Day(fact.FromOn)!],
        "year" => L["自 {0} 年起", fact.FromOn.Year],
        "month" => L["自 {0} 起", $"{fact.FromOn:yyyy-MM}"],
        _ => L["自 {0} 起", Platform.Ui.Show.Day(fact.FromOn)!],
    };
}
