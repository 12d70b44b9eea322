using System.Text.RegularExpressions;
using Minkang.Domain.Diseases;
using Minkang.Platform.Catalog;

namespace Minkang.Illness.Diseases;

/// <summary>The disease catalogue (病种目录), the reader compiled from it, and everything that was refused while loading.</summary>
internal sealed record LoadedDiseases(DiseaseCatalogue Catalogue, DiseaseCellReader Reader, IReadOnlyList<CatalogProblem> Problems);

/// <summary>
/// Loads <c>catalog/diseases</c>. A file with a problem is refused whole and the others are used; what refers to something in a refused file is then
/// refused too, at its own line.
/// </summary>
internal sealed partial class LoadDiseases
{
    private readonly CatalogFile _classFile;
    private readonly CatalogFile _wordFile;
    private readonly CatalogFile _organFile;
    private readonly IReadOnlyList<CatalogFile> _diseaseFiles;
    private readonly IReadOnlyList<CatalogFile> _listFiles;
    private readonly List<DiseaseClass> _classes;
    private readonly List<(Disease Disease, YamlNodeReader Node)> _diseases;
    private readonly DiseaseVocabulary _words;

    private LoadDiseases(CatalogFolder folder)
    {
        _classFile = folder.LoadOne("diseases/classes.yaml");
        _wordFile = folder.LoadOne("diseases/words.yaml");
        _organFile = folder.LoadOne("diseases/organs.yaml");
        _diseaseFiles = folder.Load("diseases/conditions");
        _listFiles = folder.Load("diseases/lists");
        _classes = ReadDiseaseFiles.Classes(_classFile.Root);
        _words = ReadDiseaseFiles.Words(_wordFile.Root);
        _words = _words with { Organs = ReadDiseaseFiles.Organs(_organFile.Root, [.. _words.Lesions.Select(l => l.Id)]) };
        _diseases = [.. _diseaseFiles.SelectMany(f => ReadDiseaseFiles.Diseases(f.Root))];
    }

    public static LoadedDiseases From(CatalogFolder folder) => new LoadDiseases(folder).Load();

    private LoadedDiseases Load()
    {
        CatalogFile.RefuseDuplicateIds(_diseases.Select(d => (d.Node.File, d.Disease.Id, d.Node.LineOf("id"))));
        for (var before = -1; before != ProblemCount();)
        {
            before = ProblemCount();
            CheckReferences();
            CheckVocabulary();
            CheckWords();
        }

        var diseases = Sound().Select(d => d.Disease).ToList();
        var known = diseases.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        var lists = _listFiles.Select(f => (File: f, List: ReadDiseaseLists.Read(f.Root, known))).ToList();
        CatalogFile.RefuseDuplicateIds(lists.Select(l => (l.File, l.List.Id, l.File.Root.LineOf("id"))));

        var catalogue = new DiseaseCatalogue(SoundClasses(), diseases, lists.Where(l => l.File.Sound).Select(l => l.List), SoundWords());
        return new LoadedDiseases(catalogue, new DiseaseCellReader(catalogue), [.. Files().SelectMany(f => f.Problems)]);
    }

    private IEnumerable<CatalogFile> Files() => [_classFile, _wordFile, _organFile, .. _diseaseFiles, .. _listFiles];

    private int ProblemCount() => Files().Sum(f => f.Problems.Count);

    private List<(Disease Disease, YamlNodeReader Node)> Sound() => _diseases.FindAll(d => d.Node.File.Sound);

    private List<DiseaseClass> SoundClasses() => _classFile.Sound ? _classes : [];

    private DiseaseVocabulary SoundWords() =>
        !_wordFile.Sound ? DiseaseVocabulary.Empty
        : _organFile.Sound ? _words
        : _words with { Organs = [] };

    private void CheckReferences()
    {
        var sound = Sound();
        var parents = sound.ToDictionary(d => d.Disease.Id, d => d.Disease.KindOf, StringComparer.Ordinal);
        var classes = SoundClasses().Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        var qualifiers = _words.Qualifiers.Select(q => q.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (disease, node) in sound)
        {
            foreach (var code in disease.Classes.Where(c => !classes.Contains(c))) node.Report("classes", $"没有病种分类“{code}”。", YamlNodeReader.Suggest(code, classes));
            foreach (var id in disease.NotWhen.Concat(disease.CertainWhen).Concat(disease.AlsoWhen.Keys).Where(q => !qualifiers.Contains(q) && !Stage().IsMatch(q)))
                node.Report("not-when", $"没有限定词“{id}”。", YamlNodeReader.Suggest(id, qualifiers));
            foreach (var id in disease.AlsoWhen.Values.Where(a => !parents.ContainsKey(a))) node.Report("also-when", $"没有病种“{id}”。", YamlNodeReader.Suggest(id, parents.Keys));
            foreach (var id in disease.NotBeside.Where(b => !parents.ContainsKey(b))) node.Report("not-beside", $"没有病种“{id}”。", YamlNodeReader.Suggest(id, parents.Keys));
            if (disease.KindOf is { } wider && !parents.ContainsKey(wider)) node.Report("kind-of", $"没有病种“{wider}”。", YamlNodeReader.Suggest(wider, parents.Keys));
            else if (IsCircular(disease.Id, parents)) node.Report("kind-of", "上级病种绕成了圈。", "请沿“kind-of”逐级核对，改正其中一处。");
        }
    }

    private static bool IsCircular(string id, Dictionary<string, string?> parents)
    {
        var steps = 0;
        for (var up = parents[id]; up is not null && parents.TryGetValue(up, out var next); up = next)
            if (up == id || ++steps > parents.Count) return true;
        return false;
    }

    private void CheckVocabulary()
    {
        if (!_wordFile.Sound) return;
        var known = Sound().Select(d => d.Disease.Id).ToHashSet(StringComparer.Ordinal);
        var lesions = _words.Lesions.Select(l => l.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in _words.Lesions.SelectMany(l => new[] { l.Otherwise, l.Alone }).OfType<string>().Where(d => !known.Contains(d)))
            _wordFile.Root.Report("lesions", $"没有病种“{id}”。", YamlNodeReader.Suggest(id, known));
        foreach (var id in _words.Turns.Values.Where(t => !lesions.Contains(t)))
            _wordFile.Root.Report("turns", $"没有病变“{id}”。", YamlNodeReader.Suggest(id, lesions));
        if (!_organFile.Sound) return;
        foreach (var id in _words.Organs.SelectMany(o => o.Diseases.Values).Where(d => !known.Contains(d)))
            _organFile.Root.Report("organs", $"没有病种“{id}”。", YamlNodeReader.Suggest(id, known));
    }

    /// <summary>A word has one meaning; the second place that claims it is refused.</summary>
    private void CheckWords()
    {
        var sound = Sound();
        var nodes = sound.ToDictionary(d => d.Disease.Id, d => d.Node, StringComparer.Ordinal);
        var organs = _words.Organs.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (word, first, second) in DiseaseCellReader.Ambiguities(sound.Select(d => d.Disease), SoundWords()))
        {
            var (message, remedy) = ($"“{word}”已归“{first}”，又归“{second}”。", "一个词只能有一个意思，请删去其中一处。");
            if (nodes.TryGetValue(second, out var node)) node.Report("terms", message, remedy);
            else if (organs.Contains(second)) _organFile.Root.Report("organs", message, remedy);
            else _wordFile.Root.Report("fillers", message, remedy);
        }
    }

    [GeneratedRegex("^(stage|grade|type)-[0-9]$")] private static partial Regex Stage();
}
