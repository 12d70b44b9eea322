using System.Text.Json;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Compare;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Workbench;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Workbench;

/// <summary>A discrepancy as a test wants it, with the rows that it speaks of.</summary>
internal sealed record Wanted(string Code, Guid? Person = null, Guid? Household = null, string Village = TestApp.Village, string Value = "", string Other = "", string Owner = "扶贫办", string? OtherNumber = null, string Name = "测试甲");

/// <summary>A comparison that is done, put into the store: the register (list 0) against another office's list (list 1).</summary>
internal static class GivenFindings
{
    public static async Task<CompareRun> Run(this TestApp app, string area = TestApp.County, params Wanted[] wanted)
    {
        await using var db = app.Open();
        var (vault, now) = (app.Get<Vault>(), app.Clock.GetUtcNow());
        var run = new CompareRun { Id = Guid.CreateVersion7(now), Title = "测试比对", AreaCode = area, OperatorName = "测试", RegisterOn = new DateOnly(2019, 1, 1), State = CompareState.Done, RulesHash = "", RulesUsed = RulesUsed.Now().ToJson(), FindingCount = wanted.Length };
        db.Add(run);
        foreach (var (no, kind, title) in new[] { (0, ListKind.Register, "建档立卡"), (1, ListKind.Changes, "公安变动") })
            db.Add(new RunList { RunId = run.Id, ListNo = no, FileName = title + ".xlsx", Sheet = "表一", Title = title, Kind = kind, ListOn = new DateOnly(2019, 1, 1), RowCount = wanted.Length });
        await db.SaveChangesAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.InsertAsync([.. wanted.SelectMany((w, i) => Rows(run.Id, w, i, vault, now))], default);
        await db.InsertAsync([.. wanted.Select((w, i) => Finding(run.Id, w, i, vault, now))], default);
        await transaction.CommitAsync();
        return run;
    }

    private static IEnumerable<RunRow> Rows(Guid run, Wanted w, int i, Vault vault, DateTimeOffset now)
    {
        foreach (var (list, number) in new[] { (0, (string?)null), (1, w.OtherNumber) })
            yield return new RunRow
            {
                Id = Guid.CreateVersion7(now), RunId = run, ListNo = list, RowNo = i + 2, Decision = RowDecision.Exact, Score = 1, PersonKey = i + 1, PersonId = w.Person, HouseholdId = w.Household, VillageCode = w.Village,
                ContentSealed = vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = w.Name, ["id-number"] = number ?? "" }))!,
            };
    }

    private static Finding Finding(Guid run, Wanted w, int i, Vault vault, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), RunId = run, Place = i + 1, Code = w.Code, Gravity = RuleGravity.Serious, Owner = w.Owner, ListNo = 0, RowNo = i + 2, OtherListNo = 1, OtherRowNo = i + 2, Field = "name",
        ValueSealed = vault.Seal(Purposes.ListEntry, w.Value), OtherValueSealed = vault.Seal(Purposes.ListEntry, w.Other), PersonId = w.Person, HouseholdId = w.Household, VillageCode = w.Village,
        KeyHash = vault.Chained(Purposes.ListKey, $"test|{i}|{w.Code}"), IsNew = i % 2 == 0, State = FindingState.Open,
    };

    /// <summary>The discrepancies as they stand, as somebody sees them.</summary>
    public static async Task<IReadOnlyList<SeenFinding>> Seen(this TestApp app, Actor actor, CompareRun run, FindingFilter? filter = null)
    {
        await using var db = app.Open(actor);
        return await PlanDecision.Freeze(db, actor, run, filter ?? FindingFilter.All, default);
    }

    public static async Task<Outcome<DecideResult>> Decide(this TestApp app, Actor actor, CompareRun run, Verdict verdict, IReadOnlyList<SeenFinding> seen, string? reason = "测试")
    {
        await using var db = app.Open(actor);
        return await app.Get<DecideFindings>().Handle(db, actor, new DecideInput(run.Id, verdict, seen, reason), default);
    }

    public static async Task<Outcome<UndoResult>> Undo(this TestApp app, Actor actor, CompareRun run, Guid decision)
    {
        await using var db = app.Open(actor);
        return await app.Get<UndoDecision>().Handle(db, actor, run.Id, decision, default);
    }

    /// <summary>A household whose second member is somebody of whom a list can say that he died.</summary>
    public static Task<MadeHousehold> TwoPersons(this TestApp app, string number, string village = TestApp.Village) => app.Household(village, number, [new("测试甲"), new("测试乙", Relation: "10", Sex: 2)]);
}
