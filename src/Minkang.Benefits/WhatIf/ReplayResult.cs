namespace Minkang.Benefits.WhatIf;

/// <summary>What one payer pays under either pack, in fen (各方支付).</summary>
internal sealed record PayerTotal(string Code, string Name, long Before, long After);

/// <summary>Persons of a category or a township (分组): how many pay less, more, the same, what they pay in all, how many bear more than a tenth of their bills.</summary>
internal sealed record GroupTotal(string Code, int Persons, int Better, int Worse, long Before, long After, int AboveBefore, int AboveAfter)
{
    public int Same => Persons - Better - Worse;
}

/// <summary>Persons whose part lies in a bracket (分布): from an amount or share, inclusive, until another, exclusive; null without end.</summary>
internal sealed record Bracket(long From, long? Until, int Before, int After);

/// <summary>A household that has to pay more (负担加重的户), by its key.</summary>
internal sealed record HouseholdTotal(string Key, int Persons, long Total, long Before, long After);

/// <summary>Why bills were not settled (未结算原因), and how many.</summary>
internal sealed record RefusalCount(bool After, string Reason, long Bills);

/// <summary>What a year of bills comes to under two packs (测算结果). Amounts are of bills that both packs settle, so that they compare; all in fen.</summary>
internal sealed record ReplayResult
{
    public required long Bills { get; init; }
    /// <summary>Bills that both settle.</summary>
    public required long Settled { get; init; }
    public required long RefusedBefore { get; init; }
    public required long RefusedAfter { get; init; }
    public required IReadOnlyList<RefusalCount> Refusals { get; init; }
    public required long Total { get; init; }
    public required IReadOnlyList<PayerTotal> Payers { get; init; }
    public required long SelfBefore { get; init; }
    public required long SelfAfter { get; init; }
    public required int Persons { get; init; }
    /// <summary>Persons who bear more than a tenth of the year's bills.</summary>
    public required int AboveBefore { get; init; }
    public required int AboveAfter { get; init; }
    public required int Better { get; init; }
    public required int Worse { get; init; }
    /// <summary>By category; whoever holds several stands under each.</summary>
    public required IReadOnlyList<GroupTotal> Categories { get; init; }
    public required IReadOnlyList<GroupTotal> Areas { get; init; }
    /// <summary>Persons by what they pay in the year, in fen.</summary>
    public required IReadOnlyList<Bracket> Amounts { get; init; }
    /// <summary>Persons by the share that they bear, in percent.</summary>
    public required IReadOnlyList<Bracket> Shares { get; init; }
    /// <summary>At most fifty households whose part grows most.</summary>
    public required IReadOnlyList<HouseholdTotal> Households { get; init; }
}

/// <summary>What the year comes to for one person (个人测算), by key.</summary>
internal sealed record PersonOutcome(string Key, string Area, IReadOnlyList<string> Categories, long Total, long Before, long After)
{
    public bool IsAboveBefore => Replay.IsAbove(Before, Total);
    public bool IsAboveAfter => Replay.IsAbove(After, Total);
}
