using Minkang.Domain.Diseases;

namespace Minkang.Registry.Compare;

/// <summary>Which diseases of a list the cells of patients name (目录病种), read once for every text and age.</summary>
internal sealed class ListedDiseases
{
    private readonly DiseaseCatalogue _catalogue;
    private readonly DiseaseCellReader _reader;
    private readonly Dictionary<(string Text, int? Age), IReadOnlyList<string>> _read = [];

    /// <exception cref="InvalidOperationException">A rule names a list that the catalogue does not have.</exception>
    public ListedDiseases(DiseaseCatalogue catalogue, IEnumerable<CompareRule> rules)
    {
        (_catalogue, _reader) = (catalogue, new DiseaseCellReader(catalogue));
        foreach (var rule in rules)
            foreach (var id in rule.Parameters.Lists.Concat(rule.Parameters.Former))
                if (catalogue.FindList(id) is null) throw new InvalidOperationException($"compare/{rule.Code}：没有病种目录“{id}”。请改成 diseases/lists 里有的编号。");
    }

    /// <summary>Ids of the diseases that the row states and one of the lists covers at the person's age. What a doctor must first confirm, or the text denies, does not count.</summary>
    public IEnumerable<string> Of(ComparedRow row, IReadOnlyList<string> lists)
    {
        var age = AgeOf(row);
        return Read(row.Text("diseases"), age).Where(d => lists.Any(l => _catalogue.Covering(_catalogue.FindList(l)!, d, age) is not null));
    }

    /// <summary>True when what the row states is the disease, a kind of it, or what it is a kind of; also when the row states no disease that is known.</summary>
    public bool MayMean(ComparedRow row, string disease) =>
        Read(row.Text("diseases"), AgeOf(row)) is var stated && (stated.Count == 0 || stated.Any(d => _catalogue.IsKindOf(d, disease) || _catalogue.IsKindOf(disease, d)));

    public string NameOf(string disease) => _catalogue.Find(disease)!.Name;

    private IReadOnlyList<string> Read(string text, int? age)
    {
        if (_read.TryGetValue((text, age), out var known)) return known;
        var mentions = _reader.Read(text, age).Mentions.Where(m => m is { Disease: not null, Refuted: false, Certainty: MentionCertainty.Certain or MentionCertainty.Presumed });
        return _read[(text, age)] = [.. mentions.Select(m => m.Disease!.Id).Where(id => id != DiseaseCatalogue.NoIllness).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The stated age goes first, since a child may stand under a relative's number.</summary>
    private static int? AgeOf(ComparedRow row)
    {
        if (row.Integer("age") is { } stated) return stated;
        var birth = row.ValidId?.BirthDate ?? row.Person.Rows.Select(r => r.ValidId?.BirthDate).FirstOrDefault(b => b is not null);
        return birth is { } born && row.List.Day is { } day ? AgeBounds.AgeOn(born, day) : null;
    }
}
