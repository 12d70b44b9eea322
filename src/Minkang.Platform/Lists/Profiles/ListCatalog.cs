using Minkang.Domain.Lists;
using Minkang.Platform.Catalog;

namespace Minkang.Platform.Lists;

/// <summary>
/// All import profiles (导入方案) and code lists (代码表) of the catalogue. A file with something wrong is left out with its problems; the rest is used.
/// </summary>
public sealed class ListCatalog
{
    private static readonly Dictionary<string, FieldType> Types = new(StringComparer.Ordinal)
    {
        ["text"] = FieldType.Text, ["disease-text"] = FieldType.DiseaseText, ["name"] = FieldType.Name, ["id-number"] = FieldType.IdNumber,
        ["date"] = FieldType.Date, ["period"] = FieldType.Period, ["amount"] = FieldType.Amount, ["integer"] = FieldType.Integer,
        ["yes-no"] = FieldType.YesNo, ["code"] = FieldType.Code, ["codes"] = FieldType.Codes, ["village"] = FieldType.Village, ["phone"] = FieldType.Phone,
    };
    private static readonly Dictionary<string, FindingLevel> Levels = new(StringComparer.Ordinal) { ["error"] = FindingLevel.Error, ["warning"] = FindingLevel.Warning };

    private ListCatalog(IReadOnlyList<ImportProfile> profiles, IReadOnlyDictionary<string, CodeList> codes, IReadOnlyList<CatalogProblem> problems) =>
        (Profiles, Codes, Problems) = (profiles, codes, problems);

    public IReadOnlyList<ImportProfile> Profiles { get; }
    public IReadOnlyDictionary<string, CodeList> Codes { get; }

    /// <summary>What is wrong with files that were left out.</summary>
    public IReadOnlyList<CatalogProblem> Problems { get; }

    /// <summary>Reads <c>codes/*.yaml</c> and <c>imports/*.yaml</c>.</summary>
    public static ListCatalog Load(CatalogFolder folder) => Load(folder.Load("codes"), folder.Load("imports"));

    public static ListCatalog Load(IReadOnlyList<CatalogFile> codeFiles, IReadOnlyList<CatalogFile> profileFiles)
    {
        var codes = codeFiles.Select(f => (File: f, Item: ReadCodes(f))).ToList();
        CatalogFile.RefuseDuplicateIds(codes.Select(c => (c.File, c.Item?.Id ?? "", c.File.Root.LineOf("id"))));
        var known = codes.Where(c => c.File.Sound && c.Item is not null).ToDictionary(c => c.Item!.Id, c => c.Item!, StringComparer.Ordinal);
        var profiles = profileFiles.Select(f => (File: f, Item: ReadProfile(f, known))).ToList();
        CatalogFile.RefuseDuplicateIds(profiles.Select(p => (p.File, p.Item.Id, p.File.Root.LineOf("id"))));
        return new ListCatalog([.. profiles.Where(p => p.File.Sound).Select(p => p.Item)], known, [.. codeFiles.Concat(profileFiles).SelectMany(f => f.Problems)]);
    }

    private static CodeList? ReadCodes(CatalogFile file)
    {
        var root = file.Root;
        var (id, title) = (root.Text("id"), root.Text("title"));
        _ = root.OptionalText("source");
        var entries = root.List("entries").Select(e =>
        {
            var entry = new CodeEntry(e.Text("code"), e.Text("name"), e.Texts("words")) { English = e.OptionalText("en") };
            e.RefuseUnknownKeys();
            return entry;
        }).ToList();
        var (prefixes, endings) = (root.Texts("prefixes"), root.Texts("endings"));
        root.RefuseUnknownKeys();
        if (!file.Sound) return null;
        try
        {
            return new CodeList(id, title, entries, prefixes, endings);
        }
        catch (ArgumentException e)
        {
            file.Add(root.LineOf("entries"), $"代码表内有重复：{e.Message}", "同一个代码只列一次，同一个词只能归入一个代码。");
            return null;
        }
    }

