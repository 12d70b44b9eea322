using Minkang.Domain.Lists;
using Minkang.Domain.Policies;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>Reads <c>when:</c> conditions and says them in Chinese.</summary>
internal sealed class ReadConditions(PackContext context)
{
    private PackVocabulary Words => context.Words;

    /// <summary>The condition under a key; always when the key is missing. <paramref name="layer"/> is the position of the layer that may ask for earlier ones, or null.</summary>
    public Condition Read(YamlNodeReader node, string key, int? layer)
    {
        if (node.OptionalMap(key) is not { } when) return Condition.Always;
        return ReadMap(when, layer);
    }

    private Condition ReadMap(YamlNodeReader when, int? layer)
    {
        var tests = new List<ConditionTest>();
        Codes(when, "kind", CodeFact.Kind, Words.Kinds, "就诊类别", tests);
        Levels(when, tests);
        Codes(when, "place", CodeFact.Place, Words.Places, "就医地", tests);
        Codes(when, "referral", CodeFact.Referral, Words.Referrals, "转诊情况", tests);
        Categories(when, tests);
        Names(when, "lists", SetFact.Lists, Words.DiseaseLists.ContainsKey, Words.DiseaseLists.Keys, "病种目录", tests);
        Names(when, "diseases", SetFact.Diseases, Words.IsDisease, Words.Diseases, "病种", tests);
        Age(when, tests);
        Flag(when, "designated", FlagFact.Designated, "定点医疗机构", "非定点医疗机构", tests);
        Flag(when, "enrolled", FlagFact.Enrolled, "已参保", "未参保", tests);
        After(when, layer, tests);
        if (when.OptionalMap("not") is { } not)
        {
            var other = ReadMap(not, null);
            if (other.Tests.Count == 0) when.Report("not", "“not”里没有条件。", "请写要排除的情况，或删去“not”。");
            else tests.Add(new NotTest(other, $"不是{other.Text}"));
        }
        when.RefuseUnknownKeys();
        return new(tests);
    }

    private static IEnumerable<string> OneOrMany(YamlNodeReader node, string key) => node.IsList(key) ? node.Texts(key) : node.OptionalText(key) is { Length: > 0 } one ? [one] : [];

    private void Codes(YamlNodeReader when, string key, CodeFact fact, CodeList list, string what, List<ConditionTest> tests)
    {
        var entries = OneOrMany(when, key).Select(t => context.Code(when, key, t, list, what)).OfType<CodeEntry>().ToList();
        if (entries.Count > 0) tests.Add(new CodeTest(fact, [.. entries.Select(e => e.Code)], string.Join("或", entries.Select(e => e.Name))));
        else Empty(when, key);
    }

    private void Levels(YamlNodeReader when, List<ConditionTest> tests)
    {
        var levels = OneOrMany(when, "level").ToList();
        foreach (var level in levels.Where(l => !PackVocabulary.Levels.Contains(l))) when.Report("level", $"没有机构层级“{level}”。", YamlNodeReader.Suggest(level, PackVocabulary.Levels));
        if (levels.Count > 0) tests.Add(LevelTest(levels));
        else Empty(when, "level");
    }

    private CodeTest LevelTest(IReadOnlyList<string> levels) => new(CodeFact.Level, levels, string.Join("或", levels.Select(l => Words.FacilityLevels.Find(l)?.Name ?? l)));

    private void Categories(YamlNodeReader when, List<ConditionTest> tests)
    {
        var entries = OneOrMany(when, "categories").Select(t => context.Code(when, "categories", t, Words.Categories, "人员类别")).OfType<CodeEntry>().ToList();
        if (entries.Count > 0) tests.Add(CategoryTest(entries));
        else Empty(when, "categories");
    }

    private static SetTest CategoryTest(IReadOnlyList<CodeEntry> entries) => new(SetFact.Categories, [.. entries.Select(e => e.Code)], string.Join("或", entries.Select(e => e.Name)));

