namespace Minkang.Domain.Policies.Bulk;

/// <summary>
/// The names that stored bills use, numbered from 0 (单据代码表): codes of each fact, whole sets of categories, lists and diseases as they occur, fee items, and areas. One for
/// all tables of a snapshot; numbers are given out as names come, so the same bills in the same order get the same numbers.
/// </summary>
public sealed class BillNames
{
    private const char Between = '\u001f';

    private readonly Dictionary<string, int>[] _codes = [Empty(), Empty(), Empty(), Empty()];
    private readonly Dictionary<string, int>[] _sets = [Empty(), Empty(), Empty()];
    private readonly Dictionary<string, int> _items = Empty(), _areas = Empty();
    private readonly List<string>[] _codeNames = [[], [], [], []];
    private readonly List<IReadOnlyList<string>>[] _setNames = [[], [], []];
    private readonly List<string> _itemNames = [], _areaNames = [];

    /// <summary>The codes of a fact by number.</summary>
    public IReadOnlyList<string> Codes(CodeFact fact) => _codeNames[(int)fact];

    /// <summary>The sets of a fact by number.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Sets(SetFact fact) => _setNames[(int)fact];

    /// <summary>Fee items by number.</summary>
    public IReadOnlyList<string> Items => _itemNames;

    /// <summary>Areas by number, as figures are told by: a township's code.</summary>
    public IReadOnlyList<string> Areas => _areaNames;

    /// <summary>The number of a code. Throws <see cref="OverflowException"/> after 256 of them.</summary>
    public byte Code(CodeFact fact, string code) => checked((byte)Number(_codes[(int)fact], _codeNames[(int)fact], code));

    /// <summary>The number of a set; the order of its codes counts, since the first disease is the main one.</summary>
    public int Set(SetFact fact, IEnumerable<string> codes)
    {
        var held = codes.ToArray();
        var key = string.Join(Between, held);
        if (_sets[(int)fact].TryGetValue(key, out var known)) return known;
        _setNames[(int)fact].Add(held);
        return _sets[(int)fact][key] = _setNames[(int)fact].Count - 1;
    }

    /// <summary>The number of a fee item.</summary>
    public int Item(string item) => Number(_items, _itemNames, item);

    /// <summary>The number of an area.</summary>
    public int Area(string area) => Number(_areas, _areaNames, area);

    private static Dictionary<string, int> Empty() => new(StringComparer.Ordinal);

    private static int Number(Dictionary<string, int> numbers, List<string> names, string name)
    {
        if (numbers.TryGetValue(name, out var known)) return known;
        names.Add(name);
        return numbers[name] = names.Count - 1;
    }
}
