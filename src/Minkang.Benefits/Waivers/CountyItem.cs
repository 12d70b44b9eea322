using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Waivers;

/// <summary>Where an item that a county takes up stands (采用状态).</summary>
internal enum ItemState
{
    /// <summary>已提出，待第二人确认</summary>
    Proposed,
    /// <summary>已采用</summary>
    Adopted,
    /// <summary>已退回</summary>
    Refused,
}

/// <summary>
/// An item as a county has taken it up from a day (采用的减免项目). The rule is kept as it was then, with what the county entered for a blank, so that a later catalogue changes nothing that was used.
/// Of two adoptions of one item the later day counts.
/// </summary>
internal sealed class CountyItem : Record
{
    public string Programme { get; init; } = "";
    public string Item { get; init; } = "";
    /// <summary>The item as JSON.</summary>
    public string Rule { get; init; } = "{}";
    public DateOnly FromOn { get; init; }
    /// <summary>First day on which it no longer holds; null for open.</summary>
    public DateOnly? UntilOn { get; init; }
    /// <summary>Number and title of the county's document.</summary>
    public string Document { get; init; } = "";
    public ItemState State { get; set; }
    public string ProposedByName { get; init; } = "";
    public Guid? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? Note { get; set; }

    public static string Write(WaiverItem item) => JsonSerializer.Serialize(item);

    public WaiverItem Read() => JsonSerializer.Deserialize<WaiverItem>(Rule)!;
}

/// <summary>What a county grants on a day (某日有效的减免项目).</summary>
internal static class ItemsInForce
{
    public static async Task<IReadOnlyList<CountyItem>> On(CountyDb db, DateOnly day, CancellationToken ct)
    {
        var adopted = await db.Set<CountyItem>().AsNoTracking().Where(i => i.State == ItemState.Adopted && i.FromOn <= day).ToListAsync(ct);
        return [.. adopted.GroupBy(i => (i.Programme, i.Item)).Select(g => g.MaxBy(i => i.FromOn)!).Where(i => i.UntilOn is null || i.UntilOn > day).OrderBy(i => i.Programme, StringComparer.Ordinal).ThenBy(i => i.Item, StringComparer.Ordinal)];
    }
}
