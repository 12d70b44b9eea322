using System.Globalization;
using Minkang.Platform.Regions;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Waivers;

/// <summary>The table of waivers in the order that a page asks for (减免汇总表).</summary>
internal static class WaiverTable
{
    public static IReadOnlyList<WaiverSum> Of(IEnumerable<WaiverLine> lines, string by, RegionTree tree, Func<string, string> say) => by switch
    {
        WaiverFilter.ByMonth => [.. lines.GroupBy(l => l.On.Month).OrderBy(g => g.Key).Select(g => WaiverSum.Of(g.Key.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{g.First().On:yyyy-MM}"), g))],
        // What is kept by the month carries the county's code: it belongs to no township.
        WaiverFilter.ByTownship => [.. lines.GroupBy(l => l.Village.Length < 9 ? "" : l.Village[..9], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => WaiverSum.Of(g.Key, g.Key.Length == 0 ? say(T("不分乡镇（按月登记）")) : tree.NameOf(g.Key), g))],
        WaiverFilter.ByHospital => [.. lines.GroupBy(l => l.Hospital, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => WaiverSum.Of(g.Key, g.Key, g))],
        _ => [.. lines.GroupBy(l => l.Key, StringComparer.Ordinal).Select(g => WaiverSum.Of(g.Key, g.First().Title, g)).OrderByDescending(s => s.Waived).ThenBy(s => s.Key, StringComparer.Ordinal)],
    };

    /// <summary>The parameter of the address that narrows to one line of the table.</summary>
    public static string ParameterOf(string by) => by switch { WaiverFilter.ByMonth => "month", WaiverFilter.ByTownship => "area", WaiverFilter.ByHospital => "hospital", _ => "item" };
}
