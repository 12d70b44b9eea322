using System.Globalization;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Checks;

/// <summary>The rules and indicators of <c>catalog/checks</c> (核查规则目录).</summary>
internal sealed class CheckRules
{
    private const string Folder = "checks", Indicators = "checks/indicators/";
    private static readonly Dictionary<string, CheckKind> Kinds = Enum.GetValues<CheckKind>().ToDictionary(k => k.ToString().ToLowerInvariant(), StringComparer.Ordinal);
    private static readonly Dictionary<string, Gravity> Gravities = Enum.GetValues<Gravity>().ToDictionary(k => k.ToString().ToLowerInvariant(), StringComparer.Ordinal);
    private static readonly Dictionary<string, Measure> Measures = new(StringComparer.Ordinal) { ["self-pay"] = Measure.SelfPay, ["out-of-catalogue"] = Measure.OutOfCatalogue };

    private CheckRules(IReadOnlyList<CheckRule> all, IReadOnlyList<CheckIndicator> measured, IReadOnlyList<CatalogProblem> problems) => (All, Measured, Problems) = (all, measured, problems);

    /// <summary>In order of gravity.</summary>
    public IReadOnlyList<CheckRule> All { get; }
    public IReadOnlyList<CheckIndicator> Measured { get; }
    public IReadOnlyList<CatalogProblem> Problems { get; }

    public CheckRule? Find(string id) => All.FirstOrDefault(r => r.Id == id);

    public CheckIndicator Of(Measure measure) => Measured.First(m => m.Measure == measure);

    /// <exception cref="InvalidOperationException">A file is broken; the message names file, line, and what would be right.</exception>
    public static CheckRules From(CatalogFolder folder, PackVocabulary words)
    {
        var read = Read(folder.Load(Folder), folder.Load("diseases/conditions"), words);
        return read.Problems.Count == 0 ? read : throw new InvalidOperationException(read.Problems[0].ToString());
    }

    /// <summary>Reads all files; what is wrong stands in <see cref="Problems"/>.</summary>
    public static CheckRules Read(IReadOnlyList<CatalogFile> files, IReadOnlyList<CatalogFile> diseases, PackVocabulary words)
    {
        var named = diseases.SelectMany(f => f.Root.List("diseases")).Select(d => (Id: d.OptionalText("id") ?? "", Icd: d.Texts("icd"), Classes: d.Texts("classes"))).ToList();
        IReadOnlyList<string> Covered(IReadOnlyList<string> classes) => [.. named.Where(d => d.Classes.Intersect(classes, StringComparer.Ordinal).Any()).SelectMany(d => d.Icd.Prepend(d.Id)).Distinct(StringComparer.Ordinal)];
        var (rules, measured) = (new List<CheckRule>(), new List<CheckIndicator>());
        foreach (var file in files)
            if (file.Name.StartsWith(Indicators, StringComparison.Ordinal)) measured.Add(Indicator(file.Root, words));
            else rules.Add(Rule(file.Root, words, Covered));
        CatalogFile.RefuseDuplicateIds(files.Select(f => (f, f.Root.OptionalText("id") ?? "", f.Root.LineOf("id"))));
        return new([.. rules.OrderBy(r => r.Gravity).ThenBy(r => r.Kind)], [.. measured.OrderBy(m => m.Measure)], [.. files.SelectMany(f => f.Problems)]);
    }

    private static CheckRule Rule(YamlNodeReader root, PackVocabulary words, Func<IReadOnlyList<string>, IReadOnlyList<string>> covered)
    {
        var parameters = root.Map("parameters");
        var valid = root.Map("valid");
        var rule = new CheckRule
        {
            Id = root.Text("id"), Kind = root.Choice("check", Kinds), Title = root.Text("title"), English = root.Text("en"), Finds = root.Text("finds"), FindsEnglish = root.Text("finds-en"),
            Gravity = root.Choice("gravity", Gravities), Days = Days(parameters), Kinds = Codes(parameters, "kinds", words.Kinds.Find), Places = Codes(parameters, "places", words.Places.Find),
            Categories = Codes(parameters, "categories", words.Categories.Find), Amounts = Amounts(parameters), Except = covered(parameters.Texts("except-classes")),
            FromOn = valid.Date("from"), UntilOn = valid.Period("from", "until").Until, Source = root.Text("source"),
        };
        if (rule.Kind is CheckKind.Readmission or CheckKind.Loose && rule.Days == 0) parameters.Report("days", "这种核查要写天数。", "请在 parameters 里补上 days: …，不少于 1。");
        if (rule.Kind == CheckKind.Loose && rule.Amounts.Count == 0) parameters.Report("amounts", "这种核查要写金额。", "请在 parameters 里补上 amounts: { township: 500, … }。");
        foreach (var part in new[] { parameters, valid, root }) part.RefuseUnknownKeys();
        return rule;
    }

    private static int Days(YamlNodeReader parameters)
    {
        var days = parameters.OptionalNumber("days") ?? 0;
        if (days is < 0 or > 366) parameters.Report("days", $"天数 {days} 不在 0 到 366 之间。", "请写 0 到 366 之间的整数。");
        return days;
    }

    private static IReadOnlyList<string> Codes(YamlNodeReader parameters, string key, Func<string, object?> find)
    {
        foreach (var (text, line) in parameters.TextsWithLines(key))
            if (find(text) is null) parameters.File.Add(line, $"“{key}”里的“{text}”不是代码表里的代码。", "请用 catalog/codes 里的代码。");
        return parameters.Texts(key);
    }

    private static Dictionary<string, Money> Amounts(YamlNodeReader parameters)
    {
        var amounts = new Dictionary<string, Money>(StringComparer.Ordinal);
        if (parameters.OptionalMap("amounts") is not { } map) return amounts;
        foreach (var level in PackVocabulary.Levels)
            if (map.OptionalDecimal(level) is { } yuan) amounts[level] = Money.FromYuan(yuan);
        map.RefuseUnknownKeys();
        return amounts;
    }

    private static CheckIndicator Indicator(YamlNodeReader root, PackVocabulary words)
    {
        var valid = root.Map("valid");
        var limits = root.List("limits").Select(Limit).ToList();
        var read = new CheckIndicator(root.Text("id"), root.Choice("measure", Measures), root.Text("title"), root.Text("en"), root.Text("about"), root.Text("about-en"), Codes(root, "kinds", words.Kinds.Find), limits,
            valid.Date("from"), valid.Period("from", "until").Until);
        valid.RefuseUnknownKeys();
        root.RefuseUnknownKeys();
        return read;
    }

    private static ShareLimit Limit(YamlNodeReader limit)
    {
        var (level, share) = (limit.Text("level"), limit.Text("share"));
        if (!PackVocabulary.Levels.Contains(level)) limit.Report("level", $"机构级别“{level}”不认识。", YamlNodeReader.Suggest(level, PackVocabulary.Levels));
        if (!decimal.TryParse(share.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || !share.EndsWith('%') || percent is <= 0 or > 100)
        {
            limit.Report("share", $"比例“{share}”写法不对。", "应当是大于 0、不超过 100% 的百分数，例如 5%。");
            percent = 0;
        }
        var read = new ShareLimit(level, new Rate((int)(percent * 100)), limit.Text("source"));
        limit.RefuseUnknownKeys();
        return read;
    }
}
