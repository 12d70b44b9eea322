using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;

namespace Minkang.Registry.Contracts;

/// <summary>What a register says of its county (名册所在县): code from the household numbers, names from the columns, villages in order of appearance.</summary>
/// <param name="CountyCode">Six digits.</param>
/// <param name="CountyName">县（市、区）</param>
/// <param name="CityName">州（市）, null where the list has none.</param>
/// <param name="Villages">Townships with their villages.</param>
public sealed record RegisterCounty(string CountyCode, string CountyName, string? CityName, IReadOnlyList<VillageName> Villages);

/// <summary>Reads from the poverty office's register which county it is of, so that a new county can be set up from it.</summary>
public sealed class CountyFromRegister(RecogniseList recognise)
{
    /// <summary>Refuses with <c>registry.set-up.no-register</c> when the file is another list, and <c>registry.set-up.no-county</c> when the household numbers do not agree on a county.</summary>
    public Outcome<RegisterCounty> Read(string fileName, byte[] content)
    {
        var opened = ListFile.Open(content, fileName);
        if (!opened.Ok) return opened.Problems.ToArray();
        var recognised = recognise.Handle(opened.Value);
        if (!recognised.Ok) return recognised.Problems.ToArray();
        if (recognised.Value.Sheets.FirstOrDefault(s => s.Profile.Id == "register" && s.Usable) is not { } sheet)
            return new Problem("registry.set-up.no-register", "", $"“{fileName}”不是建档立卡贫困人口信息表，不能据此建县。");
        var rows = SheetReading.Read(sheet).Data;
        var codes = rows.Select(r => r.Text("household-number")).Where(n => n?.Length >= 6 && n.Take(6).All(char.IsAsciiDigit)).GroupBy(n => n![..6], StringComparer.Ordinal).OrderByDescending(g => g.Count()).ToList();
        if (codes.Count == 0 || codes[0].Count() * 10 < rows.Count * 9) return new Problem("registry.set-up.no-county", "", "户编号的前六位不一致，不能断定是哪个县，请用 --county 写明六位县代码。");
        var county = MostUsual(rows, "county");
        var villages = rows.Select(r => new VillageName(r.Text("township") ?? "", r.Village("village") is { HasValue: true } v ? v.Value.Written.Trim() : "")).Where(v => v.Township.Length > 0 && v.Village.Length > 0);
        return new RegisterCounty(codes[0].Key, county ?? codes[0].Key, MostUsual(rows, "prefecture"), [.. villages.DistinctBy(v => (v.Township, RegionTree.Stem(v.Village)))]);
    }

    private static string? MostUsual(IReadOnlyList<RowReading> rows, string field) =>
        rows.Select(r => r.Text(field)).OfType<string>().GroupBy(t => t, StringComparer.Ordinal).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;
}
