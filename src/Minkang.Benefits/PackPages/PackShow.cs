using Microsoft.Extensions.Localization;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Packs;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Ui;

namespace Minkang.Benefits.PackPages;

/// <summary>How packs and adoptions read on pages.</summary>
internal static class PackShow
{
    public static string Valid(PolicyPack pack, IStringLocalizer<Texts> L) => pack.Valid.From == DateOnly.MinValue
        ? L["来源没有写明年份"].Value : Period(pack.Valid, L);

    /// <summary>A period with its last day; nothing for one without ends.</summary>
    public static string Period(Period period, IStringLocalizer<Texts> L) => (period.From == DateOnly.MinValue, period.Until) switch
    {
        (true, null) => "",
        (true, { } until) => L["到 {0}", Show.Day(until.AddDays(-1))!],
        (false, null) => L["{0} 起", Show.Day(period.From)!],
        (false, { } until) => until == period.From ? L["没有适用过"].Value : $"{Show.Day(period.From)} – {Show.Day(until.AddDays(-1))}",
    };

    public static string Part(SheetPart part, IStringLocalizer<Texts> L) => part.Payer.Length == 0
        ? L["适用：{0}", part.Applies].Value : L["由{0}支付 · 适用：{1}", part.Payer, part.Applies].Value;

    public static string Line(PolicyPack pack, string id, IStringLocalizer<Texts> L) => id == "self"
        ? L["个人负担"].Value
        : pack.Layers.FirstOrDefault(l => l.Id == id)?.Title ?? pack.Limits.FirstOrDefault(l => l.Id == id)?.Title ?? pack.Waivers.FirstOrDefault(w => w.Id == id)?.Title ?? id;

    /// <summary>How the settlement tells the line, or why there is none.</summary>
    public static string Sentence(RanBill bill, string id) => !bill.Outcome.Ok ? bill.Outcome.Problems[0].Message
        : bill.Outcome.Value.Lines.FirstOrDefault(l => l.Id == id) is { } line ? $"{line.Sentence}{line.Clause}" : "";

    public static (StatusKind Kind, string Text) State(PackAdoption adoption, DateOnly today, IStringLocalizer<Texts> L) => adoption.State switch
    {
        AdoptionState.Proposed => (StatusKind.Urgent, L["待第二人确认"].Value),
        AdoptionState.Refused => (StatusKind.Returned, L["已退回"].Value),
        AdoptionState.Withdrawn => (StatusKind.Normal, L["已撤回"].Value),
        _ when adoption.Holds.Contains(today) => (StatusKind.Done, L["现行"].Value),
        _ when adoption.FromOn > today => (StatusKind.Normal, L["尚未开始"].Value),
        _ => (StatusKind.Normal, L["已结束"].Value),
    };

    public static StatusKind Colour(PackState state) => state switch { PackState.Adoptable => StatusKind.Done, PackState.Draft => StatusKind.Urgent, _ => StatusKind.Overdue };
}
