using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Minkang.Registry.Lists;

internal static class RowNotes
{
    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Notes as they are stored; null when there are none.</summary>
    public static string? ToJson(IReadOnlyCollection<RowNote> notes) => notes.Count == 0 ? null : JsonSerializer.Serialize(notes, Options);

    /// <summary>Stored notes, read back.</summary>
    public static IReadOnlyList<RowNote> FromJson(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<RowNote>>(json, Options) ?? [];
}
