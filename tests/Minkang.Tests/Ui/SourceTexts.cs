using System.Text;
using System.Text.RegularExpressions;

namespace Minkang.Tests.Ui;

/// <summary>
/// The texts in a source file that a person reads in the language of the page without the page's own marks: what calls such as
/// <c>new Problem(…)</c> say, and <c>T($"…")</c>. The holes of an interpolated text read as places: <c>{0}</c>, <c>{1}</c>.
/// </summary>
internal static partial class SourceTexts
{
    private const string Raw = "\"\"\"";

    /// <summary>The texts of a module: of refusals, findings, notes on rows, and of what is marked.</summary>
    public static IEnumerable<string> Spoken(string source) =>
        from Match call in Speaking().Matches(source)
        from text in Inside(source, call.Index + call.Length)
        where Chinese().IsMatch(text.Template)
        select text.Template;

    /// <summary>Whole sentences, wherever they stand.</summary>
    public static IEnumerable<string> Sentences(string source)
    {
        for (var at = 0; at < source.Length; at++)
            if (Skips(source, at) is { } after) at = after - 1;
            else if (source[at] is '"' or '$' && Read(source, at) is { } text)
            {
                if (Chinese().IsMatch(text.Template) && text.Template.EndsWith('。')) yield return text.Template;
                at = text.End - 1;
            }
    }

    /// <summary>Texts of refusals that are put together from pieces, so that nobody can find their English.</summary>
    public static IEnumerable<string> Pieced(string source) =>
        from Match call in Speaking().Matches(source)
        from text in Inside(source, call.Index + call.Length)
        where Chinese().IsMatch(text.Template) && source[text.End..].TrimStart().StartsWith('+')
        select text.Template;

    private static IEnumerable<Literal> Inside(string source, int at)
    {
        for (var depth = 1; depth > 0 && at < source.Length; at++)
        {
            if (source[at] is '(') depth++;
            else if (source[at] is ')') depth--;
            else if (Skips(source, at) is { } after) at = after - 1;
            else if (source[at] is '"' or '$' && Read(source, at) is { } text)
            {
                yield return text;
                at = text.End - 1;
            }
        }
    }

    /// <summary>The end of a comment or a character that begin here; null when none does.</summary>
    private static int? Skips(string source, int at)
    {
        if (source[at] == '/' && at + 1 < source.Length && source[at + 1] == '/') return source.IndexOf('\n', at) is var end and >= 0 ? end : source.Length;
        return source[at] == '\'' && CharacterAt().Match(source, at) is { Success: true } character && character.Index == at ? at + character.Length : null;
    }

    private static Literal? Read(string source, int at)
    {
        var holes = source[at] == '$';
        if (holes && source[at + 1] != '"') return null;
        if (string.CompareOrdinal(source, at, Raw, 0, Raw.Length) == 0) return Verbatim(source, at + Raw.Length, Raw);
        if (at > 0 && source[at - 1] == '@') return Verbatim(source, at + 1, "\"");
        var (template, places) = (new StringBuilder(), 0);
        for (at += holes ? 2 : 1; source[at] != '"'; at++)
        {
            if (source[at] == '\\') template.Append(Regex.Unescape(source.Substring(at++, 2)));
            else if (holes && source[at] == '{' && source[at + 1] != '{')
            {
                template.Append('{').Append(places++).Append('}');
                at = HoleEnd(source, at);
            }
            else template.Append(source[at]);
        }
        return new Literal(template.ToString(), at + 1);
    }

    /// <summary>A text in which nothing is escaped: a pattern or a block.</summary>
    private static Literal Verbatim(string source, int at, string mark)
    {
        var end = source.IndexOf(mark, at, StringComparison.Ordinal);
        return new Literal(source[at..end], end + mark.Length);
    }

    private static int HoleEnd(string source, int at)
    {
        for (var depth = 0; ; at++)
        {
            if (source[at] == '{') depth++;
            else if (source[at] == '}' && --depth == 0) return at;
            else if (Skips(source, at) is { } after) at = after - 1;
            else if (source[at] is '"' or '$' && Read(source, at) is { } inner) at = inner.End - 1;
        }
    }

    private sealed record Literal(string Template, int End);

    [GeneratedRegex("""\bnew(?:\s+(?:Domain\.Values\.)?Problem)?\(\s*"[a-z]+(?:\.[a-z-]+)+"(?:\s*\+\s*[\w.]+)?,|\bOf\("[a-z]+(?:\.[a-z-]+)+",|\bFinding\.(?:Note|Warning|Error)\(|\bnew(?:\s+RowNote)?\(NoteGrade|\.Remark\(|\bT\(""")]
    private static partial Regex Speaking();

    [GeneratedRegex(@"'(?:\\.[^']*|[^'\\])'")]
    private static partial Regex CharacterAt();

    [GeneratedRegex(@"[\u3400-\u9fff]")]
    private static partial Regex Chinese();
}
