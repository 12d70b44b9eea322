using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Waivers;

/// <summary>A month's sum as entered (按月登记).</summary>
internal sealed class TallyInput
{
    public string Hospital { get; set => field = value ?? ""; } = "";
    /// <summary>Id of the adopted item.</summary>
    public string Item { get; set => field = value ?? ""; } = "";
    public string Month { get; set => field = value ?? ""; } = "";
    public string Persons { get; set => field = value ?? ""; } = "";
    public string Times { get; set => field = value ?? ""; } = "";
    public string Amount { get; set => field = value ?? ""; } = "";
    public string Reference { get; set => field = value ?? ""; } = "";
}

/// <summary>Writes down a hospital's month of an item that is kept without names (按月登记人次和金额); one sum for a hospital, item and month.</summary>
internal sealed class TallyWaiver(CountyStores stores, BusinessCalendar calendar, TimeProvider clock)
{
    private const int Most = 1_000_000;

    public Task<Outcome<Guid>> Handle(string county, Actor actor, TallyInput input, CancellationToken ct) => StoreRetry.Run(async () =>
    {
        await using var db = stores.Open(county);
        db.Trail.Actor = actor;
        return await Once(db, actor, input, ct);
    }, 10, ct);

    private async Task<Outcome<Guid>> Once(CountyDb db, Actor actor, TallyInput input, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var read = Months.Read(input.Month);
        var dated = read <= calendar.Today;
        var month = read.GetValueOrDefault();
        if (!dated) problems.Add(new("benefits.tally.month", "Month", "请填写月份，写成 2019-01，不能晚于本月。"));
        var (persons, times) = (Number(input.Persons, "Persons", problems), Number(input.Times, "Times", problems));
        if (problems.Count == 0 && persons > times) problems.Add(new("benefits.tally.persons", "Persons", "人数不会多于人次，请核对。"));
        var amount = AmountText.Read(new Cell(CellKind.Text, input.Amount));
        if (amount is not { HasValue: true, Value.Fen: >= 0 }) problems.Add(new("benefits.tally.amount", "Amount", "请填写减免金额（元），没有金额的填 0。"));
        if (string.IsNullOrWhiteSpace(input.Reference) || input.Reference.Length > 60) problems.Add(new("benefits.tally.reference", "Reference", "请填写台账或报表的编号，最多 60 个字符。"));
        if (!actor.IsConsole && !actor.HospitalsFor(RecordWaiver.Action).Contains(input.Hospital, StringComparer.Ordinal)) problems.Add(new("benefits.waiver.hospital", "Hospital", "只能登记本院的减免。"));
        var last = dated ? Months.Last(month) : default;
        var found = dated && Guid.TryParse(input.Item, out var id) ? (await ItemsInForce.On(db, last, ct)).FirstOrDefault(i => i.Id == id && i.Read().Record == ItemRecord.Tally) : null;
        if (found is null) problems.Add(new("benefits.tally.item", "Item", "请选择这个月有效的项目。"));
        if (problems.Count > 0) return problems;
        return await Write(db, actor, input, found!, month, (persons, times, amount.Value), ct);
    }

    private async Task<Outcome<Guid>> Write(CountyDb db, Actor actor, TallyInput input, CountyItem adopted, DateOnly month, (int Persons, int Times, Money Amount) sum, CancellationToken ct)
    {
        var item = adopted.Read();
        var guard = string.Create(CultureInfo.InvariantCulture, $"{input.Hospital}|{adopted.Programme}/{item.Id}|{month:yyyyMM}");
        if (await db.Set<WaiverUse>().AnyAsync(u => u.Live && u.Guard == guard, ct)) return new Problem("benefits.tally.there", "Month", "这个月的这个项目已经登记过。要更正，请先撤销那一笔再登记。");
        var use = new WaiverUse
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), ItemId = adopted.Id, Item = $"{adopted.Programme}/{item.Id}", Service = item.Services[0], Kind = item.Kind, VillageCode = db.CountyCode, Hospital = input.Hospital, UsedOn = month,
            Times = sum.Times, Persons = sum.Persons, BeforeFen = sum.Amount.Fen, WaivedFen = sum.Amount.Fen, BorneBy = item.BorneBy, Reference = input.Reference.Trim(), Guard = guard, Live = true, EnteredByName = actor.Name,
            State = actor.ScopeOf(RecordWaiver.Action).NeedsSecondPerson ? UseState.Pending : UseState.Counted,
        };
        db.Add(use);
        db.Trail.Record(actor, RecordWaiver.Action, "waiver", use.Id, detail: new { tally = use.Item, month, use.Times, use.WaivedFen, use.Hospital });
        await db.SaveChangesAsync(ct);
        return use.Id;
    }

    private static int Number(string text, string field, List<Problem> problems)
    {
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most) return number;
        problems.Add(new("benefits.tally.number", field, "请填写整数，没有的填 0。"));
        return 0;
    }
}
