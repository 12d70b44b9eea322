using Minkang.Samples.Dirt;

namespace Minkang.Samples.Places;

/// <summary>Invents the places of a county.</summary>
internal static class CountyMaker
{
    private const string CountyCode = "009901";

    private sealed record Material(string Province, string Prefecture, string Counties, string Words, string VillageEndings, string Groups);

    public static County Make(CountyOptions options, DirtProfile dirt)
    {
        var material = SampleData.Read<Material>("places");
        var dice = Dice.For((ulong)options.Seed, "places");
        var words = SampleData.Words(material.Words);
        var villageNames = VillageNames(words, SampleData.Words(material.VillageEndings), dice);
        var townships = Townships(options.TownshipCount, words, dice);
        var quotas = Quotas(options.Persons, options.VillageCount, dice);
        var villages = new List<Village>(options.VillageCount);
        var repeat = dirt.Rate("place-same-name", "county");
        for (var i = 0; i < options.VillageCount; i++)
        {
            var at = (int)((long)i * townships.Count / options.VillageCount);
            var inTownship = villages.Count(v => v.Township == townships[at]);
            var elsewhere = villages.Where(v => v.Township != townships[at]).Select(v => v.Name).Except(villages.Where(v => v.Township == townships[at]).Select(v => v.Name)).ToList();
            var name = elsewhere.Count > 0 && dice.Chance(repeat) ? dice.Of(elsewhere) : villageNames.Dequeue();
            villages.Add(new Village(i, name, $"{townships[at].Code}{201 + inTownship:D3}", townships[at], quotas[i], Groups(SampleData.Words(material.Groups), dice)));
        }
        return new County(material.Province, material.Prefecture, dice.Of(SampleData.Words(material.Counties)), CountyCode, villages);
    }

    private static List<Township> Townships(int count, string[] words, Dice dice)
    {
        var names = Shuffled([.. words.Concat(words.Select(w => "上" + w)).Concat(words.Select(w => "下" + w)).Concat(words.Select(w => "新" + w))], dice, words.Length);
        return [.. Enumerable.Range(0, count).Select(i => dice.Chance(0.45)
            ? new Township(names[i] + "镇", $"{CountyCode}{100 + i:D3}")
            : new Township(names[i] + "乡", $"{CountyCode}{200 + i:D3}"))];
    }

    private static Queue<string> VillageNames(string[] words, string[] endings, Dice dice)
    {
        var plain = words.SelectMany(w => endings.Select(e => w + e)).ToList();
        return new Queue<string>(Shuffled([.. plain, .. plain.Select(n => "上" + n), .. plain.Select(n => "下" + n), .. plain.Select(n => "大" + n), .. plain.Select(n => "小" + n)], dice, plain.Count));
    }

    /// <summary>Shuffles block by block, so that names with a prefix come only when the plain ones are used up.</summary>
    private static List<string> Shuffled(List<string> names, Dice dice, int block)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var end = Math.Min(names.Count, (i / block + 1) * block) - 1;
            var j = dice.Between(i, end);
            (names[i], names[j]) = (names[j], names[i]);
        }
        return names;
    }

    private static int[] Quotas(int persons, int villages, Dice dice)
    {
        var weights = Enumerable.Range(0, villages).Select(_ => 0.4 + dice.Share() * 1.2).ToArray();
        var (sum, upTo, given) = (weights.Sum(), 0.0, 0);
        var quotas = new int[villages];
        for (var i = 0; i < villages; i++)
        {
            upTo += weights[i];
            quotas[i] = (int)Math.Round(persons * upTo / sum) - given;
            given += quotas[i];
        }
        return quotas;
    }

    private static List<string> Groups(string[] all, Dice dice)
    {
        var from = dice.Between(0, all.Length - 8);
        return [.. all.Skip(from).Take(dice.Between(4, 8))];
    }
}
