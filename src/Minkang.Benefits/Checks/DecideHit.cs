using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Clearing;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Checks;

/// <summary>What somebody decides on a hit (处理意见), as posted.</summary>
internal sealed record DecideHitInput
{
    public string? Decision { get; set; }
    public string? Reason { get; set; }
    /// <summary>Yuan that the fund takes back; empty for none.</summary>
    public string? Amount { get; set; }
    public string? Ground { get; set; }
}

/// <summary>Decides on a hit with a reason, and takes the decision back the same day (核实、撤销). A confirmed hit may carry a deduction of the fund.</summary>
internal sealed class DecideHit(CountyDb db, Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    private const int MostTries = 10;
    public static readonly Problem NotFound = new("benefits.hit.not-found", "", "没有这条疑点，或不在您的范围内。");
    private static readonly Problem Decided = new("benefits.hit.decided", "", "这条疑点已经有人处理过，请刷新页面看结果。");

    /// <summary>Decides; looks again when somebody else decided on the same hit, or on another of the same settlements, at the same moment.</summary>
    public async Task<Outcome<HitState>> Handle(Actor actor, Guid id, DecideHitInput input, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
            if (await Once(actor, id, input, ct) is { } decided) return decided;
        return RefuseWhenMoved.Moved;
    }

    /// <summary>Null when somebody came between, and nothing was written.</summary>
    private async Task<Outcome<HitState>?> Once(Actor actor, Guid id, DecideHitInput input, CancellationToken ct)
    {
        if (await Find(actor, id, ct) is not { } hit) return NotFound;
        if (hit.State != HitState.Open) return Decided;
        var problems = new List<Problem>();
        if (!Enum.TryParse<HitState>(input.Decision, out var decision) || !Enum.IsDefined(decision) || decision == HitState.Open) problems.Add(new("benefits.hit.decision", "Decision", "请选择属实还是排除。"));
        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Length > 500) problems.Add(new("benefits.hit.reason", "Reason", "请写明怎样核实的、依据什么，最多 500 字。"));
        // What is left to deduct hangs on the entries. They are read before it is worked out, so that their versions let only one of two deductions of the same money through.
        var standing = await Standing(db, hit).ToListAsync(ct);
        var deduction = await Deduction(actor, hit, standing, decision, input, problems, ct);
        if (problems.Count > 0) return (Outcome<HitState>)problems;
        (hit.State, hit.DecidedBy, hit.DecidedByName, hit.DecidedAt, hit.ReasonSealed) = (decision, actor.UserId, actor.Name, clock.GetUtcNow(), vault.Seal(Purposes.Proposal, input.Reason!.Trim()));
        if (deduction is not null)
        {
            db.Add(deduction);
            foreach (var entry in standing) db.Touch(entry);
        }
        db.Trail.Actor = actor;
        db.Trail.Record(actor, CheckWords.Action, "person", hit.PersonId, detail: new { hit = hit.Id, hit.Rule, decision = decision.ToString(), deducted = deduction?.AmountFen, reason = input.Reason.Trim() });
        return await db.TrySave(ct) ? decision : null;
    }

    /// <summary>Opens a hit again that was decided today; its deduction is withdrawn.</summary>
    public async Task<Outcome<HitState>> Undo(Actor actor, Guid id, CancellationToken ct)
    {
        if (await Find(actor, id, ct) is not { } hit) return NotFound;
        if (!MayUndo(actor, hit, calendar)) return new Problem("benefits.hit.undo-late", "", "只能由处理的人在当天撤销。");
        var withdrawn = await db.Set<Deduction>().SingleOrDefaultAsync(d => d.HitId == id && d.WithdrawnAt == null, ct);
        if (withdrawn is not null) withdrawn.WithdrawnAt = clock.GetUtcNow();
        db.Trail.Actor = actor;
        db.Trail.Record(actor, CheckWords.Action, "person", hit.PersonId, detail: new { hit = hit.Id, hit.Rule, undone = hit.State.ToString(), withdrawn = withdrawn?.AmountFen });
        (hit.State, hit.DecidedBy, hit.DecidedByName, hit.DecidedAt, hit.ReasonSealed) = (HitState.Open, null, null, null, null);
        return await db.TrySave(ct) ? HitState.Open : Decided;
    }

    public static bool MayUndo(Actor actor, Hit hit, BusinessCalendar calendar) =>
        hit is { State: not HitState.Open, DecidedAt: { } at } && hit.DecidedBy == actor.UserId && DateOnly.FromDateTime(BusinessCalendar.Local(at)) == calendar.Today;

    /// <summary>
    /// The most that can be taken back for a hit: what payers paid to its hospital by entries that were not taken back, less what deductions that hold have taken from that hospital for the same entries.
    /// </summary>
    public static async Task<Money> Most(CountyDb db, Hit hit, CancellationToken ct) => await Left(db, hit, await Standing(db, hit).AsNoTracking().ToListAsync(ct), ct);

    private static async Task<Money> Left(CountyDb db, Hit hit, List<StoredSettlement> standing, CancellationToken ct)
    {
        var ids = standing.ConvertAll(s => (Guid?)s.Id);
        var same = db.Set<Hit>().Where(h => ids.Contains(h.SettlementId) || ids.Contains(h.OtherId)).Select(h => h.Id);
        var taken = await db.Set<Deduction>().Where(d => d.WithdrawnAt == null && d.Hospital == hit.Hospital && same.Contains(d.HitId)).SumAsync(d => d.AmountFen, ct);
        return new(Math.Max(0, standing.Sum(s => s.PaidFen) - taken));
    }

    private static IQueryable<StoredSettlement> Standing(CountyDb db, Hit hit) =>
        db.Set<StoredSettlement>().Where(s => (s.Id == hit.SettlementId || s.Id == hit.OtherId) && s.Hospital == hit.Hospital && s.ReversedBy == null);

    /// <summary>Deductions whose hit names an entry of their hospital that was taken back since, so that what they take back was not paid.</summary>
    public static IQueryable<Deduction> Unfounded(CountyDb db) => db.Set<Deduction>().Where(d => d.WithdrawnAt == null
        && db.Set<Hit>().Any(h => h.Id == d.HitId && db.Set<StoredSettlement>().Any(s => (s.Id == h.SettlementId || s.Id == h.OtherId) && s.Hospital == d.Hospital && s.ReversedBy != null)));

    private Task<Hit?> Find(Actor actor, Guid id, CancellationToken ct) => db.HitsFor(actor, CheckWords.Action).SingleOrDefaultAsync(h => h.Id == id, ct);

    private async Task<Deduction?> Deduction(Actor actor, Hit hit, List<StoredSettlement> standing, HitState decision, DecideHitInput input, List<Problem> problems, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(input.Amount)) return null;
        if (decision != HitState.Confirmed) problems.Add(new("benefits.hit.amount-cleared", "Amount", "排除的疑点不能扣减基金，请清空金额。"));
        if (!Enum.TryParse<Ground>(input.Ground, out var ground) || !Enum.IsDefined(ground)) problems.Add(new("benefits.hit.ground", "Ground", "扣减要选择事由。"));
        var read = AmountText.Read(new Cell(CellKind.Text, input.Amount));
        if (read.Error is { } error) problems.Add(new("benefits.amount.unreadable", "Amount", error.Message));
        var most = await Left(db, hit, standing, ct);
        if (read.HasValue && (read.Value.Fen <= 0 || read.Value > most)) problems.Add(new("benefits.hit.amount", "Amount", $"扣减金额应大于 0，不超过还能扣的 {most} 元：{hit.Hospital} 没有冲销的结算单里各方支付的，减去已经扣减的。"));
        return problems.Count > 0 ? null : new Deduction
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), HitId = hit.Id, Rule = hit.Rule, Ground = ground, PersonId = hit.PersonId, VillageCode = hit.VillageCode, Hospital = hit.Hospital, AmountFen = read.Value.Fen,
            DecidedOn = calendar.Today, DecidedByName = actor.Name,
        };
    }
}
