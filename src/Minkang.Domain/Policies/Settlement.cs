using Minkang.Domain.Values;

namespace Minkang.Domain.Policies;

/// <summary>What a line of a settlement is: a payer's layer, what a fixed price leaves to the hospital, a limit on the person's part, a waiver.</summary>
public enum LineKind { Layer, PriceExcess, Limit, Waiver }

/// <summary>A part of the amount and the rate it was paid at. <paramref name="Rate"/> has adjustments in it.</summary>
public readonly record struct RatedPart(Money Amount, Rate Rate);

/// <summary>Terms that were not taken since others pay more (未采用的算法).</summary>
public sealed record OtherTerms(string Title, Money Paid);

/// <summary>
/// One step of a settlement (结算明细行): what the layer looked at, what was taken off, at which rates, what it paid, the clause it rests on, and the step
/// told in Chinese. <see cref="Applied"/> is false for a layer whose conditions did not hold; then <see cref="Sentence"/> says which.
/// </summary>
public sealed record SettlementLine
{
    public required LineKind Kind { get; init; }
    public required string Id { get; init; }
    public required string Payer { get; init; }
    public required string PayerName { get; init; }
    public required string Title { get; init; }
    public bool Applied { get; init; } = true;
    public IReadOnlyList<AmountKind> Bases { get; init; } = [];

    /// <summary>The amount looked at, before limit and deductible.</summary>
    public Money Base { get; init; }

    /// <summary>What lies above the limit on the amount.</summary>
    public Money AboveLimit { get; init; }

    public Money Deductible { get; init; }

    /// <summary>What the rates apply to.</summary>
    public Money Covered { get; init; }

    public IReadOnlyList<RatedPart> Parts { get; init; } = [];

    /// <summary>What the floor added.</summary>
    public Money ToppedUp { get; init; }

    /// <summary>What the caps took off.</summary>
    public Money AboveCap { get; init; }

    public Money Paid { get; init; }
    public IReadOnlyList<OtherTerms> Others { get; init; } = [];

    /// <summary>Title and place of the document that the step rests on; empty when the pack names none.</summary>
    public string Clause { get; init; } = "";

    /// <summary>The step in Chinese, with its numbers.</summary>
    public string Sentence { get; init; } = "";
}

/// <summary>
/// What the person pays (个人负担), split. In-scope cost left to the person is taken to be the first payer's deductible first, then what lay above its
/// cap, and the rest the person's share.
/// </summary>
public sealed record SelfPayment(Money OutOfCatalogue, Money OverLimit, Money PreSelfPaid, Money Deductible, Money AboveCap, Money Share)
{
    public Money Total => OutOfCatalogue + OverLimit + PreSelfPaid + Deductible + AboveCap + Share;
}

/// <summary>
/// A settled bill (结算结果): every step in order, what the person pays, and the accumulators before and after, in the order of the pack's slots. Payers and
/// person together are the total. <see cref="PackHash"/> and <see cref="Before"/> let anyone recompute it alone.
/// </summary>
public sealed record Settlement
{
    public required string PackId { get; init; }
    public required string PackHash { get; init; }
    public required Bill Bill { get; init; }

    /// <summary>The accumulator year the bill belongs to.</summary>
    public required int Year { get; init; }

    public required IReadOnlyList<SettlementLine> Lines { get; init; }
    public required SelfPayment Self { get; init; }
    public required IReadOnlyList<long> Before { get; init; }
    public required IReadOnlyList<long> After { get; init; }

    /// <summary>What one payer pays over all its lines.</summary>
    public Money PaidBy(string payer) => new(Lines.Where(l => l.Payer == payer).Sum(l => l.Paid.Fen));

    /// <summary>All payers together.</summary>
    public Money PaidInAll => new(Lines.Sum(l => l.Paid.Fen));

    /// <summary>The same settlement with every amount negative (冲销): added to the ledger, it restores each accumulator.</summary>
    public Settlement Reversed() => this with
    {
        Lines = [.. Lines.Select(l => l with { Base = -l.Base, AboveLimit = -l.AboveLimit, Deductible = -l.Deductible, Covered = -l.Covered, ToppedUp = -l.ToppedUp, AboveCap = -l.AboveCap, Paid = -l.Paid, Parts = [.. l.Parts.Select(p => p with { Amount = -p.Amount })], Others = [.. l.Others.Select(o => o with { Paid = -o.Paid })] })],
        Self = new(-Self.OutOfCatalogue, -Self.OverLimit, -Self.PreSelfPaid, -Self.Deductible, -Self.AboveCap, -Self.Share),
        Before = After,
        After = Before,
    };
}
