using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Packs;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Funds;

/// <summary>A fund as entered (新建基金).</summary>
internal sealed class FundInput
{
    public string Name { get; set => field = value ?? ""; } = "";
    public string Year { get; set => field = value ?? ""; } = "";
    public string Source { get; set => field = value ?? ""; } = "";
    public string Planned { get; set => field = value ?? ""; } = "";
    public string Payer { get; set => field = value ?? ""; } = "";
    public string Note { get; set => field = value ?? ""; } = "";
}

/// <summary>An entry as typed (登记收支).</summary>
internal sealed class EntryInput
{
    public string Kind { get; set => field = value ?? ""; } = "";
    public string OnDate { get; set => field = value ?? ""; } = "";
    public string Amount { get; set => field = value ?? ""; } = "";
    public string Party { get; set => field = value ?? ""; } = "";
    public string Receiver { get; set => field = value ?? ""; } = "";
    public string Goods { get; set => field = value ?? ""; } = "";
    public string Reference { get; set => field = value ?? ""; } = "";
}

/// <summary>
/// Keeps the ledger of funds (基金台账). Money that leaves a fund waits for a second person with the right to pay, and nothing leaves that is not there.
/// </summary>
internal sealed class KeepFund(CountyStores stores, PackVocabulary words, BusinessCalendar calendar, TimeProvider clock)
{
    public const string See = "funds.see", Ledger = "funds.ledger", Pay = "funds.pay";
    private const int LongestText = 200;
    public static readonly Problem NotFound = new("benefits.fund.not-found", "", "没有这项基金，或不在您的范围内。");

    public static bool Reaches(string county, Actor actor, params IReadOnlyList<string> actions) => actions.Any(a => actor.ScopeOf(a).Covers(RegionCode.Parse(county)));

