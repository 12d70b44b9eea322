using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Illness.Rounds;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Surveys;

/// <summary>The survey form as filled in (患病调查表录入). Amounts are yuan as typed.</summary>
internal sealed record RecordSurveyInput
{
    public Guid PersonId { get; set; }
    public string? Year { get; set; }
    public FindingMethod? Method { get; set; }
    public DateOnly? SurveyedOn { get; set; }
    public string? Diagnosis { get; set; }
    public string? DiagnosedOn { get; set; }
    public string? Institution { get; set; }
    public string? TreatmentInstitution { get; set; }
    public string? TreatmentMode { get; set; }
    public string? Total { get; set; }
    public string? Basic { get; set; }
    public string? Critical { get; set; }
    public string? Civil { get; set; }
    public string? Other { get; set; }
    public string? Self { get; set; }
    public string? Outcome { get; set; }
    /// <summary>Codes of items marked as not applicable.</summary>
    public string[]? NotApplicable { get; set; }
}

/// <summary>
/// Records a survey with its eleven items (录入患病调查). Each item is filled in or marked as not applicable. The illnesses it names become conditions that
/// somebody else verifies.
/// </summary>
internal sealed class RecordSurvey(
    CountyDb db, ConditionTextReader reader, DiseaseCatalogue catalogue, Vault vault, OpenTasks tasks, BusinessCalendar calendar, TimeProvider clock)
{
    public async Task<Outcome<Guid>> Handle(Actor actor, RecordSurveyInput input, CancellationToken ct)
    {
        var person = await db.Persons(actor, "illness.survey").SingleOrDefaultAsync(p => p.Id == input.PersonId, ct);
        if (person is null) return Refusals.PersonNotFound;
        var form = new SurveyForm(input, person, calendar.Today);
        if (form.Problems.Count > 0) return form.Problems;
        var known = await PersonConditionsOf.Load(db, input.PersonId, catalogue, vault, ct);

        var claims = input.Diagnosis is { Length: > 0 } text ? reader.Read(text, person.AgeOn(form.Day?.On ?? form.SurveyedOn)).Claims : [];
        var source = new StatementSource("entry", null, null, form.SurveyedOn, input.Method!.Value, actor.UserId, actor.UserId, clock.GetUtcNow())
        {
            DiagnosedOn = form.Day?.On, DiagnosedPrecision = form.Day?.Precision, Institution = SurveyForm.Blank(input.Institution),
        };
        var outcomes = claims.Select(c => known.Take(c, source)).ToList();
        var survey = form.ToSurvey(actor, vault, claims.Any(c => c.IsProtected), clock.GetUtcNow());

        db.Trail.Actor = actor;
        RecordCondition.Add(db, outcomes);
        db.Add(survey);
        await tasks.Done(db, actor, OpenTasks.SurveyDue, input.PersonId, ct);
        await RecordVisits.Surveyed(db, actor, input.PersonId, survey.Method, survey.SurveyedOn, ct);
        return await db.TrySave(ct) ? survey.Id : Refusals.Meanwhile;
    }
}

/// <summary>Reads the typed form: what is missing, what cannot be, what it says.</summary>
internal sealed class SurveyForm
{
    private readonly RecordSurveyInput _input;
    private readonly HashSet<string> _notApplicable;
    private readonly int _year;
    private readonly SurveyCosts _costs;

