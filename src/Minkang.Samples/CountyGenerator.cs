using Minkang.Samples.Dirt;
using Minkang.Samples.Lists;
using Minkang.Samples.People;
using Minkang.Samples.Places;
using Minkang.Samples.Writing;

namespace Minkang.Samples;

/// <summary>What was written: file names, registered persons, and how often each fault was put in.</summary>
public sealed record CountySummary(string County, IReadOnlyList<string> Files, int RegisteredPersons, int Persons, IReadOnlyDictionary<string, int> Faults);

/// <summary>Invents a county and writes its seven department lists with their answer sheets. Same options, same bytes.</summary>
public static class CountyGenerator
{
    /// <summary>Writes into the options' folder; files of the same name are replaced. Throws <see cref="ArgumentException"/> when the options do not fit together.</summary>
    public static CountySummary Write(CountyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Directory.CreateDirectory(options.Folder);
        var dirt = new DirtProfile(options.Dirt, options.Without);
        var county = CountyMaker.Make(options, dirt);
        using var labels = new LabelFiles(Path.Combine(options.Folder, "labels"));
        var context = new ListContext(options, county, new Population(options, county, dirt), dirt, labels);

        var (registered, all) = WriteTruth(context);
        new RegisterList(context).Write();
        new HealthReturn(context).Write();
        new EnrolmentList(context).Write();
        new CivilAffairsLists(context).Write();
        new DisabilityList(context).Write();
        new PoliceList(context).Write();
        new SettlementList(context).Write();
        var files = Directory.GetFiles(options.Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToList();
        return new CountySummary(county.Name, files, registered, all, labels.FaultCounts);
    }

    /// <summary>The people as they truly are; also counts what belongs to the county and to no list.</summary>
    private static (int Registered, int All) WriteTruth(ListContext context)
    {
        var (registered, all, rare, namesakes) = (0, 0, 0, 0);
        var (village, names) = ((Village?)null, new HashSet<string>(StringComparer.Ordinal));
        var rareCharacters = SampleData.Words(NameMaker.Names.Rare);
        foreach (var household in context.People.Households())
        {
            context.Labels.Truth(household);
            if (village != household.Village) names.Clear();
            village = household.Village;
            all += household.Members.Count;
            rare += household.Members.Count(m => rareCharacters.Any(r => m.Name.Contains(r, StringComparison.Ordinal)));
            namesakes += household.Members.Count(m => !names.Add(m.Name));
            if (household.IsRegistered) registered += household.Present.Count();
        }
        CountTraits(context, rare, namesakes);
        return (registered, all);
    }

    private static void CountTraits(ListContext context, int rare, int namesakes)
    {
        for (var i = 0; i < rare; i++) context.Labels.Count("", "name-rare-character");
        for (var i = 0; i < namesakes; i++) context.Labels.Count("", "name-namesake");
        foreach (var name in context.County.Villages.GroupBy(v => v.Name).Where(g => g.Count() > 1)) context.Labels.Count("", "place-same-name");
    }
}
