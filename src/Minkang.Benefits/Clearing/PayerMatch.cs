using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Clearing;

/// <summary>How a line of ours and a line of the payer's file stand to each other (核对结果).</summary>
internal enum MatchOutcome
{
    /// <summary>一致</summary>
    Matched,
    /// <summary>差额在 0.1 元以内：显示，不用处理</summary>
    Near,
    /// <summary>差额超过 0.1 元</summary>
    Far,
    /// <summary>单号相同，证件号末四位不同</summary>
    OtherPerson,
    /// <summary>只有我方有</summary>
    OnlyHere,
    /// <summary>只有支付方有</summary>
    OnlyThere,
    /// <summary>支付方重复列出</summary>
    Twice,
    /// <summary>支付方这一行读不出单号或金额</summary>
    Unreadable,
}

/// <summary>What was decided of a line that does not match (处理意见).</summary>
internal enum MatchDecision
{
    /// <summary>按我方金额拨付；只有支付方有的，已说明</summary>
    Accept,
    /// <summary>有争议，本批暂不拨付</summary>
    Dispute,
    /// <summary>结算有误，冲销后重新结算，本批不拨付</summary>
    Correct,
}

/// <summary>A batch laid beside the payer's file (三方核对): hospital, books and payer.</summary>
internal sealed class PayerMatch : Record
{
    public Guid BatchId { get; init; }
    public string FileName { get; init; } = "";
    public string FileHash { get; init; } = "";
    /// <summary>Lines of the file that speak of a payment; sums and remarks are not counted.</summary>
    public int FileRows { get; init; }
    public string MadeByName { get; init; } = "";
    /// <summary>False once a newer file was laid beside the batch.</summary>
    public bool Valid { get; set; }
}

/// <summary>One line of a match; every line of the file and every entry of the batch stands in exactly one.</summary>
internal sealed class MatchRow : Record
{
    public Guid MatchId { get; init; }
    /// <summary>Row of the file as the spreadsheet shows it; null for what only we have.</summary>
    public int? RowNumber { get; init; }
    public Guid? SettlementId { get; init; }
    public string? SettlementNumber { get; init; }
    /// <summary>Settlement or invoice number as the file has it.</summary>
    public string? StatedNumber { get; init; }
    public MatchOutcome Outcome { get; init; }
    public long? OursFen { get; init; }
    public long? TheirsFen { get; init; }
    /// <summary>What could not be read.</summary>
    public string? Remark { get; init; }
    public MatchDecision? Decision { get; set; }
    public string? Reason { get; set; }
    public Guid? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>True for what somebody has to decide before the batch can be confirmed.</summary>
    public bool NeedsDecision => Outcome is not (MatchOutcome.Matched or MatchOutcome.Near);

    public Money? Difference => OursFen is { } ours && TheirsFen is { } theirs ? new Money(theirs - ours) : null;
}
