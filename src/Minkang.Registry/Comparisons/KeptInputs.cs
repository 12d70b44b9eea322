using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Files;
using Minkang.Platform.Lists;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Compare;
using Minkang.Registry.Facts;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Registry.Register;

namespace Minkang.Registry.Comparisons;

/// <summary>How a kept file is to be read (读法): encoding and separator that a person chose, and the columns that were confirmed when the run began.</summary>
internal sealed record InputReading(string? Encoding, string? Separator, IReadOnlyList<string> Mappings)
{
    public string ToJson() => JsonSerializer.Serialize(this, RowNotes.Options);

    /// <summary>The file as the comparison takes it.</summary>
    public static ListInput Of(CompareInput input, byte[] content)
    {
        if (input.Reading is null) return new ListInput(input.FileName, content, Day: input.ListOn);
        var reading = JsonSerializer.Deserialize<InputReading>(input.Reading, RowNotes.Options)!;
        return new ListInput(input.FileName, content, new TextChoices(reading.Encoding, reading.Separator).Layout().Value, [.. reading.Mappings.Select(ColumnMapping.FromJson).OfType<ColumnMapping>()], input.ListOn);
    }
}

/// <summary>What went into a run, kept (留存的名单): gives the lists again, and writes the register down when the run begins.</summary>
internal sealed class KeptInputs(FileShelf files, ListCatalog catalog, RegisterSheet sheet)
{
    /// <summary>The lists of a run, read from what was kept; told of each file before it is read.</summary>
    public async Task<IReadOnlyList<ComparedList>> Read(CountyDb db, IReadOnlyList<CompareInput> inputs, Func<int, int, Task> reading, CancellationToken ct)
    {
        var reader = new ReadLists(catalog);
        var lists = new List<ComparedList>();
        foreach (var (place, input) in inputs.Index())
        {
            ct.ThrowIfCancellationRequested();
            await reading(place, inputs.Count);
            var (_, content) = await files.Fetch(db, input.FileId, ct);
            lists.AddRange(Taken(reader.ReadOne(InputReading.Of(input, content))));
        }
        return Taken(ReadLists.InOrder(lists));
    }

    /// <summary>Every file was read when the run began; one that cannot be read now is broken.</summary>
    private static T Taken<T>(Outcome<T> read) => read.Ok ? read.Value : throw new InvalidOperationException($"A kept input cannot be read: {string.Join(", ", read.Problems.Select(p => p.Code).Distinct())}.");

    /// <summary>The register of the run's area on its day as a workbook, kept among the inputs; once it is there it stays.</summary>
    public async Task KeepRegister(CountyDb db, Actor actor, CompareRun run, CancellationToken ct)
    {
        if (run.RegisterOn is not { } day || await db.Set<CompareInput>().AnyAsync(i => i.RunId == run.Id && i.Source == InputSource.Register, ct)) return;
        var (layout, rows) = await sheet.Make(db, await Members(db, run.AreaCode, day).ToListAsync(ct), day, withKeys: true, ct);
        using var workbook = new MemoryStream();
        ListExport.WriteXlsx(workbook, layout, rows, ct);
        var content = workbook.ToArray();
        var names = await db.Set<CompareInput>().Where(i => i.RunId == run.Id).Select(i => i.FileName).ToListAsync(ct);
        var name = FreeName(string.Create(CultureInfo.InvariantCulture, $"登记册_{day:yyyy-MM-dd}.xlsx"), names);
        db.Add(new CompareInput
        {
            RunId = run.Id, Seq = names.Count, Source = InputSource.Register, FileName = name, FileSha256 = Convert.ToHexStringLower(SHA256.HashData(content)), ListOn = day,
            FileId = await files.Keep(db, actor, name, content, ct),
        });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Who belonged to a household on the day, in the order of the register.</summary>
    public static IQueryable<RegisterMember> Members(CountyDb db, string area, DateOnly day) =>
        from m in db.Set<Membership>().HoldingOn(day)
        join p in db.Set<Person>().AsNoTracking().Where(InReach.InPlace<Person>(area, p => p.VillageCode)) on m.PersonId equals p.Id
        where db.Set<Households.Household>().Any(h => h.Id == m.HouseholdId && h.Number != null)
        orderby p.VillageCode, m.HouseholdId, p.Line, p.Id
        select new RegisterMember(p, m.HouseholdId);

    /// <summary>The name, or the name with a number behind it when it is taken; two files of one name could not be told apart in the result.</summary>
    public static string FreeName(string name, IReadOnlyCollection<string> taken)
    {
        var (stem, ending) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        var free = name;
        for (var number = 2; taken.Contains(free); number++) free = string.Create(CultureInfo.InvariantCulture, $"{stem}({number}){ending}");
        return free;
    }
}
