namespace Minkang.Domain.Policies;

/// <summary>
/// An amount a layer can look at (计算基数). Left means after the payers before. <see cref="SelfYear"/> is what the layer has seen this year of in-scope
/// cost left to the person, this bill included; such a layer pays what is due on the year and not yet paid. <see cref="InScopeNotTcm"/> is the in-scope
/// part without Chinese medicine.
/// </summary>
public enum AmountKind { Total, InScope, InScopeLeft, AllLeft, OutOfCatalogue, PreSelfPaid, OverLimit, Tcm, InScopeNotTcm, SelfYear }

/// <summary>What a limit, deductible or cap counts over (按…计). A day or session multiplies by the bill's number of them; a case is the whole bill; a head is once a year for a person.</summary>
public enum Scope { Stay, Day, Session, Case, Head, Year, DiseaseYear, HouseholdYear }

/// <summary>Limit on the amount looked at (费用限额), before the deductible.</summary>
public sealed record BaseLimit(Scope Per, ValueTable Amount);

/// <summary>A lower deductible for some: <paramref name="To"/> an amount, or less by a share <paramref name="ByShare"/>. Exactly one is given.</summary>
public sealed record Reduction(Condition When, ValueTable? To, ValueTable? ByShare);

/// <summary>
/// Deductible (起付线) per stay or, running across visits, per year. <see cref="ByStay"/> has one table, or one for each stay of the year of which the last
/// stands for all further ones. A layer that shares another's takes what that one left of it.
/// </summary>
public sealed record Deductible
{
    public required Scope Per { get; init; }
    public IReadOnlyList<ValueTable> ByStay { get; init; } = [];
    public IReadOnlyList<Reduction> Reductions { get; init; } = [];

    /// <summary>From the stay after this number on there is none in the year; null when it never falls away.</summary>
    public int? WaivedAfterStays { get; init; }

    /// <summary>The most that a person's stays of a year bear of it (年度累计起付线上限).</summary>
    public ValueTable? AtMostPerYear { get; init; }

    /// <summary>Position of the layer whose deductible is shared; then <see cref="ByStay"/> is empty.</summary>
    public int? SharedWith { get; init; }

    public string? Source { get; init; }
}

/// <summary>One band (分段): up to an amount, inclusive, at a rate. The last has no upper end.</summary>
public sealed record Band(ValueTable? UpTo, ValueTable Rate);

/// <summary>
/// Rates by bands (分段比例). Read on the excess above the deductible, or cumulatively: the bounds then count the amount from its first fen, with the deductible
/// inside the first bands. <paramref name="Per"/> is a stay or a year; over a year the bands go on where the bill before ended.
/// </summary>
public sealed record Bands(bool Cumulative, Scope Per, IReadOnlyList<Band> Of, string? Source);

/// <summary>Percentage points more or less (百分点), in ten-thousandths, where the condition holds.</summary>
public sealed record Adjustment(Condition When, int Points);

/// <summary>A floor (保底): the layers <paramref name="With"/> and this one together reach at least the share of the amount; this one tops up.</summary>
public sealed record Guarantee(ValueTable Share, AmountKind Of, IReadOnlyList<int> With, string? Source);

/// <summary>
/// A fixed price (定额、单病种价). As payment the payer pays it, whatever was billed. As standard it replaces the billed amount: what is above it is borne by
/// <paramref name="ExcessPayer"/> (通常为医院), and the layer goes on from the price.
/// </summary>
public sealed record FixedPrice(Scope Per, ValueTable Amount, string? ExcessPayer, string? ExcessPayerName, string? Source);

/// <summary>A higher or lower cap for some, as a factor in ten-thousandths (1.2 is 12000).</summary>
public sealed record CapFactor(Condition When, int TenThousandths);

/// <summary>The most that the layers of a group, often only the layer itself, pay (封顶线). <paramref name="Group"/> names the accumulator, <paramref name="Members"/> the positions of the layers.</summary>
public sealed record Cap(Scope Per, ValueTable Amount, IReadOnlyList<CapFactor> Factors, string Group, IReadOnlyList<int> Members, string? Source);

/// <summary>The terms on which a layer pays: base, limit, deductible, rate or bands or price, adjustments, floor, caps, rounding; in this order.</summary>
public sealed record LayerTerms
{
    public Condition When { get; init; } = Condition.Always;

    /// <summary>What a choice between several terms calls these.</summary>
    public string Title { get; init; } = "";

    public required IReadOnlyList<AmountKind> Base { get; init; }
    public BaseLimit? Limit { get; init; }
    public Deductible? Deductible { get; init; }
    public ValueTable? Rate { get; init; }
    public Bands? Bands { get; init; }
    public FixedPrice? Price { get; init; }
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];
    public Guarantee? Guarantee { get; init; }
    public IReadOnlyList<Cap> Caps { get; init; } = [];
    public required Rounding Rounding { get; init; }
    public string? Source { get; init; }

    internal bool IsYearly => Base is [AmountKind.SelfYear];
}

/// <summary>One payer step (支付层). More than one alternative means that the one which pays most is taken (择优); the others are shown.</summary>
public sealed record Layer(string Id, string Payer, string PayerName, string Title, Condition When, IReadOnlyList<LayerTerms> Alternatives, string? Source);

/// <summary>
/// The most a person pays (个人自付上限), after the layers: a share of an amount of the bill, or an amount per stay or year. The rest of what
/// <paramref name="Counts"/> names is borne by the payer.
/// </summary>
public sealed record PersonLimit(
    string Id, string Payer, string PayerName, string Title, Condition When, bool IsShare, AmountKind Of, Scope Per, ValueTable Amount, AmountKind Counts, string? Source);

/// <summary>
/// A waiver (减免) of a share of the person's part, or of a fee item. Of the waivers with one <paramref name="Exclusive"/> name, or of one item, only the
/// largest counts (R-WVR-10).
/// </summary>
public sealed record Waiver(
    string Id, string Payer, string PayerName, string Title, Condition When, ValueTable Share, AmountKind Of, string? Item, string? Exclusive, Rounding Rounding, string? Source);

/// <summary>The share of the usual deposit (住院押金) that a patient pays on admission; 0 is pay after treatment (先诊疗后付费).</summary>
public sealed record DepositRule(Condition When, ValueTable Share, string? Source);
