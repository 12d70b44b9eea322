using Minkang.Platform.Catalog;

namespace Minkang.Registry.Compare;

/// <summary>The kinds of discrepancy of <c>catalog/compare</c> (差异规则目录).</summary>
internal sealed class CompareRules
{
    private const string Folder = "compare";
    private static readonly Dictionary<string, RuleScope> Scopes = Named<RuleScope>();
    private static readonly Dictionary<string, RuleGravity> Gravities = Named<RuleGravity>();
    private static readonly Dictionary<string, string> Owners = new(StringComparer.Ordinal)
    {
        ["poverty-office"] = "扶贫办", ["health"] = "卫健局", ["insurer"] = "医保局", ["civil-affairs"] = "民政局", ["disabled-federation"] = "残联", ["police"] = "公安局", ["list-sender"] = "报送单位",
    };

    private CompareRules(IReadOnlyList<CompareRule> all, IReadOnlyList<CatalogProblem> problems) => (All, Problems) = (all, problems);

    /// <summary>In the order of scope, then as the files list them.</summary>
    public IReadOnlyList<CompareRule> All { get; }

    public IReadOnlyList<CatalogProblem> Problems { get; }

    /// <summary>The rules of an earlier comparison, as they were.</summary>
    public static CompareRules Of(IReadOnlyList<CompareRule> rules) => new(rules, []);

    /// <exception cref="InvalidOperationException">A file is broken; the message names file, line, and what would be right.</exception>
    public static CompareRules From(CatalogFolder folder)
    {
        var read = Read(folder.Load(Folder));
        return read.Problems.Count == 0 ? read : throw new InvalidOperationException(read.Problems[0].ToString());
    }

    /// <summary>Reads all files; what is wrong stands in <see cref="Problems"/>.</summary>
    public static CompareRules Read(IReadOnlyList<CatalogFile> files)
    {
        var rules = new List<CompareRule>();
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var scope = file.Root.Choice("scope", Scopes);
            foreach (var entry in file.Root.List("rules"))
            {
                var rule = Rule(entry, scope);
                if (!first.TryAdd(rule.Code, file.Name)) entry.Report("code", $"编号“{rule.Code}”重复，已在 {first[rule.Code]} 使用。", "同一种差异只写一次。");
                rules.Add(rule);
            }
            file.Root.RefuseUnknownKeys();
        }
        return new([.. rules.OrderBy(r => r.Scope)], [.. files.SelectMany(f => f.Problems)]);
    }

    private static CompareRule Rule(YamlNodeReader entry, RuleScope scope)
    {
        var code = entry.Text("code");
        if (!RuleBook.Knows(code)) entry.Report("code", $"没有“{code}”这种核对。", YamlNodeReader.Suggest(code, RuleBook.Codes));
        var rule = new CompareRule(code, entry.Text("title"), entry.Text("en"), scope, entry.Choice("gravity", Gravities), entry.Choice("owner", Owners.ToDictionary(o => o.Key, o => (Office: o.Value, true))).Office ?? "", Parameters(entry.OptionalMap("parameters")));
        if (RuleBook.NeedsDiseases(code) != rule.Parameters.Lists.Count > 0) entry.Report("parameters", "“disease-lists”只用于按病种目录核对的差异，而且至少写一个目录。", "按目录核对的写明目录编号，其他的删去。");
        entry.RefuseUnknownKeys();
        return rule;
    }

    private static RuleParameters Parameters(YamlNodeReader? map)
    {
        if (map is null) return new();
        var read = new RuleParameters(map.OptionalDecimal("percent") ?? 0, map.OptionalDecimal("yuan") ?? 0, map.OptionalNumber("days") ?? 0, map.Flag("variant-characters", otherwise: true))
        {
            Lists = map.Texts("disease-lists"), Former = map.Texts("former-lists"),
        };
        foreach (var (key, value) in new[] { ("percent", read.Percent), ("yuan", read.Yuan), ("days", read.Days) })
            if (value < 0) map.Report(key, $"“{key}”不能是负数。", "请写 0 或正数。");
        map.RefuseUnknownKeys();
        return read;
    }

    private static Dictionary<string, T> Named<T>() where T : struct, Enum => Enum.GetValues<T>().ToDictionary(v => v.ToString().ToLowerInvariant(), StringComparer.Ordinal);
}
