using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Clearing;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Waivers;

/// <summary>What is entered to take up a programme. Values by item for what the source leaves blank: 50% or an amount in yuan.</summary>
internal sealed class AdoptItemsInput
{
    public string Programme { get; set => field = value ?? ""; } = "";
    public DateOnly? FromOn { get; set; }
    public DateOnly? UntilOn { get; set; }
    public string Document { get; set => field = value ?? ""; } = "";
    public Dictionary<string, string> Values { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>
/// Takes up the items of a programme for the county (采用减免项目): one proposes, another confirms. An item whose value is blank in the source and was not entered is left out: it stays locked.
/// </summary>
internal sealed class AdoptItems(CountyDb county, CountyStores stores, WaiverCatalogue catalogue, TimeProvider clock)
{
    public const string Propose = "benefits.pack-draft", Decide = "benefits.pack-adopt";

    /// <summary>Answers with the number of items proposed.</summary>
    public Task<Outcome<int>> Handle(Actor actor, AdoptItemsInput input, CancellationToken ct) => RefuseWhenMoved.Run<int>(stores, county.CountyCode, actor, async db =>
    {
        if (!Covers(actor, Propose)) return new Problem("benefits.waiver-item.not-allowed", "", "您的岗位不能为本县提出采用减免项目。");
        if (catalogue.Find(input.Programme) is not { } programme) return new Problem("benefits.waiver-item.no-programme", "", "没有这份减免项目，请从目录里选择。");
        var problems = Check(input, programme, out var items);
        if (problems.Count > 0) return problems;
        var same = await db.Set<CountyItem>().AsNoTracking().Where(i => i.Programme == programme.Id && i.State != ItemState.Refused && (i.State == ItemState.Proposed || i.FromOn == input.FromOn)).Select(i => i.Item).ToListAsync(ct);
        items = [.. items.Where(i => !same.Contains(i.Id))];
        if (items.Count == 0) return new Problem("benefits.waiver-item.nothing-new", "FromOn", "这一天没有新的项目可以采用：都已提出或采用，或者数值还空着。");
        db.AddRange(items.Select(i => new CountyItem
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Programme = programme.Id, Item = i.Id, Rule = CountyItem.Write(i), FromOn = input.FromOn!.Value, UntilOn = input.UntilOn, Document = input.Document.Trim(), ProposedByName = actor.Name,
        }));
        db.Trail.Record(actor, Propose, "waiver-items", null, detail: new { programme = programme.Id, from = input.FromOn, items = items.Select(i => i.Id) });
        await db.SaveChangesAsync(ct);
        return items.Count;
    }, ct);

    /// <summary>Confirms or sends back everything that is proposed of a programme; answers with the number of items.</summary>
    public Task<Outcome<int>> Close(Actor actor, string programme, bool agree, string? note, CancellationToken ct) => RefuseWhenMoved.Run<int>(stores, county.CountyCode, actor, async db =>
    {
        if (!Covers(actor, Decide)) return new Problem("benefits.waiver-item.not-allowed-to-decide", "", "您的岗位不能为本县确认采用减免项目。");
        if (!agree && string.IsNullOrWhiteSpace(note)) return new Problem("benefits.waiver-item.note", "Note", "请写明退回的理由。");
        var proposed = await db.Set<CountyItem>().Where(i => i.Programme == programme && i.State == ItemState.Proposed).ToListAsync(ct);
        if (proposed.Count == 0) return new Problem("benefits.waiver-item.gone", "", "没有待确认的项目，请刷新页面看现在的状态。");
        if (proposed.Exists(i => i.CreatedBy == actor.UserId)) return new Problem("benefits.waiver-item.own", "", "提出的人不能自己确认，请由另一位有权的人确认。");
        foreach (var item in proposed) (item.State, item.DecidedBy, item.DecidedByName, item.DecidedAt, item.Note) = (agree ? ItemState.Adopted : ItemState.Refused, actor.UserId, actor.Name, clock.GetUtcNow(), note?.Trim());
        db.Trail.Record(actor, Decide, "waiver-items", null, note, new { programme, agree, items = proposed.Select(i => i.Item) });
        await db.SaveChangesAsync(ct);
        return proposed.Count;
    }, ct);

    public bool Covers(Actor actor, string action) => actor.ScopeOf(action).Covers(RegionCode.Parse(county.CountyCode));

    private static List<Problem> Check(AdoptItemsInput input, WaiverProgramme programme, out List<WaiverItem> items)
    {
        var problems = new List<Problem>();
        items = [];
        if (input.FromOn is not { } from) problems.Add(new("benefits.waiver-item.from", "FromOn", "请填写从哪一天起采用。"));
        else if (programme.From > from) problems.Add(new("benefits.waiver-item.too-early", "FromOn", $"原文从 {programme.From:yyyy-MM-dd} 起，不能更早采用。"));
        if (input.UntilOn <= input.FromOn) problems.Add(new("benefits.waiver-item.until", "UntilOn", "失效日期应晚于起始日期；没有期限的不填。"));
        if (string.IsNullOrWhiteSpace(input.Document) || input.Document.Length > 200) problems.Add(new("benefits.waiver-item.document", "Document", "请填写本县文件的文号和名称，最多 200 字。"));
        foreach (var item in programme.Items)
            if (!item.Blank) items.Add(item);
            else if (input.Values.GetValueOrDefault(item.Id)?.Trim() is { Length: > 0 } typed && Entered(item, typed, problems) is { } filled) items.Add(filled);
        return problems;
    }

    /// <summary>The item with the value that the county's document gives; a percentage says so by its sign.</summary>
    private static WaiverItem? Entered(WaiverItem item, string typed, List<Problem> problems)
    {
        var unit = typed.EndsWith('%') ? ValueUnit.Rate : ValueUnit.Amount;
        var value = PackContext.Parse(typed, unit, m => problems.Add(new("benefits.waiver-item.value", $"Value-{item.Id}", $"“{item.Title}”的数值{m.What}比例写成 50%，金额写成 1234.50。")));
        return value is not { } read ? null : unit == ValueUnit.Rate ? item with { Percent = new Rate((int)read) } : item with { Amount = new Money(read) };
    }
}
