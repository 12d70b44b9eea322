using System.Globalization;
using Minkang.Domain.People;
using Minkang.Samples.People;
using Minkang.Samples.Places;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Dirt;

internal sealed partial class Clerk
{
    private static readonly string[] DateForms = ["yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日", "yyyy-MM-dd"];
    private static readonly Dictionary<string, string[]> CauseWords = new(StringComparer.Ordinal)
    {
        ["因病"] = ["因病致贫", "疾病", "生病"], ["因残"] = ["因残致贫", "残疾"], ["因学"] = ["因学致贫", "上学"], ["缺技术"] = ["缺少技术", "无技术"],
        ["缺劳力"] = ["缺劳动力", "缺乏劳动力", "无劳力"], ["缺资金"] = ["缺少资金", "无资金"], ["自身发展动力不足"] = ["自身发展力不足", "内生动力不足"], ["因灾"] = ["因灾致贫", "受灾"],
    };

    /// <summary>A date in the list's own form, or as somebody else would write it. A fault in what it says comes before one in how it is written.</summary>
    public Cell Date(DateOnly day, string column, string form, bool checkContent = false)
    {
        if (checkContent && Has("content-date-impossible", column)) return _dice.Of<string>([$"{day.Year}-02-30", $"{day.Year}-13-{day.Day:D2}", $"{day.Year}-11-31"]);
        if (checkContent && Has("content-date-future", column)) day = new DateOnly(options.Year + _dice.Between(2, 12), day.Month, Math.Min(day.Day, 28));
        return Draw("date", column, _ => true) switch
        {
            null => day.ToString(form, CultureInfo.InvariantCulture),
            "writing-date-serial" => $"{Cell.Serial(day)}",
            "writing-date-cell" => Cell.Day(day),
            "writing-date-coarse" => day.ToString(_dice.Of<string>(["yyyy年M月", "yyyy.M", "yyyy年"]), CultureInfo.InvariantCulture),
            _ => day.ToString(_dice.Of<string>([.. DateForms.Where(f => f != form)]), CultureInfo.InvariantCulture),
        };
    }

    /// <summary>An amount of a spreadsheet: a number cell, or the ways of typing one.</summary>
    public Cell Amount(long fen, string column, string? formula = null)
    {
        if (fen == 0 && Draw("nothing", column, _ => true) is not null) return _dice.Of<string>(["", "/", "无"]);
        if (formula is not null) return Cell.Yuan(fen, formula);
        return Draw("amount", column, k => k != "writing-amount-wan" || fen > 1_000_000) switch
        {
            null => Cell.Yuan(fen),
            "writing-amount-text" => Yuan(fen),
            "writing-amount-wan" => (fen / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture) + "万元",
            _ => Typed(fen),
        };
    }

    /// <summary>An amount of a CSV file: two decimals, or the ways of typing one.</summary>
    public Cell AmountText(long fen, string column) => Draw("amount", column, k => k == "writing-amount") is null ? Yuan(fen) : Typed(fen);

    public static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private string Typed(long fen) => _dice.Between(0, 4) switch
    {
        0 => (fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture) is var text && text.Contains(',', StringComparison.Ordinal) ? text : text + "元",
        1 => "￥" + Yuan(fen),
        2 => Yuan(fen) + "元",
        3 => string.Concat(Yuan(fen).Select(c => c is '.' ? '．' : (char)(c + 0xFEE0))),
        _ => $" {Yuan(fen)} ",
    };

    public string Village(Village village, string column) =>
        Draw("village", column, _ => true) is null ? village.Name : village.Name[..^1] + _dice.Of<string>(["", "村委会", "村民委员会"]);

    public string Ethnic(Person person, string column) => Draw("ethnic", column, _ => true) is null ? person.Ethnic : person.Ethnic[..^1];

    public string Cause(string cause, string column) =>
        CauseWords.TryGetValue(cause, out var words) && Draw("cause", column, _ => true) is not null ? _dice.Of(words) : cause;

    /// <summary>Sex in the list's own words; sometimes against the number.</summary>
    public string SexOf(Person person, string column, string male = "男", string female = "女") =>
        (person.Sex == Sex.Male) != (Draw("sex", column, _ => true) is not null) ? male : female;

    /// <summary>Birth date; sometimes against the number.</summary>
    public Cell BirthOf(Person person, string column, string form)
    {
        var day = person.Birth;
        if (Draw("birth", column, _ => true) is not null) day = _dice.Chance(0.5) && day.Year > 1920 ? day.AddYears(_dice.Of<int>([-1, 1, -10])) : day.AddDays(_dice.Between(1, 25));
        return Date(day, column, form);
    }

    /// <summary>Yes or no; sometimes the contrary of the truth.</summary>
    public string YesOrNo(bool yes, string fault, string column) => yes != Has(fault, column) ? "是" : "否";

    /// <summary>Any of the words; a choice without a fault.</summary>
    public string Any(params ReadOnlySpan<string> words) => words[_dice.Between(0, words.Length - 1)];

    /// <summary>Any of the words except the true one.</summary>
    public string AnyBut(string truth, params ReadOnlySpan<string> words)
    {
        var at = _dice.Between(0, words.Length - 1);
        return words[at] == truth ? words[(at + 1) % words.Length] : words[at];
    }

    /// <summary>A whole number, both ends inclusive.</summary>
    public int Number(int least, int most) => _dice.Between(least, most);
}
