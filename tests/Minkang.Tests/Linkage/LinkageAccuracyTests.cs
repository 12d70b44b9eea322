using Minkang.Domain.Linkage;
using Minkang.Platform.Catalog;
using Minkang.Platform.Lists;
using Minkang.Registry.Contracts;
using Minkang.Tests.Architecture;
using Minkang.Tests.Lists;

namespace Minkang.Tests.Linkage;

/// <summary>How right the engine is where the truth is known.</summary>
public sealed class LinkageAccuracyTests
{
    private static readonly LinkProfiles Profiles = LinkProfiles.From(CatalogFolder.Find());

    [Theory]
    [InlineData("dataset1.csv", 500, 0.99)]
    [InlineData("dataset3.csv", 6_538, 0.995)]
    public void Public_labelled_lists_are_joined_almost_without_error(string name, int truePairs, double leastF1)
    {
        var file = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "febrl", name));
        if (!File.Exists(file)) Assert.Skip("The FEBRL lists do not lie beside the repository (../shared/data/febrl).");
        var list = new LinkSpace(Profiles.Find("english-persons-unattended")).NewList();
        var persons = new List<string>();
        foreach (var cells in File.ReadLines(file).Skip(1).Select(l => l.Split(',', StringSplitOptions.TrimEntries)))
        {
            persons.Add(cells[0].Split('-')[1]);
            list.Add(cells.AsSpan(1));
        }

        var joined = LinkLists.GroupsOf(list.Rows, LinkLists.Duplicates(list));

        var both = Pairs(persons.Zip(joined));
        Assert.Equal(truePairs, Pairs(persons));
        var (precision, recall) = ((double)both / Pairs(joined), (double)both / truePairs);
        Assert.InRange(2 * precision * recall / (precision + recall), leastF1, 1);
    }

    [Fact]
    public void The_townships_register_holds_as_many_persons_as_its_totals_row_says()
    {
        var sheet = SheetReading.Read(ListSamples.Recognise(ListSamples.Township, "建档立卡").Sheets.Single());
        var list = new LinkSpace(Profiles.Find(LinkProfiles.ChineseRegister)).NewList();
        foreach (var row in sheet.Data)
            list.Add(row.Cell("id-number").Text, row.Cell("name").Text, row.Cell("sex").Text, row.Date("birth-date") is { HasValue: true } birth ? birth.Value.ToString() : null,
                $"{row.Text("township")}/{row.Text("village")}", row.Text("household-number"), row.Text("phone"), row.Text("head-name"));

        var persons = LinkLists.GroupsOf(list.Rows, LinkLists.Duplicates(list)).Distinct().Count();

        Assert.Equal(1_119, list.Rows);
        Assert.Equal(1_110, persons);
    }

    private static long Pairs<T>(IEnumerable<T> groups) where T : notnull => groups.CountBy(g => g).Sum(g => (long)g.Value * (g.Value - 1) / 2);
}
