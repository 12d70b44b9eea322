using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Admissions;

/// <summary>What an agreement to pay later says (还款协议录入).</summary>
internal sealed class AgreementInput
{
    public Money Amount { get; set; }
    public string CommitteeCertificate { get; set => field = value ?? ""; } = "";
    public string TownshipRecognition { get; set => field = value ?? ""; } = "";
    public IReadOnlyList<(DateOnly DueOn, Money Amount)> Instalments { get; set; } = [];
}

/// <summary>Signs an agreement to pay the person's part later (签还款协议), and notes instalments that were paid.</summary>
internal sealed class SignAgreement(CountyDb db, BusinessCalendar calendar, TimeProvider clock)
{
    private static readonly Problem SignedAlready = new("benefits.agreement.there-already", "", "这张结算单已经签过还款协议。");
    private static readonly Problem PaidAlready = new("benefits.agreement.paid-already", "", "这一期已经登记还款。");

    public async Task<Outcome<Guid>> Handle(Actor actor, Guid settlementId, AgreementInput input, CancellationToken ct)
    {
        var entry = await db.SettlementsFor(actor, "benefits.deferred").AsNoTracking().SingleOrDefaultAsync(s => s.Id == settlementId, ct);
        if (entry is null) return AskReversal.NotFound;
        if (Check(entry, input) is { Count: > 0 } problems) return problems;
        if (await db.Set<Agreement>().AnyAsync(a => a.SettlementId == settlementId, ct)) return SignedAlready;
        var agreement = new Agreement
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), SettlementId = entry.Id, PersonId = entry.PersonId, VillageCode = entry.VillageCode, Hospital = entry.Hospital, AmountFen = input.Amount.Fen,
            CommitteeCertificate = input.CommitteeCertificate.Trim(), TownshipRecognition = input.TownshipRecognition.Trim(), SignedOn = calendar.Today, SignedByName = actor.Name,
        };
        db.Trail.Actor = actor;
        db.Add(agreement);
        db.AddRange(input.Instalments.OrderBy(i => i.DueOn).Select((i, at) => new Instalment { Id = Guid.CreateVersion7(clock.GetUtcNow()), AgreementId = agreement.Id, Number = at + 1, DueOn = i.DueOn, AmountFen = i.Amount.Fen }));
        return await db.TrySave(ct) ? agreement.Id : SignedAlready;
    }

    /// <summary>Notes that an instalment was paid today.</summary>
    public async Task<Outcome<bool>> Pay(Actor actor, Guid instalmentId, CancellationToken ct)
    {
        var mine = db.AgreementsFor(actor, "benefits.deferred").Select(a => a.Id);
        var instalment = await db.Set<Instalment>().SingleOrDefaultAsync(i => i.Id == instalmentId && mine.Contains(i.AgreementId), ct);
        if (instalment is null) return new Problem("benefits.agreement.not-found", "", "没有这一期，或不在您的范围内。");
        if (instalment.PaidOn is not null) return PaidAlready;
        if (await db.Set<StoredSettlement>().AnyAsync(s => s.ReversedBy != null && db.Set<Agreement>().Any(a => a.Id == instalment.AgreementId && a.SettlementId == s.Id), ct)) return new Problem("benefits.agreement.reversed-since", "", "这张结算单已经冲销，协议不再还款；请按重新结算的结果另签。");
        instalment.PaidOn = calendar.Today;
        db.Trail.Record(actor, "benefits.deferred", "agreement", instalment.AgreementId, detail: new { paid = instalment.Number });
        db.Trail.Actor = actor;
        return await db.TrySave(ct) ? true : PaidAlready;
    }

    private List<Problem> Check(StoredSettlement entry, AgreementInput input)
    {
        var problems = new List<Problem>();
        if (entry.Kind == EntryKind.Reversal || entry.ReversedBy is not null) problems.Add(new("benefits.agreement.reversed", "", "已冲销的结算单不能签还款协议。"));
        if (input.Amount.Fen <= 0 || input.Amount.Fen > entry.SelfFen) problems.Add(new("benefits.agreement.amount", "Amount", $"缓交金额应大于 0，且不超过个人负担 {entry.Self} 元。"));
        if (string.IsNullOrWhiteSpace(input.CommitteeCertificate)) problems.Add(new("benefits.agreement.certificate-missing", "CommitteeCertificate", "请填写村委会证明的编号或日期。"));
        if (string.IsNullOrWhiteSpace(input.TownshipRecognition)) problems.Add(new("benefits.agreement.recognition-missing", "TownshipRecognition", "请填写乡镇民政认定的编号或日期。"));
        if (input.Instalments.Count == 0) problems.Add(new("benefits.agreement.no-instalment", "Instalments", "请至少写一期还款：日期和金额。"));
        else if (input.Instalments.Sum(i => i.Amount.Fen) != input.Amount.Fen) problems.Add(new("benefits.agreement.does-not-add-up", "Instalments", $"各期合计 {new Money(input.Instalments.Sum(i => i.Amount.Fen))} 元，与缓交金额 {input.Amount} 元不符。"));
        if (input.Instalments.Any(i => i.DueOn < calendar.Today || i.Amount.Fen <= 0)) problems.Add(new("benefits.agreement.instalment-wrong", "Instalments", "每期的日期不能早于今天，金额应大于 0。"));
        return problems;
    }
}
