using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Settlements;

/// <summary>A category with the record that proves it, as it was shown when the entry was made (资格凭据).</summary>
public sealed record Proof(string Category, DateOnly FromOn, string Source);

/// <summary>Bills and proofs as JSON in the store: amounts are whole fen.</summary>
internal static class BillJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new FenConverter() } };

    public static string Write(Bill bill) => JsonSerializer.Serialize(bill, Options);

    /// <exception cref="InvalidOperationException">The text is no bill: the store was changed from outside.</exception>
    public static Bill Read(string text) => JsonSerializer.Deserialize<Bill>(text, Options) ?? throw new InvalidOperationException("A stored bill is empty.");

    public static string Write(IEnumerable<HeldCategory> held) => JsonSerializer.Serialize(held.Select(h => new Proof(h.Category, h.FromOn, h.Source)), Options);

    public static IReadOnlyList<Proof> Proofs(string text) => JsonSerializer.Deserialize<List<Proof>>(text, Options) ?? [];

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidOperationException("A stored value is empty.");

    private sealed class FenConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Fen);
    }
}
