using System.Diagnostics;
using System.Globalization;
using Minkang.Benefits.Packs;
using Minkang.Benefits.WhatIf;
using Minkang.Domain.Policies;
using Minkang.Domain.Policies.Bulk;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Benchmarks;

/// <summary>
/// A trial of one pack against another on a year of stored bills, end to end from the file of columns: read, settle twice, compare by person, household, category and township. The
/// file is made first and not counted. The packs are two of the catalogue, their blanks filled.
/// </summary>
internal static class WhatIfBench
{
    private const int UnitsAtOnce = 20_000;

    public static int Run(int count, string before, string after, string data)
    {
        var path = Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), $"bills-{count}.columns");
        try
        {
            if (!File.Exists(path)) Write(path, count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} bills in {new FileInfo(path).Length >> 20} MB; file made with {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB at most"));
            var watch = Stopwatch.StartNew();
            var words = PackVocabulary.From(CatalogFolder.Find());
            var replay = new Replay(Pack(before, words), Pack(after, words));
            var loaded = watch.Elapsed;
            using var file = new BillFileReader(path);
            var (result, _) = replay.Run(file, c => c, keepPersons: false, null, default);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"what-if of {result.Bills:N0} bills ({result.Settled:N0} settled by both, {result.Persons:N0} persons) {before} → {after}: {watch.Elapsed.TotalSeconds:0.0} s end to end, {loaded.TotalSeconds:0.0} s of it loading the packs; at most {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB"));
            Console.WriteLine($"person's part {new Money(result.SelfBefore)} → {new Money(result.SelfAfter)} yuan; {result.Better:N0} bear less, {result.Worse:N0} more");
            return result.Settled > 0 ? 0 : 1;
        }
        finally
        {
            if (data.Length == 0) File.Delete(path);
        }
    }

    private static PolicyPack Pack(string id, PackVocabulary words)
    {
        var catalog = CatalogFolder.Find();
        LoadedPack Read(IReadOnlyDictionary<string, string>? given) => ReadPack.Load(Path.Combine(catalog.Path, "policies", $"{id}.yaml"), id, new PackFiles(catalog), words, given);
        var blanks = PackSheet.Of(Read(null).Pack!).Blanks(DateOnly.MinValue).Where(b => b.Fills is not null).DistinctBy(b => b.Fills);
        return Read(blanks.ToDictionary(b => b.Fills!, b => b.Unit == ValueUnit.Rate ? "60%" : "1000", StringComparer.Ordinal)).Pack!;
    }

    private static void Write(string path, int count)
    {
        var (random, names, order, written, unit) = (new Random(2018), new BillNames(), new OrderBills(), 0, 0);
        using var writer = new BillFileWriter(path);
        while (written < count)
        {
            var bills = new List<SourceBill>();
            for (var last = unit + UnitsAtOnce; unit < last && written + bills.Count < count; unit++) Household(random, unit, bills);
            if (written + bills.Count > count) bills.RemoveRange(count - written, bills.Count - (count - written));
            foreach (var table in order.Tables(names, bills, 100_000)) writer.Add(table);
            written += bills.Count;
        }
        writer.Finish(names, order.PersonKeys, order.UnitKeys);
    }

    private static void Household(Random random, int unit, List<SourceBill> bills)
    {
        string[] levels = ["township", "county", "city"], places = ["county", "county", "prefecture"], kinds = ["inpatient", "inpatient", "outpatient-chronic", "outpatient"];
        string[] categories = random.Next(3) == 0 ? ["registered_poor", "minimum_living_allowance"] : random.Next(2) == 0 ? ["registered_poor"] : ["resident"];
        var persons = random.Next(1, 4);
        for (var p = 0; p < persons; p++)
            for (int v = 0, visits = random.Next(1, 5), day = random.Next(0, 60); v < visits; v++)
            {
                var (inScope, at, on) = ((long)Math.Exp(random.NextDouble() * 6 + 9), random.Next(3), new DateOnly(2018, 1, 1).AddDays(day += random.Next(1, 70)));
                var (first, outside) = (inScope / 20, inScope / random.Next(5, 30));
                bills.Add(new(new Bill
                {
                    Id = bills.Count.ToString("D8", CultureInfo.InvariantCulture), Person = $"{unit}-{p}", Household = $"{unit:D8}", Categories = categories, Age = random.Next(1, 90), Kind = kinds[random.Next(4)], Level = levels[at], Place = places[at], Referral = "proper",
                    Diseases = [random.Next(3) == 0 ? "I10" : "C16.2"], Admission = on.AddDays(-7), Discharge = on, Settlement = on, Days = 7, InScope = new(inScope), PreSelfPaid = new(first), OutOfCatalogue = new(outside), Total = new(inScope + first + outside),
                }, $"{unit}-{p}", $"{unit:D8}", $"0099011{unit % 14:D2}"));
            }
    }
}
