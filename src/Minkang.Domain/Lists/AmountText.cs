using System.Globalization;
using System.Text.RegularExpressions;
using Minkang.Domain.Values;

namespace Minkang.Domain.Lists;

/// <summary>How an amount column is to be read.</summary>
/// <param name="InTenThousands">The heading says 万元; a unit in the cell goes before it.</param>
/// <param name="NegativeAllowed">True for reversals (冲销).</param>
public readonly record struct AmountRule(bool InTenThousands = false, bool NegativeAllowed = false);

/// <summary>Reads amounts of money (金额): thousands separators, ￥, 元, 万元, full-width digits. Words and fractions of a fen are refused.</summary>
public static partial class AmountText
{
    private const decimal Most = 1_000_000_000_000m; // yuan; beyond the budget of any county

    private static readonly Finding Unreadable = Finding.Error("amount.unreadable", "不是能读出的金额，请写成 1234.50 这样的数字。");
    private static readonly Finding TooFine = Finding.Error("amount.finer-than-fen", "金额的小数超过两位（不到一分），请核对。");
    private static readonly Finding Negative = Finding.Error("amount.negative", "这一列不应有负数，请核对。");
    private static readonly Finding Scientific = Finding.Error("amount.scientific", "金额是科学计数法，位数已丢失，请把单元格设为数值格式后重填。");

    public static CellReading<Money> Read(Cell cell, AmountRule rule = default)
    {
        if (CellErrors.Of(cell) is { } error) return CellReading.Refused<Money>(error);
        if (cell.Kind is CellKind.Date or CellKind.Boolean) return CellReading.Refused<Money>(Unreadable);
        return cell.Kind == CellKind.Number ? ReadNumber(cell.Number, rule) : ReadText(cell.Text, rule);
    }

    private static CellReading<Money> ReadText(string written, AmountRule rule)
    {
        if (!rule.InTenThousands && PlainFen(written) is { } fen) return CellReading.Of<Money>(new Money(fen));
        var text = ListText.Compact(written);
        if (BlankWords.Of(text) is not BlankWord.None) return CellReading.Nothing<Money>();
        if (ScientificForm().IsMatch(text)) return CellReading.Refused<Money>(Scientific);
        if (Form().Match(text) is not { Success: true } m) return CellReading.Refused<Money>(Unreadable);
        if (!decimal.TryParse(m.Groups[2].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return CellReading.Refused<Money>(Unreadable);
        if (m.Groups[1].Length > 0) amount = -amount;
        var unit = m.Groups[3].Value;
        var plain = decimal.TryParse(written, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && written.All(char.IsAscii);
        return Made(amount, unit.Length > 0 ? unit is "万元" or "万" : rule.InTenThousands, rule, plain);
    }

    /// <summary>The usual writing, 1234.50, without any detour: lists hold hundreds of thousands of such cells. Null for every other writing.</summary>
    private static long? PlainFen(string text)
    {
        if (text.Length is 0 or > 13) return null;
        long value = 0;
        var decimals = -1;
        foreach (var c in text)
        {
            if (c == '.' && decimals < 0) { decimals = 0; continue; }
            if (!char.IsAsciiDigit(c)) return null;
            value = value * 10 + (c - '0');
            if (decimals >= 0) decimals++;
        }
        return decimals switch { < 0 => value * 100, 1 when text[0] != '.' => value * 10, 2 when text[0] != '.' => value, _ => null };
    }

    /// <summary>Sums in workbooks carry the rounding of binary fractions; what is nearer than a millionth of a fen is meant exactly.</summary>
    private static CellReading<Money> ReadNumber(double number, AmountRule rule)
    {
        if (!(Math.Abs(number) < (double)Most)) return CellReading.Refused<Money>(Unreadable);
        var exact = (decimal)number;
        var fen = Math.Round(exact, rule.InTenThousands ? 6 : 2);
        if (Math.Abs(exact - fen) > 0.00000001m) return CellReading.Refused<Money>(TooFine);
        return Made(fen, rule.InTenThousands, rule, plain: true);
    }

    private static CellReading<Money> Made(decimal amount, bool tenThousands, AmountRule rule, bool plain)
    {
        if (Math.Abs(amount) > Most) return CellReading.Refused<Money>(Unreadable);
        if (tenThousands) amount *= 10_000m;
        if (amount < 0 && !rule.NegativeAllowed) return CellReading.Refused<Money>(Negative);
        if (decimal.Round(amount, 2) != amount) return CellReading.Refused<Money>(TooFine);
        var money = Money.FromYuan(decimal.Round(amount, 2));
        return tenThousands ? CellReading.Of<Money>(money, Finding.Note("amount.ten-thousands", "单位是万元，已换算成元。"))
            : plain ? CellReading.Of<Money>(money) : CellReading.Of<Money>(money, Finding.Note("amount.rewritten", "金额已去掉分隔符、单位或全角写法。"));
    }

    [GeneratedRegex(@"^(?:¥|人民币|RMB)?([-−]?)(?:¥)?([0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)(元整|元|万元|万)?$")] private static partial Regex Form();
    [GeneratedRegex(@"^-?[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]+$")] private static partial Regex ScientificForm();
}
