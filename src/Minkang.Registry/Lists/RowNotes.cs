using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Minkang.Registry.Lists;

internal static class RowNotes
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Notes as they are stored; null when there are none.</summary>
    public static string? ToJson(IReadOnlyCollection<RowNote> notes) => notes.Count == 0 ? null : JsonSerializer.Serialize(notes, Json);

    /// <summary>Stored notes, read back.</summary>
    public static IReadOnlyList<RowNote> FromJson(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<RowNote>>(json, Json) ?? [];
}
