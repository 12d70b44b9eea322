using Microsoft.Extensions.Localization;
using Minkang.Illness.Conditions;
using Minkang.Illness.Surveys;
using Minkang.Platform.Ui;

namespace Minkang.Illness.Patients;

/// <summary>A survey as a page shows it to one reader (调查展示). Amounts in yuan; null is "not stated".</summary>
public sealed record SurveyRow(
    int Year, string? Diagnosis, string? Treatment, string? Total, string? Basic, string? Critical, string? Civil, string? Other, string? Self, string Check, StatusKind CheckKind,
    string? Difference, string? Outcome, string Source)
{
    internal static SurveyRow Of(Survey s, Sight sight, IStringLocalizer<Texts> L)
    {
        var (costs, check) = (s.Costs, s.Costs.Check);
        return new(s.Year, sight.Full && s.TextSealed is not null ? sight.Diagnosis(null, s.TextSealed) : null,
            string.Join(' ', new[] { s.TreatmentInstitution, s.TreatmentMode, s.TreatmentTime }.Where(t => t is not null)) is { Length: > 0 } treatment ? treatment : null,
            costs.Total?.ToString(), costs.Basic?.ToString(), costs.Critical?.ToString(), costs.Civil?.ToString(), costs.Other?.ToString(), costs.Self?.ToString(), L[Words.Of(check)],
            check switch { CostCheck.Conflict => StatusKind.Overdue, CostCheck.Agrees => StatusKind.Done, _ => StatusKind.Normal }, check == CostCheck.Conflict ? costs.Difference.ToString() : null,
            s.Outcome, $"{L[Words.OfSource(s.Source)]} {Show.Day(s.SurveyedOn)} {L[Words.Of(s.Method)]}");
    }
}
