using System.Text;

namespace Minkang.Domain.Lists;

/// <summary>
/// A person's name as a list states it (姓名). <paramref name="Text"/> is the name in one writing: inner dots as ·, no blanks between Chinese
/// characters; traditional and variant characters stay. <paramref name="Written"/> is what the cell shows; <paramref name="Remark"/> what stood
/// in brackets behind the name, empty when nothing. <paramref name="Damaged"/> says that a character was lost.
/// </summary>
public readonly record struct ListedName(string Text, string Written, string Remark, bool Damaged);

/// <summary>Reads names. A lost character is flagged, never filled in.</summary>
public static class NameText
{
    private const string Dots = "·•‧・･.．∙⋅˙●。﹒᛫ꞏ⸱‐";
    private const string Lost = "?？□■*＊�○◇◆〓";

    public static CellReading<ListedName> Read(Cell cell)
    {
        if (CellErrors.Of(cell) is { } error) return CellReading.Refused<ListedName>(error);
        if (BlankWords.Of(cell) is not BlankWord.None) return CellReading.Nothing<ListedName>();
        if (cell.Kind != CellKind.Text) return CellReading.Refused<ListedName>(Finding.Error("name.not-text", "姓名栏里是数字或日期，请核对是否填错了列。"));
        var notes = new List<Finding>();
        var (body, remark) = SplitRemark(ListText.Clean(cell.Text));
        if (remark.Length > 0) notes.Add(Finding.Note("name.remark", "姓名后的括号内容已作为备注分开。"));
        var name = JoinBlanks(OneDot(body));
        if (name != cell.Text && remark.Length == 0) notes.Add(Finding.Note("name.rewritten", "姓名里的空格、不可见字符或间隔号已统一写法。"));
        if (name.Length == 0) return CellReading.Refused<ListedName>(Finding.Error("name.empty", "姓名栏里只有符号或括号，没有姓名。"));
        var damaged = IsDamaged(name) || (remark.Length > 0 && remark.All(char.IsAsciiLetter)); // 杨（yan）: the bracket holds the lost character's pinyin
        if (damaged) notes.Add(Finding.Warning("name.damaged", "姓名里有字没有显示出来（成了问号、方框、星号或拼音），请按身份证补全。"));
        return CellReading.Of<ListedName>(new ListedName(name, cell.Text, remark, damaged), [.. notes]);
    }

    private static (string Body, string Remark) SplitRemark(string text)
    {
        var open = text.IndexOfAny(['(', '[', '【', '〔', '〈', '<', '{']);
        if (open <= 0) return (text, "");
        var remark = text[(open + 1)..].TrimEnd(')', ']', '】', '〕', '〉', '>', '}', ' ');
        return (text[..open], remark.Trim());
    }

    /// <summary>Every form of the dot becomes ·; several become one; a dot at either end belongs to no name.</summary>
    private static string OneDot(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!Dots.Contains(c)) name.Append(c);
            else
            {
                while (name.Length > 0 && name[^1] == ' ') name.Length--;
                if (name.Length > 0 && name[^1] != '·') name.Append('·');
            }
        }
        return name.ToString().Trim(' ', '·', ',', '、', '`', '\'', '"');
    }

    /// <summary>A blank stays only between two Latin letters.</summary>
    private static string JoinBlanks(string text)
    {
        if (!text.Contains(' ')) return text;
        var name = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (text[i] != ' ' || (i > 0 && i + 1 < text.Length && char.IsAsciiLetter(text[i - 1]) && char.IsAsciiLetter(text[i + 1]))) name.Append(text[i]);
        return name.ToString();
    }

    /// <summary>Latin letters beside Chinese characters are the pinyin of a character that a system could not write; digits and private-use characters are no part of a name.</summary>
    private static bool IsDamaged(string name)
    {
        bool latin = false, han = false;
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsBmp && Lost.Contains((char)rune.Value)) return true;
            if (Rune.IsDigit(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.PrivateUse) return true;
            if (rune.Value < 0x250 && Rune.IsLetter(rune)) latin = true;
            else if (Rune.IsLetter(rune)) han = true;
        }
        return latin && han;
    }
}
