using System.Collections.Frozen;
using System.Text;

namespace Minkang.Domain.Names;

/// <summary>The tables of readings and variants carried inside the assembly; each is read once, on first use.</summary>
internal static class NameTables
{
    private static readonly Lazy<FrozenDictionary<int, string[]>> ReadingsTable = new(ReadReadings);
    private static readonly Lazy<FrozenDictionary<string, string[]>> SurnameTable = new(ReadSurnames);
    private static readonly Lazy<(FrozenDictionary<int, string> Fold, FrozenDictionary<int, string> Name)> VariantTables = new(ReadVariants);
    private static readonly Lazy<FrozenDictionary<int, (string Cangjie, string Corners, int Strokes)>> ShapeTable = new(ReadShapes);

    /// <summary>Code point → how the character is written.</summary>
    public static FrozenDictionary<int, (string Cangjie, string Corners, int Strokes)> Shapes => ShapeTable.Value;

    /// <summary>Code point → readings without tones, likeliest first.</summary>
    public static FrozenDictionary<int, string[]> Readings => ReadingsTable.Value;

    /// <summary>Surname → readings: alternatives for one character, one syllable per character for a compound surname.</summary>
    public static FrozenDictionary<string, string[]> Surnames => SurnameTable.Value;

    /// <summary>Code point → form of today.</summary>
    public static FrozenDictionary<int, string> Fold => VariantTables.Value.Fold;

    /// <summary>Code point → the form by which names are compared.</summary>
    public static FrozenDictionary<int, string> Name => VariantTables.Value.Name;

    private static FrozenDictionary<int, string[]> ReadReadings()
    {
        var table = new Dictionary<int, string[]>(30_000);
        foreach (var line in Lines("pinyin.txt"))
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var readings = line[..blank].Split(',');
            foreach (var rune in line[(blank + 1)..].EnumerateRunes()) table[rune.Value] = readings;
        }
        return table.ToFrozenDictionary();
    }

    private static FrozenDictionary<string, string[]> ReadSurnames() =>
        Lines("surnames.txt").Select(line => line.Split(' ', 2)).ToFrozenDictionary(p => p[0], p => p[1].Split(',', ' '), StringComparer.Ordinal);

    private static (FrozenDictionary<int, string> Fold, FrozenDictionary<int, string> Name) ReadVariants()
    {
        var (fold, name) = (new Dictionary<int, string>(), new Dictionary<int, string>());
        var target = fold;
        foreach (var line in Lines("variants.txt"))
        {
            if (line.StartsWith('[')) { target = string.Equals(line, "[name]", StringComparison.Ordinal) ? name : fold; continue; }
            var runes = line.EnumerateRunes().ToList();
            foreach (var rune in runes.Skip(1)) target[rune.Value] = runes[0].ToString();
        }
        return (fold.ToFrozenDictionary(), name.ToFrozenDictionary());
    }

    private static FrozenDictionary<int, (string Cangjie, string Corners, int Strokes)> ReadShapes()
    {
        var table = new Dictionary<int, (string Cangjie, string Corners, int Strokes)>(8_200);
        foreach (var line in Lines("shapes.txt"))
        {
            var parts = line.Split(' ');
            var shape = (parts[0], parts[1], int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
            foreach (var rune in parts[3].EnumerateRunes()) table[rune.Value] = shape;
        }
        return table.ToFrozenDictionary();
    }

    private static List<string> Lines(string file)
    {
        using var stream = typeof(NameTables).Assembly.GetManifestResourceStream("Names/" + file)
            ?? throw new InvalidOperationException($"The table {file} is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = new List<string>();
        while (reader.ReadLine() is { Length: > 0 } line) lines.Add(line);
        return lines;
    }
}
