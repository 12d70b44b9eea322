using System.Text.Json;
using Minkang.Benefits.Packs;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Drafts;

/// <summary>
/// A pack that the county is working on (政策包草稿). It is kept whatever is wrong with it, so that nothing typed is lost; only adopting asks that it be sound. Every saved
/// version stays.
/// </summary>
internal sealed class PackDraft : Record, IAudited
{
    static string IAudited.SubjectKind => "draft";
    Guid IAudited.SubjectId => Id;

    /// <summary>What the office calls it.</summary>
    public string Name { get; set; } = "";
    /// <summary>Id of the pack it was made from.</summary>
    public string BaseId { get; init; } = "";
    /// <summary>That pack's text at the time, to compare with.</summary>
    public string BaseText { get; init; } = "";
    /// <summary>Files that it extends, by id, as JSON; <c>{}</c> for none.</summary>
    public string Extended { get; set; } = "{}";
    public string Text { get; set; } = "";
    /// <summary>Number of the latest version, from 1.</summary>
    public int Number { get; set; }
    public string SavedByName { get; set; } = "";
    /// <summary>When it was put away; null while it is worked on.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public PackText Texts => new("草稿", Text, JsonSerializer.Deserialize<Dictionary<string, string>>(Extended)!);
}

/// <summary>A saved version of a draft (草稿版本).</summary>
internal sealed class DraftVersion : Record
{
    public Guid DraftId { get; init; }
    public int Number { get; init; }
    public string Text { get; init; } = "";
    public string SavedByName { get; init; } = "";
    /// <summary>How many things were wrong with it when it was saved.</summary>
    public int Problems { get; init; }
}
