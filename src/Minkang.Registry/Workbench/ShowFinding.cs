using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Domain.People;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Show = Minkang.Platform.Ui.Show;

namespace Minkang.Registry.Workbench;

/// <summary>A field of both rows. <paramref name="Asked"/>: the one that the discrepancy speaks of.</summary>
internal sealed record FieldPair(string Field, string Label, IReadOnlyList<DiffPart>? Left, IReadOnlyList<DiffPart>? Right, bool Differs, bool Asked);

/// <summary>Where a row stands.</summary>
internal sealed record RowPlaceOf(string List, string File, int RowNo);

/// <summary>What the register says of the person now.</summary>
internal sealed record RegisterSide(Guid PersonId, string Name, string? Number, string? Sex, string? Birth, string Where, string? Household, string Standing);

/// <summary>One decision on the discrepancy, newest first.</summary>
internal sealed record HistoryLine(Guid DecisionId, Verdict Verdict, string By, DateTimeOffset At, DateOnly? DueOn, string? Reason, string? Answer, string? AnswerValue, string? AnswerNote, string? UndoneBy);

/// <summary>A discrepancy as the workbench shows it.</summary>
/// <param name="Accepting">What accepting will do, or why it cannot be.</param>
/// <param name="Twin">The other row's person, where both rows are records of the register and the reader may merge them.</param>
internal sealed record FindingView(Finding Finding, RowPlaceOf Left, RowPlaceOf? Right, string? Value, string? OtherValue, IReadOnlyList<FieldPair> Fields, IReadOnlyList<Evidence> Evidence, RegisterSide? Register, IReadOnlyList<HistoryLine> History, string Accepting, bool MayAccept, bool MayReveal, string Where, Guid? Twin)
{
    public SeenFinding Seen => new(Finding);
}

/// <summary>Opens a discrepancy with both rows, the register, its history and what accepting will do (差异对照). The look at the person is the caller's to record.</summary>
internal sealed class ShowFinding(PlanDecision planner, Vault vault, RegionCache regions, ListCatalog catalog, DiagnosisSight diagnoses, Labels labels, Wording words, IStringLocalizer<Texts> L)
{
    private Dictionary<string, string>? _fieldLabels;

