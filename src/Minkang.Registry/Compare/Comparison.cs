using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;
using Minkang.Platform.Lists;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Compare;

/// <summary>A comparison of lists, done (比对结果): who each row speaks of, and every discrepancy. The same files give the same result.</summary>
internal sealed class Comparison
{
    /// <exception cref="InvalidOperationException">A rule names a disease list that is not there.</exception>
    public Comparison(LinkedRows rows, CompareRules rules, DiseaseCatalogue diseases)
    {
        (Rows, Rules) = (rows, rules);
        var listed = new ListedDiseases(diseases, rules.All);
        Discrepancies = [.. rules.All.SelectMany(rule => RuleBook.Find(rows, rule, listed))];
    }

    public LinkedRows Rows { get; }
    public CompareRules Rules { get; }

    /// <summary>In the order of the rules, then of the lists.</summary>
    public IReadOnlyList<Discrepancy> Discrepancies { get; }

    public static Outcome<Comparison> Of(IReadOnlyList<(string Name, byte[] Content)> files, CatalogFolder folder, ReadDiseases diseases)
    {
        var rules = CompareRules.From(folder);
        var profile = LinkProfiles.From(folder).Find(LinkProfiles.ChineseRegister);
        var lists = new ReadLists(ListCatalog.Load(folder)).Read([.. files.Select(f => new ListInput(f.Name, f.Content))]);
        return lists.Ok ? new Comparison(LinkPersons.In(lists.Value, profile), rules, diseases(folder)) : lists.Problems.ToArray();
    }
}
