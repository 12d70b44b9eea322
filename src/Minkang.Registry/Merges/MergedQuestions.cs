using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Merges;

/// <summary>
/// What becomes of open questions when two records are merged (合并时的待核实事项): they are the village's in which the kept record lies, and what the merge itself answers is
/// asked no more. A question about a discrepancy is closed with its discrepancy.
/// </summary>
internal static class MergedQuestions
{
    public static async Task Settle(CountyDb db, MergePair pair, Vault vault, CancellationToken ct)
    {
        var kept = await db.Set<Person>().SingleAsync(p => p.Id == pair.Kept, ct);
        var open = await db.Set<Question>().Where(q => (q.PersonId == pair.Kept || q.PersonId == pair.Gone) && q.State == QuestionState.Open).ToListAsync(ct);
        foreach (var question in open.Where(q => q.PersonId == pair.Gone)) Give(db, question, kept.VillageCode);
        string[] alike = [KeyOf(pair.Kept, pair.Gone, vault), KeyOf(pair.Gone, pair.Kept, vault)];
        foreach (var question in open.Where(q => q.FindingId is null))
            if ((question.Kind == "look_alike" && alike.Contains(question.KeyHash, StringComparer.Ordinal)) || (kept.IdState == "valid" && question.Kind.StartsWith("id_", StringComparison.Ordinal)))
                question.State = QuestionState.Withdrawn;
    }

    /// <summary>Open questions among the rows are those of the village in which the record lies that comes back.</summary>
    public static async Task GiveBack(CountyDb db, Guid gone, IReadOnlyCollection<Guid> rows, CancellationToken ct)
    {
        var village = await db.Set<Person>().Where(p => p.Id == gone).Select(p => p.VillageCode).SingleAsync(ct);
        foreach (var question in await db.Set<Question>().Where(q => rows.Contains(q.Id) && q.State == QuestionState.Open).ToListAsync(ct)) Give(db, question, village);
    }

    private static void Give(CountyDb db, Question question, string village) => db.Entry(question).Property(q => q.VillageCode).CurrentValue = village;

    /// <summary>What makes the question whether two are one the same question.</summary>
    private static string KeyOf(Guid person, Guid other, Vault vault) => vault.Chained(Purposes.ListKey, $"look_alike|{person}|{other}");
}
