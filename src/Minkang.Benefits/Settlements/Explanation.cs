using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Minkang.Benefits.Bills;
using Minkang.Domain.Policies;

namespace Minkang.Benefits.Settlements;

/// <summary>A part of an amount and the rate it was paid at, for example <c>85%</c>.</summary>
public sealed record ExplainedPart(decimal Amount, string Rate);

/// <summary>One step as the explanation keeps it; amounts in yuan.</summary>
public sealed record ExplainedStep(
    string Id, string Kind, string Payer, string PayerName, string Title, bool Applied, decimal Base, decimal AboveLimit, decimal Deductible, decimal Covered,
    IReadOnlyList<ExplainedPart>? Parts, decimal ToppedUp, decimal AboveCap, decimal Paid, string Clause, string Text);

/// <summary>The person's part, split; amounts in yuan.</summary>
public sealed record ExplainedSelf(decimal Total, decimal OutOfCatalogue, decimal OverLimit, decimal PreSelfPaid, decimal Deductible, decimal AboveCap, decimal Share);

/// <summary>
/// A settlement told step by step (结算说明), in the form that docs/settle-format.md describes: what is stored with an entry, answered to machines, shown on
/// pages and printed on the slip is the same list.
/// </summary>
public sealed record Explanation(int Year, decimal Total, IReadOnlyList<ExplainedStep> Steps, ExplainedSelf Self, IReadOnlyDictionary<string, decimal> Before, IReadOnlyDictionary<string, decimal> After)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Text(PolicyPack pack, Settlement settlement)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteSettlements.Steps(json, pack, settlement);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static Explanation Of(PolicyPack pack, Settlement settlement) => Read(Text(pack, settlement));

    /// <exception cref="InvalidOperationException">The text is no explanation: the store was changed from outside.</exception>
    public static Explanation Read(string text) => JsonSerializer.Deserialize<Explanation>(text, Json) ?? throw new InvalidOperationException("A stored explanation is empty.");
}