    public async Task<FindingView?> Handle(CountyDb db, Actor actor, CompareRun run, IReadOnlyList<RunList> ofRun, Guid id, CancellationToken ct, bool unmasked = false)
    {
        var finding = await db.FindingsFor(actor, run).AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct);
        if (finding is null) return null;
        var rows = await db.Set<RunRow>().AsNoTracking().Where(r => r.RunId == run.Id && ((r.ListNo == finding.ListNo && r.RowNo == finding.RowNo) || (r.ListNo == finding.OtherListNo && r.RowNo == finding.OtherRowNo))).ToListAsync(ct);
        var lists = ofRun.ToDictionary(l => l.ListNo);
        var left = rows.Find(r => r.ListNo == finding.ListNo && r.RowNo == finding.RowNo) is { } one ? RowCells.Open(one, vault) : null;
        var right = finding.OtherListNo is not null && rows.Find(r => r.ListNo == finding.OtherListNo && r.RowNo == finding.OtherRowNo) is { } two ? RowCells.Open(two, vault) : null;
        var seen = Disclosure.For(actor);
        var (accepting, may) = await Accepting(db, actor, run, finding, ct);
        var tree = await regions.Tree(ct);
        return new FindingView(finding, Place(lists, finding.ListNo, finding.RowNo), finding.OtherListNo is { } no ? Place(lists, no, finding.OtherRowNo ?? 0) : null,
            diagnoses.Value(actor, finding, vault.Open(Purposes.ListEntry, finding.ValueSealed)), diagnoses.Value(actor, finding, vault.Open(Purposes.ListEntry, finding.OtherValueSealed)), [.. Fields(finding, left, right, new Reader(actor, seen, unmasked))],
            left is not null && right is not null && finding.Code is "possible_same" or "id_conflict" or "name_conflict" ? PairEvidence.Of(RulesUsed.Read(run.RulesUsed!).Linkage, left!, right!) : [],
            await Register(db, actor, finding, tree, ct), await History(db, finding, ct), accepting, may, actor.May("registry.unmask") && seen.IdNumber >= Openness.Click,
            finding.VillageCode.Length == 0 ? L["没有写明是哪个村"] : tree.Path(finding.VillageCode), await Twin(db, actor, finding, rows, ct));
    }

    private static async Task<Guid?> Twin(CountyDb db, Actor actor, Finding finding, List<RunRow> rows, CancellationToken ct)
    {
        var persons = rows.Select(r => r.PersonId).OfType<Guid>().Distinct().ToList();
        if (persons.Count != 2 || finding.State is not (FindingState.Open or FindingState.Unsure) || !actor.May(LookAtMerge.Action)) return null;
        return await db.PersonsFor(actor, LookAtMerge.Action).CountAsync(p => persons.Contains(p.Id), ct) == 2 ? persons.Find(p => p != finding.PersonId) : null;
    }

    private static RowPlaceOf Place(Dictionary<int, RunList> lists, int no, int row) => lists.TryGetValue(no, out var list) ? new(list.Title, $"{list.FileName} {list.Sheet}", row) : new(no.ToString(CultureInfo.InvariantCulture), "", row);

    private IEnumerable<FieldPair> Fields(Finding finding, RowCells? left, RowCells? right, Reader reader)
    {
        foreach (var field in (left?.Fields.Keys ?? []).Concat(right?.Fields.Keys ?? []).Distinct(StringComparer.Ordinal))
        {
            var (a, b) = (left?[field], right?[field]);
            if (a is null && b is null) continue;
            var differs = a is not null && b is not null && a != b;
            var (one, other) = differs ? Marked(field, a!, b!, reader) : (Plain(field, a, reader), Plain(field, b, reader));
            yield return new FieldPair(field, LabelOf(field), one, other, differs, field == finding.Field);
        }
    }

    private (IReadOnlyList<DiffPart>? Left, IReadOnlyList<DiffPart>? Right) Marked(string field, string a, string b, Reader reader)
    {
        if (RowCells.IsNumber(field)) return reader.Unmasked ? CharDiff.Of(a, b) : CharDiff.Of(a, b, (c, i, length) => i >= 6 && i < length - 4 ? "*" : c);
        if (Shown(field, a, reader) == a && Shown(field, b, reader) == b) return CharDiff.Of(a, b);
        return ([new(Shown(field, a, reader), true)], [new(Shown(field, b, reader), true)]);
    }

    private IReadOnlyList<DiffPart>? Plain(string field, string? value, Reader reader) =>
        value is null ? null : [new(RowCells.IsNumber(field) && !reader.Unmasked ? IdNumber.Mask(value) : Shown(field, value, reader), false)];

    private string Shown(string field, string value, Reader reader) =>
        RowCells.IsName(field) ? reader.Seen.NameOnList(value) : RowCells.IsPhone(field) && reader.Seen.Phone != Openness.Full ? Disclosure.MaskPhone(value) : diagnoses.Cell(reader.Actor, field, value);

    /// <summary>Who reads, and how much of it.</summary>
    private sealed record Reader(Actor Actor, Disclosure Seen, bool Unmasked);

    /// <summary>The heading of the column as offices write it.</summary>
    private string LabelOf(string field)
    {
        _fieldLabels ??= catalog.Profiles.SelectMany(p => p.Sheets).SelectMany(s => s.Columns).GroupBy(c => c.Field, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Label, StringComparer.Ordinal);
        return _fieldLabels.GetValueOrDefault(field) ?? field;
    }

    private async Task<(string Text, bool May)> Accepting(CountyDb db, Actor actor, CompareRun run, Finding finding, CancellationToken ct)
    {
        // Most kinds change nothing in the register; then there is nothing to plan.
        if (Effects.Of(finding.Code) == Effect.Noted && finding.State is (FindingState.Open or FindingState.Unsure)) return (Noted(finding), true);
        var plan = await planner.Handle(db, actor, run, Verdict.Accept, [new SeenFinding(finding)], ct);
        db.ChangeTracker.Clear();
        var one = plan.Cases[0];
        if (one.Left is { } left) return (words.Of(left.Message), false);
        if (one.Note is { } note) return (words.Of(note), true);
        return one.Effect switch
        {
            Effect.Noted => (Noted(finding), true),
            Effect.Died => (L["登记此人 {0} 死亡。", vault.Open(Purposes.ListEntry, finding.OtherValueSealed)!], true),
            Effect.MovedOut => (L["登记此人 {0} 迁出。", vault.Open(Purposes.ListEntry, finding.OtherValueSealed)!], true),
            Effect.Identified => (L["把另一名单上的有效号码登记到此人名下。"], true),
            _ => (L["向扶贫部门提出变更申请，同意后才改登记册。"], true),
        };
    }

    private string Noted(Finding finding) => L["登记册不变，只记下结论；要{0}更正，请用函告。", L[finding.Owner]];

    private async Task<RegisterSide?> Register(CountyDb db, Actor actor, Finding finding, RegionTree tree, CancellationToken ct)
    {
        if (finding.PersonId is not { } id) return null;
        var found = await (from p in db.PersonsFor(actor, "registry.open").AsNoTracking()
                           where p.Id == id
                           join h in db.Set<Household>() on p.HouseholdId equals (Guid?)h.Id into homes
                           from h in homes.DefaultIfEmpty()
                           select new { Person = p, Number = h != null ? h.Number : null }).SingleOrDefaultAsync(ct);
        if (found is null) return null;
        var (person, seen) = (found.Person, Disclosure.For(actor));
        return new RegisterSide(id, seen.NameOnPage(person.Name), seen.IdOnList(vault.Open(Purposes.IdNumber, person.IdSealed)) ?? labels.Label(Labels.IdState, person.IdState), labels.Label(Labels.Sex, person.Sex.ToString(CultureInfo.InvariantCulture)),
            Show.Day(person.BirthOn), tree.Path(person.VillageCode), found.Number, person.EndedOn is { } ended ? L["{0} 起不在册", Show.Day(ended)!] : L["在册"]);
    }

    private async Task<IReadOnlyList<HistoryLine>> History(CountyDb db, Finding finding, CancellationToken ct)
    {
        var made = await (from x in db.Set<DecidedFinding>().AsNoTracking()
                          where x.FindingId == finding.Id
                          join d in db.Set<FindingDecision>() on x.DecisionId equals d.Id
                          orderby d.CreatedAt descending, d.Id descending
                          select new { Decision = d, x.ChangesSealed }).ToListAsync(ct);
        return made.ConvertAll(m =>
        {
            var change = m.Decision.Verdict is Verdict.Close or Verdict.Answered ? RegisterChange.Open(m.ChangesSealed, vault) : null;
            return new HistoryLine(m.Decision.Id, m.Decision.Verdict, m.Decision.MadeByName, m.Decision.CreatedAt, m.Decision.DueOn, m.Decision.Verdict == Verdict.Answered ? null : vault.Open(Purposes.Proposal, m.Decision.ReasonSealed),
                change?.Answer is { } answer ? AnswerWord(answer) : null, change?.AnswerValue, change?.AnswerNote, m.Decision.UndoneByName);
        });
    }

    private string AnswerWord(string answer) => answer switch
    {
        "accepted" => L["属实"],
        "rejected" => L["不属实"],
        "changed" => L["已更正"],
        _ => labels.Label(Labels.Answer, answer)!,
    };
}
