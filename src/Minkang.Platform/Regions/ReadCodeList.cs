using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;

namespace Minkang.Platform.Regions;

/// <summary>
/// Reads an official code list (正式区划代码表) from Excel or CSV: any sheet with a column of 9- or 12-digit codes and, to its right, a column of
/// names. Headings, other counties' rows and further columns do no harm.
/// </summary>
public static class ReadCodeList
{
    /// <summary>Townships and villages of the county. Refuses a file without any, and one that gives a code twice with different names.</summary>
    public static Outcome<IReadOnlyList<OfficialArea>> Handle(string county, string fileName, byte[] content)
    {
        var opened = ListFile.Open(content, fileName);
        if (!opened.Ok) return opened.Problems.Select(p => p with { Field = "File" }).ToArray();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var sheet in opened.Value.Sheets)
            foreach (var row in sheet.Rows)
            {
                if (Read(county, row) is not { } area) continue;
                if (found.TryGetValue(area.Code, out var other) && other != area.Name)
                    return new Problem("platform.region.list-double", "File", $"“{sheet.Name}”第 {row.Number} 行：代码 {area.Code} 前面写的是“{other}”，这里写的是“{area.Name}”，请核对原表。");
                found[area.Code] = area.Name;
            }
        if (found.Count == 0) return new Problem("platform.region.list-empty", "File", $"文件里没有找到以 {county} 开头的 9 位或 12 位区划代码和名称。请确认是本县的区划代码表，代码一列，名称在它右边。");
        return found.Select(f => new OfficialArea(f.Key, f.Value)).OrderBy(a => a.Code, StringComparer.Ordinal).ToList();
    }

    private static OfficialArea? Read(string county, ListRow row)
    {
        for (var column = 0; column < row.Cells.Count; column++)
        {
            var digits = string.Concat(row[column].Text.Where(c => !char.IsWhiteSpace(c)));
            if (digits.Length is not (9 or 12) || RegionCode.TryParse(digits) is not { Level: RegionLevel.Township or RegionLevel.Village } code) continue;
            if (!code.Short.StartsWith(county, StringComparison.Ordinal)) return null;
            var name = row.Cells.Skip(column + 1).Where(c => c.Kind == CellKind.Text).Select(c => c.Text.Trim()).FirstOrDefault(t => t.Length is > 0 and <= 60 && !t.All(char.IsAsciiDigit));
            return name is null ? null : new OfficialArea(code.Short, name);
        }
        return null;
    }
}
