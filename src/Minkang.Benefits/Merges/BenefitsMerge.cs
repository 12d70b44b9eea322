using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Checks;
using Minkang.Benefits.Referrals;
using Minkang.Benefits.Settlements;
using Minkang.Benefits.Waivers;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Merges;

/// <summary>
/// What becomes of stays, settlements and waivers when two records of one person are merged (合并时的就诊和结算). A stay that is in both is refused: one of the two was paid wrongly and
/// is taken back first. Accumulators of the same year are added up; bills that are settled stay as they are.
/// </summary>
internal sealed class BenefitsMerge : IMergeRule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IMergeRule, BenefitsMerge>();
        foreach (var column in new[]
        {
            PersonColumn.Of<Admission>(nameof(Admission.PersonId)), PersonColumn.Of<StoredSettlement>(nameof(StoredSettlement.PersonId)), PersonColumn.Of<Reversal>(nameof(Reversal.PersonId)),
            PersonColumn.Of<Agreement>(nameof(Agreement.PersonId)), PersonColumn.Of<Hit>(nameof(Hit.PersonId)), PersonColumn.Of<Deduction>(nameof(Deduction.PersonId)),
            PersonColumn.Of<Referral>(nameof(Referral.PersonId)), PersonColumn.Of<CardUse>(nameof(CardUse.PersonId)), PersonColumn.Of<WaiverUse>(nameof(WaiverUse.PersonId)), PersonColumn.Of<Account>(nameof(Account.OwnerId), isAsked: false),
        }) services.AddSingleton(column);
        foreach (var (table, word, unit) in Words) services.AddSingleton(new RecordWord(table, word, unit, typeof(Texts), "benefits.eligibility"));
    }

    private static readonly (string Table, string Word, string Unit)[] Words =
    [
        ("benefit_reversal", T("冲销申请"), T("件")), ("benefit_agreement", T("延期、分期还款"), T("份")), ("benefit_hit", T("稽核线索"), T("条")), ("benefit_deduction", T("稽核扣款"), T("笔")),
        ("benefit_card_use", T("优待卡使用"), T("次")), ("benefit_waiver_use", T("减免登记"), T("笔")), ("benefit_account", T("年度累计"), T("个")),
    ];

    /// <summary>A settlement takes its accounts before all else.</summary>
    public async Task Hold(CountyDb db, MergePair pair, CancellationToken ct)
    {
        if (db.Engine == StoreEngine.Postgres)
            await db.Database.ExecuteSqlAsync($"select 1 from benefit_account where owner_id in ({pair.Kept}, {pair.Gone}) order by owner_id, year, pack_line collate \"C\" for update", ct);
    }

    private sealed record Stay(Guid PersonId, string Hospital, string Kind, DateOnly From, DateOnly? Until);

    public async Task<MergeFindings> Look(CountyDb db, MergePair pair, CancellationToken ct)
    {
        var notes = new List<MergeNote>();
        var stays = await db.Set<Admission>().AsNoTracking().Where(a => (a.PersonId == pair.Kept || a.PersonId == pair.Gone) && a.State != AdmissionState.Cancelled)
            .Select(a => new Stay(a.PersonId, a.Hospital, a.Kind, a.AdmittedOn, a.DischargedOn)).ToListAsync(ct);
        foreach (var (one, other) in from k in stays where k.PersonId == pair.Kept from g in stays where g.PersonId == pair.Gone && Same(k, g) select (k, g))
            notes.Add(new(MergeGravity.Refused, "benefits.merge.same-stay", T($"两份档案都登记了{one.Hospital} {one.From:yyyy-MM-dd} 的同一次就诊。请先作废其中一份登记，已结算的先冲销，再合并。")));
        if ((await Settled(db, pair.Kept, ct)).Count > 0 && (await Settled(db, pair.Gone, ct)).Count > 0)
            notes.Add(new(MergeGravity.CountyOnly, "benefits.merge.both-settled", T("两份档案都有结算，由县级业务员合并。")));
        foreach (var (kept, _) in await SameAccounts(db.Set<Account>().AsNoTracking(), pair, ct))
            notes.Add(new(MergeGravity.SecondPerson, "benefits.merge.same-year", T($"两份档案在 {kept.Year} 年都有结算累计。合并后相加，已结算的单子不重算；起付线和封顶线是不是多算了，请医保部门核对。须第二人同意。")));
        return new MergeFindings(notes, []);
    }

    /// <summary>The same hospital on the same day, or two stays in hospital that share days: nobody lies in two beds.</summary>
    private static bool Same(Stay one, Stay other) => (one.Hospital == other.Hospital && one.From == other.From && one.Kind == other.Kind)
        || (one.Kind == "inpatient" && other.Kind == "inpatient" && one.From < (other.Until ?? DateOnly.MaxValue) && other.From < (one.Until ?? DateOnly.MaxValue));

    private static Task<List<Guid>> Settled(CountyDb db, Guid person, CancellationToken ct) =>
        db.Set<StoredSettlement>().Where(s => s.PersonId == person && s.Kind != EntryKind.Reversal && s.ReversedBy == null).Select(s => s.Id).Take(1).ToListAsync(ct);

    private static async Task<IReadOnlyList<(Account Kept, Account Gone)>> SameAccounts(IQueryable<Account> all, MergePair pair, CancellationToken ct)
    {
        var accounts = await all.Where(a => a.OwnerKind == OwnerKind.Person && (a.OwnerId == pair.Kept || a.OwnerId == pair.Gone)).ToListAsync(ct);
        return [.. from k in accounts where k.OwnerId == pair.Kept from g in accounts where g.OwnerId == pair.Gone && g.Year == k.Year && g.PackLine == k.PackLine && g.Read().Values.Any(v => v != 0) && k.Read().Values.Any(v => v != 0) select (k, g)];
    }

    public async Task<IReadOnlyCollection<Guid>> Settle(CountyDb db, MergePair pair, IReadOnlySet<string> takeGone, CancellationToken ct)
    {
        await Guards(db, pair, ct);
        return await AddUp(db, pair, ct);
    }

    /// <summary>The other's movements become the kept account's, after its own; the other account stays where it is, empty.</summary>
    private static async Task<IReadOnlyCollection<Guid>> AddUp(CountyDb db, MergePair pair, CancellationToken ct)
    {
        var aside = new List<Guid>();
        var accounts = await db.Set<Account>().Where(a => a.OwnerKind == OwnerKind.Person && (a.OwnerId == pair.Kept || a.OwnerId == pair.Gone)).ToListAsync(ct);
        foreach (var gone in accounts.Where(a => a.OwnerId == pair.Gone))
        {
            if (accounts.Find(a => a.OwnerId == pair.Kept && a.Year == gone.Year && a.PackLine == gone.PackLine) is not { } kept) continue;
            aside.Add(gone.Id);
            var balances = kept.Read();
            var movements = await db.Set<Movement>().Where(m => m.AccountId == gone.Id).OrderBy(m => m.Seq).ToListAsync(ct);
            // Movements that come to nothing leave the balances as they are; the version still counts on, since the places after it are taken.
            if (movements.Count > 0) db.Touch(kept);
            foreach (var (movement, place) in movements.Select((m, i) => (m, i)))
            {
                var entry = db.Entry(movement);
                entry.Property(m => m.AccountId).CurrentValue = kept.Id;
                entry.Property(m => m.Seq).CurrentValue = ((kept.Version + 1) * 1_000) + place;
                entry.Property(m => m.Balance).CurrentValue = balances[movement.Key] = balances.GetValueOrDefault(movement.Key) + movement.Delta;
            }
            (kept.Balances, gone.Balances) = (BillJson.Of(balances), BillJson.Of(new Dictionary<string, long>()));
        }
        return aside;
    }

    /// <summary>What keeps a service from being given twice a day or a year goes on under the kept record's key, unless that one is taken: then both were given already.</summary>
    private static async Task Guards(CountyDb db, MergePair pair, CancellationToken ct)
    {
        var uses = await db.Set<WaiverUse>().Where(u => u.Live && (u.PersonId == pair.Kept || u.PersonId == pair.Gone)).ToListAsync(ct);
        var taken = uses.Where(u => u.PersonId == pair.Kept).SelectMany(u => new[] { u.Guard, u.LimitGuard }).ToHashSet(StringComparer.Ordinal);
        foreach (var use in uses.Where(u => u.PersonId == pair.Gone))
        {
            var entry = db.Entry(use);
            foreach (var property in new[] { nameof(WaiverUse.Guard), nameof(WaiverUse.LimitGuard) })
                if (entry.Property(property).CurrentValue is string guard && Under(guard, pair.Gone, pair.Kept) is var next && taken.Add(next)) entry.Property(property).CurrentValue = next;
        }
    }

    private static string Under(string guard, Guid from, Guid to) => guard.Replace(from.ToString("N", CultureInfo.InvariantCulture), to.ToString("N", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>A waiver that is the other's was given to the other.</summary>
    public async Task GiveBack(CountyDb db, MergePair pair, IReadOnlyCollection<Guid> rows, CancellationToken ct)
    {
        foreach (var use in await db.Set<WaiverUse>().Where(u => rows.Contains(u.Id)).ToListAsync(ct))
        {
            var entry = db.Entry(use);
            entry.Property(u => u.Guard).CurrentValue = Under(use.Guard, pair.Kept, pair.Gone);
            entry.Property(u => u.LimitGuard).CurrentValue = use.LimitGuard is { } limit ? Under(limit, pair.Kept, pair.Gone) : null;
        }
    }

    public async Task<MergeNote?> LookBack(CountyDb db, MergePair pair, DateTimeOffset mergedAt, CancellationToken ct) =>
        await db.Set<StoredSettlement>().AnyAsync(s => s.PersonId == pair.Kept && s.CreatedAt > mergedAt, ct)
            ? new(MergeGravity.Refused, "benefits.unmerge.settled-since", T("合并以后又有结算，接着两份档案相加的累计算了下去，已经分不开，冲销了也一样。这次合并不能再撤销；确属两个人的，请报县级业务员，同医保部门商定以后怎样登记和结算。"))
            : null;
}
