using System.Globalization;
using Minkang.Domain.Linkage;
using Minkang.Platform.Catalog;

namespace Minkang.Registry.Contracts;

/// <summary>The ways of comparing lists of persons (对人方案) of <c>catalog/linkage</c>: fields, ladders, which pairs are looked at, thresholds.</summary>
public sealed class LinkProfiles
{
    /// <summary>Lists of Chinese departments about people of a county. Sex as 男/女; place as township/village; head the householder's name.</summary>
    public const string ChineseRegister = "chinese-register";

    private const string Folder = "linkage";
    private static readonly Dictionary<string, FieldKind> Kinds = new(StringComparer.Ordinal)
    {
        ["id-number"] = FieldKind.IdNumber, ["chinese-name"] = FieldKind.ChineseName, ["birth-date"] = FieldKind.BirthDate, ["place"] = FieldKind.Place,
        ["exact"] = FieldKind.Exact, ["text"] = FieldKind.Text, ["digits"] = FieldKind.Digits,
    };

    private readonly Dictionary<string, LinkProfile> _byId = new(StringComparer.Ordinal);

    private LinkProfiles(IReadOnlyList<CatalogFile> files)
    {
        var waiting = files.ToList();
        while (waiting.Count > 0 && waiting.Find(f => Base(f) is not { } id || _byId.ContainsKey(id)) is { } next)
        {
            waiting.Remove(next);
            Read(next);
        }
        foreach (var file in waiting) file.Root.Report("extends", $"没有可用的方案“{Base(file)}”。", YamlNodeReader.Suggest(Base(file)!, _byId.Keys));
        Problems = [.. files.SelectMany(f => f.Problems)];
    }

    /// <summary>What is wrong in the files, with file, line and what would be right; empty when all is well.</summary>
    public IReadOnlyList<CatalogProblem> Problems { get; }

    /// <summary>The profiles of the catalogue.</summary>
    /// <exception cref="InvalidOperationException">A file is broken; the message names file, line, and what would be right.</exception>
    public static LinkProfiles From(CatalogFolder folder)
    {
        var read = Read(folder.Load(Folder));
        return read.Problems.Count == 0 ? read : throw new InvalidOperationException(read.Problems[0].ToString());
    }

    /// <summary>Reads files; what is wrong stands in <see cref="Problems"/>.</summary>
    public static LinkProfiles Read(IReadOnlyList<CatalogFile> files) => new(files);

    /// <summary>The profile with the id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public LinkProfile Find(string id) => _byId.TryGetValue(id, out var profile) ? profile : throw new KeyNotFoundException($"No linkage profile '{id}'.");

    private static string? Base(CatalogFile file) => file.Root.OptionalText("extends");

    private void Read(CatalogFile file)
    {
        var root = file.Root;
        var extended = Base(file) is { } id ? _byId[id] : null;
        var own = root.Text("id");
        _ = root.Text("title");
        var fields = root.List("fields").Select(Field).ToList();
        var blocks = root.List("blocks").Select(b => Block(b)).ToList();
        var limits = root.Map("thresholds");
        var thresholds = new LinkThresholds(Share(limits, "certain"), Share(limits, "unsure"));
        limits.RefuseUnknownKeys();
        var (most, others, prior) = (root.OptionalNumber("most-pairs-per-block"), root.OptionalDecimal("others-per-household"), root.OptionalDecimal("prior-pairs"));
        root.RefuseUnknownKeys();
        if (file.Problems.Count > 0) return;
        if (_byId.ContainsKey(own)) { root.Report("id", $"方案“{own}”重复。", "每个方案用一个编号。"); return; }
        try
        {
            var profile = new LinkProfile(own, fields.Count > 0 ? fields : extended?.Fields ?? [], [.. extended?.Blocks ?? [], .. blocks], thresholds);
            _byId[own] = profile with
            {
                MostPairsPerBlock = most ?? extended?.MostPairsPerBlock ?? profile.MostPairsPerBlock,
                OthersPerHousehold = (double?)others ?? extended?.OthersPerHousehold ?? profile.OthersPerHousehold,
                PriorPairs = (double?)prior ?? extended?.PriorPairs ?? profile.PriorPairs,
            };
        }
        catch (ArgumentException wrong)
        {
            root.Report("fields", $"方案不成立：{wrong.Message}", "请对照 catalog/schemas/link-profile.schema.json 和其他方案改正。");
        }
    }

    private static LinkField Field(YamlNodeReader entry)
    {
        var (key, kind) = (entry.Text("key"), entry.Choice("kind", Kinds));
        var levels = entry.Map("levels");
        var field = new LinkField(key, kind, [.. levels.Keys.Select(code => Level(levels, code))], entry.Flag("by-frequency"), entry.OptionalText("derived-from"), entry.OptionalText("swaps-with"), entry.OptionalText("echoes"));
        levels.RefuseUnknownKeys();
        entry.RefuseUnknownKeys();
        return field;
    }

    private static LinkLevel Level(YamlNodeReader levels, string code)
    {
        double[] shares = [.. levels.Texts(code).Select(t => double.TryParse(t, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) ? share : 0)];
        if (shares is [> 0 and <= 1, > 0 and <= 1, > 0 and <= 1]) return new(code, shares[0], shares[1], shares[2]);
        levels.Report(code, $"等级“{code}”应当有三个比例，大于 0，不超过 1。", "写成 [同一人, 一户两人, 互不相干]，例如 [0.95, 0.01, 0.001]。");
        return new(code, 1, 1, 1);
    }

    private static BlockRule Block(YamlNodeReader entry)
    {
        var block = new BlockRule(entry.Text("code"), entry.Texts("parts"), entry.Texts("splits"), entry.Flag("only-without-number"));
        entry.RefuseUnknownKeys();
        return block;
    }

    private static double Share(YamlNodeReader map, string key)
    {
        if (map.OptionalDecimal(key) is { } share and > 0 and < 1) return (double)share;
        map.Report(key, $"“{key}”应当是 0 与 1 之间的概率。", "例如 0.99。");
        return 0.5;
    }
}
