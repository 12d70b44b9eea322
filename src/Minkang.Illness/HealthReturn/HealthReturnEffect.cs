using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Diseases;
using Minkang.Illness.Conditions;
using Minkang.Illness.Surveys;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.HealthReturn;

/// <summary>
/// What the health office's return brings (卫健核查返回表的落地): conditions and contract doctors from the sheet of patients, costs and treatment from the
/// sheet of costs. One object serves both sheets of an import, since the second speaks of the conditions that the first brought.
/// </summary>
internal sealed class HealthReturnEffect(ConditionTextReader reader, DiseaseCatalogue catalogue, Vault vault) : IListEffect
{
    public const string Profile = "health-return";
    private const string Patients = "patients", Costs = "costs";
    private readonly Dictionary<Guid, PersonConditions> _persons = [];
    private ILookup<Guid, Condition> _conditions = Array.Empty<Condition>().ToLookup(c => c.PersonId);
    private ILookup<Guid, Statement> _statements = Array.Empty<Statement>().ToLookup(s => s.PersonId);
    private Dictionary<Guid, List<Survey>> _surveys = [];
    private Dictionary<Guid, Responsible> _responsible = [];

    public bool Handles(string profileId, string sheetId) => profileId == Profile && sheetId is Patients or Costs;

    public async Task Prepare(CountyDb db, CancellationToken ct)
    {
        _persons.Clear();
        _conditions = (await db.Set<Condition>().AsNoTracking().ToListAsync(ct)).ToLookup(c => c.PersonId);
        _statements = (await db.Set<Statement>().AsNoTracking().ToListAsync(ct)).ToLookup(s => s.PersonId);
        _surveys = (await db.Set<Survey>().AsNoTracking().Where(s => s.Source == Profile).ToListAsync(ct)).GroupBy(s => s.PersonId).ToDictionary(g => g.Key, g => g.ToList());
        _responsible = await db.Set<Responsible>().AsNoTracking().Where(r => r.UntilOn == null).ToDictionaryAsync(r => r.PersonId, ct);
    }

    public void Apply(ListEffectRow row)
    {
        if (row.PersonId is not { } person) return;
        var known = Known(person);
        var before = known.IsEmpty;
        var news = TakeClaims(row, known, row.SheetId == Costs ? "疾病名称" : "患病名称");
        if (row.SheetId == Patients)
        {
            TakeResponsible(row, person);
            return;
        }
        if (news > 0 && !before) row.Remark("illness-disease-more", "疾病名称", "本表的疾病在患病人员信息表里没有，已补记为待核实病情。");
        TakeCosts(row, person);
    }

    private PersonConditions Known(Guid person)
    {
        if (!_persons.TryGetValue(person, out var known)) _persons[person] = known = new(person, _conditions[person], _statements[person], catalogue, vault);
        return known;
    }

    /// <summary>Records the conditions that the disease cell names; returns how many are new.</summary>
    private int TakeClaims(ListEffectRow row, PersonConditions known, string column)
    {
        if (row.Text("diseases") is not { } text)
        {
            row.Remark("illness-no-diagnosis", column, "没有填写疾病名称，未登记病情。请补填后再交。");
            return 0;
        }
        var (day, age) = (Diagnosed(row), AgeOf(row));
        var cell = reader.Read(text, age);
        if (cell.RuledOut > 0) row.Remark("illness-ruled-out", column, "写的是没有病、排除或家族史，这一部分不登记为病情。");
        var source = new StatementSource(Profile, row.ImportId, row.RowNo, row.ListOn, FindingMethod.Document, null, row.By, row.Now)
        {
            DiagnosedOn = day?.On, DiagnosedPrecision = day?.Precision, Institution = row.Text("diagnosed-by"), ClassText = row.Text("disease-class"),
        };
        var outcomes = cell.Claims.Select(claim => known.Take(claim, source)).ToList();
        foreach (var outcome in outcomes) Hand(row, outcome);
        Remarks(row, column, cell, outcomes);
        return outcomes.Count(o => o.IsNew);
    }

    private static void Hand(ListEffectRow row, ClaimOutcome outcome)
    {
        if (outcome.IsNew) row.Add(outcome.Condition);
        if (outcome.Change is { } change) row.Change(outcome.Condition, change);
        if (outcome.Statement is { } statement) row.Add(statement);
    }

    private static void Remarks(ListEffectRow row, string column, CellClaims cell, List<ClaimOutcome> outcomes)
    {
        if (cell.Claims.Any(c => c.Reading == TextReading.Unknown)) row.Remark("illness-text-unknown", column, "有认不出的疾病写法，已留在核实工作清单上，请人工判定病种。");
        if (cell.Claims.Any(c => c.Reading == TextReading.NeedsPerson)) row.Remark("illness-text-unsure", column, "写法存疑（疑似、性质未定或年龄不明），已记为疑似，请人工判断。");
        if (outcomes.Exists(o => o is { IsNew: false, Condition.State: ConditionState.Rejected, Statement: not null }))
            row.Remark("illness-rejected-before", column, "这里又列出了以前已排除的疾病，结论没有改动。如确有新证据，请到患病页面撤回排除后重新核实。");
    }

    private static (DateOnly On, string Precision)? Diagnosed(ListEffectRow row)
    {
        if (row.Day("diagnosed-on") is not { } day) return null;
        if (day.On <= row.ListOn && (row.BirthOn is not { } birth || day.On.Year > birth.Year || day.On >= birth)) return day;
        row.Remark("illness-date-impossible", "确诊日期", "确诊日期晚于名单日期或早于出生日期，没有采用，请核对。");
        return null;
    }

    private static int? AgeOf(ListEffectRow row) => row.BirthOn is { } birth && birth <= row.ListOn ? AgeBounds.AgeOn(birth, row.ListOn) : null;

    private void TakeResponsible(ListEffectRow row, Guid person)
    {
        var (doctor, isSigned) = (row.Text("doctor"), row.YesNo("contracted"));
        if (doctor is null && isSigned is null) return;
        if (_responsible.TryGetValue(person, out var current))
        {
            if (current.Doctor == doctor && current.IsSigned == isSigned) return;
            row.Change(current, () => current.UntilOn = row.ListOn < current.FromOn ? current.FromOn : row.ListOn);
        }
        var next = new Responsible
        {
            Id = row.NewId(), PersonId = person, Doctor = doctor, IsSigned = isSigned, FromOn = row.ListOn, Source = Profile, ImportId = row.ImportId,
            CreatedBy = row.By, UpdatedBy = row.By, CreatedAt = row.Now, UpdatedAt = row.Now,
        };
        _responsible[person] = next;
        row.Add(next);
    }

    private void TakeCosts(ListEffectRow row, Guid person)
    {
        var stated = CostRow.Of(row, reader, vault, AgeOf(row));
        if (stated.Costs.Check == CostCheck.Conflict)
            row.Remark("illness-costs-conflict", "医疗总费用", $"总费用与各项之和相差 {stated.Costs.Difference} 元，两边都按原样保留，请核对。");
        if (!_surveys.TryGetValue(person, out var surveys)) _surveys[person] = surveys = [];
        // Another row of the same import is another survey; a later list that speaks of the same time corrects the earlier one.
        var before = surveys.Find(s => s.Year == stated.Year && s.TreatmentTime == row.Text(CostRow.Time) && s.ImportId != row.ImportId);
        if (before is null)
        {
            var survey = stated.ToSurvey(row, person);
            surveys.Add(survey);
            row.Add(survey);
            return;
        }
        row.Change(before, () => stated.Write(before, row));
    }
}
