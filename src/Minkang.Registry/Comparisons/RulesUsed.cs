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
/// The rules of a run (当时用的规则): the kinds of discrepancy and the way of telling who is who. Kept with it as text: the catalogue may change, the run stays what it was.
/// </summary>
internal sealed record RulesUsed(IReadOnlyList<CompareRule> All, LinkProfile Profile)
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter() } };

    public CompareRules Rules => CompareRules.Of(All);

    /// <exception cref="InvalidOperationException">A file of the catalogue is broken; the message names file, line, and what would be right.</exception>
    public static string Now(CatalogFolder folder) =>
        JsonSerializer.Serialize(new { CompareRules.From(folder).All, Profile = LinkProfiles.From(folder).Find(LinkProfiles.ChineseRegister) }, Options);

    public static RulesUsed Read(string text) => JsonSerializer.Deserialize<RulesUsed>(text, Options)!;

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
