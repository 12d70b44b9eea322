using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Waivers;

/// <summary>What is entered at the counter (减免登记). Texts as typed, so that a refused value comes back as it was.</summary>
internal sealed class WaiverInput
{
    public Guid PersonId { get; set; }
    public string Hospital { get; set => field = value ?? ""; } = "";
    public string Service { get; set => field = value ?? ""; } = "";
    public string UsedOn { get; set => field = value ?? ""; } = "";
    public string Before { get; set => field = value ?? ""; } = "";
    /// <summary>Empty is once: the form asks only where something is paid by the session.</summary>
    public string Times { get; set => field = value ?? ""; } = "";
    public string Reference { get; set => field = value ?? ""; } = "";
    public string Evidence { get; set => field = value ?? ""; } = "";
}

/// <summary>An item that a person may have on a day, and by which record (可享受的减免).</summary>
internal sealed record Entitled(CountyItem Adopted, WaiverItem Item, string Proof);

/// <summary>
/// Writes down a waiver or subsidy given to a person outside a settlement (窗口减免登记). Of several items on one service the one that gives most counts; a service is waived once a day, whoever asks at
/// the same moment and whether by the counter or by a settlement. Subsidies, and whatever an insurance office enters itself, wait for a second person.
/// </summary>
internal sealed class RecordWaiver(CountyStores stores, PersonEligibility people, AdoptedPacks packs, BusinessCalendar calendar, Vault vault, TimeProvider clock)
{
    public const string Action = "benefits.hospital-waiver";
    private const int MostTimes = 31;

    public Task<Outcome<Guid>> Handle(string county, Actor actor, WaiverInput input, CancellationToken ct) => StoreRetry.Run(async () =>
    {
        await using var db = stores.Open(county);
        db.Trail.Actor = actor;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var made = await Once(db, actor, input, ct);
        if (made.Ok) await transaction.CommitAsync(ct);
        return made;
    }, 10, ct);

    /// <summary>What the person may have on the day, by service; items that are kept by the month or by list are not among it.</summary>
    public async Task<ILookup<string, Entitled>> Entitlements(CountyDb db, PersonOnDay person, DateOnly day, CancellationToken ct) =>
        (await ItemsInForce.On(db, day, ct)).Select(a => (Adopted: a, Item: a.Read())).Where(i => i.Item.Record == ItemRecord.Person && Proof(i.Item, person, day) is not null)
        .SelectMany(i => i.Item.Services.Select(s => (Service: s, Entitled: new Entitled(i.Adopted, i.Item, Proof(i.Item, person, day)!)))).ToLookup(i => i.Service, i => i.Entitled, StringComparer.Ordinal);

    private async Task<Outcome<Guid>> Once(CountyDb db, Actor actor, WaiverInput input, CancellationToken ct)
    {
        if (!await db.Places(actor, Action).AnyAsync(p => p.Id == input.PersonId, ct)) return AdmitPatient.PersonNotFound;
        var read = Read(actor, input);
        if (!read.Ok) return read.Problems.ToArray();
        var (day, before, times) = read.Value;
        if (await people.Of(db, input.PersonId, day, ct) is not { } person) return AdmitPatient.PersonNotFound;
        await Lock(db, person, day, ct);
        var offered = await Offered(db, input.Service, person, day, ct);
        if (!offered.Ok) return offered.Problems.ToArray();
        var ranked = offered.Value.OrderByDescending(e => e.Item.Off(before, times)).ThenBy(e => e.Item.Id, StringComparer.Ordinal).ToList();
        var best = ranked[0];
        if (Needs(best.Item, input, before) is { } missing) return missing;
        var use = Use(actor, input, person, best, ranked.Count > 1 ? ranked[1].Item.Title : null, day, before, times);
        if (await Given(db, use, ct) is { } given) return given;
        db.Add(use);
        db.Trail.Record(actor, Action, "person", person.PersonId, detail: new { waiver = use.Item, use.UsedOn, use.WaivedFen, use.Hospital, state = use.State.ToString() });
        await db.SaveChangesAsync(ct);
        return use.Id;
    }

