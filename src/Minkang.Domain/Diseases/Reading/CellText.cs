using System.Globalization;

namespace Minkang.Domain.Diseases.Reading;

/// <summary>
/// A cell in the form in which words are looked up: half width, lower case, simplified, one form of every numeral, no blanks and hyphens. Where a blank or
/// hyphen stood is remembered, as well as where each character came from.
/// </summary>
internal sealed class CellText
{
    public const char NewItem = '\u0001';
    private readonly List<char> _chars;
    private readonly List<int> _origins;
    private readonly List<bool> _gaps;

    private CellText(int capacity) => (_chars, _origins, _gaps) = (new(capacity), new(capacity), new(capacity));

    public int Length => _chars.Count;
    public char this[int index] => _chars[index];

    /// <summary>Index of the character in the original text.</summary>
    public int OriginOf(int index) => _origins[index];

    /// <summary>True when a blank or hyphen stood before the character.</summary>
    public bool GapBefore(int index) => _gaps[index];

    public static CellText Of(string text, IReadOnlyDictionary<char, char> variants)
    {
        var cell = new CellText(text.Length);
        var gap = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = Plain(text[i], variants);
            if (c == '\0') continue;
            if (c == ' ') gap = true;
            else
            {
                cell.Add(c, i, gap);
                gap = false;
            }
        }
        cell.ReadNumerals();
        return cell;
    }

    /// <summary>The form in which a word of the catalogue is looked up.</summary>
    public static string Normalize(string word, IReadOnlyDictionary<char, char> variants)
    {
        var cell = Of(word, variants);
        return new string([.. cell._chars]);
    }

    private static char Plain(char c, IReadOnlyDictionary<char, char> variants)
    {
        if (c is > '\uff00' and < '\uff5f') c = (char)(c - 0xFEE0);
        if (c is '\n' or '\r') return '\n';
        if (char.IsWhiteSpace(c) || c is '-' or '‐' or '‑' or '–' or '—' or '―' or '−' or '_' or '~' or '～') return ' ';
        if (c is >= 'Ⅰ' and <= 'Ⅸ') return (char)(c - 'Ⅰ' + '1');
        if (c is >= 'ⅰ' and <= 'ⅸ') return (char)(c - 'ⅰ' + '1');
        if (c is >= '①' and <= '⒛' or >= '㈠' and <= '㈩' or >= '❶' and <= '❿') return NewItem;
        if (char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format) return '\0';
        c = char.ToLowerInvariant(c);
        return variants.GetValueOrDefault(c, c);
    }

    private void Add(char c, int origin, bool gap)
    {
        _chars.Add(c);
        _origins.Add(origin);
        _gaps.Add(gap);
    }

    /// <summary>Roman and Chinese numerals before 型, 级, 期, 度 become digits: II型, 二型, 贰期, III级, also ll typed for II.</summary>
    private void ReadNumerals()
    {
        for (var unit = _chars.Count - 1; unit > 0; unit--)
        {
            if (_chars[unit] is not ('型' or '级' or '期' or '度')) continue;
            var end = unit - 1;
            if (Chinese(_chars[end]) is { } digit)
            {
                _chars[end] = digit;
                continue;
            }
            var start = unit;
            while (start > 0 && char.IsAsciiLetter(_chars[start - 1]) && (start == unit || !_gaps[start])) start--;
            if (Roman(start, unit) is not { } value) continue;
            _chars[start] = value;
            var surplus = unit - start - 1;
            _chars.RemoveRange(start + 1, surplus);
            _origins.RemoveRange(start + 1, surplus);
            _gaps.RemoveRange(start + 1, surplus);
            unit = start;
        }
    }

    private char? Roman(int start, int end)
    {
        var (ones, fives) = (0, 0);
        for (var i = start; i < end; i++)
            if (_chars[i] is 'i' or 'l' && fives == 0) ones++;
            else if (_chars[i] is 'v' && fives == 0) fives++;
            else return null;
        return (ones, fives) switch { ( >= 1 and <= 3, 0) => (char)('0' + ones), (1, 1) => '4', (0, 1) => '5', _ => null };
    }

    private static char? Chinese(char c) => c switch
    {
        '一' or '壹' => '1',
        '二' or '贰' or '两' => '2',
        '三' or '叁' => '3',
        '四' or '肆' => '4',
        '五' or '伍' => '5',
        _ => null,
    };
}
