using Minkang.Domain.Names;
using Minkang.Domain.People;
using Minkang.Platform.Security;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Lists;

/// <summary>Who a row speaks of, as far as the row says (名单行里的人).</summary>
internal sealed record Listed(string Name, IdReading Id, DateOnly? BirthOn, int Sex, string? VillageCode, string? HouseholdNumber)
{
    public string NameKey { get; } = NameVariants.FoldName(Name);
    public string Sound { get; } = Pinyin.Of(Name);
}

/// <summary>The person of the register that a row speaks of, and on what grounds.</summary>
/// <param name="Why">Code of the grounds: <c>id</c>, <c>id_name_writing</c>, <c>household_name</c>, <c>id_damaged</c>, <c>name_village_birth</c>; or why it is unsure or unknown.</param>
internal readonly record struct PersonMatch(RowMatch Match, Person? Person, string Why);

/// <summary>
/// Finds the person of the register that a row of another department's list speaks of (对人): by number and name, else by household number and
/// name, else by name, village and birth date together with what is left of a damaged number. Where the signs disagree it does not choose.
/// </summary>
internal sealed class MatchPerson
{
    private readonly Dictionary<string, Person> _byHash;
    private readonly ILookup<string, Person> _byName, _bySound;
    private readonly ILookup<string, Person> _byHousehold;
    private readonly ILookup<Person, PersonAlias> _former;
    private readonly Vault _vault;

    /// <param name="everybody">Everybody on the register: a number is known wherever its owner lives.</param>
    /// <param name="former">Names and numbers of records that were merged into these.</param>
    /// <param name="householdNumbers">Register number by household.</param>
    /// <param name="vault">Opens and hashes numbers.</param>
    /// <param name="area">Names are looked up among the people of this area only.</param>
    public MatchPerson(IReadOnlyCollection<Person> everybody, ILookup<Person, PersonAlias> former, IReadOnlyDictionary<Guid, string> householdNumbers, Vault vault, ImportArea area)
    {
        _vault = vault;
        _byHash = everybody.Where(p => p.IdHash is not null).ToDictionary(p => p.IdHash!, StringComparer.Ordinal);
        foreach (var (person, hash) in former.SelectMany(f => f.Select(a => (f.Key, a.IdHash)))) if (hash is not null) _byHash.TryAdd(hash, person);
        _former = former;
        var persons = everybody.Where(p => area.Holds(p.VillageCode)).ToList();
        _byName = persons.SelectMany(p => NameKeys(p).Select(key => (Key: key, Person: p))).ToLookup(n => n.Key, n => n.Person, StringComparer.Ordinal);
        _bySound = persons.SelectMany(p => Sounds(p).Select(sound => (Key: sound, Person: p))).ToLookup(n => n.Key, n => n.Person, StringComparer.Ordinal);
        _byHousehold = persons.Where(p => p.HouseholdId is not null && householdNumbers.ContainsKey(p.HouseholdId.Value))
            .ToLookup(p => householdNumbers[p.HouseholdId!.Value], StringComparer.Ordinal);
    }

    public PersonMatch Find(Listed row)
    {
        if (row.Id.Number is { } number && _byHash.TryGetValue(_vault.Hash(Purposes.IdNumber, number.Text)!, out var held)) return OnNumber(row, held);
        if (InHousehold(row) is { } member) return new(RowMatch.Matched, member, "household_name");
        return ByName(row);
    }

    /// <summary>The number is on file. The name decides whether it is the same person or somebody else's number.</summary>
    private PersonMatch OnNumber(Listed row, Person held)
    {
        if (NameKeys(held).Contains(row.NameKey)) return new(RowMatch.Matched, held, "id");
        if (Sounds(held).Contains(row.Sound) || NameKeys(held).Any(key => OneApart(key, row.NameKey))) return new(RowMatch.Matched, held, "id_name_writing");
        return new(RowMatch.Unsure, held, "id_other_name");
    }

