using System.Text;
using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>Brings headings (列名) to one writing, so that 身份证号码, 身份证 号码 and 身份证号码（必填）meet.</summary>
internal static class HeadingText
{
    /// <summary>Joins the two rows of a heading: 费用情况›医疗总费用.</summary>
    public const char Join = '›';

    /// <summary>Letters and digits only; signs, blanks and brackets are left out, their content stays.</summary>
    public static string Key(string heading)
    {
        var key = new StringBuilder(heading.Length);
        foreach (var c in ListText.Compact(heading)) if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c == Join) key.Append(char.ToUpperInvariant(c));
        return key.ToString();
    }

    /// <summary>The writings under which a heading is looked up: whole, without what stands in brackets, and the lower row alone.</summary>
    public static IEnumerable<string> Keys(string heading)
    {
        yield return Key(heading);
        var bare = WithoutBrackets(heading);
        if (bare.Length != heading.Length) yield return Key(bare);
        var join = heading.LastIndexOf(Join);
        if (join < 0) yield break;
        yield return Key(heading[(join + 1)..]);
        yield return Key(WithoutBrackets(heading[(join + 1)..]));
    }

    /// <summary>True when the heading says that its amounts are in 10,000 yuan (万元).</summary>
    public static bool SaysTenThousands(string heading) => heading.Contains("万元", StringComparison.Ordinal);

    private static string WithoutBrackets(string text)
    {
        var bare = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            if (c is '(' or '（' or '[' or '【') depth++;
            else if (c is ')' or '）' or ']' or '】') depth = Math.Max(0, depth - 1);
            else if (depth == 0) bare.Append(c);
        }
        return bare.ToString();
    }
}
