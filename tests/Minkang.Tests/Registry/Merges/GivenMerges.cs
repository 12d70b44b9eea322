using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Record = Minkang.Platform.Stores.Record;

namespace Minkang.Tests.Registry.Merges;

/// <summary>Two records of one person, and what tests do with them.</summary>
internal static class GivenMerges
{
    private static readonly HashSet<string> Stamps = new(StringComparer.Ordinal) { nameof(Record.UpdatedAt), nameof(Record.UpdatedBy), nameof(Record.Version), nameof(IEnds.EndedAt) };

    /// <summary>The same person twice, each a member and not the head of a household of its own; the second record has no number unless said.</summary>
    public static async Task<(Guid Kept, Guid Gone)> Twice(this TestApp app, bool bothNumbers = false, string village = TestApp.Village)
    {
        var one = await app.Household(TestApp.Village, "M1", [new("测试户主甲"), new("测试张三", Relation: "20", Phone: "13900000001")]);
        var other = await app.Household(village, "M2", [new("测试户主乙"), new("测试张叁", Relation: "20", WithNumber: bothNumbers, Phone: "13900000002")]);
        return (one.Persons[1], other.Persons[1]);
    }

    public static async Task<Outcome<MergeResult>> Merge(this TestApp app, Actor actor, Guid kept, Guid gone, params string[] takeGone)
    {
        await using var db = app.Open(actor);
        var versions = await db.Set<Person>().IgnoreQueryFilters().Where(p => p.Id == kept || p.Id == gone).ToDictionaryAsync(p => p.Id, p => p.Version);
        db.ChangeTracker.Clear();
        return await app.Get<MergePersons>().Handle(db, actor, new MergePair(kept, gone),
            new MergeInput { KeptVersion = versions[kept], GoneVersion = versions[gone], Reason = "同一人登记了两次", Confirmed = true, TakeGone = takeGone }, default);
    }

    /// <summary>Asks for the undoing and lets a second officer agree.</summary>
    public static async Task<Outcome<MergeState>> Undo(this TestApp app, Guid merge, params LaterRecord[] goBack)
    {
        var (first, second) = (app.As(Role.CountyOfficer), app.As(Role.CountyOfficer));
        await using (var db = app.Open(first))
        {
            var asked = await app.Get<UndoMerge>().Ask(db, first, merge, "不是同一人", goBack, default);
            if (!asked.Ok) return asked;
        }
        await using var again = app.Open(second);
        return await app.Get<UndoMerge>().Agree(again, second, merge, default);
    }

    /// <summary>A statement, an event and a question of the person.</summary>
    public static async Task Past(this TestApp app, Guid person, string category = "minimum_living_allowance")
    {
        await app.Fact(person, FactKind.Category, category, new DateOnly(2017, 1, 1));
        await using var db = app.Open();
        var now = app.Clock.GetUtcNow();
        db.Add(new RegistryEvent { Id = Guid.CreateVersion7(now), Kind = EventKind.MovedIn, HappenedOn = new DateOnly(2017, 1, 1), PersonId = person, Source = "entry", RecordedAt = now });
        db.Add(new Question { Id = Guid.CreateVersion7(now), Kind = "dup_household", PersonId = person, VillageCode = TestApp.Village, KeyHash = "h1:" + person });
        await db.SaveChangesAsync();
    }

    /// <summary>Everything that any module keeps of the two, as text, without stamps: equal before a merge and after its undoing.</summary>
    public static async Task<string> Everything(this TestApp app, params Guid[] persons)
    {
        await using var db = app.Open();
        var lines = new List<string>();
        foreach (var person in await db.Set<Person>().IgnoreQueryFilters().Where(p => persons.Contains(p.Id)).ToListAsync()) lines.Add(Line(app, db, person));
        foreach (var column in app.Get<IEnumerable<PersonColumn>>())
            foreach (var person in persons)
                foreach (var row in await column.Rows(db, person, default)) lines.Add(Line(app, db, row));
        return string.Join('\n', lines.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Sealed values opened, since sealing the same again gives another text.</summary>
    private static string Line(TestApp app, CountyDb db, object row)
    {
        var (entry, vault) = (db.Entry(row), app.Get<Vault>());
        var columns = app.Get<IEnumerable<SealedColumn>>().Where(c => c.Entity == entry.Metadata.ClrType).ToDictionary(c => c.Property, c => c.Purpose, StringComparer.Ordinal);
        return entry.Metadata.GetTableName() + " " + JsonSerializer.Serialize(entry.Properties.Where(p => !Stamps.Contains(p.Metadata.Name)).ToDictionary(p => p.Metadata.Name,
            p => columns.TryGetValue(p.Metadata.Name, out var purpose) ? vault.Open(purpose, p.CurrentValue as string) : p.CurrentValue?.ToString(), StringComparer.Ordinal));
    }

    /// <summary>Rows of any module that still name the person, by table.</summary>
    public static async Task<Dictionary<string, int>> Naming(this TestApp app, Guid person)
    {
        await using var db = app.Open();
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var column in app.Get<IEnumerable<PersonColumn>>())
            if (await column.Count(db, person, default) is > 0 and var count) found[db.Model.FindEntityType(column.Entity)!.GetTableName()!] = count;
        return found;
    }
}
