using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Packs;
using Minkang.Domain.Policies;
using Minkang.Platform.Files;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.WhatIf;

/// <summary>Runs trials as jobs (测算作业). Begun again it computes everything anew: the same bills and packs give the same figures.</summary>
internal sealed class WhatIfWorker(CountyStores counties, FileShelf files, ReadYear read, PackVocabulary words, Actors actors) : IJobWorker
{
    public const string JobKind = "what-if";
    public string Kind => JobKind;

    internal sealed record Argument(Guid Run);

    public async Task<string> Work(Job job, JobProgress progress, CancellationToken ct)
    {
        await using var db = counties.Open(job.CountyCode);
        var actor = await actors.Behind(job, ct);
        db.Trail.Actor = actor;
        var id = JsonSerializer.Deserialize<Argument>(job.Argument)!.Run;
        var run = await db.Set<WhatIfRun>().SingleAsync(r => r.Id == id, ct);
        await progress.Report(0, 0, T("正在读入单据"), ct, force: true);
        var year = await Bills(db, run, ct);
        var (before, after) = (Load(run.BeforeTitle, run.BeforeText, run.BeforeExtended, run.BeforeGiven), Load(run.AfterTitle, run.AfterText, run.AfterExtended, run.AfterGiven));
        await progress.Report(0, year.Bills.Count, T("正在测算"), ct, force: true);
        var (result, persons) = await Task.Run(() => new Replay(before, after).Run(new BillsInMemory(year.Bills), code => words.Payers.Find(code)?.Name ?? code, keepPersons: true, null, ct), ct);
        await progress.Report(year.Bills.Count, year.Bills.Count, T("正在保存结果"), ct, force: true);
        // Keys of people may be identity numbers; whatever has them is kept sealed, the figures are not.
        var people = JsonSerializer.Serialize(new WhatIfPeople(persons, result.Households));
        run.PersonsFileId = await files.Keep(db, actor, $"what-if-{run.Id:N}.json", Encoding.UTF8.GetBytes(people), ct);
        run.Result = JsonSerializer.Serialize(new WhatIfFigures(result with { Households = [] }, year.Refused.Count, year.OtherYears));
        await db.SaveChangesAsync(ct);
        return JsonSerializer.Serialize(new { bills = result.Bills, settled = result.Settled });
    }

    private async Task<YearOfBills> Bills(CountyDb db, WhatIfRun run, CancellationToken ct)
    {
        if (run.BillsFileId is not { } file) return await read.FromStore(db, run.Year, ct);
        var (name, content) = await files.Fetch(db, file, ct);
        return ReadYear.FromFile(words, new MemoryStream(content), name, run.Year).Value;
    }

    private PolicyPack Load(string title, string text, string extended, string given) =>
        new PackText(title, text, JsonSerializer.Deserialize<Dictionary<string, string>>(extended)!).Load(words, JsonSerializer.Deserialize<Dictionary<string, string>>(given)).Pack
        ?? throw new InvalidOperationException("A pack that was sound when the trial was asked for is refused now.");
}

/// <summary>Figures of a trial as they are kept: the result, rows of the file that could not be read, bills of other years.</summary>
internal sealed record WhatIfFigures(ReplayResult Result, int Unread, int OtherYears);

/// <summary>What a trial comes to for people, kept sealed.</summary>
internal sealed record WhatIfPeople(IReadOnlyList<PersonOutcome> Persons, IReadOnlyList<HouseholdTotal> Households)
{
    public static async Task<WhatIfPeople> Open(CountyDb db, FileShelf files, WhatIfRun run, CancellationToken ct) =>
        run.PersonsFileId is { } id ? JsonSerializer.Deserialize<WhatIfPeople>((await files.Fetch(db, id, ct)).Content)! : new([], []);
}