    private Outcome<(DateOnly Day, Money Before, int Times)> Read(Actor actor, WaiverInput input)
    {
        var problems = new List<Problem>();
        DateOnly day = default;
        if (DateText.Read(new Cell(CellKind.Text, input.UsedOn)) is { HasValue: true, Value.Day: { } read }) day = read;
        else problems.Add(new("benefits.waiver.day", "UsedOn", "请填写享受减免的日期，写成 2019-03-01。"));
        if (day > calendar.Today) problems.Add(new("benefits.waiver.day-future", "UsedOn", $"日期不能晚于今天（{calendar.Today:yyyy-MM-dd}）。"));
        if (input.Service.Length == 0) problems.Add(new("benefits.waiver.service", "Service", "请选择减免或补助的项目。"));
        if (!actor.IsConsole && !actor.HospitalsFor(Action).Contains(input.Hospital, StringComparer.Ordinal)) problems.Add(new("benefits.waiver.hospital", "Hospital", "只能登记本院的减免。"));
        var before = AmountText.Read(new Cell(CellKind.Text, input.Before));
        if (before.Error is { } error) problems.Add(new("benefits.amount.unreadable", "Before", error.Message));
        var times = 1;
        if (!string.IsNullOrWhiteSpace(input.Times) && (!int.TryParse(input.Times.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out times) || times is < 1 or > MostTimes)) problems.Add(new("benefits.waiver.times", "Times", $"次数填 1 到 {MostTimes}。"));
        if (string.IsNullOrWhiteSpace(input.Reference) || input.Reference.Length > 60) problems.Add(new("benefits.waiver.reference", "Reference", "请填写票据或申请表的号码，最多 60 个字符。"));
        if (input.Evidence.Length > 300) problems.Add(new("benefits.waiver.evidence-long", "Evidence", "凭据最多 300 字。"));
        return problems.Count > 0 ? problems : (day, before.HasValue ? before.Value : Money.Zero, times);
    }

    /// <summary>Items on the service that the person may have; refused with what is in the way.</summary>
    private async Task<Outcome<IReadOnlyList<Entitled>>> Offered(CountyDb db, string service, PersonOnDay person, DateOnly day, CancellationToken ct)
    {
        if (person.EndedOn <= day) return new Problem("benefits.waiver.ended", "UsedOn", $"登记册记载此人在 {person.EndedOn:yyyy-MM-dd} 已死亡或迁出，不能登记这一天的减免。");
        var items = (await ItemsInForce.On(db, day, ct)).Select(a => (Adopted: a, Item: a.Read())).Where(i => i.Item.Record == ItemRecord.Person && i.Item.Services.Contains(service, StringComparer.Ordinal)).ToList();
        if (items.Count == 0) return new Problem("benefits.waiver.not-in-force", "Service", $"本县在 {day:yyyy-MM-dd} 没有采用这个项目，不能登记。原文没有写比例或金额的项目，要先由县里填入并采用。");
        var entitled = items.Select(i => (i.Adopted, i.Item, Proof: Proof(i.Item, person, day))).Where(i => i.Proof is not null).Select(i => new Entitled(i.Adopted, i.Item, i.Proof!)).ToList();
        if (entitled.Count > 0) return entitled;
        return items.TrueForAll(i => !i.Item.OfAge(person.AgeOn(day)))
            ? new Problem("benefits.waiver.age", "Service", $"此人在 {day:yyyy-MM-dd} 的年龄不在“{items[0].Item.Title}”的范围内，或者登记册没有出生日期。")
            : new Problem("benefits.waiver.not-eligible", "Service", $"登记册记载此人在 {day:yyyy-MM-dd} 不属于“{items[0].Item.Title}”的对象，不能享受。身份有变的，请先由乡镇或主管部门更新登记册。");
    }

    /// <summary>The record that entitles the person; null when none does. Empty text where everybody on the register is entitled.</summary>
    private static string? Proof(WaiverItem item, PersonOnDay person, DateOnly day)
    {
        if (!item.OfAge(person.AgeOn(day))) return null;
        if (item.For.Count == 0) return "";
        return person.Categories.FirstOrDefault(c => item.For.Contains(c.Category, StringComparer.Ordinal)) is { } held ? $"{held.Category} {held.FromOn:yyyy-MM-dd} {held.Source}" : null;
    }

