using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Microsoft.EntityFrameworkCore;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Admissions;

/// <summary>One use of a privilege card at a hospital (优待卡使用): what the holder was granted with it.</summary>
internal sealed class CardUse : Record, IAudited
{
    /// <summary>What a card may grant.</summary>
    public static readonly IReadOnlyList<(string Code, string Word)> All =
        [("visit", T("优先就诊")), ("queue", T("免排队")), ("registration", T("免挂号费")), ("reimbursement", T("优先报销")), ("companion", T("免一名陪护人员生活费"))];

    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => PersonId;

    public Guid PersonId { get; init; }
    public string VillageCode { get; init; } = "";
    public string Hospital { get; init; } = "";
    public DateOnly UsedOn { get; init; }
    /// <summary>Codes of <see cref="All"/>, separated by spaces.</summary>
    public string Privileges { get; init; } = "";
    /// <summary>What was not charged because of the card; null where nothing was or nobody said.</summary>
    public long? AmountFen { get; init; }
    public string? Note { get; init; }
    public string RecordedByName { get; init; } = "";

    public IReadOnlyList<string> Codes => Privileges.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A use of a card as typed.</summary>
internal sealed class CardUseInput
{
    public string[] Privileges { get; set => field = value ?? []; } = [];
    public string UsedOn { get; set => field = value ?? ""; } = "";
    public string Amount { get; set => field = value ?? ""; } = "";
    public string Note { get; set => field = value ?? ""; } = "";
}

/// <summary>Records a use of a privilege card (登记优待卡使用) by a patient of the hospital.</summary>
internal sealed class RecordCardUse(CountyDb db, BusinessCalendar calendar, TimeProvider clock)
{
    public async Task<Outcome<bool>> Handle(Actor actor, Guid admissionId, CardUseInput input, CancellationToken ct)
    {
        if (await db.AdmissionsFor(actor, "benefits.admit").AsNoTracking().SingleOrDefaultAsync(a => a.Id == admissionId && !a.ByHand && a.State != AdmissionState.Cancelled, ct) is not { } admission) return Settlements.PrepareBill.NotFound;
        var problems = new List<Problem>();
        var granted = CardUse.All.Select(p => p.Code).Intersect(input.Privileges, StringComparer.Ordinal).ToList();
        if (granted.Count == 0) problems.Add(new("benefits.card-use.nothing", "Privileges", "请选择享受了哪些优待。"));
        var day = DateText.Read(new Cell(CellKind.Text, input.UsedOn)) is { HasValue: true, Value.Day: { } on } ? on : (DateOnly?)null;
        if (day is null || day > calendar.Today || day < admission.AdmittedOn) problems.Add(new("benefits.card-use.date", "UsedOn", $"请填写使用日期，在 {admission.AdmittedOn:yyyy-MM-dd} 和今天之间。"));
        var amount = AmountText.Read(new Cell(CellKind.Text, input.Amount));
        if (amount.Error is { } error) problems.Add(new("benefits.card-use.amount", "Amount", error.Message));
        if (input.Note.Length > 200) problems.Add(new("benefits.card-use.note-long", "Note", "备注最多 200 字。"));
        if (problems.Count > 0) return problems;
        db.Trail.Actor = actor;
        db.Add(new CardUse
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), PersonId = admission.PersonId, VillageCode = admission.VillageCode, Hospital = admission.Hospital, UsedOn = day!.Value, Privileges = string.Join(' ', granted),
            AmountFen = amount.HasValue ? amount.Value.Fen : null, Note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note.Trim(), RecordedByName = actor.Name,
        });
        await db.SaveChangesAsync(ct);
        return true;
    }
}
