using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>
/// Puts back what a decision changed in the register (还原登记册). A value that somebody changed since stays as it is, and is named. A death or departure is
/// put back on its day only: later two persons take it back on the person's page.
/// </summary>
internal sealed class PutBack(Vault vault, BusinessCalendar calendar)
{
    private const int Chunk = 400;

    /// <summary>Puts back in the open unit of work; answers why something is left, by the discrepancy.</summary>
    public async Task<Dictionary<Guid, string>> Handle(CountyDb db, EventFrame frame, DateTimeOffset decidedAt, IEnumerable<DecidedFinding> decided, CancellationToken ct)
    {
        var changes = decided.Where(d => d.ChangesSealed is not null).Select(d => (d.FindingId, Change: RegisterChange.Open(d.ChangesSealed, vault)!)).Where(c => !c.Change.LeavesRegister).ToList();
        var store = await Store.Load(db, changes.ConvertAll(c => c.Change), ct);
        var today = DateOnly.FromDateTime(BusinessCalendar.Local(decidedAt)) == calendar.Today;
        var left = new Dictionary<Guid, string>();
        foreach (var (finding, change) in changes)
            if (Back(db, store, frame, change, today) is { } why) left[finding] = why;
        return left;
    }

    private static string? Back(CountyDb db, Store store, EventFrame frame, RegisterChange change, bool today)
    {
        if (change.ProposalId is { } proposal && Withdraw(store.Proposals.GetValueOrDefault(proposal), frame) is { } decided) return decided;
        return change.Effect switch
        {
            Effect.Died or Effect.MovedOut => Revive(db, store, frame, change, today),
            Effect.Identified => TakeNumberOff(store, frame, change),
            _ => null,
        };
    }

    private static string? Withdraw(Proposal? proposal, EventFrame frame)
    {
        if (proposal?.State != ProposalState.Open) return T("据此提出的申请已有决定，登记册保持现在的样子。");
        (proposal.State, proposal.DecidedBy, proposal.DecidedName, proposal.DecidedAt, proposal.DecisionNote) = (ProposalState.Refused, frame.Actor.UserId, frame.Actor.Name, frame.Now, "比对结论已撤销，申请一并撤回");
        return null;
    }

    private static string? Revive(CountyDb db, Store store, EventFrame frame, RegisterChange change, bool today)
    {
        var person = store.Persons.GetValueOrDefault(change.PersonId!.Value);
        if (person is null || person.EndedOn != change.EndedOn || person.EndReason != change.EndReason) return T("此人的死亡或迁出登记后来又有改动，保持现在的样子。");
        if (!today) return T("登记的死亡或迁出已过当天，请在此人页面“撤销死亡或迁出”，由第二人确认。");
        var membership = change.MembershipId is { } m ? store.Memberships.GetValueOrDefault(m) : null;
        var home = change.EndedHousehold is { } h ? store.Households.GetValueOrDefault(h) : null;
        if (change.HeadChanged || membership?.UntilOn != change.MembershipUntil || (change.EndedHousehold is not null && home?.EndedOn is null)) return T("这一户后来又有变动，保持现在的样子；请按变动更正办理。");
        (person.EndedOn, person.EndReason) = (null, null);
        if (membership is not null) membership.UntilOn = null;
        if (home is not null) (home.EndedOn, home.EndReason) = (null, null);
        db.Add(frame.Event(EventKind.Corrected, change.EndedOn!.Value, person.HouseholdId, person.Id));
        return null;
    }

    private static string? TakeNumberOff(Store store, EventFrame frame, RegisterChange change)
    {
        var person = store.Persons.GetValueOrDefault(change.PersonId!.Value);
        if (person is null || person.IdHash != change.IdHash) return T("此人的身份证号后来又有改动，保持现在的样子。");
        person.LeaveUnidentified(change.IdStateBefore!, change.IdStatedBefore ?? "", frame.Vault);
        foreach (var id in change.ClosedQuestions ?? [])
            if (store.Questions.GetValueOrDefault(id) is { State: QuestionState.Answered } question) (question.State, question.Answer, question.AnsweredAt, question.AnsweredBy) = (QuestionState.Open, null, null, null);
        return null;
    }

    /// <summary>What the changes name, as it stands now.</summary>
    private sealed class Store
    {
        public Dictionary<Guid, Person> Persons { get; } = [];
        public Dictionary<Guid, Membership> Memberships { get; } = [];
        public Dictionary<Guid, Household> Households { get; } = [];
        public Dictionary<Guid, Proposal> Proposals { get; } = [];
        public Dictionary<Guid, Question> Questions { get; } = [];

        public static async Task<Store> Load(CountyDb db, List<RegisterChange> changes, CancellationToken ct)
        {
            var store = new Store();
            await Fill(db, store.Persons, changes.Select(c => c.PersonId), (set, ids) => set.Where(p => ids.Contains(p.Id)), p => p.Id, ct);
            await Fill(db, store.Memberships, changes.Select(c => c.MembershipId), (set, ids) => set.Where(m => ids.Contains(m.Id)), m => m.Id, ct);
            await Fill(db, store.Households, changes.Select(c => c.EndedHousehold), (set, ids) => set.Where(h => ids.Contains(h.Id)), h => h.Id, ct);
            await Fill(db, store.Proposals, changes.Select(c => c.ProposalId), (set, ids) => set.Where(p => ids.Contains(p.Id)), p => p.Id, ct);
            await Fill(db, store.Questions, changes.SelectMany(c => c.ClosedQuestions ?? []).Select(q => (Guid?)q), (set, ids) => set.Where(q => ids.Contains(q.Id)), q => q.Id, ct);
            return store;
        }

        private static async Task Fill<T>(CountyDb db, Dictionary<Guid, T> into, IEnumerable<Guid?> wanted, Func<IQueryable<T>, Guid[], IQueryable<T>> which, Func<T, Guid> id, CancellationToken ct) where T : class
        {
            foreach (var ids in wanted.OfType<Guid>().Distinct().Chunk(Chunk))
                foreach (var one in await which(db.Set<T>(), ids).ToListAsync(ct)) into[id(one)] = one;
        }
    }
}
