using System.Globalization;
using System.Text.RegularExpressions;

namespace Minkang.Domain.Lists;

/// <summary>Reads whole numbers (整数), with or without a counting word: 3, 3人, 303户, 10个月, 6 天.</summary>
public static partial class NumberText
{
    private static readonly Finding Unreadable = Finding.Error("number.unreadable", "应当是整数，请只填数字。");

    public static CellReading<int> Read(Cell cell)
    {
        if (CellErrors.Of(cell) is { } error) return CellReading.Refused<int>(error);
        if (cell.Kind == CellKind.Number)
            return cell.Number == Math.Floor(cell.Number) && Math.Abs(cell.Number) <= int.MaxValue ? CellReading.Of<int>((int)cell.Number) : CellReading.Refused<int>(Unreadable);
        if (cell.Kind is CellKind.Date or CellKind.Boolean) return CellReading.Refused<int>(Unreadable);
        var text = ListText.Compact(cell.Text);
        if (BlankWords.Of(text) is not BlankWord.None) return CellReading.Nothing<int>();
        return Form().Match(text) is { Success: true } m && int.TryParse(m.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? CellReading.Of<int>(number)
            : CellReading.Refused<int>(Unreadable);
    }

    [GeneratedRegex(@"^(-?[0-9]+|-?[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?(?:人|户|个|个月|月|天|日|岁|次|周岁|口人|口)?$")] private static partial Regex Form();
}