    private static ImportProfile ReadProfile(CatalogFile file, Dictionary<string, CodeList> codes)
    {
        var root = file.Root;
        var profile = new ImportProfile(root.Text("id"), root.Text("title"), root.Text("department"), [.. root.List("sheets").Select(s => ReadSheet(s, codes))]) { NameWords = root.Texts("name-words") };
        if (profile.Sheets.Count == 0) root.Report("sheets", "没有列出任何工作表。", "请在 sheets 下至少写一张表及其列。");
        root.RefuseUnknownKeys();
        return profile;
    }

    private static SheetProfile ReadSheet(YamlNodeReader node, Dictionary<string, CodeList> codes)
    {
        var sheet = new SheetProfile(node.Text("id"), node.Text("title"), [.. node.List("columns").Select(c => ReadColumn(c, codes))])
        {
            DateLabels = node.Texts("date-labels"),
            Key = node.Texts("key"),
            Party = node.OptionalText("party"),
            Facts = [.. node.List("facts").Select(ReadFact)],
            Continues = node.OptionalMap("continues") is { } c ? new Continuation(c.Texts("when-blank"), c.Texts("columns")) : null,
        };
        foreach (var field in sheet.Continues is null ? [] : sheet.Continues.WhenBlank.Concat(sheet.Continues.Columns))
            if (sheet.Find(field) is null) node.Report("continues", $"“{field}”不是本表的列。", YamlNodeReader.Suggest(field, sheet.Columns.Select(x => x.Field)));
        var named = sheet.Key.Append(sheet.Party).Concat(sheet.Facts.SelectMany(f => f.ValueFrom.Append(f.From).Append(f.ForYear).Append(f.WhenField)));
        foreach (var field in named.OfType<string>().Where(f => sheet.Find(f) is null).Distinct())
            node.Report("key", $"“{field}”不是本表的列。", YamlNodeReader.Suggest(field, sheet.Columns.Select(x => x.Field)));
        foreach (var twice in sheet.Columns.GroupBy(c => c.Field).Where(g => g.Count() > 1)) node.Report("columns", $"列“{twice.Key}”写了两次。", "请删去其中一处。");
        node.RefuseUnknownKeys();
        return sheet;
    }

    private static FactRule ReadFact(YamlNodeReader node)
    {
        var rule = new FactRule(node.Text("kind"))
        {
            Value = node.OptionalText("value"), ValueFrom = node.Texts("value-from"), From = node.OptionalText("from"), ForYear = node.OptionalText("for-year"),
            WhenField = node.OptionalText("when-field"), WhenCodes = node.Texts("when-codes"),
        };
        if (rule.Value is null == (rule.ValueFrom.Count == 0)) node.Report("kind", "要么写 value（固定值），要么写 value-from（取自哪些列），两者取一。", "请补上其中一个，或删去其中一个。");
        node.RefuseUnknownKeys();
        return rule;
    }

    private static ColumnProfile ReadColumn(YamlNodeReader node, Dictionary<string, CodeList> codes)
    {
        var type = node.Choice("type", Types);
        var list = node.OptionalText("list");
        CodeList? codeList = null;
        if (list is not null && !codes.TryGetValue(list, out codeList)) node.Report("list", $"没有代码表“{list}”。", YamlNodeReader.Suggest(list, codes.Keys));
        if (list is null && type is FieldType.Code or FieldType.Codes) node.Report("type", "代码列没有写明代码表。", "请补上“list: 代码表编号”。");
        var column = new ColumnProfile(node.Text("field"), node.Text("label"), type)
        {
            Synonyms = node.Texts("synonyms"),
            Required = node.Flag("required"),
            Expected = node.Flag("expected"),
            Unreadable = node.OptionalChoice("unreadable", Levels) ?? FindingLevel.Error,
            Codes = codeList,
            NegativeAllowed = node.Flag("negative-allowed"),
            YesWords = node.Texts("yes-words"),
            NoWords = node.Texts("no-words"),
            FromSheetName = node.Flag("from-sheet-name"),
        };
        node.RefuseUnknownKeys();
        return column;
    }
}
