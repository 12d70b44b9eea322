using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Files;
using Minkang.Platform.Jobs;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Compare;
using Minkang.Registry.Contracts;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Comparisons;

/// <summary>A comparison as it is asked for (新建比对).</summary>
internal sealed record ComparisonWish
{
    /// <summary>Empty for a title made of area and day.</summary>
    public string Title { get; init; } = "";
    public IReadOnlyList<(string Name, byte[] Content)> Files { get; init; } = [];
    public IReadOnlyList<Guid> Imports { get; init; } = [];
    /// <summary>The day as of which the register takes part; null when it does not.</summary>
    public DateOnly? RegisterOn { get; init; }
    public bool IsFinal { get; init; }
    /// <summary>How many persons without a survey result the operator was told of and accepted; null for none.</summary>
    public int? ShortfallAccepted { get; init; }
}

/// <summary>
/// Begins a comparison (开始比对): refuses what cannot be read or compared, keeps all that goes in, and queues the work. A township compares with the
/// register of the township only.
/// </summary>
internal sealed class StartComparison(FileShelf files, ListCatalog catalog, JobRunner runner, RegionCache regions, IEnumerable<ISurveyCoverage> surveys, Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    private const int LongestTitle = 60;

    public async Task<Outcome<CompareRun>> Handle(CountyDb db, Actor actor, ComparisonWish wish, CancellationToken ct)
    {
        if (!actor.May(CompareReach.Action)) return new Problem("registry.compare.not-allowed", "", "您的岗位不能做数据比对。");
        var imports = await Chosen(db, actor, wish.Imports, ct);
        if (!imports.Ok) return imports.Problems.ToArray();
        var (area, mappings) = (CompareReach.AreaOf(actor), (await ReceiveList.Remembered(db, ct)).Select(m => m.ToJson()).ToList());
        if (await Refusals(db, wish, imports.Value, area, mappings, ct) is { Count: > 0 } problems) return problems;
        var shortfall = wish.IsFinal ? await Shortfall(db, actor, wish, area, ct) : (string?)null;
        if (!shortfall.Ok) return shortfall.Problems.ToArray();

        var run = new CompareRun
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Title = await Title(db, wish, area, ct), AreaCode = area, SentAs = actor.SentAs(CompareReach.Action), OperatorName = actor.Name, RegisterOn = wish.RegisterOn,
            IsFinal = wish.IsFinal, ShortfallSealed = shortfall.Value, State = CompareState.Queued, CreatedBy = actor.UserId, UpdatedBy = actor.UserId,
        };
        db.Add(run);
        await Keep(db, actor, run, wish.Files, imports.Value, mappings, ct);
        db.Trail.Record(actor, CompareReach.Action, "compare", run.Id, detail: new { started = true, files = wish.Files.Count, imports = imports.Value.Count, wish.RegisterOn, wish.IsFinal, wish.ShortfallAccepted });
        await db.SaveChangesAsync(ct);
        run.JobId = await Enqueue(runner, db, actor, run, check: false, ct);
        return run;
    }

    /// <summary>Queues the work on a run, or its working out anew. Set past the version: the job may have begun meanwhile and holds the run by its version.</summary>
    public static async Task<Guid> Enqueue(JobRunner runner, CountyDb db, Actor actor, CompareRun run, bool check, CancellationToken ct)
    {
        var title = check ? T($"复核 {run.Title}") : T($"比对 {run.Title}");
        var job = await runner.Enqueue(actor, CompareWorker.JobKind, title, db.CountyCode, JsonSerializer.Serialize(new CompareWorker.Argument(run.Id, check)), ct);
        await db.Set<CompareRun>().Where(r => r.Id == run.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.JobId, job), ct);
        return job;
    }

    /// <summary>The chosen imports that are in reach and were recognised; their kept originals take part.</summary>
    private async Task<Outcome<List<ListImport>>> Chosen(CountyDb db, Actor actor, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return new List<ListImport>();
        var found = await FindComparisons.Comparable(db, actor).AsNoTracking().Where(i => ids.Contains(i.Id)).OrderBy(i => i.CreatedAt).ThenBy(i => i.Id).ToListAsync(ct);
        if (found.Count < ids.Distinct().Count() || found.Exists(i => ListSketch.Open(i.SketchSealed, vault)?.Problems is { Count: > 0 }))
            return new Problem("registry.compare.import-gone", "Imports", "选中的名单里有的已放弃、已撤销、列还没有对应好，或不在您的范围内。请重新选择。");
        return found;
    }

    private async Task<List<Problem>> Refusals(CountyDb db, ComparisonWish wish, List<ListImport> imports, string area, List<string> mappings, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var shas = imports.Select(i => i.FileSha256).Concat(wish.Files.Select(f => Convert.ToHexStringLower(SHA256.HashData(f.Content)))).ToList();
        if (shas.Distinct(StringComparer.Ordinal).Count() < shas.Count) problems.Add(new("registry.compare.same-file", "Files", "同一份文件选了两次。每份名单只选一次。"));
        if (wish.Title.Length > LongestTitle) problems.Add(new("registry.compare.title", "Title", $"名称不超过 {LongestTitle} 字。"));
        var lists = imports.Sum(Lists) + (wish.RegisterOn is null ? 0 : 1);
        foreach (var file in wish.Files)
        {
            var read = new ReadLists(catalog).ReadOne(new ListInput(file.Name, file.Content, Mappings: [.. mappings.Select(ColumnMapping.FromJson).OfType<ColumnMapping>()]));
            if (read.Ok) lists += read.Value.Count;
            problems.AddRange(read.Problems.Select(p => p with { Field = "Files" }));
        }
        if (wish.RegisterOn > calendar.Today) problems.Add(new("registry.compare.future", "RegisterOn", "登记册的日期不能晚于今天。"));
        else if (wish.RegisterOn is { } day && !await KeptInputs.Members(db, area, day).AnyAsync(ct)) problems.Add(new("registry.compare.no-register", "RegisterOn", "这一天登记册里没有人，不能参与比对。"));
        if (problems.Count == 0 && lists < 2) problems.Add(ReadLists.OneList with { Field = "Files" });
        return problems;
    }

    /// <summary>How many lists of persons an import holds, by what was recognised in it.</summary>
    private int Lists(ListImport import)
    {
        var profile = catalog.Profiles.FirstOrDefault(p => p.Id == import.ProfileId);
        return ListSketch.Open(import.SketchSealed, vault)?.Sheets.Count(s => profile?.Sheets.FirstOrDefault(k => k.Id == s.SheetId) is { } kind && ReadLists.NamesPersons(kind)) ?? 0;
    }

    /// <summary>Who was not surveyed, sealed with the name of who accepted it; null when everybody was. Refused while the number was not accepted.</summary>
    private async Task<Outcome<string?>> Shortfall(CountyDb db, Actor actor, ComparisonWish wish, string area, CancellationToken ct)
    {
        var missing = new List<UnsurveyedPerson>();
        foreach (var survey in surveys) missing.AddRange(await survey.Unsurveyed(db, actor, area, calendar.Today, ct));
        if (missing.Count == 0) return (string?)null;
        if (wish.ShortfallAccepted != missing.Count)
            return new Problem("registry.compare.survey-incomplete", "ShortfallAccepted", $"患病调查还差 {missing.Count} 人没有结果。请补完再定稿；确实要现在定稿的，请勾选知道还差这 {missing.Count} 人。");
        return vault.Seal(Purposes.Proposal, JsonSerializer.Serialize(new { acceptedBy = actor.Name, persons = missing.Select(m => new { m.PersonId, m.Name, m.VillageCode }) }, RowNotes.Options));
    }

    private async Task Keep(CountyDb db, Actor actor, CompareRun run, IReadOnlyList<(string Name, byte[] Content)> uploads, List<ListImport> imports, List<string> mappings, CancellationToken ct)
    {
        var names = new List<string>();
        string Name(string wanted) { names.Add(KeptInputs.FreeName(wanted, names)); return names[^1]; }
        foreach (var (name, content) in uploads)
            db.Add(new CompareInput
            {
                RunId = run.Id, Seq = names.Count, Source = InputSource.Uploaded, FileName = Name(name), FileSha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
                Reading = new InputReading(null, null, mappings).ToJson(), FileId = await files.Keep(db, actor, name, content, ct),
            });
        foreach (var import in imports)
            db.Add(new CompareInput
            {
                RunId = run.Id, Seq = names.Count, Source = InputSource.Imported, FileName = Name(import.FileName), FileSha256 = import.FileSha256, ImportId = import.Id, FileId = import.FileId, ListOn = import.ListOn,
                Reading = new InputReading(import.TextEncoding, import.TextSeparator, [.. RunImport.Own(import).Select(m => m.ToJson()), .. mappings]).ToJson(),
            });
    }

    private async Task<string> Title(CountyDb db, ComparisonWish wish, string area, CancellationToken ct)
    {
        if (wish.Title.Trim() is { Length: > 0 } typed) return typed;
        var tree = await regions.Tree(ct);
        var title = $"{tree.NameOf(area)} {calendar.Today:yyyy-MM-dd} 比对";
        var earlier = await db.Set<CompareRun>().CountAsync(r => r.AreaCode == area && r.Title.StartsWith(title), ct);
        return earlier == 0 ? title : $"{title}（{earlier + 1}）";
    }
}
