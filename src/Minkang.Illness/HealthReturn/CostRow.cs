using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Minkang.Illness.Conditions;
using Minkang.Illness.Surveys;
using Minkang.Platform.Security;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.HealthReturn;

/// <summary>One row of the sheet of costs (费用及救治情况), as stated.</summary>
internal sealed partial record CostRow(int Year, string? TextSealed, string? TextHash, bool IsProtected, SurveyCosts Costs)
{
    public const string Time = "treated-when";

    public static CostRow Of(ListEffectRow row, ConditionTextReader reader, Vault vault, int? age)
    {
        var text = row.Text("diseases");
        return new(YearOf(row.Text(Time), row.ListOn), vault.Seal(Purposes.Diagnosis, text), vault.Hash(Purposes.Diagnosis, text),
            text is not null && reader.Read(text, age).Claims.Any(c => c.IsProtected), new SurveyCosts(row.Amount("total-cost"), row.Amount("basic-paid"),
                row.Amount("critical-paid"), row.Amount("assistance-paid"), row.Amount("other-paid"), row.Amount("self-paid")));
    }

    public Survey ToSurvey(ListEffectRow row, Guid person)
    {
        var survey = new Survey
        {
            Id = row.NewId(), PersonId = person, Year = Year, Method = FindingMethod.Document, SurveyedOn = row.ListOn, Source = HealthReturnEffect.Profile,
            CreatedBy = row.By, UpdatedBy = row.By, CreatedAt = row.Now, UpdatedAt = row.Now,
        };
        Write(survey, row);
        return survey;
    }

    /// <summary>Puts what the row states into a survey.</summary>
    public void Write(Survey survey, ListEffectRow row)
    {
        if (survey.TextHash != TextHash) (survey.TextSealed, survey.TextHash, survey.IsProtected) = (TextSealed, TextHash, IsProtected);
        (survey.TreatmentInstitution, survey.TreatmentMode, survey.TreatmentTime) = (row.Text("facility"), row.Text("treatment"), row.Text(Time));
        (survey.Outcome, survey.ImportId, survey.RowNo) = (row.Text("outcome"), row.ImportId, row.RowNo);
        survey.SetCosts(Costs);
    }

    /// <summary>The year that is written; failing that, the year that a list of this day closes (a list of January or February speaks of the year before).</summary>
    internal static int YearOf(string? time, DateOnly listOn)
    {
        if (time is not null && FourDigits().Match(time.Normalize(NormalizationForm.FormKC)) is { Success: true } year) return int.Parse(year.Value, CultureInfo.InvariantCulture);
        return listOn.AddMonths(-2).Year;
    }

    [GeneratedRegex(@"(?:19|20)\d\d")]
    private static partial Regex FourDigits();
}
