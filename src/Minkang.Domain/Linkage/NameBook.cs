using System.Text;
using Minkang.Domain.Names;

namespace Minkang.Domain.Linkage;

/// <summary>
/// The distinct names of a comparison (姓名表), each taken apart once: the folded form by which it is compared, its sounds, its characters.
/// Pairs of names are compared by numbers.
/// </summary>
internal sealed class NameBook
{
    private readonly Words _written = new();
    private readonly Words _plain = new();
    private readonly Words _folded = new();
    private readonly Words _sounds = new();
    private readonly List<Entry> _entries = [default];
    private readonly Dictionary<int, string[]> _latin = [];

    /// <summary>One name: number of its one writing, of its folded form and of its sound, its characters, and whether characters are missing.</summary>
    private readonly record struct Entry(int Plain, int Fold, int Sound, int SurnameSound, Sign[] Signs, bool Damaged);

    /// <summary>A character, or a run of letters that stands for one. <paramref name="Readings"/> has a bit for each reading: no bit in common, no reading in common.</summary>
    private readonly record struct Sign(int Code, ulong Readings);

    private const int Lost = -1;

    public int Count => _entries.Count;

    /// <summary>Number of the name in a cell; 0 when the cell holds none.</summary>
    public int Number(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        if (cell.IsEmpty) return 0;
        if (_written.TryFind(cell, out var known)) return known;
        var number = _written.Number(cell);
        _entries.Add(Take(cell.ToString()));
        return number;
    }

    public int FoldOf(int name) => _entries[name].Fold;
    public int SoundOf(int name) => _entries[name].Sound;
    public int SurnameOf(int name) => _entries[name].SurnameSound;

    private Entry Take(string cell)
    {
        var form = NameForm.Read(cell);
        if (form.Name.Length == 0) return default;
        var key = form.MatchKey;
        if (form.IsIncomplete && form.Remark is { } remark && remark.All(char.IsAsciiLetter)) key += remark.ToUpperInvariant(); // 杨（yan）
        var signs = Signs(key, form.IsIncomplete);
        var damaged = form.IsIncomplete || Array.Exists(signs, s => s.Code == Lost);
        var sound = Pinyin.Of(key);
        var surname = sound.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? sound[..end] : sound;
        return new Entry(_plain.Number(form.Name), _folded.Number(key), damaged ? 0 : _sounds.Number(sound.Length > 0 ? sound : key), _sounds.Number(surname.Length > 0 ? surname : key[..1]), signs, damaged);
    }

    private Sign[] Signs(string key, bool incomplete)
    {
        var signs = new List<Sign>(key.Length);
        var letters = new StringBuilder();
        foreach (var rune in key.EnumerateRunes())
        {
            if (rune.IsAscii && Rune.IsLetter(rune)) { letters.Append((char)rune.Value); continue; }
            EndLetters();
            if (incomplete && IsLost(rune)) signs.Add(new(Lost, ulong.MaxValue));
            else signs.Add(new(rune.Value, Bits(Pinyin.Readings(rune))));
        }
        EndLetters();
        return [.. signs];

        void EndLetters()
        {
            if (letters.Length == 0) return;
            string[] reading = [letters.ToString().ToLowerInvariant()];
            var code = 0x110000 + _folded.Number("~" + reading[0]);
            _latin[code] = reading;
            signs.Add(new(code, Bits(reading)));
            letters.Clear();
        }
    }

    private static bool IsLost(Rune rune) => rune.Value is '?' or '*' or '□' or '■' or '○' or '〓' or 0xFFFD or (>= 0xE000 and <= 0xF8FF);

    private static ulong Bits(IReadOnlyList<string> readings)
    {
        var bits = 0UL;
        foreach (var reading in readings) bits |= 1UL << (int)(Scatter.Of(reading) & 63);
        return bits;
    }

    /// <summary>The level of two names; 0 when one is missing. Symmetric.</summary>
    public int Compare(int a, int b)
    {
        if (a == 0 || b == 0) return 0;
        Entry first = _entries[a], second = _entries[b];
        if (first.Fold == 0 || second.Fold == 0) return 0;
        if (first.Damaged || second.Damaged) return DamagedLevel(first.Signs, second.Signs);
        if (first.Plain == second.Plain) return LinkLevels.NameSame;
        if (first.Fold == second.Fold) return LinkLevels.NameVariant;
        return first.Sound == second.Sound && first.Signs.Length == second.Signs.Length ? LinkLevels.NameSound : Level(first.Signs, second.Signs);
    }

    private int DamagedLevel(Sign[] a, Sign[] b)
    {
        if (a.Length != b.Length) return Level(a, b);
        for (var i = 0; i < a.Length; i++)
            if (!Alike(a[i], b[i])) return Level(a, b);
        return LinkLevels.NamePart;
    }

    private int Level(Sign[] a, Sign[] b)
    {
        if (a.Length != b.Length) return Contains(a, b) ? LinkLevels.NamePart : Surname(a, b);
        var (differ, at) = (0, -1);
        for (var i = 0; i < a.Length && differ < 3; i++)
            if (!Alike(a[i], b[i])) (differ, at) = (differ + 1, i);
        if (differ == 0) return LinkLevels.NameSound;
        if (differ == 1 && LookAlike(a[at].Code, b[at].Code)) return LinkLevels.NameLooksAlike;
        if (differ == 1 && a.Length >= 3 && at > 0) return LinkLevels.NameOneOff;
        if (differ == 2 && Exchanged(a, b)) return LinkLevels.NamePart;
        return Surname(a, b);
    }

    private int Surname(Sign[] a, Sign[] b) => Alike(a[0], b[0]) ? LinkLevels.NameSurname : LinkLevels.NameOther;

    /// <summary>One character fewer, or a long name cut off; the surname stands in both.</summary>
    private bool Contains(Sign[] a, Sign[] b)
    {
        if (a.Length > b.Length) (a, b) = (b, a);
        if (a.Length < 2 || (a.Length < b.Length - 1 && a.Length < 3)) return false;
        var at = 0;
        foreach (var sign in b) if (at < a.Length && Alike(a[at], sign)) at++;
        return at == a.Length && Alike(a[0], b[0]);
    }

    private static bool Exchanged(Sign[] a, Sign[] b)
    {
        for (var i = 0; i + 1 < a.Length; i++)
            if (a[i].Code != b[i].Code) return a[i].Code == b[i + 1].Code && a[i + 1].Code == b[i].Code;
        return false;
    }

    /// <summary>The same character, one that can sound the same, or a lost one.</summary>
    private bool Alike(Sign a, Sign b) => a.Code == b.Code || a.Code == Lost || b.Code == Lost || ((a.Readings & b.Readings) != 0 && ShareReading(a.Code, b.Code));

    private static bool LookAlike(int a, int b) => a is > 0 and < 0x110000 && b is > 0 and < 0x110000 && NameShapes.LookAlike(new Rune(a), new Rune(b));

    private bool ShareReading(int a, int b)
    {
        var (first, second) = (ReadingsOf(a), ReadingsOf(b));
        foreach (var reading in first) if (second.Contains(reading)) return true;
        return false;
    }

    private IReadOnlyList<string> ReadingsOf(int code) => _latin.TryGetValue(code, out var latin) ? latin : Pinyin.Readings(new Rune(code));
}
