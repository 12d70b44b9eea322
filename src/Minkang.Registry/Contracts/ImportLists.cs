using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Lists;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Contracts;

/// <summary>Result of an import (导入结果): how many rows of the file ended how. The six add up to <paramref name="Read"/>.</summary>
/// <param name="ImportId">The import.</param>
/// <param name="FileName">Name of the file as it was handed in.</param>
/// <param name="ListTitle">Chinese title of the list that was recognised.</param>
/// <param name="ListOn">The day that the list speaks of.</param>
/// <param name="Read">All rows of all sheets.</param>
/// <param name="New">新增</param>
/// <param name="Changed">变更</param>
/// <param name="Same">相同</param>
/// <param name="Rejected">退回</param>
/// <param name="NeedsPerson">待人工</param>
/// <param name="Skipped">跳过：表头、空行、合计、说明</param>
/// <param name="Matched">Data rows whose person is on the register.</param>
/// <param name="NotRegistered">Data rows whose person is not on the register.</param>
/// <param name="Unsure">Data rows where this cannot be told.</param>
/// <param name="Notes">Remarks on the file as a whole.</param>
public sealed record ImportResult(Guid ImportId, string FileName, string ListTitle, DateOnly? ListOn, long Read, long New, long Changed, long Same, long Rejected, long NeedsPerson, long Skipped,
    long Matched, long NotRegistered, long Unsure, IReadOnlyList<string> Notes);

/// <summary>Imports a department's list from start to end (导入名单), for the command line and the demonstration. Pages do the same in steps.</summary>
public sealed class ImportLists
{
    private readonly CountyStores _counties;
    private readonly ReceiveList _receive;
    private readonly JobRunner _jobs;
    private readonly Platform.Lists.ListCatalog _catalog;

    internal ImportLists(CountyStores counties, ReceiveList receive, JobRunner jobs, Platform.Lists.ListCatalog catalog) =>
        (_counties, _receive, _jobs, _catalog) = (counties, receive, jobs, catalog);

    /// <summary>
    /// Takes the file in and runs the import as a job in this process. Refusals: <c>lists.*</c> when the file is no readable list,
    /// <c>registry.import.no-date</c> when the list does not say of which day it is and none is given, <c>registry.import.older</c> when a newer list of the kind was imported.
    /// </summary>
    /// <param name="countyCode">Six digits.</param>
    /// <param name="listOn">The day that the list speaks of; null to take it from the file.</param>
    /// <param name="tryOnly">True for a trial run: counts only, the register stays as it is.</param>
    /// <param name="progress">Called with rows done and rows in all.</param>
    public async Task<Outcome<ImportResult>> Import(string countyCode, Actor actor, string fileName, byte[] content, DateOnly? listOn, bool tryOnly, Action<long, long>? progress, CancellationToken ct) =>
        await Import(countyCode, actor, fileName, content, listOn, tryOnly, ImportMode.All, progress, ct);

    /// <inheritdoc cref="Import(string, Actor, string, byte[], DateOnly?, bool, Action{long, long}?, CancellationToken)"/>
    /// <param name="mode">Whether it may add, update or both.</param>
    public async Task<Outcome<ImportResult>> Import(string countyCode, Actor actor, string fileName, byte[] content, DateOnly? listOn, bool tryOnly, ImportMode mode, Action<long, long>? progress, CancellationToken ct)
    {
        ListImport import;
        await using (var db = _counties.Open(countyCode))
        {
            db.Trail.Actor = actor;
            if (!tryOnly && await Unfinished(db, content, ct) is { JobId: { } left } broken) return await GoOn(countyCode, broken.Id, left, progress, ct);
            var received = await _receive.Handle(db, actor, fileName, content, listOn, ct, new ReadingWishes(new TextChoices(null, null), null, mode));
            if (!received.Ok) return received.Problems.ToArray();
            import = received.Value.Import;
            if (await ListDates.Refusal(db, import, ct) is { } refusal) return refusal;
        }
        var job = await _jobs.Enqueue(actor, ImportWorker.JobKind, T($"导入 {TitleOf(import.ProfileId)}"), countyCode, JsonSerializer.Serialize(new ImportWorker.Argument(import.Id, tryOnly)), ct);
        await using (var db = _counties.Open(countyCode))
            await db.Set<ListImport>().Where(i => i.Id == import.Id).ExecuteUpdateAsync(s => s.SetProperty(i => i.JobId, job), ct);
        await _jobs.Run(job, ct, progress is null ? null : (done, total, _) => progress(done, total));
        return await ResultOf(countyCode, import.Id, ct);
    }

    /// <summary>An import of the same file that was broken off while it ran.</summary>
    private static async Task<ListImport?> Unfinished(CountyDb db, byte[] content, CancellationToken ct)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        return await db.Set<ListImport>().AsNoTracking().FirstOrDefaultAsync(i => i.FileSha256 == sha256 && i.State == ImportState.Running && i.JobId != null, ct);
    }

    private async Task<Outcome<ImportResult>> GoOn(string countyCode, Guid importId, Guid job, Action<long, long>? progress, CancellationToken ct)
    {
        await _jobs.Requeue(job, ct);
        if (!await _jobs.Run(job, ct, progress is null ? null : (done, total, _) => progress(done, total)))
            return new Problem("registry.import.running", "", "这个文件正在导入，请等它完成；如果那次导入已中断，一分钟后再试会接着导入。");
        return await ResultOf(countyCode, importId, ct);
    }

    /// <summary>The result of an import as it stands in the store.</summary>
    public async Task<ImportResult> ResultOf(string countyCode, Guid importId, CancellationToken ct)
    {
        await using var db = _counties.Open(countyCode);
        var i = await db.Set<ListImport>().AsNoTracking().SingleAsync(x => x.Id == importId, ct);
        var matches = (await db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == importId && r.Kind == "data").GroupBy(r => r.Match).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(ct))
            .ToDictionary(m => m.Key, m => m.Count);
        if (i.State is not (ImportState.Done or ImportState.Tried)) throw new InvalidOperationException($"Import {importId} ended as {i.State}; see the log.");
        return new ImportResult(i.Id, i.FileName, TitleOf(i.ProfileId), i.ListOn, i.ReadCount, i.NewCount, i.ChangedCount, i.SameCount, i.RejectedCount, i.PersonCount, i.SkippedCount,
            matches.GetValueOrDefault(RowMatch.Matched), matches.GetValueOrDefault(RowMatch.NotRegistered), matches.GetValueOrDefault(RowMatch.Unsure),
            i.Notes is null ? [] : JsonSerializer.Deserialize<List<string>>(i.Notes) ?? []);
    }

    private string TitleOf(string profileId) => _catalog.Profiles.FirstOrDefault(p => p.Id == profileId)?.Title ?? profileId;
}