    private Person? InHousehold(Listed row)
    {
        if (row.HouseholdNumber is not { } number) return null;
        var named = _byHousehold[number].Where(p => NameKeys(p).Contains(row.NameKey)).ToList();
        if (named.Count == 0) named = [.. _byHousehold[number].Where(p => Sounds(p).Contains(row.Sound) || NameKeys(p).Any(key => OneApart(key, row.NameKey)))];
        return named.Count == 1 ? named[0] : null;
    }

    /// <summary>Without a number on file: name and what else agrees. One clear candidate is taken, several or a thin one are left to a person.</summary>
    private PersonMatch ByName(Listed row)
    {
        var named = _byName[row.NameKey].ToList();
        if (named.Count == 0) named = [.. _bySound[row.Sound]];
        var scored = named.Select(p => (Person: p, Score: Score(row, p))).Where(x => x.Score > 0).OrderByDescending(x => x.Score).ToList();
        if (scored.Count == 0) return new(RowMatch.NotRegistered, null, row.Id.Number is null ? "no_number_no_name" : "not_registered");
        var best = scored[0];
        if (scored.Count > 1 && scored[1].Score == best.Score) return new(RowMatch.Unsure, null, "several");
        if (best.Score >= 4) return new(RowMatch.Matched, best.Person, row.Id.Number is null ? "id_damaged" : "name_village_birth");
        return row.Id.Number is null ? new(RowMatch.Unsure, best.Person, "name_only") : new(RowMatch.NotRegistered, null, "not_registered");
    }

    /// <summary>Village agrees 2, birth date agrees 2, damaged number points to the person 3; a contradiction of birth dates or of sex excludes.</summary>
    private int Score(Listed row, Person person)
    {
        var score = 0;
        if (row.Sex is 1 or 2 && person.Sex is 1 or 2 && row.Sex != person.Sex) return 0;
        if (row.VillageCode is { } village && village == person.VillageCode) score += 2;
        var near = NumberPointsTo(row.Id, person);
        if (near == true) score += 3;
        var birth = row.Id.Number?.BirthDate ?? row.BirthOn;
        if (birth is { } b && person.BirthOn is { } pb)
        {
            if (b == pb) score += 2;
            else if (near != true) return 0;
        }
        if (near == false) return 0;
        return score;
    }

    /// <summary>True when what is left of the number fits the person's, false when it speaks of another, null when nothing can be said.</summary>
    private bool? NumberPointsTo(IdReading id, Person person)
    {
        if (person.IdSealed is null) return null;
        if (id.Number is { } other) return other.Text == _vault.Open(Purposes.IdNumber, person.IdSealed) ? true : id.Repairs.Count == 0 && person.BirthOn == other.BirthDate ? null : false;
        if (id.State is IdState.Missing or IdState.NotANumber or IdState.PlaceHolder) return null;
        var number = _vault.Open(Purposes.IdNumber, person.IdSealed)!;
        if (id.State == IdState.Rounded)
        {
            var digits = id.Cleaned.Contains('E', StringComparison.OrdinalIgnoreCase) ? string.Concat(id.Cleaned.TakeWhile(c => c is not ('E' or 'e')).Where(char.IsAsciiDigit)).TrimEnd('0') : id.Cleaned[..15];
            return digits.Length < 6 ? (number.StartsWith(digits, StringComparison.Ordinal) ? null : false) : number.StartsWith(digits, StringComparison.Ordinal);
        }
        return Distance(id.Cleaned, number) <= 2;
    }

    /// <summary>The name, and those of the records that were merged into this one.</summary>
    private IEnumerable<string> NameKeys(Person person) => _former[person].Select(a => a.NameKey).Prepend(person.NameKey).Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Sounds(Person person) => _former[person].Select(a => a.Pinyin).Prepend(person.Pinyin).Select(p => p.Split("  ")[0]).Distinct(StringComparer.Ordinal);

    /// <summary>One character missing, added or changed, in names of two characters or more that share the first.</summary>
    private static bool OneApart(string a, string b) => a.Length >= 2 && b.Length >= 2 && a[0] == b[0] && Math.Max(a.Length, b.Length) >= 3 && Distance(a, b) <= 1;

    /// <summary>Edit distance with transpositions of neighbours counted as one.</summary>
    internal static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        return rows[a.Length, b.Length];
    }
}
