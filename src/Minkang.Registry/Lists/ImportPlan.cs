using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using Minkang.Registry.Households;
using Minkang.Registry.Questions;
using Minkang.Registry.Register;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Lists;

/// <summary>
/// What an import would do, unit by unit and row by row (导入方案): worked out from the file and the store alone, so that a trial and a run come to the
/// same, and a run that was killed comes to the same again for what is left.
/// </summary>
internal sealed class ImportPlan
{
    private ImportPlan(ListRecognition list, IEnumerable<ImportChanges> units, int rows, List<string> notes) => (List, Units, Rows, Notes) = (list, units, rows, notes);

    public ListRecognition List { get; }

    /// <summary>The units in order; enumerate once.</summary>
    public IEnumerable<ImportChanges> Units { get; }
    /// <summary>Rows that the units cover, skipped ones included.</summary>
    public int Rows { get; }
    /// <summary>Remarks on the file as a whole.</summary>
    public List<string> Notes { get; }

    public static async Task<ImportPlan> Make(CountyDb db, ListRecognition recognition, ImportFrame frame, RegionTree tree, Vault vault, IEnumerable<IListEffect> effects, CancellationToken ct)
    {
        var sheets = recognition.Sheets.Select(m => (Reading: SheetReading.Read(m), No: SheetNumber(recognition, m))).ToList();
        var villages = new VillageFinder(tree, db.CountyCode, frame.ListOn);
        var snapshot = await RegisterSnapshot.Load(db, ct);
        var asked = (await db.Set<Question>().AsNoTracking().Select(q => q.KeyHash).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var notes = ImportNotes.Of(recognition, sheets.Select(s => s.Reading));
        if (ReturnedRows.Note(sheets.Select(s => s.Reading)) is { } returned) notes.Insert(0, returned);
        IEnumerable<ImportChanges> units;
        if (frame.ProfileId == "register") units = Register(sheets, snapshot, frame, villages, vault, notes);
        else
        {
            var mine = new Dictionary<string, List<IListEffect>>(StringComparer.Ordinal);
            foreach (var sheet in sheets)
            {
                var id = sheet.Reading.Match.Kind.Id;
                if (mine.ContainsKey(id)) continue;
                mine[id] = [.. effects.Where(e => e.Handles(frame.ProfileId, id))];
            }
            foreach (var effect in mine.Values.SelectMany(e => e).Distinct()) await effect.Prepare(db, ct);
            var numbers = await db.Set<Household>().AsNoTracking().Where(h => h.Number != null).ToDictionaryAsync(h => h.Id, h => h.Number!, ct);
            var matcher = new MatchPerson(snapshot.Persons, snapshot.FormerNames, numbers, vault, frame.Area);
            var store = await EntrySnapshot.Load(db, frame.ProfileId, ct);
            units = sheets.SelectMany(s =>
            {
                var plan = new PlanEntries(frame, vault, matcher, villages, store, mine[s.Reading.Match.Kind.Id]);
                return s.Reading.Data.Where(ReturnedRows.ToWork).Select(row => plan.Plan(row, s.No));
            });
        }
        var all = units.Concat(SkippedRows(recognition, sheets, frame));
        return new ImportPlan(recognition, all.Select(u => OnlyNewQuestions(u, asked)), sheets.Sum(s => s.Reading.Match.Sheet.LastRow) + recognition.Ignored.Sum(i => i.Sheet.LastRow), notes);
    }

    private static IEnumerable<ImportChanges> Register(List<(SheetReading Reading, int No)> sheets, RegisterSnapshot snapshot, ImportFrame frame, VillageFinder villages, Vault vault, List<string> notes)
    {
        var reader = new ReadRegisterRows(villages, frame.Area);
        var read = sheets.Select(s => reader.Read(s.Reading, s.No)).ToList();
        var settled = SettleRegister.Settle(read.SelectMany(r => r.Rows));
        var numbers = settled.SelectMany(u => u.Members).Select(m => m.OwnNumber?.Text).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var plan = new PlanRegister(snapshot, new FindRowPerson(snapshot, numbers, vault), frame, vault);
        foreach (var (sheetNo, row, rowNotes) in read.SelectMany(r => r.Rejected))
        {
            var rejected = new ImportChanges();
            rejected.Rows.Add(new ImportRow { ImportId = frame.ImportId, SheetNo = sheetNo, Sheet = row.Match.Sheet.Name, RowNo = row.Number, Kind = "data", Outcome = RowOutcome.Rejected, Notes = RowNotes.ToJson(rowNotes) });
            yield return rejected;
        }
        var named = settled.SelectMany(u => u.Members).Select(m => m.VillageCode).Where(v => v.Length > 0).ToHashSet(StringComparer.Ordinal);
        foreach (var unit in settled) yield return plan.Plan(unit);
        if (!frame.IsReturn && MissingFromList.Ask(snapshot, plan.Seen, named, frame, vault) is { } missing)
        {
            notes.Add(T($"登记册里有 {missing.NewQuestions.Count} 人（限名单提到的村）不在这份名单上，导入时逐人列为待核实事项；没有人因此被移除。"));
            yield return missing;
        }
    }

    /// <summary>Rows that hold no data, each with its kind, so that every row of the file is accounted for.</summary>
    private static IEnumerable<ImportChanges> SkippedRows(ListRecognition recognition, List<(SheetReading Reading, int No)> sheets, ImportFrame frame)
    {
        foreach (var (reading, no) in sheets)
        {
            var skipped = new ImportChanges();
            var shown = reading.Rows.ToDictionary(r => r.Row.Number, r => r.Kind);
            foreach (var row in reading.Data.Where(r => !ReturnedRows.ToWork(r))) skipped.Rows.Add(Skipped(frame, no, reading.Match.Sheet.Name, row.Number, ReturnedRows.SkippedKind));
            for (var row = 1; row <= reading.Match.Sheet.LastRow; row++)
            {
                var kind = shown.GetValueOrDefault(row, RowKind.Blank);
                if (kind != RowKind.Data) skipped.Rows.Add(Skipped(frame, no, reading.Match.Sheet.Name, row, Minkang.Platform.Stores.Columns.Snake(kind.ToString())));
            }
            yield return skipped;
        }
        foreach (var ignored in recognition.Ignored)
        {
            var skipped = new ImportChanges();
            var no = recognition.File.Sheets.ToList().IndexOf(ignored.Sheet);
            for (var row = 1; row <= ignored.Sheet.LastRow; row++) skipped.Rows.Add(Skipped(frame, no, ignored.Sheet.Name, row, "other_sheet"));
            yield return skipped;
        }
    }

    private static ImportRow Skipped(ImportFrame frame, int sheetNo, string sheet, int row, string kind) =>
        new() { ImportId = frame.ImportId, SheetNo = sheetNo, Sheet = sheet, RowNo = row, Kind = kind, Outcome = RowOutcome.Skipped };

    private static ImportChanges OnlyNewQuestions(ImportChanges unit, HashSet<string> asked)
    {
        unit.NewQuestions.RemoveAll(q => !asked.Add(q.KeyHash));
        return unit;
    }

    private static int SheetNumber(ListRecognition recognition, SheetMatch match) => recognition.File.Sheets.ToList().IndexOf(match.Sheet);
}
