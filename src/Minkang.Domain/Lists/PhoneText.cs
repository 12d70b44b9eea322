using System.Text.RegularExpressions;

namespace Minkang.Domain.Lists;

/// <summary>Reads telephone numbers (联系电话): mobile numbers, numbers with area code, several in one cell. The first one is the main one.</summary>
public static partial class PhoneText
{
    public static CellReading<IReadOnlyList<string>> Read(Cell cell)
    {
        if (CellErrors.Of(cell) is { } error) return CellReading.Refused<IReadOnlyList<string>>(error);
        if (BlankWords.Of(cell) is not BlankWord.None) return CellReading.Nothing<IReadOnlyList<string>>();
        if (cell.Kind is CellKind.Date or CellKind.Boolean) return Unreadable();
        var text = ListText.Clean(cell.Text);
        if (Scientific().IsMatch(text)) return CellReading.Refused<IReadOnlyList<string>>(Finding.Error("phone.scientific", "电话是科学计数法，后几位已丢失，请把单元格设为文本格式后重填。"));
        var numbers = new List<string>();
        foreach (var part in Separators().Split(text))
        {
            if (part.Length == 0) continue;
            if (Number(part) is not { } number) return Unreadable();
            numbers.Add(number);
        }
        if (numbers.Count == 0) return Unreadable();
        return numbers.Count == 1 && numbers[0] == cell.Text
            ? CellReading.Of<IReadOnlyList<string>>(numbers)
            : CellReading.Of<IReadOnlyList<string>>(numbers, Finding.Note("phone.rewritten", "电话已统一写法。"));
    }

    private static string? Number(string part)
    {
        var digits = NotDigits().Replace(part, "");
        if (Other().IsMatch(part)) return null;
        if (digits.Length == 13 && digits.StartsWith("861", StringComparison.Ordinal)) digits = digits[2..];
        return Mobile().IsMatch(digits) || Fixed().IsMatch(digits) ? digits : null;
    }

    private static CellReading<IReadOnlyList<string>> Unreadable() =>
        CellReading.Refused<IReadOnlyList<string>>(Finding.Error("phone.unreadable", "不是完整的电话号码，请核对位数。"));

    [GeneratedRegex(@"^[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+$")] private static partial Regex Scientific();
    [GeneratedRegex(@"[/、,;|\n]|(?<=[0-9]{7}) (?=[0-9]{7})")] private static partial Regex Separators();
    [GeneratedRegex(@"[^0-9]")] private static partial Regex NotDigits();
    [GeneratedRegex(@"[^0-9+() \-—'`]")] private static partial Regex Other();
    [GeneratedRegex(@"^1[3-9][0-9]{9}$")] private static partial Regex Mobile();
    [GeneratedRegex(@"^(?:0[0-9]{2,3})?[2-9][0-9]{6,7}$")] private static partial Regex Fixed();
}
