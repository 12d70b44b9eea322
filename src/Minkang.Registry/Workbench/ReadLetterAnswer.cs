using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Files;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Events;
using Finding = Minkang.Registry.Comparisons.Finding;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>A row of an answer that could not be taken: where, and what to do.</summary>
internal sealed record AnswerFault(int Row, string Column, string Text);

/// <summary>What an answer held (回函结果). Rows = taken anew + as before + left blank + refused; missing are those of the letter that the file does not name.</summary>
internal sealed record AnswerSum(int Rows, int Accepted, int Rejected, int Changed, int Same, int Blank, int Missing, IReadOnlyList<AnswerFault> Faults);

/// <summary>
/// Reads the list back that another office filled in (读入回函): row by row, by the reference. A row that cannot be read is refused with its place; the
/// others are taken. The same file once more changes nothing.
/// </summary>
internal sealed class ReadLetterAnswer(FileShelf shelf, Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    private sealed record Line(int Row, Finding Finding, string Answer, string? Value, string? Note);

    public async Task<Outcome<AnswerSum>> Handle(CountyDb db, Actor actor, Guid runId, Guid letterId, string fileName, byte[] content, CancellationToken ct)
    {
        var opened = ListFile.Open(content, fileName, ct: ct);
        if (!opened.Ok) return opened.Problems.ToArray();
        if (Heading(opened.Value) is not { } heading) return new Problem("registry.letter.no-heading", "", $"这个文件里没有“{LetterSheet.Reference}”和“{LetterSheet.Result}”两列，请上传发出去的那张函告清单。");
        await using var transaction = await RunLock.Take(db, runId, ct);
        var run = await db.RunFor(actor, runId, ct);
        var letter = run is null || !await db.DecisionsFor(actor, run).AnyAsync(d => d.Id == letterId, ct) ? null : await db.Set<CompareLetter>().SingleOrDefaultAsync(l => l.Id == letterId, ct);
        if (letter is null) return new Problem("registry.letter.not-found", "", "没有这份函，或有的差异不在您的范围内。");
        var ofLetter = await db.Set<Finding>().AsNoTracking().Where(f => f.LetterId == letterId).ToListAsync(ct);
        var known = await Answered(db, ofLetter, ct);
        var reading = new Reading(heading, ofLetter.ToDictionary(LetterSheet.ReferenceOf, StringComparer.OrdinalIgnoreCase));
        var lines = reading.Lines();
        var fresh = lines.Where(l => !Same(l, known.GetValueOrDefault(l.Finding.Id))).ToList();
        await Save(db, actor, letter, fresh, fileName, content, ct);
        await transaction.CommitAsync(ct);
        int Of(string answer) => fresh.Count(l => l.Answer == answer);
        return new AnswerSum(reading.Rows, Of("accepted"), Of("rejected"), Of("changed"), lines.Count - fresh.Count, reading.Blank, ofLetter.Count - reading.Named, reading.Faults);
    }

    private static (ListSheet Sheet, int At, Dictionary<string, int> Columns)? Heading(ListFile file)
    {
        foreach (var sheet in file.Sheets)
            for (var i = 0; i < Math.Min(sheet.Rows.Count, 20); i++)
            {
                var columns = sheet.Rows[i].Cells.Select((c, at) => (Text: ListText.Clean(c.Text), at)).Where(c => c.Text.Length > 0).DistinctBy(c => c.Text).ToDictionary(c => c.Text, c => c.at, StringComparer.Ordinal);
                if (columns.ContainsKey(LetterSheet.Reference) && columns.ContainsKey(LetterSheet.Result)) return (sheet, i, columns);
            }
        return null;
    }

    private static bool Same(Line line, RegisterChange? before) => before is not null && before.Answer == line.Answer && before.AnswerValue == line.Value && before.AnswerNote == line.Note;

    /// <summary>What the decision that stands on each discrepancy has as the office's answer.</summary>
    private async Task<Dictionary<Guid, RegisterChange>> Answered(CountyDb db, List<Finding> findings, CancellationToken ct)
    {
        var answers = new Dictionary<Guid, RegisterChange>();
        foreach (var decisions in findings.Where(f => f.LetterAnswer is not null).Select(f => f.DecisionId).OfType<Guid>().Distinct().Chunk(400))
            foreach (var one in await db.Set<DecidedFinding>().AsNoTracking().Where(d => decisions.Contains(d.DecisionId)).ToListAsync(ct))
                if (RegisterChange.Open(one.ChangesSealed, vault) is { Answer: not null } change) answers[one.FindingId] = change;
        return answers;
    }

    private async Task Save(CountyDb db, Actor actor, CompareLetter letter, List<Line> lines, string fileName, byte[] content, CancellationToken ct)
    {
        if (lines.Count == 0) return;
        var frame = new EventFrame(actor, clock.GetUtcNow(), vault);
        (letter.AnswerFileId, letter.AnsweredOn) = (await shelf.Keep(db, actor, fileName, content, ct), calendar.Today);
        var decision = new FindingDecision { Id = frame.NewId(), RunId = letter.RunId, Verdict = Verdict.Answered, Count = lines.Count, MadeByName = actor.Name, DueOn = letter.DueOn, ReasonSealed = vault.Seal(Purposes.Proposal, letter.Number) };
        var decided = lines.ConvertAll(l => new DecidedFinding
        {
            Id = frame.NewId(), DecisionId = decision.Id, FindingId = l.Finding.Id, StateBefore = l.Finding.State, DecisionBefore = l.Finding.DecisionId,
            ChangesSealed = new RegisterChange(Effect.Noted) { Answer = l.Answer, AnswerValue = l.Value, AnswerNote = l.Note }.Seal(vault),
        });
        await RecordDecision.Save(db, frame, decision, lines.ConvertAll(l => l.Finding), decided, FindingState.Closed, ct);
        foreach (var same in lines.GroupBy(l => l.Answer, StringComparer.Ordinal))
            foreach (var ids in same.Select(l => l.Finding.Id).Chunk(2_000))
                await db.Set<Finding>().Where(f => ids.Contains(f.Id)).ExecuteUpdateAsync(s => s.SetProperty(f => f.LetterAnswer, same.Key), ct);
    }

    /// <summary>The rows under the heading, each with its discrepancy and answer or with what is wrong.</summary>
    private sealed class Reading((ListSheet Sheet, int At, Dictionary<string, int> Columns) heading, Dictionary<string, Finding> byReference)
    {
        private readonly HashSet<Guid> _named = [];

        public int Rows { get; private set; }
        public int Blank { get; private set; }
        public int Named => _named.Count;
        public List<AnswerFault> Faults { get; } = [];

        public List<Line> Lines()
        {
            var lines = new List<Line>();
            foreach (var row in heading.Sheet.Rows.Skip(heading.At + 1).Where(r => Cell(r, LetterSheet.Reference).Length > 0 && !r[heading.Columns[LetterSheet.Reference]].FromMerge))
            {
                Rows++;
                if (Read(row) is { } line) lines.Add(line);
            }
            return lines;
        }

        private Line? Read(ListRow row)
        {
            var (reference, written) = (Cell(row, LetterSheet.Reference), Cell(row, LetterSheet.Result));
            if (!byReference.TryGetValue(reference, out var finding)) return Refuse(row, LetterSheet.Reference, T($"“{reference}”不在这份函里，请核对编号，或改传它自己那份函。"));
            if (!_named.Add(finding.Id)) return Refuse(row, LetterSheet.Reference, T($"“{reference}”在表里出现了不止一次，只取第一次；请删掉多余的行。"));
            if (written.Length == 0) { Blank++; return null; }
            if (LetterSheet.Answer(written) is not { } answer) return Refuse(row, LetterSheet.Result, T($"“{written}”看不懂，请填属实、不属实或已更正。"));
            var value = Cell(row, LetterSheet.Corrected) is { Length: > 0 } corrected ? corrected : null;
            if (answer == "changed" && value is null) return Refuse(row, LetterSheet.Corrected, T("填了已更正，没有写更正后的值，请补上。"));
            return new Line(row.Number, finding, answer, value, Cell(row, LetterSheet.Remark) is { Length: > 0 } note ? note : null);
        }

        private Line? Refuse(ListRow row, string column, string why)
        {
            Faults.Add(new AnswerFault(row.Number, column, why));
            return null;
        }

        private string Cell(ListRow row, string column) => heading.Columns.TryGetValue(column, out var at) ? ListText.Clean(row[at].Text) : "";
    }
}
