using Minkang.Domain.Diseases;
using Minkang.Platform.Catalog;

namespace Minkang.Illness.Diseases;

/// <summary>Turns the catalogue files of classes, diseases and words into domain values. What is wrong is reported to the file; see <see cref="LoadDiseases"/>.</summary>
internal static class ReadDiseaseFiles
{
    private static readonly Dictionary<string, QualifierEffect> Effects = new(StringComparer.Ordinal)
    {
        ["doubt"] = QualifierEffect.Doubt, ["refute"] = QualifierEffect.Refute, ["refute-all"] = QualifierEffect.RefuteAll,
        ["child"] = QualifierEffect.Child, ["adult"] = QualifierEffect.Adult,
    };

    public static List<DiseaseClass> Classes(YamlNodeReader root)
    {
        root.Text("source");
        var classes = root.List("classes").Select(node =>
        {
            var read = new DiseaseClass(node.Text("code"), node.Text("name"), node.Texts("icd"), Age(node), node.OptionalText("note"));
            node.Texts("insurance-codes");
            node.OptionalText("mark");
            node.RefuseUnknownKeys();
            return read;
        }).ToList();
        root.RefuseUnknownKeys();
        return classes;
    }

    public static List<(Disease Disease, YamlNodeReader Node)> Diseases(YamlNodeReader root)
    {
        root.Text("source");
        var diseases = root.List("diseases").Select(node => (Disease(node), node)).ToList();
        root.RefuseUnknownKeys();
        return diseases;
    }

    private static Disease Disease(YamlNodeReader node)
    {
        var also = node.OptionalMap("also-when");
        var disease = new Disease
        {
            Id = node.Text("id"),
            Name = node.Text("name"),
            KindOf = node.OptionalText("kind-of"),
            IcdCategories = node.Texts("icd"),
            Classes = node.Texts("classes"),
            Terms = [.. node.Texts("terms").Select(t => new DiseaseTerm(t, Presumed: false)), .. node.Texts("presumed").Select(t => new DiseaseTerm(t, Presumed: true))],
            NotWhen = [.. node.Texts("not-when")],
            NotBeside = [.. node.Texts("not-beside")],
            CertainWhen = [.. node.Texts("certain-when")],
            AlsoWhen = also?.Keys.ToDictionary(k => k, also.Text, StringComparer.Ordinal) ?? [],
            CountsWithoutAge = node.Flag("counts-without-age"),
        };
        node.RefuseUnknownKeys();
        return disease;
    }

    public static List<Organ> Organs(YamlNodeReader root, IReadOnlyCollection<string> lesions)
    {
        root.Text("source");
        var organs = root.List("organs").Select(node =>
        {
            var own = lesions.Where(node.Has).ToDictionary(l => l, node.Text, StringComparer.Ordinal);
            var organ = new Organ(node.Text("id"), node.Text("name"), node.Texts("words"), own);
            node.RefuseUnknownKeys([.. lesions]);
            return organ;
        }).ToList();
        root.RefuseUnknownKeys();
        return organs;
    }

    public static DiseaseVocabulary Words(YamlNodeReader root)
    {
        root.Text("source");
        var turns = root.OptionalMap("turns");
        var vocabulary = new DiseaseVocabulary(
            [.. root.List("qualifiers").Select(Qualifier)],
            [.. root.List("lesions").Select(Lesion)],
            [],
            turns?.Keys.ToDictionary(k => k, turns.Text, StringComparer.Ordinal) ?? [],
            root.Texts("fillers"),
            root.Texts("joiners"),
            Variants(root));
        root.RefuseUnknownKeys();
        return vocabulary;
    }

    private static DiseaseQualifier Qualifier(YamlNodeReader node)
    {
        var effect = node.OptionalChoice("effect", Effects) ?? QualifierEffect.None;
        var qualifier = new DiseaseQualifier(node.Text("id"), node.Text("name"), effect, node.Texts("before"), node.Texts("after"), node.Texts("cancels"));
        node.RefuseUnknownKeys();
        return qualifier;
    }

    private static Lesion Lesion(YamlNodeReader node)
    {
        var lesion = new Lesion(node.Text("id"), node.Texts("words"), node.Text("otherwise"), node.OptionalText("alone"), node.Flag("doubtful"), node.Flag("turnable"));
        node.RefuseUnknownKeys();
        return lesion;
    }

    private static Dictionary<char, char> Variants(YamlNodeReader root)
    {
        var variants = new Dictionary<char, char>();
        foreach (var (pair, line) in root.TextsWithLines("variants"))
            if (pair.Length != 2) root.File.Add(line, $"“variants”的“{pair}”不是两个字。", "请写成两个字，前一个按后一个来读，例如“壓压”。");
            else if (!variants.TryAdd(pair[0], pair[1])) root.File.Add(line, $"“variants”中“{pair[0]}”写了两次。", "请删去其中一处。");
        return variants;
    }

    /// <summary>Age bounds <c>age: { from: 0, through: 14 }</c>, both inclusive.</summary>
    public static AgeBounds? Age(YamlNodeReader node)
    {
        if (node.OptionalMap("age") is not { } age) return null;
        var bounds = new AgeBounds(age.OptionalNumber("from"), age.OptionalNumber("through"));
        if (bounds is { From: null, Through: null } || bounds.From > bounds.Through)
            age.File.Add(age.Line, "年龄范围写得不对。", "请写“age: { from: 下限, through: 上限 }”，至少写一端，上限不小于下限，两端都计入。");
        age.RefuseUnknownKeys();
        return bounds;
    }
}
