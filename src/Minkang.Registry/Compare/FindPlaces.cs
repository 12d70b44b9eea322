using System.Text.RegularExpressions;
using Minkang.Domain.Lists;

namespace Minkang.Registry.Compare;

/// <summary>Says of each row in which township and village it puts its person (定位): from its columns, else from its address by the names that the columns use.</summary>
internal sealed partial class FindPlaces
{
    private readonly Dictionary<string, List<string>> _villages = new(StringComparer.Ordinal);

    public static void In(IReadOnlyList<ComparedList> lists)
    {
        var places = new FindPlaces();
        foreach (var row in lists.SelectMany(l => l.Rows))
            if (Columns(row) is { Village.Length: > 0 } place) places.Learn(place);
        foreach (var stems in places._villages.Values) stems.Sort((a, b) => a.Length != b.Length ? b.Length.CompareTo(a.Length) : string.CompareOrdinal(a, b));
        foreach (var row in lists.SelectMany(l => l.Rows)) row.Place = Columns(row) is { Village.Length: > 0 } or { Township.Length: > 0 } ? Columns(row) : places.Read(AddressOf(row));
    }

    private void Learn(RowPlace place)
    {
        if (!_villages.TryGetValue(place.Township, out var stems)) _villages[place.Township] = stems = [];
        if (!stems.Contains(place.Village)) stems.Add(place.Village);
    }

    private static RowPlace Columns(ComparedRow row) =>
        new(ListText.Compact(row.Text("township")), row.Text("village") is { Length: > 0 } village ? VillageText.Stem(village) : "");

    /// <summary>Where the person lives now as far as the row says: who moved in or was born, at the new address; who died or left, at the old one.</summary>
    private static string AddressOf(ComparedRow row)
    {
        if (row.Kind != ListKind.Changes) return row.Text("address");
        var to = row.Text("to-address");
        return row.Code("change") is "moved-in" or "born" or "moved-within" && to.Length > 0 ? to : row.Text("from-address");
    }

    internal RowPlace Read(string address)
    {
        var text = ListText.Compact(address);
        var township = _villages.Keys.Where(t => t.Length > 0 && text.Contains(t, StringComparison.Ordinal)).MaxBy(t => t.Length);
        if (township is null) return Township().Match(text) is { Success: true } found ? new(found.Groups["town"].Value, Village(text[(found.Index + found.Length)..])) : default;
        var rest = text[(text.IndexOf(township, StringComparison.Ordinal) + township.Length)..];
        return new(township, _villages[township].FirstOrDefault(stem => rest.StartsWith(stem, StringComparison.Ordinal)) ?? Village(rest));
    }

    private static string Village(string rest) => VillageEnd().Match(rest) is { Success: true } end ? VillageText.Stem(end.Value) : "";

    [GeneratedRegex("(?:^|[省州市县区旗])(?<town>[^省州市县区旗]{1,10}?(?:镇|乡|街道))")] private static partial Regex Township();
    [GeneratedRegex("^.{1,10}?(?:村|社区)")] private static partial Regex VillageEnd();
}