    private static Problem? Needs(WaiverItem item, WaiverInput input, Money before)
    {
        if (item.Kind == ItemKind.Waiver && before.Fen <= 0) return new("benefits.waiver.before", "Before", "请填写减免前应由个人付的金额（元），大于 0。");
        return item.Kind == ItemKind.Subsidy && item.Per != ItemPer.Session && string.IsNullOrWhiteSpace(input.Evidence) ? new("benefits.waiver.evidence", "Evidence", "补助凭证申领，请写明核对了哪些凭据，例如诊断证明、手术记录、残疾证；不要写证件号码。") : null;
    }

    private WaiverUse Use(Actor actor, WaiverInput input, PersonOnDay person, Entitled best, string? passedOver, DateOnly day, Money before, int times)
    {
        var item = best.Item;
        var second = item is { Kind: ItemKind.Subsidy, Per: not ItemPer.Session } || actor.ScopeOf(Action).NeedsSecondPerson;
        var count = item.Per == ItemPer.Session ? times : 1;
        return new()
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), ItemId = best.Adopted.Id, Item = $"{best.Adopted.Programme}/{item.Id}", Service = input.Service, Kind = item.Kind, PersonId = person.PersonId, HouseholdId = person.HouseholdId,
            VillageCode = person.VillageCode, Hospital = input.Hospital, UsedOn = day, Times = count, Persons = 1, BeforeFen = before.Fen, WaivedFen = item.Off(before, count).Fen, BorneBy = item.BorneBy,
            Reference = input.Reference.Trim(), EvidenceSealed = string.IsNullOrWhiteSpace(input.Evidence) ? null : vault.Seal(Purposes.Diagnosis, input.Evidence.Trim()), PassedOver = passedOver, Proof = best.Proof, State = second ? UseState.Pending : UseState.Counted,
            Guard = $"{person.PersonId:N}|{input.Service}|{day:yyyyMMdd}", Live = true, EnteredByName = actor.Name,
            LimitGuard = item.Per switch { ItemPer.Once => $"{person.PersonId:N}|{best.Adopted.Programme}/{item.Id}", ItemPer.Year => $"{person.PersonId:N}|{best.Adopted.Programme}/{item.Id}|{day.Year}", _ => null },
        };
    }

    /// <summary>Why it was given already; null when it was not.</summary>
    private async Task<Problem?> Given(CountyDb db, WaiverUse use, CancellationToken ct)
    {
        var same = await db.Set<WaiverUse>().AsNoTracking().FirstOrDefaultAsync(u => u.Live && u.Guard == use.Guard, ct);
        if (same is not null) return new("benefits.waiver.same-day", "Service", $"此人这一天的这个项目已在{same.Hospital}登记（票据号 {same.Reference}），同一项目同一天只减免一次。");
        if (use.LimitGuard is { } limit && await db.Set<WaiverUse>().AsNoTracking().FirstOrDefaultAsync(u => u.Live && u.LimitGuard == limit, ct) is { } before)
            return new("benefits.waiver.used-up", "Service", $"此人已在 {before.UsedOn:yyyy-MM-dd} 由{before.Hospital}登记过这个项目，次数已经用完。");
        var number = await WaiverClash.Settlement(db, packs, use.PersonId!.Value, use.Service, use.UsedOn, ct);
        return number is null ? null : new("benefits.waiver.in-settlement", "Service", $"这个项目已在结算单 {number} 里减免或补助，不能再登记一次。");
    }

    /// <summary>
    /// Takes the accounts that a settlement of the same person may take, so that the two never look past each other. A stay over New Year settles in the year before or after the day, and by a
    /// pack that was adopted on another day than this.
    /// </summary>
    private async Task Lock(CountyDb db, PersonOnDay person, DateOnly day, CancellationToken ct)
    {
        var adopted = await db.Set<PackAdoption>().Where(a => a.State == AdoptionState.Adopted).Select(a => a.PackId).Distinct().ToListAsync(ct);
        var lines = adopted.Select(Account.LineOf).Distinct(StringComparer.Ordinal);
        var years = new[] { day.Year - 1, day.Year, day.Year + 1 }.Where(y => y <= calendar.Today.Year);
        await LockedAccounts.Take(db, clock, from line in lines from year in years from key in AccountKey.Of(person.PersonId, person.HouseholdId, year, line) select key, ct);
    }
}
