namespace Minkang.Domain.Lists;

/// <summary>One entry of a code list (代码): the code, its standard name and the other words that lists use for it.</summary>
public sealed record CodeEntry(string Code, string Name, IReadOnlyList<string> Synonyms)
{
    /// <summary>The name on English pages (英文名); null when the list has none.</summary>
    public string? English { get; init; }
}

/// <summary>A code with its standard name, as read from a cell.</summary>
public readonly record struct CodeValue(string Code, string Name);

/// <summary>
/// A code list (代码表) with the words that mean each code. Words are compared in one writing, without blanks; prefixes such as 户主之 and endings
/// such as 族 may be left out when the list says so.
/// </summary>
public sealed class CodeList
{
    private static readonly char[] Separators = ['、', ',', ';', '/', '|', '+', '\n', '；', '，'];
    private readonly Dictionary<string, CodeEntry> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, CodeEntry> _codes = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _prefixes;
    private readonly IReadOnlyList<string> _endings;

    /// <summary>Throws <see cref="ArgumentException"/> when one word means two codes.</summary>
    public CodeList(string id, string title, IReadOnlyList<CodeEntry> entries, IReadOnlyList<string>? prefixes = null, IReadOnlyList<string>? endings = null)
    {
        (Id, Title, Entries, _prefixes, _endings) = (id, title, entries, prefixes ?? [], endings ?? []);
        foreach (var entry in entries)
        {
            if (!_codes.TryAdd(entry.Code, entry)) throw new ArgumentException($"Code {entry.Code} of {id} is listed twice.", nameof(entries));
            foreach (var word in entry.Synonyms.Prepend(entry.Name))
                if (!_words.TryAdd(ListText.Compact(word), entry) && _words[ListText.Compact(word)] != entry)
                    throw new ArgumentException($"The word {word} of {id} means both {_words[ListText.Compact(word)].Code} and {entry.Code}.", nameof(entries));
        }
        foreach (var entry in entries) _words.TryAdd(entry.Code, entry); // a word goes before a code that looks like it
    }

    public string Id { get; }
    public string Title { get; }
    public IReadOnlyList<CodeEntry> Entries { get; }

    /// <summary>The entry of a code; null when there is none.</summary>
    public CodeEntry? Find(string code) => _codes.GetValueOrDefault(code);

    /// <summary>The entry that a word means; null when the list does not know it.</summary>
    public CodeEntry? Match(string word)
    {
        var text = ListText.Compact(word);
        if (_words.TryGetValue(text, out var entry)) return entry;
        foreach (var prefix in _prefixes)
            if (text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal) && _words.TryGetValue(text[prefix.Length..], out entry)) return entry;
        foreach (var ending in _endings)
        {
            if (text.Length > ending.Length && text.EndsWith(ending, StringComparison.Ordinal) && _words.TryGetValue(text[..^ending.Length], out entry)) return entry;
            if (_words.TryGetValue(text + ending, out entry)) return entry;
        }
        return null;
    }

    /// <summary>Reads a cell with one code. A word that the list does not know is a warning: the text is kept beside, no code is chosen.</summary>
    public CellReading<CodeValue> Read(Cell cell)
    {
        if (CellErrors.Of(cell) is { } error) return CellReading.Refused<CodeValue>(error);
        if (cell.IsBlank) return CellReading.Nothing<CodeValue>();
        if (Match(cell.Text) is { } entry) return CellReading.Of<CodeValue>(new CodeValue(entry.Code, entry.Name));
        return BlankWords.Of(cell) is not BlankWord.None ? CellReading.Nothing<CodeValue>() : CellReading.Nothing<CodeValue>(Unknown(cell.Text));
    }

    /// <summary>Reads a cell with any number of codes, separated by 、 , ; / or a line break. Words that are not known are one warning; the others are kept.</summary>
    public CellReading<IReadOnlyList<CodeValue>> ReadMany(Cell cell)
    {
        if (CellErrors.Of(cell) is { } error) return CellReading.Refused<IReadOnlyList<CodeValue>>(error);
        if (cell.IsBlank) return CellReading.Nothing<IReadOnlyList<CodeValue>>();
        if (Match(cell.Text) is { } whole) return CellReading.Of<IReadOnlyList<CodeValue>>([new CodeValue(whole.Code, whole.Name)]);
        if (BlankWords.Of(cell) is not BlankWord.None) return CellReading.Nothing<IReadOnlyList<CodeValue>>();
        var found = new List<CodeValue>();
        Finding? unknown = null;
        foreach (var word in cell.Text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Match(word) is not { } entry) unknown ??= Unknown(word);
            else if (!found.Exists(f => f.Code == entry.Code)) found.Add(new CodeValue(entry.Code, entry.Name));
        }
        Finding[] findings = unknown is null ? [] : [unknown];
        return found.Count == 0 ? CellReading.Nothing<IReadOnlyList<CodeValue>>(findings) : CellReading.Of<IReadOnlyList<CodeValue>>(found, findings);
    }

    private Finding Unknown(string word)
    {
        var text = ListText.Compact(word);
        var near = Entries.OrderByDescending(e => e.Name.Intersect(text).Count()).ThenBy(e => Math.Abs(e.Name.Length - text.Length)).Take(3).Select(e => e.Name);
        return Finding.Warning("code.unknown", $"“{Title}”里没有这个写法，没有归入任何代码。相近的有：{string.Join("、", near)}。");
    }
}
