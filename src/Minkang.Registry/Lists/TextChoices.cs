using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Lists;

/// <summary>How a text file is to be read, where a person does not agree with what was found (文字编码和分隔符).</summary>
/// <param name="Encoding">A name of <see cref="TextLayout.Encodings"/>; empty leaves the finding.</param>
/// <param name="Separator">A code of <see cref="Separators"/>; empty leaves the finding.</param>
internal sealed record TextChoices(string? Encoding, string? Separator)
{
    public string? Encoding { get; } = string.IsNullOrEmpty(Encoding) ? null : Encoding;

    public string? Separator { get; } = string.IsNullOrEmpty(Separator) ? null : Separator;

    /// <summary>Separators to choose from: code, character, word.</summary>
    public static readonly IReadOnlyList<(string Code, char Sign, string Word)> Separators =
        [("comma", ',', T("逗号")), ("tab", '\t', T("制表符")), ("semicolon", ';', T("分号")), ("bar", '|', T("竖线"))];

    public static TextChoices Of(ListImport import) => new(import.TextEncoding, import.TextSeparator);

    public static string? CodeOf(char? sign) => sign is { } s ? Separators.FirstOrDefault(x => x.Sign == s).Code : null;

    /// <summary>The layout, or why the choice cannot be read.</summary>
    public Outcome<TextLayout> Layout()
    {
        System.Text.Encoding? encoding = null;
        if (Encoding is not null && !TextLayout.Encodings.TryGetValue(Encoding, out encoding)) return new Problem("registry.import.encoding", "Encoding", "请从列出的文字编码里选。");
        if (Separator is null) return new TextLayout(encoding);
        var chosen = Separators.FirstOrDefault(s => s.Code == Separator);
        return chosen.Code is null ? new Problem("registry.import.separator", "Separator", "请从列出的分隔符里选。") : new TextLayout(encoding, chosen.Sign);
    }
}
