using System.Globalization;
using Minkang.Samples.People;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Dirt;

internal sealed partial class Clerk
{
    private static readonly string[] Marks = ["\u200b", "\u200e", "\ufeff", "\u00a0", "\u202d"];

    /// <summary>
    /// The identity number of a person as this list has it. <paramref name="suffix"/> follows the number directly (category, level and
    /// re-issue of a disability card) and shares its fate.
    /// </summary>
    public Cell Id(Person person, string column, string suffix = "")
    {
        var id = person.Id.Text;
        if (_exchanged.TryGetValue(person, out var other))
        {
            id = other.Text;
            Note("id-father-son-exchanged", column);
        }
        var kind = Draw("id", column, k => Applies(k, person, id, suffix));
        if (kind is "id-number-cell") return Cell.Of(long.Parse(id, CultureInfo.InvariantCulture));
        return kind switch
        {
            null => id + suffix,
            "id-empty" => "",
            "id-word-for-nothing" => _dice.Of<string>(["无", "/", "待补"]),
            "id-scientific" => Scientific(id + suffix),
            "id-invisible-mark" => Marked(id + suffix),
            "id-outer-blanks" => _dice.Of<string>([" ", "", ""]) is { Length: > 0 } blank ? blank + id + suffix : id + suffix + (_dice.Chance(0.5) ? " " : "  "),
            "id-quote" => _dice.Of<string>(["'{0}", "`{0}", "\"{0}\"", "‘{0}"]).Replace("{0}", id + suffix, StringComparison.Ordinal),
            _ => Spoilt(kind, id, person) + suffix,
        };
    }

    private static bool Applies(string kind, Person person, string id, string suffix) => kind switch
    {
        "id-lower-x" or "id-times-sign" or "id-full-width-x" => id[17] == 'X',
        "id-scientific" or "id-number-cell" => !(id + suffix).AsSpan().ContainsAny("XB"),
        "id-fifteen" => person.Birth.Year is >= 1900 and < 2000 && suffix.Length == 0,
        "id-school-prefix" => person.Birth.Year >= 1996,
        "id-of-householder" => !person.IsHead,
        "id-of-guardian" => person.Birth.Year >= 2004 && !person.IsHead,
        _ => true,
    };

    private string Spoilt(string kind, string id, Person person) => kind switch
    {
        "id-digit-wrong" => WrongDigit(id),
        "id-digits-exchanged" => ExchangedDigits(id),
        "id-digit-missing" => id.Remove(_dice.Between(6, 16), 1),
        "id-digit-extra" => id.Insert(_dice.Between(6, 16), $"{_dice.Between(0, 9)}"),
        "id-fifteen" => string.Concat(id.AsSpan(0, 6), id.AsSpan(8, 9)),
        "id-lower-x" => id[..17] + "x",
        "id-times-sign" => id[..17] + "×",
        "id-full-width-x" => id[..17] + "Ｘ",
        "id-inner-blanks" => $"{id[..6]} {id[6..14]} {id[14..]}",
        "id-full-width-digits" => string.Concat(id.Select(c => (char)(c + 0xFEE0))),
        "id-school-prefix" => "G" + id,
        "id-rounded-text" => id[..15] + "000",
        "id-place-holder" => string.Concat("999999", id.AsSpan(6, 8), "0001"),
        "id-second-number" => IdMaker.Second(person.Id, _dice).Text,
        "id-of-householder" => person.Household.Head.Id.Text,
        "id-of-guardian" => (person.Household.Members.FirstOrDefault(m => m.Birth.Year <= person.Birth.Year - 18) ?? person.Household.Head).Id.Text,
        _ => throw new InvalidOperationException($"Nobody knows how to write {kind}."),
    };

    private string WrongDigit(string id)
    {
        var at = _dice.Between(0, 16);
        var digit = (char)('0' + (id[at] - '0' + _dice.Between(1, 9)) % 10);
        return string.Concat(id.AsSpan(0, at), digit.ToString(), id.AsSpan(at + 1));
    }

    private string ExchangedDigits(string id)
    {
        var places = Enumerable.Range(5, 11).Where(i => id[i] != id[i + 1]).ToList();
        var at = _dice.Of(places);
        return string.Concat(id.AsSpan(0, at), id.AsSpan(at + 1, 1), id.AsSpan(at, 1), id.AsSpan(at + 2));
    }

    /// <summary>What a spreadsheet shows of the number: the leading zeros of the area are gone before it rounds.</summary>
    private static string Scientific(string digits) =>
        double.Parse(digits, CultureInfo.InvariantCulture).ToString("0.#####E+00", CultureInfo.InvariantCulture);

    private string Marked(string id)
    {
        var mark = _dice.Of(Marks);
        if (mark == "\u202d") return mark + id + "\u202c";
        return _dice.Chance(0.5) ? mark + id : id + mark;
    }
}
