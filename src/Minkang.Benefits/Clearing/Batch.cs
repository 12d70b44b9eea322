using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Clearing;

/// <summary>Where a batch stands (批次状态).</summary>
internal enum BatchState
{
    /// <summary>已汇总，待确认</summary>
    Made,
    /// <summary>支付方已确认，待拨付</summary>
    Confirmed,
    /// <summary>已拨付</summary>
    Paid,
    /// <summary>已退回，其中的金额重新待汇总</summary>
    Returned,
}

/// <summary>What one payer owes one hospital for a month's settlements (拨付批次). One makes it, another confirms it, a third pays it.</summary>
internal sealed class Batch : Record
{
    /// <summary>Month and running number (批次号): 201901-0003.</summary>
    public string Number { get; init; } = "";
    public string Hospital { get; init; } = "";
    public string Payer { get; init; } = "";
    /// <summary>First day of the month in which the bills were settled (结算月份).</summary>
    public DateOnly Month { get; init; }
    public BatchState State { get; set; }
    /// <summary>Settlement entries in it when it was made; a reversal is one, too.</summary>
    public int Count { get; init; }
    public long AmountFen { get; init; }
    /// <summary>Entries held back at confirmation because the payer disputes them or they are to be settled anew (暂缓).</summary>
    public int HeldCount { get; set; }
    public long HeldFen { get; set; }
    public string MadeByName { get; init; } = "";
    public Guid? ConfirmedBy { get; set; }
    public string? ConfirmedByName { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }
    public Guid? PaidBy { get; set; }
    public string? PaidByName { get; set; }
    public DateOnly? PaidOn { get; set; }
    /// <summary>Number of the payment voucher (拨付凭证号).</summary>
    public string? Reference { get; set; }
    public string? ReturnedByName { get; set; }
    public DateTimeOffset? ReturnedAt { get; set; }
    /// <summary>Why it was returned.</summary>
    public string? Note { get; set; }

    public Money Amount => new(AmountFen);
    public Money Held => new(HeldFen);
    /// <summary>What is paid or to be paid.</summary>
    public Money Payable => new(AmountFen - HeldFen);
}

/// <summary>A share that stands in a batch (批次明细). A share is in one live batch at most.</summary>
internal sealed class BatchShare : Record
{
    public Guid BatchId { get; init; }
    public Guid ShareId { get; init; }
    public Guid SettlementId { get; init; }
    public long AmountFen { get; init; }
    /// <summary>False once the batch was returned or the share held back: it may then stand in another batch.</summary>
    public bool Live { get; set; }
    public bool Held { get; set; }
}
