using System.Text;
using Minkang.Domain.People;

namespace Minkang.Domain.Names;

/// <summary>
/// A person's name (姓名) as read from a cell. <paramref name="Name"/> is without blanks, invisible marks and full-width letters; the dot of
/// minority names is always U+00B7 (·). <paramref name="Remark"/> is what stood in brackets (备注，如"曾用名""外出"), several joined by ；,
/// null when there was none. <paramref name="IsIncomplete"/> is true when a character was lost on the way: ?, □, * or pinyin stands for it.
/// No character is guessed or changed for another.
/// </summary>
public readonly record struct NameForm(string Name, string? Remark, bool IsIncomplete)
{
    private const char Dot = '·';

    /// <summary>The text by which names are compared: no dots, upper case, variant characters folded. Never show it.</summary>
    public string MatchKey => NameVariants.FoldName(Name.Replace(Dot.ToString(), "", StringComparison.Ordinal).ToUpperInvariant());

    /// <summary>Reads a cell. An empty or blank cell gives an empty name.</summary>
    public static NameForm Read(string? cell)
    {
        var (outside, inside) = SplitRemark(HalfWidth(cell ?? ""));
        var name = JoinParts(outside);
        var remark = inside.Count == 0 ? null : string.Join('；', inside);
        var pinyinForCharacter = inside.Exists(part => part.Length > 0 && part.All(char.IsAsciiLetter));
        return new NameForm(name, remark, pinyinForCharacter || LostCharacter(name));
    }

    /// <summary>Just the normal form of the name, without the remark.</summary>
    public static string Normalize(string? cell) => Read(cell).Name;

    private static string HalfWidth(string cell)
    {
        var text = new StringBuilder(cell.Length);
        foreach (var c in cell)
        {
            if (char.IsWhiteSpace(c)) text.Append(' ');
            else if (IdText.IsInvisible(c)) continue;
            else text.Append(c is > '！' and <= '～' ? (char)(c - 0xFEE0) : c);
        }
        return text.ToString();
    }

    private static (string Outside, List<string> Inside) SplitRemark(string text)
    {
        var outside = new StringBuilder(text.Length);
        var remark = new StringBuilder();
        var inside = new List<string>();
        var open = false;
        foreach (var c in text)
        {
            if (c is '(' or '[' or '{' or '【' or '〔' or '〈' or '《') (open, _) = (true, Close());
            else if (c is ')' or ']' or '}' or '】' or '〕' or '〉' or '》') (open, _) = (false, Close());
            else (open ? remark : outside).Append(c);
        }
        Close();
        return (outside.ToString(), inside);

        bool Close()
        {
            if (remark.ToString().Trim() is { Length: > 0 } part) inside.Add(part);
            remark.Clear();
            return true;
        }
    }

    /// <summary>Drops blanks (one stays between two Latin words), makes every dot the middle dot and drops dots at the ends.</summary>
    private static string JoinParts(string text)
    {
        var name = new StringBuilder(text.Length);
        var (blank, dot) = (false, false);
        foreach (var c in text)
        {
            if (c == ' ') { blank = true; continue; }
            if (IsDot(c)) { dot = true; continue; }
            if (dot && name.Length > 0) name.Append(Dot);
            else if (blank && name.Length > 0 && char.IsAsciiLetter(name[^1]) && char.IsAsciiLetter(c)) name.Append(' ');
            (blank, dot) = (false, false);
            name.Append(c);
        }
        return name.ToString();
    }

    private static bool IsDot(char c) => c is Dot or '•' or '・' or '･' or '‧' or '∙' or '⋅' or '●' or '.' or '。' or '｡' or '˙' or '．' or 'ᐧ' or '▪';

    private static bool LostCharacter(string name)
    {
        var han = name.EnumerateRunes().Any(r => NameTables.Readings.ContainsKey(r.Value));
        foreach (var c in name)
            if (c is '?' or '*' or '□' or '■' or '○' or '〓' or '\ufffd' or (>= '\ue000' and <= '\uf8ff') || (han && char.IsAsciiLetter(c))) return true;
        return false;
    }
}
