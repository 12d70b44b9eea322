using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Minkang.Domain.Linkage;
using Minkang.Platform.Catalog;
using Minkang.Registry.Compare;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Comparisons;

/// <summary>
/// The rules of a run (当时用的规则): the kinds of discrepancy with their parameters, and how persons are told apart. Kept with it as text, since the catalogue may change and
/// the run stays what it was. <paramref name="Diseases"/> is the kept file with the disease catalogue.
/// </summary>
internal sealed record RulesUsed(IReadOnlyList<CompareRule> Rules, LinkProfile Linkage, Guid? Diseases = null)
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter() } };

    /// <summary>As the catalogue has them now.</summary>
    public static RulesUsed Now()
    {
        var folder = CatalogFolder.Find();
        return new(CompareRules.From(folder).All, LinkProfiles.From(folder).Find(LinkProfiles.ChineseRegister));
    }

    public static RulesUsed Read(string text) => JsonSerializer.Deserialize<RulesUsed>(text, Options) ?? throw new InvalidOperationException("The rules of a run are empty.");

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