    public Task<Outcome<Guid>> Open(string county, Actor actor, FundInput input, CancellationToken ct) => Run(county, actor, async db =>
    {
        if (!Reaches(county, actor, Ledger)) return new Problem("benefits.fund.not-allowed", "", "您的岗位不能登记基金。");
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Length > LongestText) problems.Add(new("benefits.fund.name", "Name", "请填写基金名称，最多 200 字。"));
        if (!int.TryParse(input.Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year < 2000 || year > calendar.Today.Year + 1) problems.Add(new("benefits.fund.year", "Year", "请填写年度，例如 2019。"));
        if (string.IsNullOrWhiteSpace(input.Source) || input.Source.Length > LongestText) problems.Add(new("benefits.fund.source", "Source", "请填写资金来源和文件，最多 200 字。"));
        if (input.Payer.Length > 0 && words.Payers.Find(input.Payer) is null) problems.Add(new("benefits.fund.payer", "Payer", "没有这个支付方，请从列表里选择。"));
        var planned = Amount(input.Planned, "Planned", problems, zero: true);
        if (problems.Count > 0) return problems;
        var name = input.Name.Trim();
        if (await db.Set<Fund>().AnyAsync(f => f.Year == year && f.Name == name, ct)) return new Problem("benefits.fund.there", "Name", "这个年度已有同名的基金。");
        var fund = new Fund
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = name, Year = year, Source = input.Source.Trim(), PlannedFen = planned.Fen, Payer = Blank(input.Payer), Note = Blank(input.Note), MadeByName = actor.Name,
        };
        db.Add(fund);
        db.Trail.Record(actor, Ledger, "fund", fund.Id, detail: new { fund.Name, fund.Year, fund.PlannedFen });
        await db.SaveChangesAsync(ct);
        return fund.Id;
    }, ct);

    public Task<Outcome<Guid>> Enter(string county, Actor actor, Guid fundId, EntryInput input, CancellationToken ct) => Run(county, actor, async db =>
    {
        if (await Find(db, actor, fundId, ct, Ledger) is not { } fund) return NotFound;
        var problems = Check(input, fund, out var kind, out var day);
        var amount = Amount(input.Amount, "Amount", problems, zero: false);
        if (problems.Count > 0) return problems;
        if (kind is FundEntryKind.Paid or FundEntryKind.Returned && await Short(db, fund, amount, ct) is { } tooMuch) return tooMuch;
        var entry = new FundEntry
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), FundId = fund.Id, Kind = kind, OnDate = day, AmountFen = amount.Fen, Party = input.Party.Trim(), Receiver = Blank(input.Receiver), Goods = kind == FundEntryKind.Donated ? Blank(input.Goods) : null,
            Reference = input.Reference.Trim(), State = NeedsSecond(kind) ? FundEntryState.Pending : FundEntryState.Booked, EnteredByName = actor.Name,
        };
        fund.Entries++;
        db.Add(entry);
        db.Trail.Record(actor, Ledger, "fund", fund.Id, detail: new { entry = entry.Kind.ToString(), entry.OnDate, entry.AmountFen, entry.Reference });
        await db.SaveChangesAsync(ct);
        return entry.Id;
    }, ct);

    /// <summary>The second person's word on money that leaves; whoever entered it may withdraw it and never confirms it.</summary>
    public Task<Outcome<Guid>> Decide(string county, Actor actor, Guid entryId, bool agree, string? note, CancellationToken ct) => Run(county, actor, async db =>
    {
        var entry = await db.Set<FundEntry>().SingleOrDefaultAsync(e => e.Id == entryId, ct);
        if (entry is null || await Find(db, actor, entry.FundId, ct, Pay, Ledger) is not { } fund) return NotFound;
        if (entry.State != FundEntryState.Pending) return new Problem("benefits.fund.decided", "", "这笔已经处理过。");
        var own = entry.CreatedBy == actor.UserId;
        if (agree && own) return new Problem("benefits.fund.own", "", "登记的人不能自己确认，请由另一位有拨付权的人确认。");
        if (!own && !Reaches(county, actor, Pay)) return new Problem("benefits.fund.not-allowed-to-pay", "", "您的岗位不能确认支出。");
        if (!agree && (string.IsNullOrWhiteSpace(note) || note.Length > LongestText)) return new Problem("benefits.fund.note", "Note", "请写明退回的理由，最多 200 字。");
        if (agree && await Short(db, fund, entry.Amount, ct) is { } tooMuch) return tooMuch;
        (entry.State, entry.DecidedBy, entry.DecidedByName, entry.DecidedAt, entry.Note) = (agree ? FundEntryState.Booked : FundEntryState.Refused, actor.UserId, actor.Name, clock.GetUtcNow(), agree ? entry.Note : note!.Trim());
        if (agree && entry.ReversesId is { } origin) (await db.Set<FundEntry>().SingleAsync(e => e.Id == origin, ct)).ReversedBy = entry.Id;
        fund.Entries++;
        db.Trail.Record(actor, own ? Ledger : Pay, "fund", fund.Id, note, new { agree, entry = entry.Kind.ToString(), entry.AmountFen, entry.Reference });
        await db.SaveChangesAsync(ct);
        return entry.Id;
    }, ct);

    /// <summary>Takes a booked entry back; what needed a second person needs one again.</summary>
    public Task<Outcome<Guid>> Reverse(string county, Actor actor, Guid entryId, string? why, CancellationToken ct) => Run(county, actor, async db =>
    {
        var entry = await db.Set<FundEntry>().SingleOrDefaultAsync(e => e.Id == entryId, ct);
        if (entry is null || await Find(db, actor, entry.FundId, ct, Ledger) is not { } fund) return NotFound;
        if (entry.State != FundEntryState.Booked || entry.ReversesId is not null || entry.ReversedBy is not null) return new Problem("benefits.fund.cannot-reverse", "", "只有已记账、没有冲销过的可以冲销。");
        if (await db.Set<FundEntry>().AnyAsync(e => e.ReversesId == entryId && e.State == FundEntryState.Pending, ct)) return new Problem("benefits.fund.reversal-open", "", "这笔已提出冲销，正等待另一人确认。");
        if (string.IsNullOrWhiteSpace(why) || why.Length > LongestText) return new Problem("benefits.fund.why", "Note", "请写明冲销的理由，最多 200 字。");
        if (entry.Kind is FundEntryKind.Received or FundEntryKind.Donated && entry.Goods is null && await Short(db, fund, entry.Amount, ct) is { } tooMuch) return tooMuch;
        var second = NeedsSecond(entry.Kind);
        var reversal = new FundEntry
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), FundId = fund.Id, Kind = entry.Kind, OnDate = calendar.Today, AmountFen = -entry.AmountFen, Party = entry.Party, Receiver = entry.Receiver, Goods = entry.Goods, Reference = entry.Reference,
            State = second ? FundEntryState.Pending : FundEntryState.Booked, EnteredByName = actor.Name, Note = why.Trim(), ReversesId = entry.Id,
        };
        if (!second) entry.ReversedBy = reversal.Id;
        fund.Entries++;
        db.Add(reversal);
        db.Trail.Record(actor, Ledger, "fund", fund.Id, why, new { reverses = entry.Kind.ToString(), entry.AmountFen, entry.Reference });
        await db.SaveChangesAsync(ct);
        return reversal.Id;
    }, ct);

    /// <summary>Money that leaves the fund needs a second person.</summary>
    public static bool NeedsSecond(FundEntryKind kind) => kind is FundEntryKind.Paid or FundEntryKind.Returned;

    private List<Problem> Check(EntryInput input, Fund fund, out FundEntryKind kind, out DateOnly day)
    {
        var problems = new List<Problem>();
        day = default;
        if (!Enum.TryParse(input.Kind, out kind) || !Enum.IsDefined(kind)) problems.Add(new("benefits.fund.kind", "Kind", "请选择收支类别。"));
        if (DateText.Read(new Cell(CellKind.Text, input.OnDate)) is { HasValue: true, Value.Day: { } read }) day = read;
        if (day > calendar.Today || day.Year != fund.Year) problems.Add(new("benefits.fund.day", "OnDate", $"请填写日期，在 {fund.Year} 年内，不晚于今天。"));
        if (string.IsNullOrWhiteSpace(input.Party) || input.Party.Length > LongestText) problems.Add(new("benefits.fund.party", "Party", "请填写对方：资金来自谁、给谁，捐赠的写捐赠人。"));
        if (kind == FundEntryKind.Donated && string.IsNullOrWhiteSpace(input.Receiver)) problems.Add(new("benefits.fund.receiver", "Receiver", "捐赠请写明由谁接收。"));
        if (input.Receiver.Length > LongestText || input.Goods.Length > LongestText) problems.Add(new("benefits.fund.long", "Goods", "接收方和物资各最多 200 字。"));
        if (string.IsNullOrWhiteSpace(input.Reference) || input.Reference.Length > 60) problems.Add(new("benefits.fund.reference", "Reference", "请填写凭证号，最多 60 个字符。"));
        return problems;
    }

    private static Money Amount(string text, string field, List<Problem> problems, bool zero)
    {
        var read = AmountText.Read(new Cell(CellKind.Text, text));
        if (read is { HasValue: true, Value: { Fen: var fen } amount } && (fen > 0 || (zero && fen == 0))) return amount;
        problems.Add(new("benefits.fund.amount", field, "请填写金额（元），例如 12000.00。"));
        return Money.Zero;
    }

    private static async Task<Problem?> Short(CountyDb db, Fund fund, Money wanted, CancellationToken ct)
    {
        var left = FundBalance.Of(await db.Set<FundEntry>().AsNoTracking().Where(e => e.FundId == fund.Id).ToListAsync(ct)).Left;
        return wanted > left ? new("benefits.fund.short", "Amount", $"基金现在只有 {left} 元，不够 {wanted} 元。请先登记到位资金。") : null;
    }

    private static async Task<Fund?> Find(CountyDb db, Actor actor, Guid id, CancellationToken ct, params IReadOnlyList<string> actions) =>
        Reaches(db.CountyCode, actor, actions) ? await db.Set<Fund>().SingleOrDefaultAsync(f => f.Id == id, ct) : null;

    private Task<Outcome<Guid>> Run(string county, Actor actor, Func<CountyDb, Task<Outcome<Guid>>> work, CancellationToken ct) => StoreRetry.Run(async () =>
    {
        await using var db = stores.Open(county);
        db.Trail.Actor = actor;
        return await work(db);
    }, 10, ct);

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
