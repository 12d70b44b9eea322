using System.Text;
using Minkang.Domain.Names;
using Minkang.Samples.People;

namespace Minkang.Samples.Dirt;

internal sealed partial class Clerk
{
    private static readonly Lazy<NameTricks> Tricks = new(() => new NameTricks());

    /// <summary>The name of a person as this list has it.</summary>
    public string Name(Person person, string column)
    {
        var name = person.Name;
        var kind = Draw("name", column, k => CanSpoil(k, person));
        return kind switch
        {
            null => name,
            "name-homophone" => Replaced(name, 1, Tricks.Value.Homophones),
            "name-look-alike" => Replaced(name, 1, Tricks.Value.LookAlikes),
            "name-traditional" => Replaced(name, 0, Tricks.Value.Traditional),
            "name-variant" => Replaced(name, 0, Tricks.Value.Variants),
            "name-character-missing" => name.Remove(_dice.Between(1, name.Length - 1), 1),
            "name-former" => FormerName(person),
            "name-remark" => name + _dice.Of<string>(["（外出务工）", "(曾用名)", "（小名：老三）", "（低保）", "(户主)", "（已迁）"]),
            "name-blank-inside" => name.Insert(1, _dice.Of<string>([" ", "\u3000", "  "])),
            "name-blank-outside" => _dice.Chance(0.3) ? " " + name : name + _dice.Of<string>([" ", "\u3000", "\t"]),
            "name-dot-form" => name.Replace("·", _dice.Of<string>(["•", "・", "‧", ".", "．", " · "]), StringComparison.Ordinal),
            "name-dot-lost" => name.Replace("·", _dice.Of<string>(["", " "]), StringComparison.Ordinal),
            "name-stray-dot" => _dice.Chance(0.5) ? name.Insert(1, "·") : name + "·",
            "name-rare-lost" => LostRare(name),
            _ => throw new InvalidOperationException($"Nobody knows how to write {kind}."),
        };
    }

    private static bool CanSpoil(string kind, Person person) => kind switch
    {
        "name-homophone" => Tricks.Value.Fits(person.Name, 1, Tricks.Value.Homophones),
        "name-look-alike" => Tricks.Value.Fits(person.Name, 1, Tricks.Value.LookAlikes),
        "name-traditional" => Tricks.Value.Fits(person.Name, 0, Tricks.Value.Traditional),
        "name-variant" => Tricks.Value.Fits(person.Name, 0, Tricks.Value.Variants),
        "name-dot-form" or "name-dot-lost" => person.HasDotInName,
        "name-stray-dot" or "name-blank-inside" or "name-former" => !person.HasDotInName && !HasRare(person.Name),
        "name-character-missing" => person.Name.Length >= 3 && !HasRare(person.Name),
        "name-rare-lost" => HasRare(person.Name),
        _ => true,
    };

    private string Replaced(string name, int from, Dictionary<char, char[]> by)
    {
        var places = Enumerable.Range(from, name.Length - from).Where(i => by.ContainsKey(name[i])).ToList();
        var at = _dice.Of(places);
        return string.Concat(name.AsSpan(0, at), _dice.Of(by[name[at]]).ToString(), name.AsSpan(at + 1));
    }

    private string FormerName(Person person)
    {
        var surname = person.Name.Length == 4 ? person.Name[..2] : person.Name[..1];
        for (; ; )
        {
            var former = surname + string.Concat(Enumerable.Range(0, _dice.Between(1, 2)).Select(_ => _dice.Of(Tricks.Value.GivenCharacters)));
            if (former != person.Name) return former;
        }
    }

    private static bool HasRare(string name) => Tricks.Value.Rare.Any(r => name.Contains(r, StringComparison.Ordinal));

    private string LostRare(string name)
    {
        var rare = Tricks.Value.Rare.First(r => name.Contains(r, StringComparison.Ordinal));
        var sound = Pinyin.Readings(rare.EnumerateRunes().First())[0];
        return name.Replace(rare, _dice.Of<string>(["?", "？", "□", "*", sound.ToUpperInvariant(), $"（{sound}）"]), StringComparison.Ordinal);
    }

    /// <summary>Which character stands for which, by kind of mistake.</summary>
    private sealed class NameTricks
    {
        public Dictionary<char, char[]> Homophones { get; }
        public Dictionary<char, char[]> LookAlikes { get; } = Pairs(NameMaker.Names.LookAlike);
        public Dictionary<char, char[]> Traditional { get; } = Pairs(NameMaker.Names.Traditional);
        public Dictionary<char, char[]> Variants { get; } = Pairs(NameMaker.Names.Variant);
        public IReadOnlyList<string> GivenCharacters { get; }
        public IReadOnlyList<string> Rare { get; } = SampleData.Words(NameMaker.Names.Rare);

        public NameTricks()
        {
            var names = NameMaker.Names;
            GivenCharacters = [.. new[] { names.Male, names.Female }.SelectMany(g => new[] { g.Old, g.Middle, g.Young }).SelectMany(g => SampleData.Weights(g).Items).Distinct()];
            Homophones = GivenCharacters.GroupBy(c => Pinyin.Readings(new Rune(c[0]))[0]).Where(g => g.Count() > 1)
                .SelectMany(g => g.Select(c => (c[0], g.Where(o => o != c).Select(o => o[0]).ToArray()))).ToDictionary(p => p.Item1, p => p.Item2);
        }

        public bool Fits(string name, int from, Dictionary<char, char[]> by)
        {
            for (var i = from; i < name.Length; i++) if (by.ContainsKey(name[i])) return true;
            return false;
        }

        private static Dictionary<char, char[]> Pairs(string text) =>
            SampleData.Words(text).Where(p => p[0] != p[1]).GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.Select(p => p[1]).ToArray());
    }
}
