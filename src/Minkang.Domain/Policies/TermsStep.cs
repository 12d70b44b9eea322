namespace Minkang.Domain.Policies;

/// <summary>One number that was looked up on the way, for the explanation.</summary>
internal readonly record struct Cited(long Value, string? Source, string Label);

/// <summary>What a layer would pay on one set of terms, with everything on the way. All amounts are fen.</summary>
internal sealed class TermsStep
{
    public required LayerTerms Terms { get; init; }
    public long Base { get; set; }
    public long PriceExcess { get; set; }
    public Cited? Price { get; set; }
    public long Units { get; set; }
    public Cited? Limit { get; set; }
    public long AboveLimit { get; set; }
    public Cited? DeductibleRule { get; set; }
    public bool DeductibleWaived { get; set; }
    public long Deductible { get; set; }
    public long DeductibleLeft { get; set; }
    public bool Reached { get; set; }
    public long Covered { get; set; }
    public List<RatedPart> Parts { get; } = [];
    public string? RateSource { get; set; }
    public string RateLabel { get; set; } = "";
    public int Points { get; set; }
    public long PaidBefore { get; set; }
    public long Rated { get; set; }
    public long ToppedUp { get; set; }
    public Cited? Guarantee { get; set; }
    public long AboveCap { get; set; }
    public Cited? CapRule { get; set; }
    public long Pay { get; set; }

    /// <summary>Changes of the accumulators that belong to these terms.</summary>
    public List<(int Slot, long Amount)> Changes { get; } = [];
}
