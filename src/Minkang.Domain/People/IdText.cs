using System.Text;
using System.Text.RegularExpressions;

namespace Minkang.Domain.People;

/// <summary>What an identity cell turned out to hold (证件号码单元格的判读).</summary>
public enum IdState
{
    /// <summary>A valid number, as written or after a harmless repair.</summary>
    Valid,
    /// <summary>Nothing, or a word for nothing: 无, /, 待补, 不详 …</summary>
    Missing,
    /// <summary>Scientific notation, or the last three digits rounded to zero: the digits are lost and are never filled up.</summary>
    Rounded,
    /// <summary>Eighteen characters whose check character does not fit.</summary>
    CheckFails,
    /// <summary>Eighteen characters with a birth date that does not exist.</summary>
    DateImpossible,
    /// <summary>Digits, but not 15, 18, 20 or 22 of them.</summary>
    WrongLength,
    /// <summary>A stand-in that begins with 999999.</summary>
    PlaceHolder,
    /// <summary>Something else than a number.</summary>
    NotANumber,
}

/// <summary>A repair that changed the writing of a number without guessing any digit.</summary>
public enum IdRepair { Blanks, InvisibleMarks, Quotes, FullWidth, LowerCaseX, MultiplicationSign, SchoolPrefix, FifteenDigits, DisabilityCard }

/// <summary>
/// The reading of one identity cell. <paramref name="Number"/> is set exactly when <paramref name="State"/> is
/// <see cref="IdState.Valid"/>. <paramref name="Cleaned"/> is the text without blanks, marks and quotes; it is personal data.
/// <paramref name="CardCategory"/> (1–7) and <paramref name="CardLevel"/> (1–4) are set when a disability card number (残疾人证号) was read.
/// </summary>
public sealed record IdReading(IdState State, IdNumber? Number, IReadOnlyList<IdRepair> Repairs, string Cleaned, int? CardCategory = null, int? CardLevel = null);

/// <summary>
/// Reads identity numbers as offices write them. Repairs only the writing (blanks, quotes, full width, lower-case x, 15 digits …);
/// a digit is never guessed: a wrong check character, a rounded or a short number is reported and left for a person.
/// </summary>
public static partial class IdText
{
    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal) { "", "无", "/", "／", "-", "－", "—", "——", "待补", "不详", "空", "暂无", "未知", "未办", "无证", "无证件", "?", "？" };

    public static IdReading Read(string? cell)
    {
        var repairs = new List<IdRepair>();
        var text = Clean(cell ?? "", repairs);
        if (Nothing.Contains(text)) return new(IdState.Missing, null, [], text);
        if (Scientific().IsMatch(text)) return new(IdState.Rounded, null, repairs, text);
        if (text[0] is 'G' or 'g' && text.Length is 16 or 19) { text = text[1..]; repairs.Add(IdRepair.SchoolPrefix); }
        text = CleanEnd(text, repairs);

        if (Card().Match(text) is { Success: true } card)
        {
            if (IdNumber.TryParse(card.Groups[1].Value) is { } onCard)
                return new(IdState.Valid, onCard, [.. repairs, IdRepair.DisabilityCard], text, text[18] - '0', text[19] - '0');
            return new(text[17] == IdNumber.CheckCharacter(text) ? IdState.DateImpossible : IdState.CheckFails, null, repairs, text);
        }
        if (!Digits().IsMatch(text)) return new(IdState.NotANumber, null, repairs, text);
        if (text.Length == 15)
            return IdNumber.FromFifteen(text) is { } from15
                ? new(IdState.Valid, from15, [.. repairs, IdRepair.FifteenDigits], text)
                : new(IdState.DateImpossible, null, repairs, text);
        if (text.Length != 18) return new(IdState.WrongLength, null, repairs, text);
        if (text.StartsWith("999999", StringComparison.Ordinal)) return new(IdState.PlaceHolder, null, repairs, text);
        if (IdNumber.TryParse(text) is { } number) return new(IdState.Valid, number, repairs, text);
        if (text.EndsWith("000", StringComparison.Ordinal)) return new(IdState.Rounded, null, repairs, text);
        return new(text[17] == IdNumber.CheckCharacter(text) ? IdState.DateImpossible : IdState.CheckFails, null, repairs, text);
    }

    private static string Clean(string cell, List<IdRepair> repairs)
    {
        var clean = new StringBuilder(cell.Length);
        foreach (var c in cell)
        {
            if (char.IsWhiteSpace(c)) Note(IdRepair.Blanks);
            else if (c is '\'' or '"' or '`' or '‘' or '’' or '“' or '”' or '＇' or '＂' or '´') Note(IdRepair.Quotes);
            else if (IsInvisible(c)) Note(IdRepair.InvisibleMarks);
            else if (c is > '！' and <= '～') { clean.Append((char)(c - 0xFEE0)); Note(IdRepair.FullWidth); }
            else clean.Append(c);
        }
        return clean.ToString();

        void Note(IdRepair repair) { if (!repairs.Contains(repair)) repairs.Add(repair); }
    }

    private static string CleanEnd(string text, List<IdRepair> repairs)
    {
        if (text.Length < 18) return text;
        var repair = text[17] switch { 'x' => IdRepair.LowerCaseX, '×' or '✕' or '╳' or '*' => IdRepair.MultiplicationSign, _ => (IdRepair?)null };
        if (repair is null) return text;
        repairs.Add(repair.Value);
        return string.Concat(text.AsSpan(0, 17), "X", text.AsSpan(18));
    }

    /// <summary>Zero-width, direction and byte-order marks that exports leave behind.</summary>
    public static bool IsInvisible(char c) => c is >= '\u200b' and <= '\u200f' or >= '\u202a' and <= '\u202e' or >= '\u2060' and <= '\u2064' or '\ufeff' or '\u00ad' || char.IsControl(c);

    [GeneratedRegex(@"^\d(\.\d+)?[eE]\+?\d{1,2}$")] private static partial Regex Scientific();
    [GeneratedRegex(@"^(\d{17}[\dX])([1-7])([1-4])(B\d)?$")] private static partial Regex Card();
    [GeneratedRegex(@"^\d+[Xx]?$")] private static partial Regex Digits();
}
