using System.Globalization;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Platform.Ui;

namespace Minkang.Illness.Ledger;

/// <summary>The ledger's question as it stands in an address, read and written in one place (台账地址).</summary>
internal static class LedgerAddress
{
    public const string Page = "/illness/ledger", PersonsPage = "/illness/ledger/persons", Export = "/illness/ledger/export";

    /// <summary>Reads an address. What is missing or wrong takes the usual: everything in reach, the widest list in force, all not ruled out, today.</summary>
    public static LedgerQuery Read(PageAddress address, DiseaseCatalogue catalogue, string county, DateOnly today)
    {
        var day = DateOnly.TryParseExact(address["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) ? d : today;
        var by = Choice.Of<LedgerBy>(address["by"]) ?? default;
        return new(Areas.Read(address["area"]), by, by == LedgerBy.List ? catalogue.FindList(address["list"] ?? "") ?? Usual(catalogue, county, day) : null,
            by == LedgerBy.List ? catalogue.FindList(address["against"] ?? "") : null, Choice.Of<LedgerStates>(address["states"]) ?? default, day, address["cause"] == "illness");
    }

    /// <summary>The persons behind a figure.</summary>
    public static string Persons(LedgerQuery query, string area, string? key) => Write(query with { Area = RegionCode.Parse(area) }, PersonsPage).With("key", key).ToString();

    /// <summary>The same question on another path.</summary>
    public static PageAddress Write(LedgerQuery query, string path) => PageAddress.Parse(path)
        .With("area", query.Area?.Short).With("by", query.By.ToString()).With("list", query.List?.Id).With("against", query.Against?.Id).With("states", query.States.ToString())
        .With("day", Show.Day(query.Day)).With("cause", query.IllnessPoorOnly ? "illness" : null);

    /// <summary>The list in force with the most entries; the narrower area wins among equals. Null where none is in force.</summary>
    public static DiseaseList? Usual(DiseaseCatalogue catalogue, string county, DateOnly day) => catalogue.ListsIn(RegionCode.Parse(county), day)
        .OrderBy(l => l.DateMasked).ThenByDescending(l => l.Entries.Count(e => e.Disease is not null)).ThenByDescending(l => l.Place.Region?.Short.Length ?? 0).FirstOrDefault();
}
