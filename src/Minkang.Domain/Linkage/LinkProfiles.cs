namespace Minkang.Domain.Linkage;

/// <summary>The profiles the product brings (内置比对方案). The expectations are round guesses made before any list was seen; lists correct them.</summary>
public static class LinkProfiles
{
    /// <summary>
    /// Lists of Chinese departments about people of a county. Fields: <c>id, name, sex, birth, place, household, phone, head, relation</c>.
    /// Sex as 男/女; place as township/village; household a key that both lists know; head the householder's name.
    /// </summary>
    public static LinkProfile ChineseRegister { get; } = new(
        "chinese-register",
        [
            new("id", FieldKind.IdNumber, Levels(FieldKind.IdNumber,
                0.95, 0.02, 0.0005, 0.0005, 0.0005, 0.0005, 0.003, 0.02, 0.005,
                0.006, 0.001, 0.0001, 0.0001, 0.0003, 0.003, 0.002, 0.9675, 0.02,
                1e-7, 1e-6, 1e-7, 1e-5, 1e-5, 1e-3, 1e-3, 0.977, 0.021)),
            new("name", FieldKind.ChineseName, Levels(FieldKind.ChineseName,
                0.95, 0.02, 0.01, 0.006, 0.006, 0.002, 0.004, 0.002,
                0.0005, 0.0005, 0.004, 0.004, 0.006, 0.03, 0.49, 0.465,
                0.0005, 0.0005, 0.0005, 0.0005, 0.001, 0.004, 0.06, 0.933), ByFrequency: true),
            new("sex", FieldKind.Exact, Levels(FieldKind.Exact, 0.99, 0.01, 0.45, 0.55, 0.5, 0.5), DerivedFrom: "id"),
            new("birth", FieldKind.BirthDate, Levels(FieldKind.BirthDate,
                0.96, 0.02, 0.01, 0.004, 0.003, 0.003,
                0.001, 0.02, 0.002, 0.001, 0.02, 0.956,
                0.00005, 0.02, 0.0015, 0.002, 0.0125, 0.96395), DerivedFrom: "id"),
            new("place", FieldKind.Place, Levels(FieldKind.Place, 0.93, 0.03, 0.03, 0.01, 0.95, 0.02, 0.02, 0.01, 0.01, 0.005, 0.08, 0.905), ByFrequency: true),
            new("household", FieldKind.Exact, Levels(FieldKind.Exact, 0.98, 0.02, 0.97, 0.03, 0.0005, 0.9995), ByFrequency: true),
            new("phone", FieldKind.Exact, Levels(FieldKind.Exact, 0.7, 0.3, 0.3, 0.7, 0.0005, 0.9995), ByFrequency: true),
            new("head", FieldKind.ChineseName, Levels(FieldKind.ChineseName,
                0.85, 0.02, 0.01, 0.006, 0.006, 0.002, 0.036, 0.07,
                0.85, 0.02, 0.01, 0.006, 0.006, 0.002, 0.036, 0.07,
                0.0005, 0.0005, 0.0005, 0.0005, 0.001, 0.004, 0.06, 0.933), ByFrequency: true, Echoes: "name"),
            new("relation", FieldKind.Exact, Levels(FieldKind.Exact, 0.9, 0.1, 0.1, 0.9, 0.25, 0.75)),
        ],
        [
            new("number", ["id"], ["name.surname", "birth.year"]),
            new("sound-birth", ["name.sound", "birth"], ["place"]),
            new("sound-place", ["name.sound", "place"], ["sex", "birth.year"]),
            new("birth-place", ["birth", "place"], ["sex", "name.surname"]),
            new("tail-surname", ["id.tail", "name.surname", "sex"], ["name.sound"], OnlyWithoutNumber: true),
            new("phone-surname", ["phone", "name.surname"], ["sex"]),
            new("phone-birth", ["phone", "birth.year", "sex"], ["birth"]),
            new("household", ["household"], ["sex"]),
            new("sound", ["name.sound", "sex"], ["birth.year", "birth.day"], OnlyWithoutNumber: true),
        ],
        new(0.99, 0.05));

    /// <summary>
    /// One list of persons with English names and Australian addresses. Fields: <c>given, surname, number, street, locality, suburb, postcode,
    /// state, birth, social</c>.
    /// </summary>
    public static LinkProfile EnglishPersons { get; } = new(
        "english-persons",
        [
            Text("given", swapsWith: "surname"), Text("surname", swapsWith: "given"), Digits("number", 0.01), Text("street"), Text("locality"), Text("suburb"), Digits("postcode", 0.001),
            new("state", FieldKind.Exact, Levels(FieldKind.Exact, 0.92, 0.08, 0.95, 0.05, 0.2, 0.8)),
            new("birth", FieldKind.BirthDate, Levels(FieldKind.BirthDate,
                0.85, 0.01, 0.1, 0.01, 0.01, 0.02,
                0.001, 0.001, 0.003, 0.002, 0.013, 0.98,
                0.0001, 0.0005, 0.002, 0.002, 0.01, 0.9854)),
            Digits("social", 1e-5),
        ],
        [
            new("social", ["social"], ["surname"]),
            new("birth", ["birth"], ["surname.sound"]),
            new("names", ["given.sound", "surname.sound"], ["birth.year"]),
            new("surname-postcode", ["surname.sound", "postcode"], ["given.start"]),
            new("given-suburb", ["given.sound", "suburb.start"], ["postcode"]),
            new("street-number", ["street.start", "number"], ["suburb.start"]),
            new("surname-suburb", ["surname.start", "suburb.start"], ["postcode"]),
            new("postcode-street", ["postcode", "street.start"], ["number"]),
        ],
        new(0.99, 0.05)) { OthersPerHousehold = 0.1 };

    /// <summary>
    /// As <see cref="EnglishPersons"/>, for lists where nobody is asked: the likelier answer is taken, and more pairs are looked at. Chosen on FEBRL 1 alone.
    /// </summary>
    public static LinkProfile EnglishPersonsUnattended { get; } = new(
        "english-persons-unattended",
        EnglishPersons.Fields,
        [.. EnglishPersons.Blocks, new("given-postcode", ["given.start", "postcode"], ["suburb.start"]), new("birth-day", ["birth.day", "state"], ["birth.month"]), new("street", ["street"], ["number"]), new("surname-given", ["surname.start", "given.start"], ["state"])],
        new(0.5, 0.05)) { OthersPerHousehold = EnglishPersons.OthersPerHousehold };

    private static LinkField Text(string key, string? swapsWith = null) => new(key, FieldKind.Text, Levels(FieldKind.Text,
        0.8, 0.1, 0.03, 0.03, 0.04,
        0.4, 0.02, 0.001, 0.029, 0.55,
        0.005, 0.005, 0.0005, 0.02, 0.9695), ByFrequency: true, SwapsWith: swapsWith);

    private static LinkField Digits(string key, double chance) => new(key, FieldKind.Digits, Levels(FieldKind.Digits,
        0.85, 0.1, 0.02, 0.03,
        0.4, 0.02, 0.02, 0.56,
        chance, chance * 5, chance * 10, 1 - (chance * 16)), ByFrequency: true);

    /// <summary>Shares in rows: one person, one household, strangers.</summary>
    private static LinkLevel[] Levels(FieldKind kind, params ReadOnlySpan<double> shares)
    {
        var codes = LinkLevels.Of(kind);
        var levels = new LinkLevel[codes.Count];
        for (var i = 0; i < levels.Length; i++) levels[i] = new(codes[i], shares[i], shares[i + levels.Length], shares[i + (2 * levels.Length)]);
        return levels;
    }
}
