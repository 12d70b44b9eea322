using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Admissions;

/// <summary>Cancels an admission that was entered by mistake (作废), and notes that the papers kept were given back (退还证件).</summary>
internal sealed class ChangeAdmission(CountyDb db, BusinessCalendar calendar)
{
    public async Task<Outcome<bool>> Cancel(Actor actor, Guid id, string? why, CancellationToken ct)
    {
        if (await Find(actor, id, ct) is not { } admission) return PrepareBill.NotFound;
        if (string.IsNullOrWhiteSpace(why)) return new Problem("benefits.admission.cancel-why", "Note", "请写明作废原因。");
        if (admission.State != AdmissionState.Open) return new Problem("benefits.admission.not-open", "", "已结算或已作废的登记不能作废。已结算的请先申请冲销。");
        if (await db.Set<StoredSettlement>().AnyAsync(s => s.AdmissionId == id && s.Kind == EntryKind.Stage && s.ReversedBy == null, ct)) return new Problem("benefits.admission.has-stages", "", "这次住院已有分段结算，请先冲销分段结算。");
        (admission.State, admission.Note) = (AdmissionState.Cancelled, why.Trim());
        db.Trail.Actor = actor;
        await db.SaveChangesAsync(ct);
        return true;
    }

    public async Task<Outcome<bool>> ReturnPapers(Actor actor, Guid id, CancellationToken ct)
    {
        if (await Find(actor, id, ct) is not { } admission) return PrepareBill.NotFound;
        if (admission.Papers is null || admission.PapersReturnedOn is not null) return new Problem("benefits.admission.no-papers", "", "没有留存的证件需要退还。");
        admission.PapersReturnedOn = calendar.Today;
        db.Trail.Actor = actor;
        await db.SaveChangesAsync(ct);
        return true;
    }

    private async Task<Admission?> Find(Actor actor, Guid id, CancellationToken ct) =>
        await db.AdmissionsFor(actor, "benefits.admit").SingleOrDefaultAsync(a => a.Id == id && !a.ByHand, ct) ?? await db.AdmissionsFor(actor, "benefits.by-hand").SingleOrDefaultAsync(a => a.Id == id && a.ByHand, ct);
}
