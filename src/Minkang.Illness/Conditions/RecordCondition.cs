using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Conditions;

/// <summary>What is entered of an illness (录入病情).</summary>
internal sealed record RecordConditionInput
{
    public Guid PersonId { get; set; }
    /// <summary>Diagnosis as written; may name several.</summary>
    public string? Text { get; set; }
    public string? DiagnosedOn { get; set; }
    public string? Institution { get; set; }
    public bool Suspected { get; set; }
    public FindingMethod? Method { get; set; }
}

/// <summary>Records an illness that a visit, an examination or a paper brought to light. It waits to be verified by somebody else.</summary>
internal sealed class RecordCondition(
    CountyDb db, ConditionTextReader reader, DiseaseCatalogue catalogue, Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    /// <summary>Returns the conditions that the text speaks of; those that were known are among them.</summary>
    public async Task<Outcome<IReadOnlyList<Guid>>> Handle(Actor actor, RecordConditionInput input, CancellationToken ct)
    {
        var person = await db.Persons(actor, "illness.survey").SingleOrDefaultAsync(p => p.Id == input.PersonId, ct);
        if (person is null) return Refusals.PersonNotFound;
        var today = calendar.Today;
        var problems = Check(input, person, today, out var day);
        if (problems.Count > 0) return problems;
        var known = await PersonConditionsOf.Load(db, input.PersonId, catalogue, vault, ct);

        var source = new StatementSource("entry", null, null, today, input.Method!.Value, actor.UserId, actor.UserId, clock.GetUtcNow())
        {
            DiagnosedOn = day?.On, DiagnosedPrecision = day?.Precision, Institution = Blank(input.Institution),
        };
        var claims = reader.Read(input.Text!, person.AgeOn(day?.On ?? today)).Claims;
        if (claims.Count == 0) return new Problem("illness.condition.ruled-out", "Text", "这段文字写的是没有病、排除或家族史，没有可登记的病情。");
        var outcomes = claims.Select(c => known.Take(input.Suspected ? c with { Suspected = true } : c, source)).ToList();

        db.Trail.Actor = actor;
        Add(db, outcomes);
        if (!await db.TrySave(ct)) return Refusals.Meanwhile;
        return outcomes.ConvertAll(o => o.Condition.Id);
    }

    /// <summary>Adds what is new to the unit of work and applies what changes; the conditions are tracked.</summary>
    internal static void Add(CountyDb db, IEnumerable<ClaimOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.IsNew) db.Add(outcome.Condition);
            outcome.Change?.Invoke();
            if (outcome.Statement is { } statement) db.Add(statement);
        }
    }

    private static List<Problem> Check(RecordConditionInput input, RegistryPerson person, DateOnly today, out StatedDay? day)
    {
        var problems = new List<Problem>();
        day = StatedDay.TryParse(input.DiagnosedOn);
        if (string.IsNullOrWhiteSpace(input.Text)) problems.Add(new("illness.condition.text-missing", "Text", "请填写患病名称，按诊断证明上的写法。"));
        else if (input.Text.Length > 500) problems.Add(new("illness.condition.text-long", "Text", "患病名称太长，请只写诊断，500 字以内。"));
        if (input.Method is null) problems.Add(new("illness.condition.method-missing", "Method", "请选择怎样得知的：入户走访、体检检查或查阅资料。"));
        problems.AddRange(DiagnosisDate.Check(input.DiagnosedOn, day, person, today));
        return problems;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Checks a date of diagnosis (确诊日期) against the calendar and the person's life.</summary>
internal static class DiagnosisDate
{
    public static IEnumerable<Problem> Check(string? written, StatedDay? day, RegistryPerson person, DateOnly today)
    {
        if (!string.IsNullOrWhiteSpace(written) && day is null)
            yield return new("illness.condition.date-unreadable", "DiagnosedOn", "日期写法不认识，请写成 2015-03-08；只知道年月写 2015-03，只知道年写 2015。");
        if (day is not { } d) yield break;
        if (d.On > today) yield return new("illness.condition.date-future", "DiagnosedOn", $"确诊日期不能晚于今天（{today:yyyy-MM-dd}）。");
        else if (person.BirthOn is { } birth && Last(d) < birth) yield return new("illness.condition.date-before-birth", "DiagnosedOn", $"确诊日期早于出生日期（{birth:yyyy-MM-dd}），请核对。");
    }

    /// <summary>The last day that a date of this precision may mean.</summary>
    private static DateOnly Last(StatedDay d) => d.Precision switch { "year" => d.On.AddYears(1).AddDays(-1), "month" => d.On.AddMonths(1).AddDays(-1), _ => d.On };
}

internal static class PersonConditionsOf
{
    /// <summary>A person's conditions, tracked, with what was said of them.</summary>
    public static async Task<PersonConditions> Load(CountyDb db, Guid personId, DiseaseCatalogue catalogue, Vault vault, CancellationToken ct) => new(
        personId, await db.Set<Condition>().Where(c => c.PersonId == personId).ToListAsync(ct),
        await db.Set<Statement>().AsNoTracking().Where(s => s.PersonId == personId).ToListAsync(ct), catalogue, vault);
}
