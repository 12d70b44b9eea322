using System.Collections.Frozen;
using Minkang.Domain.Values;

namespace Minkang.Domain.Diseases;

/// <summary>A list that names fewer entries than its source states (R-CAT-06): to be shown until local documents complete it.</summary>
public sealed record OpenListWarning(string ListId, string Message);

/// <summary>
/// All diseases, classes and disease lists (病种目录), with the vocabulary of the doctors' cells. Ids are unique and every reference points to
/// something that is there: <see cref="ArgumentException"/> otherwise, since loading has refused such files before.
/// </summary>
public sealed class DiseaseCatalogue
{
    /// <summary>Id of what a text names that states no illness (无病): 无, 健康, 不详. It is read like a disease and is none.</summary>
    public const string NoIllness = "healthy";

    private readonly FrozenDictionary<string, Disease> _diseases;
    private readonly FrozenDictionary<string, DiseaseClass> _classes;
    private readonly FrozenDictionary<string, DiseaseList> _lists;

    public DiseaseCatalogue(IEnumerable<DiseaseClass> classes, IEnumerable<Disease> diseases, IEnumerable<DiseaseList> lists, DiseaseVocabulary vocabulary)
    {
        _classes = classes.ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);
        _diseases = diseases.ToFrozenDictionary(d => d.Id, StringComparer.Ordinal);
        _lists = lists.ToFrozenDictionary(l => l.Id, StringComparer.Ordinal);
        Vocabulary = vocabulary;
        foreach (var disease in _diseases.Values)
        {
            if (disease.KindOf is { } wider && !_diseases.ContainsKey(wider)) throw new ArgumentException($"{disease.Id}: no disease '{wider}'.", nameof(diseases));
            foreach (var code in disease.Classes)
                if (!_classes.ContainsKey(code)) throw new ArgumentException($"{disease.Id}: no class '{code}'.", nameof(diseases));
            foreach (var also in disease.AlsoWhen.Values)
                if (!_diseases.ContainsKey(also)) throw new ArgumentException($"{disease.Id}: no disease '{also}'.", nameof(diseases));
        }
        foreach (var list in _lists.Values)
            foreach (var entry in list.Entries)
                if (entry.Disease is { } id && !_diseases.ContainsKey(id)) throw new ArgumentException($"{list.Id}: no disease '{entry.Disease}'.", nameof(lists));
    }

    public IReadOnlyCollection<Disease> Diseases => _diseases.Values;
    public IReadOnlyCollection<DiseaseClass> Classes => _classes.Values;
    public IReadOnlyCollection<DiseaseList> Lists => _lists.Values;
    public DiseaseVocabulary Vocabulary { get; }

    /// <summary>The disease with the id, or null.</summary>
    public Disease? Find(string id) => _diseases.GetValueOrDefault(id);

    public DiseaseClass? FindClass(string code) => _classes.GetValueOrDefault(code);

    public DiseaseList? FindList(string id) => _lists.GetValueOrDefault(id);

    /// <summary>
    /// The lists in force in a place on a day, ordered by id. A list of an area applies to everything inside it; one whose place is only named is
    /// found by that name.
    /// </summary>
    public IReadOnlyList<DiseaseList> ListsIn(RegionCode place, DateOnly day, string? placeName = null) =>
        [.. _lists.Values.Where(l => l.IsValidOn(day) && (l.Place.Region is { } area ? place.IsIn(area) : l.Place.Name == placeName)).OrderBy(l => l.Id, StringComparer.Ordinal)];

    /// <summary>True when one disease is the other or, over any number of steps, a kind of it.</summary>
    public bool IsKindOf(string disease, string wider)
    {
        for (var current = Find(disease); current is not null; current = current.KindOf is { } up ? Find(up) : null)
            if (current.Id == wider) return true;
        return false;
    }

    /// <summary>
    /// The entry of a list that covers a disease at an age (R-CAT-05), or null. An entry without age bounds covers every age; one with bounds covers
    /// nobody whose age is not known.
    /// </summary>
    public DiseaseListEntry? Covering(DiseaseList list, string disease, int? age) =>
        list.Entries.FirstOrDefault(e => e.Disease is { } listed && IsKindOf(disease, listed) && (e.Age is not { } bounds || (age is { } years && bounds.Contains(years))));

    /// <summary>One warning per list that is still open, ordered by id.</summary>
    public IReadOnlyList<OpenListWarning> OpenLists() =>
        [.. _lists.Values.Where(l => l.IsOpen).OrderBy(l => l.Id, StringComparer.Ordinal).Select(l => new OpenListWarning(l.Id, Describe(l)))];

    private static string Describe(DiseaseList list)
    {
        if (list.CountMasked) return $"《{list.Title}》来源隐去了数目，目录中列出{list.NamedKinds}种，请按本地文件补全。";
        return (list.StatedClasses, list.StatedKinds) switch
        {
            ({ } classes, { } kinds) => $"《{list.Title}》来源载明{classes}类{kinds}种，目录中只列出{list.NamedClasses}类{list.NamedKinds}种，请按本地文件补全。",
            ({ } classes, null) => $"《{list.Title}》来源载明{classes}类，目录中只列出{list.NamedClasses}类，请按本地文件补全。",
            (null, var kinds) => $"《{list.Title}》来源载明{kinds}种，目录中只列出{list.NamedKinds}种，请按本地文件补全。",
        };
    }
}
