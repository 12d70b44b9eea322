namespace Minkang.Domain.Linkage;

/// <summary>How the values of a field are compared (比较方式). Each kind has its own ladder of levels, see <see cref="LinkLevels"/>.</summary>
public enum FieldKind
{
    /// <summary>Citizen identity number (身份证号): valid, mistyped, rounded or masked.</summary>
    IdNumber,
    /// <summary>Chinese name (姓名): variant characters, sounds, dots, missing characters.</summary>
    ChineseName,
    /// <summary>Birth date (出生日期) with whatever precision is stated; also "born about 1956".</summary>
    BirthDate,
    /// <summary>Place (乡镇/村): township and village, written <c>township/village</c>; either part may be empty.</summary>
    Place,
    /// <summary>A code, a number or a key: same or different.</summary>
    Exact,
    /// <summary>Free text by likeness (Jaro–Winkler), for lists in Latin letters.</summary>
    Text,
    /// <summary>Digits that people type: same, one keying error, different.</summary>
    Digits,
}

/// <summary>
/// One rung of a field's ladder with what is expected before any list was seen, each between 0 and 1 and summing to 1 over the field:
/// how often it occurs when both rows are one person (<paramref name="Same"/>), when they are two members of one household
/// (<paramref name="Household"/>), and when they have nothing to do with each other (<paramref name="Chance"/>).
/// </summary>
public sealed record LinkLevel(string Code, double Same, double Household, double Chance);

/// <summary>
/// A field of the rows to be linked (参与比对的字段). <paramref name="ByFrequency"/>: agreeing on a rare value counts more than on a common one.
/// <paramref name="DerivedFrom"/>: the identity field whose valid number states the value when the row does not.
/// <paramref name="SwapsWith"/>: the field with which people exchange this one (given name and surname).
/// <paramref name="Echoes"/>: the field that this one only repeats when both read the same (the householder's name on the householder's own
/// row); it then counts as unstated.
/// </summary>
public sealed record LinkField(string Key, FieldKind Kind, IReadOnlyList<LinkLevel> Levels, bool ByFrequency = false, string? DerivedFrom = null, string? SwapsWith = null, string? Echoes = null);

/// <summary>
/// Which pairs are looked at (分块规则): rows that agree in all <paramref name="Parts"/>. A block with more pairs than the profile allows is
/// divided by <paramref name="Splits"/>, one after the other; what is still too large is left out and counted. A part is a field, or a field
/// and an aspect of it, as <c>name.sound</c>, <c>birth.year</c>, <c>id.tail</c>. <paramref name="OnlyWithoutNumber"/>: a weak rule, only for
/// pairs of which at least one row has no valid identity number.
/// </summary>
public sealed record BlockRule(string Code, IReadOnlyList<string> Parts, IReadOnlyList<string> Splits, bool OnlyWithoutNumber = false);

/// <summary>
/// When a pair is taken without asking and when a person is asked (阈值): probabilities. One pair of thresholds serves every pair of lists,
/// because the score is a probability.
/// </summary>
public sealed record LinkThresholds(double Certain, double Unsure);

/// <summary>
/// Everything that depends on the kind of list (比对方案): fields, how they are compared, which pairs are looked at, when a pair is taken.
/// Immutable data; checked on construction.
/// </summary>
public sealed record LinkProfile
{
    public LinkProfile(string id, IReadOnlyList<LinkField> fields, IReadOnlyList<BlockRule> blocks, LinkThresholds thresholds)
    {
        (Id, Fields, Blocks, Thresholds) = (id, fields, blocks, thresholds);
        if (fields.Count is 0 or > MostFields) throw new ArgumentException($"A profile has 1 to {MostFields} fields.", nameof(fields));
        foreach (var field in fields) Check(field);
        foreach (var part in blocks.SelectMany(b => b.Parts.Concat(b.Splits))) _ = FieldOf(part);
        if (blocks.Any(b => b.Parts.Count == 0)) throw new ArgumentException("A blocking rule needs at least one part.", nameof(blocks));
        if (thresholds is not { Unsure: > 0 and < 1, Certain: > 0 and < 1 } || thresholds.Unsure > thresholds.Certain) throw new ArgumentException("Thresholds are probabilities, unsure below certain.", nameof(thresholds));
    }

    /// <summary>The most fields of a profile; a pair's levels are packed, four bits each.</summary>
    public const int MostFields = 16;

    public string Id { get; }
    public IReadOnlyList<LinkField> Fields { get; }
    public IReadOnlyList<BlockRule> Blocks { get; }
    public LinkThresholds Thresholds { get; init; }

    /// <summary>The most pairs of one block before it is divided.</summary>
    public int MostPairsPerBlock { get; init; } = 2_500;

    /// <summary>How many rows of its own an average person's household has besides him or her.</summary>
    public double OthersPerHousehold { get; init; } = 2.5;

    /// <summary>Pseudo-pairs behind the expected frequencies: the more, the less a small list moves them.</summary>
    public double PriorPairs { get; init; } = 40;

    /// <summary>Position of a field; throws <see cref="ArgumentException"/> when the profile has none of that key.</summary>
    public int IndexOf(string key)
    {
        for (var i = 0; i < Fields.Count; i++) if (Fields[i].Key == key) return i;
        throw new ArgumentException($"The profile {Id} has no field {key}.", nameof(key));
    }

    /// <summary>Position of the field that a blocking part names, and the aspect behind the dot (empty for the value itself).</summary>
    internal (int Field, string Aspect) FieldOf(string part)
    {
        var dot = part.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (IndexOf(part), "") : (IndexOf(part[..dot]), part[(dot + 1)..]);
    }

    private void Check(LinkField field)
    {
        var codes = LinkLevels.Of(field.Kind);
        if (!field.Levels.Select(l => l.Code).SequenceEqual(codes, StringComparer.Ordinal))
            throw new ArgumentException($"The field {field.Key} must have the levels {string.Join(", ", codes)}.", nameof(field));
        foreach (var share in (Func<LinkLevel, double>[])[l => l.Same, l => l.Household, l => l.Chance])
            if (field.Levels.Any(l => share(l) <= 0) || Math.Abs(field.Levels.Sum(share) - 1) > 0.02)
                throw new ArgumentException($"The frequencies of {field.Key} must be positive and sum to 1.", nameof(field));
        if (field.DerivedFrom is { } source && Fields[IndexOf(source)].Kind != FieldKind.IdNumber) throw new ArgumentException($"{field.Key} can only be derived from an identity number.", nameof(field));
        if (field.SwapsWith is { } other) _ = IndexOf(other);
        if (field.Echoes is { } echoed && (field.Kind != FieldKind.ChineseName || Fields[IndexOf(echoed)].Kind != FieldKind.ChineseName)) throw new ArgumentException($"Only names echo names: {field.Key}.", nameof(field));
    }
}
