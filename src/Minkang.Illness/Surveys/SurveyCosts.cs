using Minkang.Domain.Values;

namespace Minkang.Illness.Surveys;

/// <summary>How the amounts of a survey relate (金额勾稽).</summary>
internal enum CostCheck
{
    /// <summary>Too little is stated to compare.</summary>
    NotComparable,
    /// <summary>The parts make up the total.</summary>
    Agrees,
    /// <summary>The parts do not make up the total, and none is missing, or they exceed it.</summary>
    Conflict,
}

/// <summary>Costs of a year by payer (费用构成). Null is an amount that is not stated.</summary>
internal readonly record struct SurveyCosts(Money? Total, Money? Basic, Money? Critical, Money? Civil, Money? Other, Money? Self)
{
    private Money?[] Parts => [Basic, Critical, Civil, Other, Self];

    /// <summary>Sum of the stated parts.</summary>
    public Money Stated => Parts.Aggregate(Money.Zero, (sum, part) => sum + (part ?? Money.Zero));

    /// <summary>Total less the stated parts; null while the total is not stated. Never mended: the form shows both sides.</summary>
    public Money? Difference => Total is { } total ? total - Stated : null;

    /// <summary>Whether total and parts fit. A missing part leaves open what it would be, so only an excess contradicts then; payments to others than the four named may be left out.</summary>
    public CostCheck Check
    {
        get
        {
            if (Difference is not { } difference || Parts.All(p => p is null)) return CostCheck.NotComparable;
            if (difference == Money.Zero) return CostCheck.Agrees;
            var open = Basic is null || Critical is null || Civil is null || Self is null;
            return open && difference > Money.Zero ? CostCheck.NotComparable : CostCheck.Conflict;
        }
    }
}
