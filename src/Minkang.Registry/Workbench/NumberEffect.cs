using Microsoft.EntityFrameworkCore;
using Minkang.Domain.People;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Events;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>A person of the register without a usable number takes the one that the other lists of the run give (补登身份证号), when they agree and it is free.</summary>
internal static class NumberEffect
{
    private const int Chunk = 400;

    public static async Task Plan(CountyDb db, IReadOnlyList<DecisionCase> cases, Vault vault, CancellationToken ct)
    {
        var ids = cases.Select(c => c.Finding.PersonId).OfType<Guid>().Distinct().ToList();
        var persons = new Dictionary<Guid, Person>();
        var questions = new List<Question>();
        foreach (var some in ids.Chunk(Chunk))
        {
            foreach (var person in await db.Set<Person>().Where(p => some.Contains(p.Id)).ToListAsync(ct)) persons[person.Id] = person;
            questions.AddRange(await db.Set<Question>().Where(q => q.PersonId != null && some.Contains(q.PersonId.Value) && q.State == QuestionState.Open && q.Kind.StartsWith("id_")).ToListAsync(ct));
        }
        var stated = cases.Count == 0 ? [] : await Numbers(db, cases[0].Finding.RunId, persons.Values.Where(p => p.IdState != "valid").Select(p => p.Id), vault, ct);
        var taken = await Taken(db, [.. stated.Where(s => s.Value.Count == 1).Select(s => (s.Key, vault.Hash(Purposes.IdNumber, s.Value[0].Text)!))], ct);
        var asked = questions.ToLookup(q => q.PersonId);
        foreach (var one in cases)
        {
            if (one.Finding.PersonId is not { } id || !persons.TryGetValue(id, out var person)) one.OnlyNote(T("这一行没有对上登记册里的人，只作记录。"));
            else if (person.IdState == "valid") one.OnlyNote(T("登记册上已有有效号码，只作记录。"));
            else if (!stated.TryGetValue(id, out var numbers)) one.OnlyNote(T("别的名单也没有可用的号码，只作记录；要查号码请交村核实。"));
            else if (numbers.Count > 1) one.Leave("registry.finding.numbers-differ", T("几份名单写的号码不同，请交村核实后登记。"));
            else Decide(one, person, numbers[0], taken, asked[id], vault);
        }
    }

    private static void Decide(DecisionCase one, Person person, IdNumber number, HashSet<string> taken, IEnumerable<Question> questions, Vault vault)
    {
        if (person is { BirthPrecision: "day", BirthOn: { } birth } && birth != number.BirthDate)
            one.Leave("registry.finding.number-against-birth", T($"号码里的出生日期是 {number.BirthDate:yyyy-MM-dd}，登记的是 {birth:yyyy-MM-dd}，请交村核实。"));
        else if (taken.Contains(vault.Hash(Purposes.IdNumber, number.Text)!))
            one.Leave("registry.finding.number-taken", T("名单写的号码已经登记在另一个人名下，请交村核实是谁的号码。"));
        else one.Do(frame => Apply(person, number, questions, frame));
    }

    private static RegisterChange? Apply(Person person, IdNumber number, IEnumerable<Question> questions, EventFrame frame)
    {
        if (person.IdState == "valid") return null; // a second row of the same person, in the same decision
        var (state, written) = (person.IdState, frame.Vault.Open(Purposes.IdStated, person.IdStatedSealed));
        person.Identify(number, frame.Vault);
        var closed = questions.ToList();
        foreach (var question in closed) (question.State, question.Answer, question.AnsweredAt, question.AnsweredBy) = (QuestionState.Answered, QuestionAnswers.NumberEntered, frame.Now, frame.Actor.UserId);
        return new RegisterChange(Effect.Identified) { PersonId = person.Id, IdStateBefore = state, IdStatedBefore = written, IdHash = person.IdHash, ClosedQuestions = closed.Count == 0 ? null : closed.ConvertAll(q => q.Id) };
    }

    /// <summary>The valid numbers that the rows of the run state for each person.</summary>
    private static async Task<Dictionary<Guid, List<IdNumber>>> Numbers(CountyDb db, Guid run, IEnumerable<Guid> persons, Vault vault, CancellationToken ct)
    {
        var found = new Dictionary<Guid, List<IdNumber>>();
        foreach (var ids in persons.Chunk(Chunk))
            foreach (var row in await db.Set<RunRow>().AsNoTracking().Where(r => r.RunId == run && r.PersonId != null && ids.Contains(r.PersonId.Value)).ToListAsync(ct))
            {
                if (RowCells.Open(row, vault).Number is not { } number) continue;
                if (!found.TryGetValue(row.PersonId!.Value, out var known)) found[row.PersonId.Value] = known = [];
                if (!known.Exists(k => k.Text == number.Text)) known.Add(number);
            }
        return found;
    }

    /// <summary>Numbers that are on the register already, as former ones too unless they are the person's own, or that two of these persons would get.</summary>
    private static async Task<HashSet<string>> Taken(CountyDb db, IReadOnlyCollection<(Guid Person, string Hash)> wanted, CancellationToken ct)
    {
        var taken = wanted.GroupBy(w => w.Hash, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var own = wanted.ToHashSet();
        foreach (var hashes in wanted.Select(w => w.Hash).Chunk(Chunk))
        {
            taken.UnionWith(await db.Set<Person>().Where(p => p.IdHash != null && hashes.Contains(p.IdHash)).Select(p => p.IdHash!).ToListAsync(ct));
            var former = await db.Set<PersonAlias>().Where(a => a.IdHash != null && hashes.Contains(a.IdHash)).Select(a => new { a.PersonId, IdHash = a.IdHash! }).ToListAsync(ct);
            taken.UnionWith(former.Where(f => !own.Contains((f.PersonId, f.IdHash))).Select(f => f.IdHash));
        }
        return taken;
    }
}
