using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Minkang.Domain.Lists;
using Minkang.Platform.Catalog;
using Minkang.Platform.Lists;

namespace Minkang.Benefits.Packs;

/// <summary>The words that packs and bills may use: payers, kinds, levels, places, referrals, categories, fee items, disease lists and diseases.</summary>
internal sealed partial class PackVocabulary
{
    /// <summary>Levels by which policies tell institutions apart; the grades of the same code list are not among them.</summary>
    public static readonly IReadOnlyList<string> Levels = ["village", "township", "county", "city", "province"];

    private readonly FrozenDictionary<string, string> _diseases;

    private PackVocabulary(IReadOnlyDictionary<string, CodeList> codes, CodeList payers, FrozenDictionary<string, string> lists, FrozenDictionary<string, string> diseases)
    {
        (Payers, DiseaseLists, _diseases) = (payers, lists, diseases);
        Kinds = codes["encounter-kind"];
        FacilityLevels = codes["facility-level"];
        Places = codes["encounter-place"];
        Referrals = codes["referral"];
        Categories = codes["person-category"];
        Items = codes["fee-item"];
        Outcomes = codes["treatment-outcome"];
    }

    public CodeList Payers { get; }
    public CodeList Kinds { get; }
    public CodeList FacilityLevels { get; }
    public CodeList Places { get; }
    public CodeList Referrals { get; }
    public CodeList Categories { get; }
    public CodeList Items { get; }
    public CodeList Outcomes { get; }

    /// <summary>Titles of the disease lists by id.</summary>
    public FrozenDictionary<string, string> DiseaseLists { get; }

    /// <summary>Reads the code lists and the names of disease lists and diseases.</summary>
    /// <exception cref="InvalidOperationException">A code list is broken; the message names file, line, and what would be right.</exception>
    public static PackVocabulary From(CatalogFolder folder)
    {
        var codes = ListCatalog.Load(folder.Load("codes"), []);
        var payers = ListCatalog.Load([folder.LoadOne("policies/payers.yaml")], []);
        if (codes.Problems.Concat(payers.Problems).FirstOrDefault() is { } problem) throw new InvalidOperationException(problem.ToString());
        var lists = folder.Load("diseases/lists").Select(f => (Id: f.Root.OptionalText("id") ?? "", Name: f.Root.OptionalText("title") ?? ""));
        var diseases = folder.Load("diseases/conditions").SelectMany(f => f.Root.List("diseases")).Select(d => (Id: d.OptionalText("id") ?? "", Name: d.OptionalText("name") ?? ""));
        return new(codes.Codes, payers.Codes["payer"], Named(lists), Named(diseases));
    }

    /// <summary>True for a disease of the catalogue and for a category or code of ICD-10.</summary>
    public bool IsDisease(string text) => _diseases.ContainsKey(text) || Icd().IsMatch(text);

    public IReadOnlyCollection<string> Diseases => _diseases.Keys;

    /// <summary>How people call a disease list or a disease; an ICD-10 code stands for itself.</summary>
    public string NameOf(string code) => DiseaseLists.TryGetValue(code, out var list) ? $"《{list}》" : _diseases.GetValueOrDefault(code, code);

    private static FrozenDictionary<string, string> Named(IEnumerable<(string Id, string Name)> items) =>
        items.DistinctBy(i => i.Id, StringComparer.Ordinal).ToFrozenDictionary(i => i.Id, i => i.Name, StringComparer.Ordinal);

    [GeneratedRegex(@"^[A-Z]\d{2}(\.\d{1,3})?\w{0,3}$")] private static partial Regex Icd();
}
