using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Waivers;

/// <summary>The programmes of <c>catalog/waivers</c>, read once (减免目录).</summary>
internal sealed class WaiverCatalogue(PackVocabulary words)
{
    private static readonly Dictionary<string, ItemKind> Kinds = new(StringComparer.Ordinal) { ["waiver"] = ItemKind.Waiver, ["subsidy"] = ItemKind.Subsidy, ["premium"] = ItemKind.Premium };
    private static readonly Dictionary<string, ItemPer> Pers = new(StringComparer.Ordinal) { ["visit"] = ItemPer.Visit, ["session"] = ItemPer.Session, ["year"] = ItemPer.Year, ["once"] = ItemPer.Once };
    private static readonly Dictionary<string, ItemRecord> Records = new(StringComparer.Ordinal) { ["person"] = ItemRecord.Person, ["tally"] = ItemRecord.Tally, ["list"] = ItemRecord.List };

    private readonly Lazy<IReadOnlyList<WaiverProgramme>> _all = new(() => All(CatalogFolder.Find().Load("waivers"), words));

    public IReadOnlyList<WaiverProgramme> Programmes => _all.Value;

    public WaiverProgramme? Find(string? id) => Programmes.FirstOrDefault(p => p.Id == id);

    /// <exception cref="InvalidOperationException">A file is broken; the message names file, line and what would be right.</exception>
    private static List<WaiverProgramme> All(IReadOnlyList<CatalogFile> files, PackVocabulary words)
    {
        var read = files.Select(f => Read(f, words)).ToList();
        CatalogFile.RefuseDuplicateIds(files.Zip(read, (f, p) => (f, p.Id, f.Root.LineOf("id"))));
        return files.SelectMany(f => f.Problems).FirstOrDefault() is { } problem ? throw new InvalidOperationException(problem.ToString()) : read;
    }

    /// <summary>Reads one file; what is wrong is among the file's problems.</summary>
    public static WaiverProgramme Read(CatalogFile file, PackVocabulary words)
    {
        var root = file.Root;
        var (from, until) = root.Period("from", "until");
        var source = root.Map("source");
        var programme = new WaiverProgramme(root.Text("id"), root.Text("title"), root.Text("en"), root.Text("place"), $"{source.Text("document")} {source.Text("title")}", from, until, root.Texts("packs"), root.Texts("notes"),
            [.. root.List("items").Select(n => Item(n, words))]);
        source.RefuseUnknownKeys();
        root.RefuseUnknownKeys();
        CatalogFile.RefuseDuplicateIds(root.List("items").Select(n => (file, n.Text("id"), n.Line)));
        return programme;
    }

    private static WaiverItem Item(YamlNodeReader node, PackVocabulary words)
    {
        var id = node.Text("id");
        var categories = node.Texts("for");
        foreach (var unknown in categories.Where(c => words.Categories.Find(c) is null)) node.Report("for", $"没有身份类别“{unknown}”。", YamlNodeReader.Suggest(unknown, words.Categories.Entries.Select(e => e.Code)));
        var payer = node.Text("borne-by");
        if (payer.Length > 0 && words.Payers.Find(payer) is null) node.Report("borne-by", $"没有支付方“{payer}”。", YamlNodeReader.Suggest(payer, words.Payers.Entries.Select(e => e.Code)));
        if (node.Mentions("percent") == node.Mentions("amount")) node.Report("id", "“percent”和“amount”要写一个，只写一个。", "比例写 percent: 50%，金额写 amount: 100；来源空白的写 null。");
        var percent = node.OptionalText("percent") is { } share ? PackContext.Parse(share, ValueUnit.Rate, m => node.Report("percent", $"“percent”的值“{share}”{m.What}", m.Remedy)) : null;
        var amount = node.OptionalText("amount") is { } yuan ? PackContext.Parse(yuan, ValueUnit.Amount, m => node.Report("amount", $"“amount”的值“{yuan}”{m.What}", m.Remedy)) : null;
        var ages = node.OptionalMap("ages");
        var services = node.Texts("service");
        var item = new WaiverItem(id, node.Text("title"), node.Text("en"), node.Choice("kind", Kinds), services.Count > 0 ? services : [id], percent is { } p ? new Rate((int)p) : null, amount is { } a ? new Money(a) : null,
            payer, categories, ages?.OptionalNumber("from"), ages?.OptionalNumber("to"), node.OptionalChoice("per", Pers) ?? ItemPer.Visit, node.Choice("record", Records), node.Text("source"));
        ages?.RefuseUnknownKeys();
        node.RefuseUnknownKeys();
        return item;
    }
}
