using Microsoft.EntityFrameworkCore;
using Minkang.Domain.People;
using Minkang.Domain.Values;
using Minkang.Platform.Files;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Compare;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Events;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Workbench;

/// <summary>A letter to be made (函告): to which office, under which number, by when it is to answer; the filter says which discrepancies.</summary>
internal sealed record LetterInput(Guid RunId, string Owner, string Number, DateOnly? DueOn, FindingFilter Filter);

/// <summary>
/// Hands the open discrepancies of an office to it (函告有关部门): a dated, numbered list with both values and empty columns for the answer, kept as it was
/// sent. Identity numbers stand on it masked; the office finds the people by its own list and row.
/// </summary>
internal sealed class WriteLetter(FileShelf shelf, RegionCache regions, CompareRules rules, DiagnosisSight diagnoses, Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    private const int NumberLength = 60, Chunk = 400;

    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, LetterInput input, CancellationToken ct)
    {
        var number = input.Number.Trim();
        if (number.Length is 0 or > NumberLength) return new Problem("registry.letter.number-missing", "Number", $"请填写文号，最多 {NumberLength} 字。");
        if (input.DueOn < calendar.Today) return new Problem("registry.letter.due-past", "DueOn", "回复期限不能早于今天。");
        await using var transaction = await RunLock.Take(db, input.RunId, ct);
        if (await db.RunFor(actor, input.RunId, ct) is not { } run) return new Problem("registry.finding.not-found", "", "没有这次比对，或不在您的范围内。");
        if (await db.Set<CompareLetter>().AnyAsync(l => l.RunId == run.Id && l.Number == number, ct)) return new Problem("registry.letter.number-used", "Number", "这次比对已有同一文号的函，请换一个文号。");
        var wanted = (input.Filter with { Owner = input.Owner }).Of(db, db.FindingsFor(actor, run)).AsNoTracking();
        var findings = await wanted.Where(f => f.State == FindingState.Open || f.State == FindingState.Unsure).OrderBy(f => f.Place).ToListAsync(ct);
        if (findings.Count == 0) return new Problem("registry.letter.nothing", "", "没有待处理的差异可以函告这个部门；已有结论的、已交村镇的、已函告的不再发。");
        var letter = await Save(db, actor, run, input with { Number = number }, findings, ct);
        await transaction.CommitAsync(ct);
        return letter;
    }

    private async Task<Guid> Save(CountyDb db, Actor actor, CompareRun run, LetterInput input, List<Finding> findings, CancellationToken ct)
    {
        var frame = new EventFrame(actor, clock.GetUtcNow(), vault);
        var decision = new FindingDecision { Id = frame.NewId(), RunId = run.Id, Verdict = Verdict.Send, Count = findings.Count, MadeByName = actor.Name, DueOn = input.DueOn };
        var content = await Workbook(db, actor, run, input, findings, ct);
        // The letter and the decision that sent it are one act, so they have one id.
        db.Add(new CompareLetter
        {
            Id = decision.Id, RunId = run.Id, Owner = input.Owner, Number = input.Number, Count = findings.Count, SentOn = calendar.Today, DueOn = input.DueOn,
            FileId = await shelf.Keep(db, actor, $"{input.Owner}-{input.Number}.xlsx", content, ct),
        });
        var decided = findings.ConvertAll(f => new DecidedFinding { Id = frame.NewId(), DecisionId = decision.Id, FindingId = f.Id, StateBefore = f.State, DecisionBefore = f.DecisionId });
        await RecordDecision.Save(db, frame, decision, findings, decided, FindingState.Sent, ct);
        await RecordDecision.Of(db, decision.Id).ExecuteUpdateAsync(s => s.SetProperty(f => f.LetterId, decision.Id).SetProperty(f => f.LetterAnswer, (string?)null), ct);
        return decision.Id;
    }

    private async Task<byte[]> Workbook(CountyDb db, Actor actor, CompareRun run, LetterInput input, List<Finding> findings, CancellationToken ct)
    {
        var lists = await db.Set<RunList>().AsNoTracking().Where(l => l.RunId == run.Id).ToDictionaryAsync(l => l.ListNo, l => $"{l.FileName} {l.Sheet}", ct);
        var (tree, rows, seen) = (await regions.Tree(ct), await Rows(db, run.Id, findings, ct), Disclosure.For(actor));
        var layout = new ExportLayout("函告清单", LetterSheet.Columns)
        {
            Title = $"关于核对名单差异的函（{input.Number}）",
            FillInLine = $"致：{input.Owner}　　发出日期：{calendar.Today:yyyy-MM-dd}　　{(input.DueOn is { } due ? $"请于 {due:yyyy-MM-dd} 前回复　　" : "")}制表：{actor.Name}　　共 {findings.Count} 条",
            Footer = [$"填法：“{LetterSheet.Result}”填{LetterSheet.True}、{LetterSheet.Untrue}或{LetterSheet.Changed}；填{LetterSheet.Changed}的写明“{LetterSheet.Corrected}”。请勿改动“{LetterSheet.Reference}”列，填好后原表发回"],
        };
        using var output = new MemoryStream();
        ListExport.WriteXlsx(output, layout, findings.Select((f, i) =>
        {
            var content = rows.GetValueOrDefault((f.ListNo, f.RowNo));
            return (IReadOnlyList<object?>)
            [
                i + 1, LetterSheet.ReferenceOf(f), rules.All.FirstOrDefault(r => r.Code == f.Code)?.Title ?? f.Code, f.VillageCode.Length == 0 ? null : tree.Path(f.VillageCode),
                content?.Name is { } name ? seen.NameOnList(name) : null, content?.WrittenNumber is { } id ? IdNumber.Mask(id) : null,
                lists.GetValueOrDefault(f.ListNo), f.RowNo, diagnoses.InLetter(actor, f, vault.Open(Purposes.ListEntry, f.ValueSealed)), f.OtherListNo is { } other ? lists.GetValueOrDefault(other) : null, f.OtherRowNo, diagnoses.InLetter(actor, f, vault.Open(Purposes.ListEntry, f.OtherValueSealed)),
            ];
        }), ct);
        return output.ToArray();
    }

    private async Task<Dictionary<(int List, int Row), RowCells>> Rows(CountyDb db, Guid run, List<Finding> findings, CancellationToken ct)
    {
        var rows = new Dictionary<(int, int), RowCells>();
        foreach (var list in findings.GroupBy(f => f.ListNo))
            foreach (var numbers in list.Select(f => f.RowNo).Distinct().Chunk(Chunk))
                foreach (var row in await db.Set<RunRow>().AsNoTracking().Where(r => r.RunId == run && r.ListNo == list.Key && numbers.Contains(r.RowNo)).ToListAsync(ct))
                    rows[(row.ListNo, row.RowNo)] = RowCells.Open(row, vault);
        return rows;
    }
}
