using System.Text.Json;

namespace Minkang.Platform.Lists;

/// <summary>
/// Which column means what, as a person confirmed it (列对应关系). Kept per department and set of headings, and used again when a list with the
/// same headings comes from there. <paramref name="Columns"/> maps a field to its column (from 0).
/// </summary>
/// <param name="Profile">Id of the import profile.</param>
/// <param name="Sheet">Id of the sheet profile.</param>
/// <param name="HeadingKey">The headings to which the mapping belongs, as <see cref="SheetMatch.HeadingKey"/> gives them; empty for a list without headings.</param>
/// <param name="Columns">Field → column, from 0.</param>
/// <param name="WithoutHeading">True when the list has no heading row and the columns were confirmed by position.</param>
public sealed record ColumnMapping(string Profile, string Sheet, string HeadingKey, IReadOnlyDictionary<string, int> Columns, bool WithoutHeading = false)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Null when the text is no mapping.</summary>
    public static ColumnMapping? FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ColumnMapping>(json) is { Profile: not null, Sheet: not null, HeadingKey: not null, Columns: not null } mapping ? mapping : null;
        }
        catch (JsonException)
        {
            return null; // a mapping kept by an older version is simply asked for again
        }
    }
}
