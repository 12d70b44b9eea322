using Minkang.Domain.Lists;

namespace Minkang.Domain.Linkage;

/// <summary>Places written <c>township/village</c>; villages by the stem of their name (without 村, 村委会).</summary>
internal sealed class PlaceColumn(Words townships, Words villages) : LinkColumn
{
    private readonly Dictionary<string, (int Township, int Village)> _known = new(StringComparer.Ordinal);
    private int[] _townships = [];
    private int[] _villages = [];

    public override void Resize(int rows)
    {
        Array.Resize(ref _townships, rows);
        Array.Resize(ref _villages, rows);
    }

    public override void Set(int row, ReadOnlySpan<char> text)
    {
        if (!_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var place))
        {
            var written = text.ToString();
            var slash = written.LastIndexOf('/');
            var village = VillageText.Stem(slash < 0 ? written : written[(slash + 1)..]);
            _known[written] = place = (slash < 0 ? 0 : townships.Number(ListText.Compact(written[..slash])), villages.Number(village));
        }
        (_townships[row], _villages[row]) = place;
    }

    public override int Compare(int row, LinkColumn other, int otherRow)
    {
        var theirs = (PlaceColumn)other;
        var (townA, townB, villageA, villageB) = (_townships[row], theirs._townships[otherRow], _villages[row], theirs._villages[otherRow]);
        var (towns, places) = (townA != 0 && townB != 0, villageA != 0 && villageB != 0);
        if (!towns && !places) return 0;
        if (towns && townA != townB) return LinkLevels.PlaceOther;
        if (!places) return LinkLevels.PlaceTownship;
        if (villageA == villageB) return towns ? LinkLevels.PlaceSame : LinkLevels.PlaceVillage;
        return towns ? LinkLevels.PlaceTownship : LinkLevels.PlaceOther;
    }

    public override int Value(int row) => _villages[row];

    public override Func<int, ulong> KeyOf(string aspect) => aspect switch
    {
        "" => row => (ulong)_villages[row],
        "township" => row => (ulong)_townships[row],
        _ => throw Unknown(aspect),
    };
}
