using System.Globalization;
using System.Text.RegularExpressions;
using Minkang.Domain.Linkage;
using Minkang.Platform.Catalog;
using Minkang.Registry.Contracts;
using Minkang.Platform.Lists;

namespace Minkang.Benchmarks.Linkage;

/// <summary>
/// Every department list of a folder against every other, as the offices hand them over. With the answer sheet of <c>minkang sample</c> beside them
/// (<c>labels/rows.csv</c>) also how right it was.
/// </summary>
internal static partial class ListFilesBench
{
    private sealed record Loaded(string Title, LinkTable Table, List<string> Lines, int[] Persons);

    public static int Run(DirectoryInfo folder, DirectoryInfo catalog, bool show)
    {
        var space = new LinkSpace(LinkProfiles.From(CatalogFolder.Find()).Find(LinkProfiles.ChineseRegister));
        var recognise = new RecogniseList(ListCatalog.Load(new CatalogFolder(catalog.FullName)));
        var truth = Truth(Path.Combine(folder.FullName, "labels", "rows.csv"));
        var lists = folder.GetFiles().Where(f => f.Extension is ".xlsx" or ".csv").OrderBy(f => f.Name, StringComparer.Ordinal)
            .SelectMany(f => recognise.Handle(ListFile.Open(File.ReadAllBytes(f.FullName), f.Name).Value).Value.Sheets.Select(s => Load(space, f.Name, SheetReading.Read(s), truth))).ToList();
        var groups = lists.Select(l => LinkLists.Duplicates(l.Table)).ToList();
        for (var i = 0; i < lists.Count; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lists[i].Title}: {lists[i].Table.Rows:N0} rows, of {LinkLists.GroupsOf(lists[i].Table.Rows, groups[i]).Distinct().Count():N0} persons"));
            if (truth is not null) Accuracy.PrintTwice(lists[i].Title, groups[i], lists[i].Persons);
            if (show) Show(groups[i], lists[i], lists[i]);
        }
        for (var i = 0; i < lists.Count; i++)
            for (var j = i + 1; j < lists.Count; j++)
            {
                var result = LinkLists.Between(lists[i].Table, lists[j].Table, LinkLists.GroupsOf(lists[i].Table.Rows, groups[i]), LinkLists.GroupsOf(lists[j].Table.Rows, groups[j]));
                Console.WriteLine($"{lists[i].Title} x {lists[j].Title}: {string.Join(", ", result.Links.GroupBy(l => l.Kind).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}"))}");
                if (truth is not null) Accuracy.Print(result, lists[i].Persons, lists[j].Persons);
                if (show) Show(result, lists[i], lists[j]);
            }
        return 0;
    }

    private static void Show(LinkResult result, Loaded left, Loaded right)
    {
        foreach (var link in result.Links.Where(l => l.Kind is LinkKind.Unsure or LinkKind.Probable).Concat(result.Others.Where(o => o.Probability > 0.02)))
        {
            var why = PairExplanation.Of(result, link);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {link.Kind,-8} {link.Probability:0.0000}{(why.LikelyHousehold ? " household" : "")} {left.Lines[link.Left]} | {right.Lines[link.Right]}"));
        }
    }

    private static Dictionary<(string File, string Sheet, int Row), int>? Truth(string file)
    {
        if (!File.Exists(file)) return null;
        return File.ReadLines(file).Skip(1).Select(l => l.Split(',')).Where(c => c[3] == "person")
            .ToDictionary(c => (c[0], c[1], int.Parse(c[2], CultureInfo.InvariantCulture)), c => LinkageLists.PersonOf(c[4]));
    }

    private static Loaded Load(LinkSpace space, string file, SheetReading sheet, Dictionary<(string File, string Sheet, int Row), int>? truth)
    {
        var (table, lines, persons) = (space.NewList(), new List<string>(), new List<int>());
        foreach (var row in sheet.Data)
        {
            string?[] cells = [Text(row, "id-number") ?? Text(row, "card-number"), Text(row, "name"), Sex(row), Birth(row), Place(row), Text(row, "household-number"), Phone(row), Text(row, "head-name"), Relation(row)];
            table.Add(cells);
            lines.Add($"{row.Number}: {string.Join(',', cells)}");
            if (truth is not null) persons.Add(truth.GetValueOrDefault((file, row.Match.Sheet.Name, row.Number), truth.GetValueOrDefault((file, "", row.Number), -lines.Count)));
        }
        return new Loaded($"{sheet.Match.Profile.Id}/{sheet.Match.Kind.Id}", table, lines, [.. persons]);
    }

    private static bool Has(RowReading row, string field) => row.Match.Columns.ContainsKey(field);

    private static string? Text(RowReading row, string field) => Has(row, field) && row.Cell(field) is { IsBlank: false } cell ? cell.Text : null;

    private static string? Sex(RowReading row) => Has(row, "sex") && row.Code("sex") is { HasValue: true } sex ? sex.Value.Code == "1" ? "男" : "女" : null;

    private static string? Relation(RowReading row) => Has(row, "relation") && row.Code("relation") is { HasValue: true } relation ? relation.Value.Code : null;

    private static string? Phone(RowReading row) => Has(row, "phone") && row.Phone("phone") is { HasValue: true } phone ? phone.Value[0] : null;

    private static string? Birth(RowReading row)
    {
        if (Has(row, "birth-date")) return row.Date("birth-date") is { HasValue: true } birth ? birth.Value.ToString() : null;
        if (!Has(row, "age") || !int.TryParse(Text(row, "age"), CultureInfo.InvariantCulture, out var age)) return null;
        var year = Has(row, "admitted-on") ? row.Date("admitted-on") is { HasValue: true } day ? day.Value.Year : 0 : 2018;
        return year == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"≈{year - age}");
    }

    private static string? Place(RowReading row)
    {
        if (Has(row, "village")) return $"{Text(row, "township")}/{Text(row, "village")}";
        var address = Text(row, "address") ?? Text(row, "from-address") ?? Text(row, "to-address");
        return address is not null && Address().Match(address) is { Success: true } match ? $"{match.Groups[1].Value}/{match.Groups[2].Value}" : null;
    }

    [GeneratedRegex("[县区]([^县区]{1,8}?[镇乡])(.{1,10}?村)(?:委会|民委员会)?")] private static partial Regex Address();
}