    public SurveyForm(RecordSurveyInput input, RegistryPerson person, DateOnly today)
    {
        (_input, SurveyedOn, Day) = (input, input.SurveyedOn ?? today, StatedDay.TryParse(input.DiagnosedOn));
        _notApplicable = (input.NotApplicable ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var (code, label) in SurveyItems.All) CheckItem(code, label);
        if (input.Method is null) Problems.Add(new("illness.survey.method-missing", "Method", "请选择调查方式：入户走访、体检检查或查阅资料。"));
        if (SurveyedOn > today) Problems.Add(new("illness.survey.future", "SurveyedOn", $"调查日期不能晚于今天（{today:yyyy-MM-dd}）。"));
        if (!int.TryParse(input.Year, NumberStyles.None, CultureInfo.InvariantCulture, out _year) || _year < 2000 || _year > today.Year)
            Problems.Add(new("illness.survey.year", "Year", $"请填写费用所属年度，例如 {today.Year - 1}。"));
        Problems.AddRange(DiagnosisDate.Check(input.DiagnosedOn, Day, person, today));
        _costs = new(Amount(input.Total, "Total"), Amount(input.Basic, "Basic"), Amount(input.Critical, "Critical"), Amount(input.Civil, "Civil"), Amount(input.Other, "Other"), Amount(input.Self, "Self"));
    }

    public List<Problem> Problems { get; } = [];
    public DateOnly SurveyedOn { get; }
    public StatedDay? Day { get; }

    public Survey ToSurvey(Actor actor, Vault vault, bool isProtected, DateTimeOffset now)
    {
        var survey = new Survey
        {
            Id = Guid.CreateVersion7(now), PersonId = _input.PersonId, Year = _year, TextSealed = vault.Seal(Purposes.Diagnosis, Blank(_input.Diagnosis)),
            TextHash = vault.Hash(Purposes.Diagnosis, Blank(_input.Diagnosis)), IsProtected = isProtected, DiagnosedOn = Day?.On, DiagnosedPrecision = Day?.Precision,
            Institution = Blank(_input.Institution), TreatmentInstitution = Blank(_input.TreatmentInstitution), TreatmentMode = Blank(_input.TreatmentMode),
            Outcome = Blank(_input.Outcome), NotApplicable = string.Join(' ', SurveyItems.All.Where(i => _notApplicable.Contains(i.Code)).Select(i => i.Code)),
            Method = _input.Method!.Value, SurveyedOn = SurveyedOn, Source = "entry", EnteredBy = actor.UserId,
        };
        survey.SetCosts(_costs);
        return survey;
    }

    private void CheckItem(string code, string label)
    {
        var filled = !string.IsNullOrWhiteSpace(ValueOf(code));
        if (!filled && !_notApplicable.Contains(code)) Problems.Add(new("illness.survey.item-missing", code, $"请填写{label}；确实没有的，请勾选“不适用”。"));
        if (filled && _notApplicable.Contains(code)) Problems.Add(new("illness.survey.item-both", code, $"{label}已填写，又勾选了“不适用”，请去掉一个。"));
    }

    private string? ValueOf(string code) => code switch
    {
        nameof(RecordSurveyInput.Diagnosis) => _input.Diagnosis,
        nameof(RecordSurveyInput.DiagnosedOn) => _input.DiagnosedOn,
        nameof(RecordSurveyInput.Institution) => _input.Institution,
        nameof(RecordSurveyInput.TreatmentInstitution) => _input.TreatmentInstitution,
        nameof(RecordSurveyInput.TreatmentMode) => _input.TreatmentMode,
        nameof(RecordSurveyInput.Total) => _input.Total,
        nameof(RecordSurveyInput.Basic) => _input.Basic,
        nameof(RecordSurveyInput.Critical) => _input.Critical,
        nameof(RecordSurveyInput.Civil) => _input.Civil,
        nameof(RecordSurveyInput.Self) => _input.Self,
        nameof(RecordSurveyInput.Outcome) => _input.Outcome,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "The form has no such item."),
    };

    private Money? Amount(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (decimal.TryParse(typed.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var yuan)
            && yuan < 100_000_000m && yuan * 100m == decimal.Truncate(yuan * 100m)) return Money.FromYuan(yuan);
        Problems.Add(new("illness.survey.amount", field, "请填写以元为单位的金额，最多两位小数，例如 1234.50。"));
        return null;
    }

    internal static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
