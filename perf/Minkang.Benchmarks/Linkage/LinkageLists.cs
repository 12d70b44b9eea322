using System.Globalization;
using System.Text;
using Minkang.Samples;
using Minkang.Samples.Dirt;
using Minkang.Samples.People;
using Minkang.Samples.Places;

namespace Minkang.Benchmarks.Linkage;

/// <summary>
/// Two labelled lists of an invented county: what the poverty office's clerk and the insurer's clerk would write of the same people, faults of the sample
/// generator included. Seven tenths of each list are on both. The first column says who the row truly is and is never compared.
/// </summary>
internal static class LinkageLists
{
    private static readonly string Heading = "person,id,name,sex,birth,township,village,phone,head";

    /// <summary>Writes <c>left.csv</c> and <c>right.csv</c> with about so many rows each. Masked: the right list shows only the first six and the last four characters of the numbers.</summary>
    public static void Write(string folder, int rows, int seed, DirtLevel level, bool masked)
    {
        Directory.CreateDirectory(folder);
        var options = new CountyOptions { Folder = folder, Seed = seed, Persons = (int)(rows * 1.16), Dirt = level, Villages = Math.Clamp(rows / 150, 1, 3_000), Townships = Math.Clamp(rows / 2_000, 1, 240) };
        var dirt = new DirtProfile(level, []);
        var county = CountyMaker.Make(options, dirt);
        using var left = File(folder, "left.csv");
        using var right = File(folder, "right.csv");
        Clerk ours = new(options, dirt, "register"), theirs = new(options, dirt, "enrolment");
        foreach (var household in new Population(options, county, dirt).Households())
        {
            ours.Enter(household);
            theirs.Enter(household);
            foreach (var person in household.Members)
            {
                var share = Dice.For((ulong)seed, "linkage", person.Number).Share();
                if (share < 0.77) WriteRow(left, ours, person, withHead: true, masked: false);
                if (share >= 0.23) WriteRow(right, theirs, person, withHead: false, masked);
            }
        }
    }

    private static StreamWriter File(string folder, string name)
    {
        var file = new StreamWriter(Path.Combine(folder, name), append: false, new UTF8Encoding(false), 1 << 16);
        file.WriteLine(Heading);
        return file;
    }

    private static void WriteRow(StreamWriter file, Clerk clerk, Person person, bool withHead, bool masked)
    {
        clerk.Begin(person);
        var village = person.Household.Village;
        var id = clerk.Id(person, "id").Plain;
        if (masked && id.Length == 18) id = string.Concat(id.AsSpan(0, 6), "********", id.AsSpan(14));
        var line = string.Join(',', new[]
        {
            person.Key, id, clerk.Name(person, "name"), clerk.SexOf(person, "sex"), clerk.BirthOf(person, "birth", "yyyy-MM-dd").Plain,
            village.Township.Name, clerk.Village(village, "village"), clerk.Number(0, 3) > 0 ? person.Phone : "", withHead ? person.Household.Head.Name : "",
        }.Select(Quoted));
        file.WriteLine(line);
        if (clerk.Has("person-row-twice")) file.WriteLine(line);
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    /// <summary>Number of the person a row is about.</summary>
    public static int PersonOf(ReadOnlySpan<char> key) => int.Parse(key[1..], CultureInfo.InvariantCulture);
}
