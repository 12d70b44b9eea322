using Minkang.Domain.People;

namespace Minkang.Samples.People;

/// <summary>Invents names that fit sex, birth year, family and ethnic group.</summary>
internal sealed class NameMaker
{
    internal sealed record GivenMaterial(string Old, string Middle, string Young);
    internal sealed record DottedMaterial(string Ethnic, double Weight, string Family, string Male, string Female);
    internal sealed record Material(string Surnames, GivenMaterial Male, GivenMaterial Female, string Rare, List<DottedMaterial> Dotted, string Ethnic, string Traditional, string Variant, string LookAlike);

    private static readonly Lazy<Material> Loaded = new(() => SampleData.Read<Material>("names"));
    private readonly Weighted<string> _surnames = SampleData.Weights(Names.Surnames);
    private readonly Weighted<string> _ethnic = SampleData.Weights(Names.Ethnic);
    private readonly string[] _rare = SampleData.Words(Names.Rare);
    private readonly Weighted<string>[] _given =
        [.. new[] { Names.Male, Names.Female }.SelectMany(g => new[] { g.Old, g.Middle, g.Young }).Select(SampleData.Weights)];
    private readonly Dictionary<string, (string[] Family, string[] Male, string[] Female)> _dotted =
        Names.Dotted.ToDictionary(d => d.Ethnic, d => (SampleData.Words(d.Family), SampleData.Words(d.Male), SampleData.Words(d.Female)));
    private readonly double _rareRate;

    public NameMaker(double rareRate) => _rareRate = rareRate;

    public static Material Names => Loaded.Value;

    /// <summary>Ethnic group (民族) of a household; a few are Uyghur, whose names are long.</summary>
    public string Ethnic(Dice dice) => dice.Chance(0.0015) ? "维吾尔族" : dice.Of(_ethnic);

    /// <summary>Family part of the name: a Han surname, or a clan name in front of the dot.</summary>
    public string Family(string ethnic, Dice dice) =>
        _dotted.TryGetValue(ethnic, out var dotted) && dice.Chance(ethnic == "彝族" ? 0.12 : 1) ? dice.Of(dotted.Family) + "·" : dice.Of(_surnames);

    public string Full(string family, string ethnic, Sex sex, int birthYear, Dice dice)
    {
        if (family.EndsWith('·'))
        {
            var (_, male, female) = _dotted[_dotted.ContainsKey(ethnic) ? ethnic : "彝族"];
            return family + dice.Of(sex == Sex.Male ? male : female);
        }
        var given = _given[(sex == Sex.Male ? 0 : 3) + (birthYear < 1966 ? 0 : birthYear < 1996 ? 1 : 2)];
        var first = dice.Of(given);
        var last = dice.Chance(_rareRate) ? dice.Of(_rare) : dice.Of(given);
        return family + (dice.Chance(birthYear < 1996 ? 0.26 : 0.15) ? last : first + last);
    }
}
