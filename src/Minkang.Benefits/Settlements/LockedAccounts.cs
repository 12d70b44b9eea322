using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Policies;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Settlements;

/// <summary>Which account: whose, of which year, for which line of packs.</summary>
internal readonly record struct AccountKey(OwnerKind Owner, Guid OwnerId, int Year, string PackLine)
{
    /// <summary>The accounts that a bill of a person and household touches.</summary>
    public static IEnumerable<AccountKey> Of(Guid person, Guid? household, int year, string packLine)
    {
        if (household is { } home) yield return new(OwnerKind.Household, home, year, packLine);
        yield return new(OwnerKind.Person, person, year, packLine);
    }
}

/// <summary>
/// Accounts locked for one unit of work (锁定的累计账户). All are locked before anything is read from them, households before persons and each kind in the order
/// of its keys, so that two settlements wait for each other and never cross.
/// </summary>
internal sealed class LockedAccounts
{
    private readonly CountyDb _db;
    private readonly TimeProvider _clock;
    private readonly Dictionary<AccountKey, (Account Account, Dictionary<string, long> Balances)> _accounts = [];

    private LockedAccounts(CountyDb db, TimeProvider clock) => (_db, _clock) = (db, clock);

    /// <summary>
    /// Locks the accounts inside the open transaction; makes those that are missing. Making one at the same time as somebody else fails on the unique index,
    /// and the unit of work is tried again.
    /// </summary>
    public static async Task<LockedAccounts> Take(CountyDb db, TimeProvider clock, IEnumerable<AccountKey> keys, CancellationToken ct)
    {
        var locked = new LockedAccounts(db, clock);
        foreach (var key in keys.Distinct().OrderBy(k => k.Owner).ThenBy(k => k.OwnerId).ThenBy(k => k.Year).ThenBy(k => k.PackLine, StringComparer.Ordinal))
        {
            var account = await One(db, clock, key, ct);
            locked._accounts.Add(key, (account, account.Read()));
        }
        return locked;
    }

    /// <summary>The numbers that stand before a bill, in the order of the pack's slots.</summary>
    public static async Task<long[]> Peek(CountyDb db, PolicyPack pack, Bill bill, Guid person, Guid? household, int year, CancellationToken ct)
    {
        var owners = AccountKey.Of(person, household, year, Account.LineOf(pack.Id)).Select(k => k.OwnerId).ToList();
        var line = Account.LineOf(pack.Id);
        var found = await db.Set<Account>().AsNoTracking().Where(a => owners.Contains(a.OwnerId) && a.Year == year && a.PackLine == line).ToListAsync(ct);
        return Before(pack, bill, kind => found.Find(a => a.OwnerKind == kind)?.Read());
    }

    /// <summary>The numbers that stand before a bill, from the locked accounts.</summary>
    public long[] Before(PolicyPack pack, Bill bill, Guid person, Guid? household, int year) => Before(pack, bill, kind =>
        AccountKey.Of(person, household, year, Account.LineOf(pack.Id)).Where(k => k.Owner == kind).Select(k => _accounts[k].Balances).FirstOrDefault());

    /// <summary>Adds what a settlement changed, as movements.</summary>
    public void Add(PolicyPack pack, Settlement settlement, Guid settlementId, Guid person, Guid? household)
    {
        var line = Account.LineOf(pack.Id);
        foreach (var slot in pack.Slots.All)
        {
            var delta = settlement.After[slot.Ordinal] - settlement.Before[slot.Ordinal];
            if (delta == 0) continue;
            var owner = slot.Scope == SlotScope.Household ? new AccountKey(OwnerKind.Household, household!.Value, settlement.Year, line) : new(OwnerKind.Person, person, settlement.Year, line);
            Move(owner, settlementId, slot.Name, Movement.DiseaseOf(slot, settlement.Bill), delta);
        }
    }

    /// <summary>Adds the opposite of movements that an entry has made.</summary>
    public void TakeBack(IEnumerable<(AccountKey Account, Movement Movement)> movements, Guid reversalId)
    {
        foreach (var (account, movement) in movements) Move(account, reversalId, movement.Slot, movement.Disease, -movement.Delta);
    }

    private void Move(AccountKey key, Guid settlementId, string slot, string disease, long delta)
    {
        var (account, balances) = _accounts[key];
        var name = Movement.KeyOf(slot, disease);
        var balance = balances[name] = balances.GetValueOrDefault(name) + delta;
        _db.Add(new Movement
        {
            Id = Guid.CreateVersion7(_clock.GetUtcNow()), AccountId = account.Id, SettlementId = settlementId, Slot = slot, Disease = disease, Delta = delta, Balance = balance, Seq = NextSeq(account),
        });
        account.Balances = BillJson.Of(balances);
    }

    private int NextSeq(Account account) => account.Version * 1_000 + _db.ChangeTracker.Entries<Movement>().Count(e => e.Entity.AccountId == account.Id);

    private static long[] Before(PolicyPack pack, Bill bill, Func<OwnerKind, Dictionary<string, long>?> balancesOf)
    {
        var (own, home) = (balancesOf(OwnerKind.Person), balancesOf(OwnerKind.Household));
        var row = new long[pack.Slots.Count];
        foreach (var slot in pack.Slots.All)
            row[slot.Ordinal] = (slot.Scope == SlotScope.Household ? home : own)?.GetValueOrDefault(Movement.KeyOf(slot.Name, Movement.DiseaseOf(slot, bill))) ?? 0;
        return row;
    }

    private static async Task<Account> One(CountyDb db, TimeProvider clock, AccountKey key, CancellationToken ct)
    {
        var mine = db.Set<Account>().Where(a => a.OwnerKind == key.Owner && a.OwnerId == key.OwnerId && a.Year == key.Year && a.PackLine == key.PackLine);
        if (await mine.ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version + 1), ct) > 0) return await mine.SingleAsync(ct);
        var made = new Account { Id = Guid.CreateVersion7(clock.GetUtcNow()), OwnerKind = key.Owner, OwnerId = key.OwnerId, Year = key.Year, PackLine = key.PackLine };
        db.Add(made);
        await db.SaveChangesAsync(ct);
        return made;
    }
}
