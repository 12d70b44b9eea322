using Minkang.Samples.People;

namespace Minkang.Samples.Dirt;

internal sealed partial class Clerk
{
    private static readonly string[] Joiners = ["；", "，", ",", ";", "/", "+", " ", "伴", "合并", "\n", ""];

    /// <summary>Free text of the diseases in one cell. The classes behind it, and those that near-misses resemble, go to the row's labels.</summary>
    public string Diseases(IReadOnlyList<Illness> illnesses, string column)
    {
        var shown = illnesses;
        if (illnesses.Count > 0 && Has("content-illness-differs", column)) shown = Otherwise(illnesses);
        var words = new List<string>(shown.Count);
        foreach (var illness in shown)
        {
            words.Add(Word(illness.Disease, column));
            Row.Classes.AddRange(illness.Disease.Classes.Split(';', StringSplitOptions.RemoveEmptyEntries).Except(Row.Classes));
            if (illness.Disease.NearTo.Length > 0) Note("disease-near-miss", column);
            Row.NearTo.AddRange(illness.Disease.NearTo.Split(';', StringSplitOptions.RemoveEmptyEntries).Except(Row.NearTo));
        }
        return words.Count > 1 && Draw("join", column, _ => true) is not null ? JoinedOddly(words) : string.Join('、', words);
    }

    private List<Illness> Otherwise(IReadOnlyList<Illness> illnesses)
    {
        if (illnesses.Count > 1) return [.. illnesses.Skip(1)];
        var fitting = IllnessMaker.All.Where(d => d.NearTo.Length == 0 && d.Fits(Row.Person.Sex, Row.Person.AgeOn(options.ListedOn)) && d.Formal != illnesses[0].Disease.Formal).ToList();
        return fitting.Count == 0 ? [.. illnesses] : [illnesses[0] with { Disease = _dice.Of(fitting) }];
    }

    private string Word(Disease disease, string column) =>
        Draw("disease", column, k => k == "disease-informal" ? disease.Words.Count > 0 : disease.Vague.Count > 0) switch
        {
            null => disease.Formal,
            "disease-informal" => _dice.Of(disease.Words),
            _ => _dice.Of(disease.Vague),
        };

    private string JoinedOddly(List<string> words) => _dice.Between(0, 5) switch
    {
        0 => string.Concat(words.Select((w, i) => $"{i + 1}、{w}")),
        1 => string.Concat(words.Select((w, i) => $"{i + 1}.{w}；")),
        2 => string.Concat(words.Select((w, i) => $"{(char)('①' + i)}{w}")),
        _ => string.Join(_dice.Of(Joiners), words),
    };
}
