using System.Diagnostics;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Illness.Surveys;
using Minkang.Platform.Audit;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Benefits.Referrals;
using Minkang.Benefits.Waivers;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Lists;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Registry.Undo;
using Minkang.Registry.Search;
using Minkang.Web.Hosting;
using Proposal = Minkang.Registry.Households.Proposal;
using ProposalKind = Minkang.Registry.Households.ProposalKind;

namespace Minkang.Tests.Platform.Security;

/// <summary>New keys: everything sealed opens, everybody is found, no list row is taken for a new one; and a killed run is finished by the next.</summary>
public sealed class RotateKeysTests
{
    private const string Code = "539902";
    private static readonly string[] Lists = ["建档立卡", "核查返回表", "残疾"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "R-SEC-03")]
    public async Task After_a_rotation_all_opens_without_the_old_keys_and_people_and_rows_are_known_again(bool national)
    {
        await using var app = await Filled();
        var before = await Plain(app.Services);
        Assert.All(before, column => Assert.True(column.Value.Count > 0, $"{column.Key} holds nothing: the test proves nothing of it."));

        await using (var product = Product(app)) await product.GetRequiredService<RotateKeys>().Handle(national, (_, _) => { }, default);
        Forget(app, "CipherKeys");

        await using var after = Product(app);
        Assert.Empty(await after.GetRequiredService<RotateKeys>().Behind(default));
        var opened = await Plain(after);
        Assert.All(before, column => Assert.Equal(column.Value, opened[column.Key]));
        await EverybodyIsFound(app, after);
        await NothingIsNew(after);
        Assert.True((await after.GetRequiredService<VerifyAuditChain>().Handle(Code, default)).Whole);
    }

    [Fact]
    [Trait("Requirement", "R-SEC-03")]
    public async Task A_rotation_killed_at_random_points_is_finished_by_the_next_and_nothing_is_served_until_then()
    {
        await using var app = await Filled();
        var before = await Plain(app.Services);
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, (await Run(app, TimeSpan.FromMinutes(2), "keys", "rotate")).Exit);
        var full = watch.Elapsed;
        var random = new Random(20190115);
        var (kills, refused) = (0, 0);
        while (kills < 5)
        {
            // Every other kill falls a moment after the new keys are in their file, wherever that is on a slow or busy machine.
            var keys = File.GetLastWriteTimeUtc(app.Stores.EffectiveKeyFile);
            var (exit, _) = kills % 2 == 0
                ? await Run(app, TimeSpan.FromMilliseconds(random.Next(1, 60)), () => File.GetLastWriteTimeUtc(app.Stores.EffectiveKeyFile) != keys, "keys", "rotate")
                : await Run(app, full * (0.4 + 0.6 * random.NextDouble()), "keys", "rotate");
            if (exit is not null)
            {
                // It only finished the one before; or the first run was slower than this one, then aim earlier.
                if (kills % 2 != 0) full *= 0.85;
                continue;
            }
            kills++;
            await using var half = Product(app);
            if ((await half.GetRequiredService<RotateKeys>().Behind(default)).Count == 0) continue;
            refused++;
            var (answer, said) = await Run(app, TimeSpan.FromMinutes(1), "import", Sample("建档立卡"), "--county", Code);
            Assert.Equal(1, answer);
            Assert.Contains("换密钥没有做完", said);
            Assert.Equal(before.Values.SelectMany(v => v), (await Plain(half)).Values.SelectMany(v => v));
        }
        Assert.True(refused > 0, "No kill fell between the new keys and the end: the points prove nothing.");

        Assert.Equal(0, (await Run(app, TimeSpan.FromMinutes(2), "keys", "rotate")).Exit);
        await using var after = Product(app);
        Assert.Empty(await after.GetRequiredService<RotateKeys>().Behind(default));
        var opened = await Plain(after);
        Assert.All(before, column => Assert.Equal(column.Value, opened[column.Key]));
        await EverybodyIsFound(app, after);
        await NothingIsNew(after);
    }

    [Fact]
    public async Task Every_sealed_or_hashed_column_is_named_for_the_rotation()
    {
        await using var app = await TestApp.Start();
        await using var db = app.Open();
        var sealedColumns = app.Services.GetServices<SealedColumn>().ToList();
        var named = sealedColumns.Select(c => (c.Entity.Name, c.Property)).Concat(sealedColumns.SelectMany(c => c.Hashes.Select(h => (c.Entity.Name, h.Property))))
            .Concat(app.Services.GetServices<ChainedColumn>().Select(c => (c.Entity.Name, c.Property))).ToHashSet();
        var held = db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null).SelectMany(e => e.GetProperties().Select(p => (e.ClrType.Name, Property: p.Name)))
            .Where(p => p.Property.EndsWith("Sealed", StringComparison.Ordinal) || p.Property.EndsWith("Hash", StringComparison.Ordinal)).ToList();

        // The trail is a chain: what it sealed stays as it is, and its hashes are those of the chain. The fingerprint of a file, of rules, of a result or of a policy pack is no keyed hash.
        Assert.Equal([("AuditEntry", "DetailSealed"), ("AuditEntry", "Hash"), ("AuditEntry", "PreviousHash"), ("AuditHead", "LastHash"), ("CompareRun", "ResultHash"), ("CompareRun", "RulesHash"), ("PackAdoption", "Hash"), ("PayerMatch", "FileHash")], held.Except(named).Order());
    }

    /// <summary>The township set with everything that is sealed: also a survey, a settlement, a proposal, an answered question, a trial run.</summary>
    private static async Task<TestApp> Filled()
    {
        var app = await TestApp.Start();
        var register = Sample("建档立卡");
        var county = app.Get<CountyFromRegister>().Read(Path.GetFileName(register), await File.ReadAllBytesAsync(register)).Value;
        await app.Get<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(Code)), Code, county.CountyName, county.CityName, county.Villages, default);
        foreach (var list in Lists) await Import(app.Services, list);
        await using var db = app.Get<CountyStores>().Open(Code);
        db.Trail.Actor = Actor.Console(RegionCode.Parse(Code));
        var vault = app.Get<Vault>();
        var person = await db.Set<Person>().FirstAsync(p => p.IdState == "valid");
        db.Add(new Survey { Id = Guid.CreateVersion7(), PersonId = person.Id, Year = 2019, SurveyedOn = new DateOnly(2019, 1, 10), TextSealed = vault.Seal(Purposes.Diagnosis, "高血压3级"), TextHash = vault.Hash(Purposes.Diagnosis, "高血压3级") });
        db.Add(new Proposal { Id = Guid.CreateVersion7(), Kind = ProposalKind.Fact, PersonId = person.Id, HouseholdId = person.HouseholdId, VillageCode = person.VillageCode, ReasonSealed = vault.Seal(Purposes.Proposal, "理由"), PayloadSealed = vault.Seal(Purposes.Proposal, "{}") });
        db.Add(new TrialRow { Id = Guid.CreateVersion7(), ImportId = (await db.Set<ListImport>().FirstAsync()).Id, Sheet = "1", RowNo = 1, Kind = "data", DifferenceSealed = vault.Seal(Purposes.ListEntry, "[]") });
        var import = await db.Set<ListImport>().FirstAsync();
        import.UndoReasonSealed = vault.Seal(Purposes.Proposal, "名单拿错了");
        db.Add(new ImportChange { Id = Guid.CreateVersion7(), ImportId = import.Id, RecordKind = "registry_person", RecordId = person.Id, ValuesSealed = vault.Seal(Purposes.ListEntry, "{}")! });
        (await db.Set<Question>().FirstAsync()).NoteSealed = vault.Seal(Purposes.ListEntry, "已核实");
        if (!await db.Set<Person>().AnyAsync(p => p.PhoneSealed != null)) person.PhoneSealed = vault.Seal(Purposes.Phone, "13900000000");
        db.Add(new Referral { Id = Guid.CreateVersion7(), PersonId = person.Id, VillageCode = person.VillageCode, DiagnosisSealed = vault.Seal(Purposes.Diagnosis, "{}")!, NoteSealed = vault.Seal(Purposes.Diagnosis, "发热三天"), RefusalSealed = vault.Seal(Purposes.Diagnosis, "没有床位"), OutcomeSealed = vault.Seal(Purposes.Diagnosis, "{}") });
        AddComparison(db, vault);
        await db.SaveChangesAsync();
        var settled = await GivenSettlements.FromOutside(app, person.Id, Code, asked: true);
        db.Add(new Minkang.Benefits.Checks.Hit { Id = Guid.CreateVersion7(), Key = "loose-admission:1", Rule = "loose-admission", PersonId = person.Id, VillageCode = person.VillageCode, Hospital = settled.Hospital, AdmissionId = settled.AdmissionId, SettlementId = settled.Id, ReasonSealed = vault.Seal(Purposes.Proposal, "已调阅病历") });
        var item = new CountyItem { Id = Guid.CreateVersion7(), Programme = "heze", Item = "treatment", FromOn = new DateOnly(2018, 1, 1) };
        db.Add(item);
        db.Add(new WaiverUse { Id = Guid.CreateVersion7(), ItemId = item.Id, PersonId = person.Id, VillageCode = person.VillageCode, Hospital = settled.Hospital, UsedOn = new DateOnly(2019, 1, 10), Guard = "1", EvidenceSealed = vault.Seal(Purposes.Diagnosis, "诊断证明") });
        var others = await db.Set<Person>().Where(p => p.Id != person.Id && p.IdState == "valid").OrderBy(p => p.Id).Take(2).Select(p => p.Id).ToListAsync();
        var merge = new PersonMerge
        {
            Id = Guid.CreateVersion7(), KeptId = person.Id, GoneId = others[0], VillageCode = person.VillageCode, GoneVillageCode = person.VillageCode, State = MergeState.Undone, ReasonSealed = vault.Seal(Purposes.Proposal, "同一人")!,
            ChoiceSealed = vault.Seal(Purposes.ListEntry, "{}")!, UndoReasonSealed = vault.Seal(Purposes.Proposal, "不是同一人"), UndoChoiceSealed = vault.Seal(Purposes.ListEntry, "[]"), LeftSealed = vault.Seal(Purposes.ListEntry, "[]"),
        };
        db.AddRange(merge, new MergeChange { Id = Guid.CreateVersion7(), MergeId = merge.Id, Step = 1, RecordKind = "registry_person", RecordId = others[0], ValuesSealed = vault.Seal(Purposes.ListEntry, "{}")! });
        var number = Registry.GivenPeople.Number("1950-01-01", 1, 400);
        db.Add(new PersonAlias { Id = Guid.CreateVersion7(), PersonId = person.Id, MergeId = merge.Id, Name = "测试", NameKey = "测试", IdSealed = vault.Seal(Purposes.IdNumber, number), IdHash = vault.Hash(Purposes.IdNumber, number), IdTailHash = vault.Hash(Purposes.IdTail, number[^4..]) });
        await db.SaveChangesAsync();
        return app;
    }

    private static void AddComparison(CountyDb db, Vault vault)
    {
        var run = new CompareRun { Id = Guid.CreateVersion7(), AreaCode = Code, ShortfallSealed = vault.Seal(Purposes.Proposal, "还有两人没有调查") };
        var finding = new Finding { Id = Guid.CreateVersion7(), RunId = run.Id, Place = 1, Code = "sex_conflict", KeyHash = vault.Hash(Purposes.ListKey, "sex_conflict|1")!, ValueSealed = vault.Seal(Purposes.ListEntry, "男"), OtherValueSealed = vault.Seal(Purposes.ListEntry, "女") };
        var decision = new FindingDecision { Id = Guid.CreateVersion7(), RunId = run.Id, Count = 1, ReasonSealed = vault.Seal(Purposes.Proposal, "核对了户口簿") };
        db.AddRange(run, finding, decision, new RunRow { Id = Guid.CreateVersion7(), RunId = run.Id, RowNo = 4, ContentSealed = vault.Seal(Purposes.ListEntry, "{}")! },
            new DecidedFinding { Id = Guid.CreateVersion7(), DecisionId = decision.Id, FindingId = finding.Id, ChangesSealed = vault.Seal(Purposes.ListEntry, "{}") });
    }

    private static string Sample(string part) => Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "samples", "township")).Single(f => Path.GetFileName(f).Contains(part, StringComparison.Ordinal));

    private static async Task<ImportResult> Import(IServiceProvider services, string list)
    {
        var file = Sample(list);
        var done = await services.GetRequiredService<ImportLists>().Import(Code, Actor.Console(RegionCode.Parse(Code)), Path.GetFileName(file), await File.ReadAllBytesAsync(file), new DateOnly(2019, 1, 10), false, null, default);
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
        return done.Value;
    }

    /// <summary>The product as it starts after the rotation, with the key file as it is then.</summary>
    private static ServiceProvider Product(TestApp app)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(app.Clock);
        services.AddMinkang(app.Stores);
        return services.BuildServiceProvider();
    }

    /// <summary>Takes all but the last key of a kind out of the key file.</summary>
    private static void Forget(TestApp app, string kind)
    {
        var ring = JsonNode.Parse(File.ReadAllText(app.Stores.EffectiveKeyFile))!;
        var keys = ring[kind]!.AsArray();
        Assert.True(keys.Count > 1);
        while (keys.Count > 1) keys.RemoveAt(0);
        File.WriteAllText(app.Stores.EffectiveKeyFile, ring.ToJsonString());
    }

    /// <summary>Every sealed value of the county, opened, by column.</summary>
    private static async Task<SortedDictionary<string, List<string>>> Plain(IServiceProvider services)
    {
        var vault = services.GetRequiredService<Vault>();
        await using var db = services.GetRequiredService<CountyStores>().Open(Code);
        await using var connection = await services.GetRequiredService<StoreConnections>().OpenAsync(StoreConnections.CountyStore(Code), default);
        var found = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var column in services.GetServices<SealedColumn>())
        {
            var entity = db.Model.FindEntityType(column.Entity)!;
            var name = entity.FindProperty(column.Property)!.GetColumnName();
            var values = await connection.QueryAsync<string>($"select {name} from {entity.GetTableName()} where {name} <> '' order by id");
            found[$"{column.Entity.Name}.{column.Property}"] = [.. values.Select(v => vault.Open(column.Purpose, v)!)];
        }
        found["files"] = [.. (await connection.QueryAsync<(string Key, byte[] Content)>("select key_id, content from platform_file order by id")).Select(f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(vault.OpenBytes(Purposes.File, f.Key, f.Content))))];
        return found;
    }

    private static async Task EverybodyIsFound(TestApp app, ServiceProvider after)
    {
        var vault = after.GetRequiredService<Vault>();
        await using var db = after.GetRequiredService<CountyStores>().Open(Code);
        var officer = app.As(Role.CountyOfficer, Code);
        foreach (var person in await db.Set<Person>().AsNoTracking().Where(p => p.IdState == "valid").OrderBy(p => p.Id).Take(20).ToListAsync())
        {
            var number = vault.Open(Purposes.IdNumber, person.IdSealed)!;
            Assert.Equal(person.Id, Assert.Single((await after.GetRequiredService<SearchRegister>().Handle(db, officer, number, default)).Persons).Id);
            Assert.Contains(person.Id, (await after.GetRequiredService<SearchRegister>().Handle(db, officer, number[^6..], default)).Persons.Select(p => p.Id));
        }
    }

    private static async Task NothingIsNew(ServiceProvider after)
    {
        await using var db = after.GetRequiredService<CountyStores>().Open(Code);
        var questions = await db.Set<Question>().CountAsync();
        foreach (var list in Lists)
        {
            var again = await Import(after, list);
            Assert.True(again.New + again.Changed == 0, $"{list}: {again.New} new, {again.Changed} changed");
        }
        Assert.Equal(questions, await db.Set<Question>().CountAsync());
    }

    /// <summary>Runs the program itself; the exit code is null when it was killed after the time given.</summary>
    private static Task<(int? Exit, string Said)> Run(TestApp app, TimeSpan patience, params string[] arguments) => Run(app, patience, () => true, arguments);

    /// <summary>Runs the program; it is killed when it has not ended so long after <paramref name="begun"/> came true.</summary>
    private static async Task<(int? Exit, string Said)> Run(TestApp app, TimeSpan patience, Func<bool> begun, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "minkang.dll")).Append("--data").Append(app.Stores.DataFolder)) start.ArgumentList.Add(argument);
        start.Environment["MINKANG_ENGINE"] = TestApp.OnPostgres ? "postgres" : "sqlite";
        start.Environment["MINKANG_POSTGRES"] = app.Stores.PostgresConnection ?? "";
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!begun() && !process.HasExited) await Task.Delay(2);
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            return (null, "");
        }
        return (process.ExitCode, string.Concat(await output));
    }
}
