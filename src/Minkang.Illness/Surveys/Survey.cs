using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Illness.Surveys;

/// <summary>
/// What a survey says about one person's illness and its cost in a year (患病调查表). Amounts are in fen; null is "not stated", zero is a
/// statement. Amounts that do not add up stay as they were stated.
/// </summary>
internal sealed class Survey : Record, IAudited
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => PersonId;

    public Guid PersonId { get; init; }
    /// <summary>Calendar year of the costs.</summary>
    public int Year { get; init; }
    public string? TextSealed { get; set; }
    public string? TextHash { get; set; }
    public bool IsProtected { get; set; }
    public DateOnly? DiagnosedOn { get; set; }
    public string? DiagnosedPrecision { get; set; }
    public string? Institution { get; set; }
    public string? TreatmentInstitution { get; set; }
    public string? TreatmentMode { get; set; }
    /// <summary>When it was treated, as written: 2018.1-2018.12.</summary>
    public string? TreatmentTime { get; set; }
    public long? TotalFen { get; set; }
    public long? BasicFen { get; set; }
    public long? CriticalFen { get; set; }
    public long? CivilFen { get; set; }
    public long? OtherFen { get; set; }
    public long? SelfFen { get; set; }
    public string? Outcome { get; set; }
    /// <summary>Codes of items marked as not applicable, separated by blanks.</summary>
    public string NotApplicable { get; set; } = "";
    public FindingMethod Method { get; init; }
    public DateOnly SurveyedOn { get; init; }
    public string Source { get; init; } = "";
    public Guid? ImportId { get; set; }
    public int? RowNo { get; set; }
    public Guid? EnteredBy { get; init; }

    /// <summary>The amounts, checked against each other.</summary>
    public SurveyCosts Costs => new(Of(TotalFen), Of(BasicFen), Of(CriticalFen), Of(CivilFen), Of(OtherFen), Of(SelfFen));

    /// <summary>Takes over amounts.</summary>
    public void SetCosts(SurveyCosts costs) => (TotalFen, BasicFen, CriticalFen, CivilFen, OtherFen, SelfFen) =
        (costs.Total?.Fen, costs.Basic?.Fen, costs.Critical?.Fen, costs.Civil?.Fen, costs.Other?.Fen, costs.Self?.Fen);

    private static Money? Of(long? fen) => fen is { } f ? new Money(f) : null;
}

/// <summary>Who answers for a patient (责任人): the contract doctor as a list or a person states it, since when.</summary>
internal sealed class Responsible : Record, IAudited
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => PersonId;

    public Guid PersonId { get; init; }
    public string? Doctor { get; init; }
    /// <summary>Whether a contract is stated (是否签约); null when nothing is said.</summary>
    public bool? IsSigned { get; init; }
    public DateOnly FromOn { get; init; }
    public DateOnly? UntilOn { get; set; }
    public string Source { get; init; } = "";
    public Guid? ImportId { get; init; }
}
