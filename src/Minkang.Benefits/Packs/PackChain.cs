using System.Security.Cryptography;
using System.Text;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>A part of a pack that has an id and can be replaced by a pack that extends it.</summary>
internal sealed record PackPart(string Id, YamlNodeReader Node);

/// <summary>A pack's file with all those it extends, the widest first, and what remains of their parts after replacing and removing.</summary>
internal sealed class PackChain
{
    private readonly StringBuilder _texts = new();

    private PackChain(CatalogFile own) => Own = own;

    public CatalogFile Own { get; }
    public List<CatalogFile> Files { get; } = [];
    public List<PackPart> Layers { get; } = [];
    public List<PackPart> Limits { get; } = [];
    public List<PackPart> Waivers { get; } = [];

    /// <summary>SHA-256 of all texts of the chain and of values given besides.</summary>
    public string Hash(IReadOnlyDictionary<string, string> given)
    {
        foreach (var (name, value) in given.OrderBy(g => g.Key, StringComparer.Ordinal)) _texts.Append('\0').Append(name).Append('=').Append(value);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_texts.ToString())));
    }

    public static PackChain Of(CatalogFile own, string text, PackFiles files)
    {
        var chain = new PackChain(own);
        var texts = new List<string> { text };
        chain.Files.Add(own);
        var seen = new HashSet<string>(StringComparer.Ordinal) { own.Root.OptionalText("id") ?? "" };
        for (var file = own; file.Root.OptionalText("extends") is { Length: > 0 } parent;)
        {
            if (!seen.Add(parent)) { Report(own, file, "extends", $"“extends”绕成了圈：{string.Join(" → ", seen)} → {parent}。", "请沿“extends”逐级核对，改正其中一处。"); break; }
            if (files.Open(parent, out var parentText) is not { } next) { Report(own, file, "extends", $"找不到政策包“{parent}”。", YamlNodeReader.Suggest(parent, files.Ids)); break; }
            chain.Files.Insert(0, next);
            texts.Insert(0, parentText);
            file = next;
        }
        foreach (var part in texts) chain._texts.Append(part.ReplaceLineEndings("\n")).Append('\0');
        foreach (var file in chain.Files) chain.Merge(file);
        return chain;
    }

    private static void Report(CatalogFile own, CatalogFile file, string key, string message, string remedy)
    {
        file.Root.Report(key, message, remedy);
        if (file != own) own.Root.Report(key, $"所依据的 {file.Name} 有错误。", "请先改正那个文件。");
    }

    private void Merge(CatalogFile file)
    {
        foreach (var id in file.Root.Texts("remove"))
            if (Layers.RemoveAll(p => p.Id == id) + Limits.RemoveAll(p => p.Id == id) + Waivers.RemoveAll(p => p.Id == id) == 0)
                file.Root.Report("remove", $"上级政策包里没有“{id}”。", YamlNodeReader.Suggest(id, Layers.Concat(Limits).Concat(Waivers).Select(p => p.Id)));
        Merge(file, "layers", Layers);
        Merge(file, "limits", Limits);
        Merge(file, "waivers", Waivers);
    }

    private static void Merge(CatalogFile file, string key, List<PackPart> parts)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in file.Root.List(key))
        {
            var part = new PackPart(node.Text("id"), node);
            if (part.Id.Length > 0 && !IsId(part.Id)) node.Report("id", $"编号“{part.Id}”写法不对。", "用小写字母、数字和“-”，例如 basic-inpatient。");
            if (!own.Add(part.Id)) { node.Report("id", $"编号“{part.Id}”在本文件里用了两次。", "请换一个编号，或删去其中一处。"); continue; }
            var before = node.OptionalText("insert-before");
            var at = parts.FindIndex(p => p.Id == part.Id);
            if (at >= 0) parts[at] = part;
            else if (before is null) parts.Add(part);
            else if (parts.FindIndex(p => p.Id == before) is >= 0 and var next) parts.Insert(next, part);
            else node.Report("insert-before", $"没有“{before}”。", YamlNodeReader.Suggest(before, parts.Select(p => p.Id)));
        }
    }

    private static bool IsId(string text) => text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