    private void Names(YamlNodeReader when, string key, SetFact fact, Func<string, bool> known, IReadOnlyCollection<string> all, string what, List<ConditionTest> tests)
    {
        var names = OneOrMany(when, key).ToList();
        foreach (var name in names.Where(n => !known(n))) when.Report(key, $"没有{what}“{name}”。", YamlNodeReader.Suggest(name, all));
        if (names.Count > 0) tests.Add(new SetTest(fact, names, $"{what}{string.Join("或", names.Select(Words.NameOf))}"));
        else Empty(when, key);
    }

    private static void Empty(YamlNodeReader when, string key)
    {
        if (when.Mentions(key) && !when.IsMap(key)) when.Report(key, $"“{key}”里什么也没有写。", $"请写至少一个值，或删去“{key}”。");
    }

    private static void Age(YamlNodeReader when, List<ConditionTest> tests)
    {
        if (when.OptionalMap("age") is not { } age) return;
        var (from, until) = (age.OptionalNumber("from"), age.OptionalNumber("until"));
        if (from is null && until is null || from < 0 || from >= until) age.File.Add(age.Line, "年龄范围写得不对。", "请写“age: { from: 下限, until: 上限 }”，上限当岁不计入，且大于下限。");
        else tests.Add(new AgeTest(from ?? 0, until, until is { } end ? $"{from ?? 0} 岁以上不满 {end} 岁" : $"{from} 岁以上"));
        age.RefuseUnknownKeys();
    }

    private static void Flag(YamlNodeReader when, string key, FlagFact fact, string yes, string no, List<ConditionTest> tests)
    {
        if (!when.Has(key)) return;
        var wanted = when.Flag(key);
        tests.Add(new FlagTest(fact, wanted, wanted ? yes : no));
    }

    private void After(YamlNodeReader when, int? layer, List<ConditionTest> tests)
    {
        if (when.OptionalMap("after") is not { } after) return;
        var id = after.Text("layer");
        var (paid, reached) = (after.Has("paid"), after.Has("reached"));
        var wanted = paid ? after.Flag("paid") : after.Flag("reached");
        after.RefuseUnknownKeys();
        if (paid == reached) after.File.Add(after.Line, "“after”要写“paid”或“reached”其中一个。", "“paid: true”指那一层有支付，“reached: true”指超过了那一层的起付线。");
        else if (layer is not { } at) after.File.Add(after.Line, "这里不能用“after”。", "“after”只写在一层的“when”里。");
        else if (Earlier(after, "layer", id, at) is { } position)
            tests.Add(new AfterTest(position, reached, wanted, $"“{id}”层{(reached ? "超过起付线" : "有支付")}{(wanted ? "" : "的除外")}"));
    }

    /// <summary>The position of a layer that must stand before another; null, and a problem, when it does not.</summary>
    public int? Earlier(YamlNodeReader node, string key, string id, int layer)
    {
        var at = context.Layers.ToList().IndexOf(id);
        if (at >= 0 && at < layer) return at;
        if (at < 0) node.Report(key, $"没有支付层“{id}”。", YamlNodeReader.Suggest(id, context.Layers.Take(layer)));
        else node.Report(key, $"“{id}”不在这一层之前。", "只能引用排在前面的支付层，请调整次序。");
        return null;
    }

    /// <summary>The condition that one key of a <c>by:</c> table stands for.</summary>
    public Condition? One(YamlNodeReader node, string by, string code) => by switch
    {
        "by" or "by-level" when PackVocabulary.Levels.Contains(code) => new([LevelTest([code])]),
        "by" or "by-level" => Unknown(node, code, "机构层级", PackVocabulary.Levels),
        "by-category" => context.Code(node, code, code, Words.Categories, "人员类别") is { } e ? new([CategoryTest([e])]) : null,
        "by-place" => context.Code(node, code, code, Words.Places, "就医地") is { } e ? new([new CodeTest(CodeFact.Place, [e.Code], e.Name)]) : null,
        _ => context.Code(node, code, code, Words.Kinds, "就诊类别") is { } e ? new([new CodeTest(CodeFact.Kind, [e.Code], e.Name)]) : null,
    };

    private static Condition? Unknown(YamlNodeReader node, string code, string what, IEnumerable<string> known)
    {
        node.Report(code, $"没有{what}“{code}”。", YamlNodeReader.Suggest(code, known));
        return null;
    }
}
