using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Admissions;

/// <summary>A patient who cannot pay at discharge pays later (延期、分期还款协议), on the village's certificate and the township's recognition.</summary>
internal sealed class Agreement : Record, IAudited
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => PersonId;

    public Guid SettlementId { get; init; }
    public Guid PersonId { get; init; }
    public string VillageCode { get; init; } = "";
    public string Hospital { get; init; } = "";
    public long AmountFen { get; init; }
    /// <summary>The village committee's certificate (村委会证明): number or day.</summary>
    public string CommitteeCertificate { get; init; } = "";
    /// <summary>The township civil-affairs office's recognition (乡镇民政认定).</summary>
    public string TownshipRecognition { get; init; } = "";
    public DateOnly SignedOn { get; init; }
    public string SignedByName { get; init; } = "";
}

/// <summary>One instalment of an agreement (分期).</summary>
internal sealed class Instalment : Record
{
    public Guid AgreementId { get; init; }
    public int Number { get; init; }
    public DateOnly DueOn { get; init; }
    public long AmountFen { get; init; }
    public DateOnly? PaidOn { get; set; }
}
