using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Minkang.Benefits.Bills;
using Minkang.Domain.Policies;

namespace Minkang.Benefits.Contracts;

/// <summary>A part of an amount, in yuan, and the rate it was paid at (分段), for example <c>85%</c>.</summary>
public sealed record ExplainedPart(decimal Amount, string Rate);

/// <summary>One step as the explanation keeps it (结算步骤): base, what was taken off, at which rates, what it paid, the clause and the step told in Chinese. Amounts in yuan; a step whose conditions did not hold has <paramref name="Applied"/> false and no amounts.</summary>
public sealed record ExplainedStep(
    string Id, string Kind, string Payer, string PayerName, string Title, bool Applied, decimal Base, decimal AboveLimit, decimal Deductible, decimal Covered,
    IReadOnlyList<ExplainedPart>? Parts, decimal ToppedUp, decimal AboveCap, decimal Paid, string Clause, string Text);

/// <summary>The person's part, split (个人负担构成); amounts in yuan.</summary>
public sealed record ExplainedSelf(decimal Total, decimal OutOfCatalogue, decimal OverLimit, decimal PreSelfPaid, decimal Deductible, decimal AboveCap, decimal Share);

/// <summary>
/// A settlement told step by step (结算说明), in the form that docs/settle-format.md describes: what is stored with an entry, answered to machines, shown on
/// pages and printed on the slip is the same list.
/// </summary>
public sealed record Explanation(int Year, decimal Total, IReadOnlyList<ExplainedStep> Steps, ExplainedSelf Self, IReadOnlyDictionary<string, decimal> Before, IReadOnlyDictionary<string, decimal> After)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Every layer and limit that applied, and the waivers that waived something: a pack may list many waivers that a bill has nothing of.</summary>
    [JsonIgnore] public IEnumerable<ExplainedStep> Shown => Steps.Where(s => s.Applied && (s.Kind != "waiver" || s.Paid != 0));

    /// <summary>The explanation as it is stored.</summary>
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

    /// <summary>The explanation of a settlement by the pack that it was made with.</summary>
    public static Explanation Of(PolicyPack pack, Settlement settlement) => Read(Text(pack, settlement));

    /// <summary>Reads a stored explanation.</summary>
    /// <exception cref="InvalidOperationException">The text is no explanation: the store was changed from outside.</exception>
    public static Explanation Read(string text) => JsonSerializer.Deserialize<Explanation>(text, Json) ?? throw new InvalidOperationException("A stored explanation is empty.");
}
