using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Funds;

/// <summary>A fund of one year (基金): where its money comes from, what is planned. What came in and went out are its entries.</summary>
internal sealed class Fund : Record
{
    public string Name { get; init; } = "";
    public int Year { get; init; }
    /// <summary>Who gives the money, and by which document (资金来源).</summary>
    public string Source { get; init; } = "";
    public long PlannedFen { get; init; }
    /// <summary>Payer of the policy packs that this money stands behind; null for none.</summary>
    public string? Payer { get; init; }
    public string? Note { get; init; }
    /// <summary>Counts the entries; raising it keeps two payments from spending the same money.</summary>
    public int Entries { get; set; }
    public string MadeByName { get; init; } = "";

    public Money Planned => new(PlannedFen);
}

/// <summary>What an entry is (收支类别).</summary>
internal enum FundEntryKind
{
    /// <summary>到位：来源拨来的资金</summary>
    Received,
    /// <summary>捐赠：收到的捐款捐物</summary>
    Donated,
    /// <summary>分配：分给单位，还没有支出</summary>
    Allocated,
    /// <summary>支出</summary>
    Paid,
    /// <summary>退回来源</summary>
    Returned,
}

/// <summary>Where an entry stands (记账状态).</summary>
internal enum FundEntryState
{
    /// <summary>待第二人确认，不计数</summary>
    Pending,
    /// <summary>已记账</summary>
    Booked,
    /// <summary>第二人没有同意</summary>
    Refused,
}

/// <summary>One entry of a fund (基金收支). Never changed; a mistake is taken back by an entry with the opposite amount.</summary>
internal sealed class FundEntry : Record
{
    public Guid FundId { get; init; }
    public FundEntryKind Kind { get; init; }
    public DateOnly OnDate { get; init; }
    /// <summary>Above zero; below zero in what takes back.</summary>
    public long AmountFen { get; init; }
    /// <summary>From whom, or to whom; the donor of a donation.</summary>
    public string Party { get; init; } = "";
    /// <summary>Who received a donation.</summary>
    public string? Receiver { get; init; }
    /// <summary>What was given, for goods; the amount is then their value.</summary>
    public string? Goods { get; init; }
    /// <summary>Number of the voucher.</summary>
    public string Reference { get; init; } = "";
    public FundEntryState State { get; set; }
    public string EnteredByName { get; init; } = "";
    public Guid? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    /// <summary>Why it was refused or taken back.</summary>
    public string? Note { get; set; }
    public Guid? ReversesId { get; init; }
    public Guid? ReversedBy { get; set; }

    public Money Amount => new(AmountFen);

    /// <summary>Month of the fund's year in which it counts. What is taken back after the year counts in its last month, so that months add up to the balance.</summary>
    public int MonthIn(int year) => OnDate.Year > year ? 12 : OnDate.Month;
}
