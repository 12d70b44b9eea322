using Minkang.Samples.People;

namespace Minkang.Samples.Care;

/// <summary>A hospital or clinic (医疗机构) as slips name it.</summary>
internal sealed record Institution(string Name, string Level, string Where, int Rank);

/// <summary>
/// One settlement slip (结算单), amounts in fen. Two sums hold: Total = OutOfCatalogue + OverLimit + FirstShare + InScope, and
/// Total = Basic + Critical + Assistance + Other + Waived + Self. The deductible lies inside InScope.
/// </summary>
internal sealed record Slip
{
    public required Person Person { get; init; }
    public required int Number { get; init; }
    public required Institution Institution { get; init; }
    public required string Kind { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; init; }
    public required string Code { get; init; }
    public required string Diagnosis { get; init; }
    public string Secondary { get; init; } = "";
    public required long Total { get; init; }
    public long OutOfCatalogue { get; init; }
    public long OverLimit { get; init; }
    public long FirstShare { get; init; }
    public long InScope { get; init; }
    public long Deductible { get; init; }
    public long Basic { get; init; }
    public long Critical { get; init; }
    public long Assistance { get; init; }
    public long Other { get; init; }
    public long Waived { get; init; }
    public long Self { get; init; }
    public required string PersonClass { get; init; }

    public bool IsStay => Until is not null;
    public DateOnly SettledOn => Until ?? From;
}
