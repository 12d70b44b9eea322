using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Minkang.Registry.Compare;

namespace Minkang.Registry.Comparisons;

/// <summary>The rules of a run as text (当时用的规则), kept with it: the catalogue may change, the run stays what it was.</summary>
internal static class RulesUsed
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter() } };

    public static string Write(CompareRules rules) => JsonSerializer.Serialize(rules.All, Options);

    public static CompareRules Read(string text) => CompareRules.Of(JsonSerializer.Deserialize<List<CompareRule>>(text, Options) ?? []);

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
