using System.Globalization;
using System.Text.Json;
using Minkang.Domain.Names;
using Minkang.Domain.People;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Registry.Register;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Lists;

/// <summary>
/// Compares the rows of a department's list with the entries that the store holds of that list (部门名单入库): new, changed or the same, who each
/// speaks of, and what follows from it for the person.
/// </summary>
internal sealed class PlanEntries(ImportFrame frame, Vault vault, MatchPerson matcher, VillageFinder villages, EntrySnapshot store, IReadOnlyList<IListEffect> effects)
{
    private readonly Dictionary<string, (int RowNo, string Content)> _inFile = new(StringComparer.Ordinal);
    private readonly HashSet<(Guid, string, string)> _factsAdded = [];

    public ImportChanges Plan(RowReading row, int sheetNo)
    {
        var changes = new ImportChanges();
        var notes = RowFindings.Of(row);
        var sheet = row.Match.Kind;
        if (notes.Exists(n => n.Grade == NoteGrade.Error)) return Ends(changes, row, sheetNo, RowOutcome.Rejected, RowMatch.None, null, notes);

        var village = villages.Find(row, notes) ?? Address(row);
        var listed = Who(row, village);
        var match = matcher.Find(listed);
        if ((village is not null && !frame.Area.Holds(village)) || (match.Person is { } found && !frame.Area.Holds(found.VillageCode)))
            return Ends(changes, row, sheetNo, RowOutcome.Rejected, RowMatch.None, null, [ImportArea.Outside]);
        AddMatchNote(match, notes);
        var (key, content) = (KeyOf(row), ContentOf(row));
        var keyHash = vault.Chained(Purposes.ListKey, $"{frame.ProfileId}/{sheet.Id}|{key}");
        var contentHash = vault.Hash(Purposes.ListEntry, content)!;

        if (_inFile.TryGetValue(keyHash, out var earlier))
        {
            var same = earlier.Content == contentHash;
            notes.Add(new(same ? NoteGrade.Note : NoteGrade.Warning, "dup_row", "", same ? T($"与第{earlier.RowNo}行相同，只记一次") : T($"与第{earlier.RowNo}行是同一条，但内容不同，请核对以哪一行为准")));
            return Ends(changes, row, sheetNo, same ? RowOutcome.Same : RowOutcome.NeedsPerson, match.Match, match.Person, notes);
        }
        _inFile[keyHash] = (row.Number, contentHash);

        var known = store.Find(sheet.Id, keyHash);
        if (known is not null && known.ContentHash == contentHash)
        {
            if (known.PersonId != (match.Match == RowMatch.Matched ? match.Person?.Id : null) || known.Match != match.Match) Relink(known, match, changes);
            else return Ends(changes, row, sheetNo, RowOutcome.Same, match.Match, match.Person, notes);
        }
        else if (frame.Mode == (known is null ? ImportMode.Update : ImportMode.Add))
        {
            notes.Add(ModeNotes.Of(frame.Mode));
            return Ends(changes, row, sheetNo, RowOutcome.Skipped, match.Match, match.Person, notes);
        }
        else AddEntry(row, known, keyHash, contentHash, content, village, match, changes);
        Follow(row, listed, village, match, notes, changes);
        return Ends(changes, row, sheetNo, known is null ? RowOutcome.New : RowOutcome.Changed, match.Match, match.Person, notes);
    }

    private void AddEntry(RowReading row, ListEntry? known, string keyHash, string contentHash, string content, string? village, PersonMatch match, ImportChanges changes)
    {
        if (known is not null) changes.Changes.Add((known, () => known.UntilOn = frame.ListOn > known.FromOn ? frame.ListOn : known.FromOn));
        changes.NewEntries.Add(new ListEntry
        {
            Id = frame.NewId(), ProfileId = frame.ProfileId, SheetId = row.Match.Kind.Id, KeyHash = keyHash, ContentHash = contentHash,
            PayloadSealed = vault.Seal(Purposes.ListEntry, content)!, Match = match.Match, PersonId = match.Match == RowMatch.Matched ? match.Person?.Id : null,
            HouseholdId = match.Match == RowMatch.Matched ? match.Person?.HouseholdId : null, VillageCode = match.Person?.VillageCode ?? village,
            Party = row.Match.Kind.Party is { } party ? row.Text(party) : null, FromOn = frame.ListOn, ImportId = frame.ImportId, RowNo = row.Number,
        });
    }

    private static void Relink(ListEntry known, PersonMatch match, ImportChanges changes) => changes.Changes.Add((known, () =>
    {
        known.Match = match.Match;
        known.PersonId = match.Match == RowMatch.Matched ? match.Person?.Id : null;
        known.HouseholdId = match.Match == RowMatch.Matched ? match.Person?.HouseholdId : null;
    }
    ));

    /// <summary>What the row states about its person, and what other modules make of it.</summary>
    private void Follow(RowReading row, Listed listed, string? village, PersonMatch match, List<RowNote> notes, ImportChanges changes)
    {
        var person = match.Match == RowMatch.Matched ? match.Person : null;
        if (person is not null)
        {
            foreach (var rule in row.Match.Kind.Facts) AddFact(rule, row, person.Id, changes);
            changes.Deeds.Add(("person", person.Id, $"{frame.ProfileId}/{row.Match.Kind.Id}"));
        }
        foreach (var effect in effects)
            effect.Apply(new EffectRow(row, frame, vault, notes, changes)
            {
                ProfileId = frame.ProfileId, SheetId = row.Match.Kind.Id, PersonId = person?.Id, HouseholdId = person?.HouseholdId, VillageCode = person?.VillageCode ?? village ?? "",
                BirthOn = person?.BirthOn ?? listed.Id.Number?.BirthDate ?? listed.BirthOn, ListOn = frame.ListOn, ImportId = frame.ImportId, RowNo = row.Number, By = frame.By, Now = frame.Now,
            });
    }

    private void AddFact(FactRule rule, RowReading row, Guid personId, ImportChanges changes)
    {
        if (rule.WhenField is { } when && !(row.Code(when) is { HasValue: true } code && rule.WhenCodes.Contains(code.Value.Code))) return;
        var value = rule.Value ?? string.Join('-', rule.ValueFrom.Select(f => ValueOf(row, f)).Where(v => v is not null));
        if (value.Length == 0) return;
        var (from, until, precision) = (frame.ListOn, (DateOnly?)null, "stated");
        if (rule.From is { } field && row.Date(field) is { HasValue: true } date) (from, precision) = (date.Value.First, KnownDays.Of(date.Value).Precision);
        if (rule.ForYear is { } yearField && row.Date(yearField) is { HasValue: true } year)
            (from, until, precision) = (new DateOnly(year.Value.Year, 1, 1), new DateOnly(year.Value.Year + 1, 1, 1), "year");
        var held = store.Facts(personId, rule.Kind).Where(f => f.Source == frame.ProfileId).ToList();
        if (held.Exists(f => f.Value == value && f.FromOn == from) || !_factsAdded.Add((personId, rule.Kind, value + from))) return;
        if (!FactKind.HoldsMany(rule.Kind) && until is null)
            foreach (var old in held.Where(f => f.UntilOn is null)) changes.Changes.Add((old, () => old.UntilOn = from > old.FromOn ? from : old.FromOn));
        changes.NewPersonFacts.Add(new PersonFact
        {
            Id = frame.NewId(), PersonId = personId, Kind = rule.Kind, Value = value, FromOn = from, UntilOn = until, Precision = precision, Source = frame.ProfileId, ImportId = frame.ImportId,
        });
    }

    private static string? ValueOf(RowReading row, string field) => row.Match.Kind.Find(field)!.Type switch
    {
        FieldType.Code => row.Code(field) is { HasValue: true } code ? code.Value.Code : null,
        FieldType.Name => row.Name(field) is { HasValue: true } name ? name.Value.Text : null,
        _ => row.Text(field),
    };

    private static Listed Who(RowReading row, string? village)
    {
        var kind = row.Match.Kind;
        var idField = kind.Columns.First(c => c.Type == FieldType.IdNumber && !c.Field.StartsWith("head", StringComparison.Ordinal)).Field;
        var id = row.Id(idField) is { HasValue: true } read ? read.Value : IdText.Read(row.Cell(idField).Text) with { Number = null };
        DateOnly? birth = kind.Find("birth-date") is not null && row.Date("birth-date") is { HasValue: true } date ? date.Value.Day : null;
        var sex = kind.Find("sex") is not null && row.Code("sex") is { HasValue: true } code && int.TryParse(code.Value.Code, CultureInfo.InvariantCulture, out var s) ? s : 0;
        return new Listed(row.Name("name").Value.Text, id, birth, sex, village, kind.Find("household-number") is null ? null : row.Text("household-number"));
    }

    private string? Address(RowReading row)
    {
        foreach (var field in (ReadOnlySpan<string>)["address", "from-address"])
            if (row.Match.Kind.Find(field) is not null && villages.InAddress(row.Text(field)) is { } code) return code;
        return null;
    }

    private static string KeyOf(RowReading row) => string.Join('|', row.Match.Kind.Key.Select(f => row.Match.Kind.Find(f)!.Type switch
    {
        FieldType.IdNumber => row.Id(f) is { HasValue: true } id ? id.Value.Number?.Text ?? id.Value.Cleaned : IdText.Read(row.Cell(f).Text).Cleaned,
        FieldType.Name => row.Name(f) is { HasValue: true } name ? NameVariants.FoldName(name.Value.Text) : "",
        FieldType.Date => row.Date(f) is { HasValue: true } date ? date.Value.ToString() : row.Cell(f).Text,
        FieldType.Amount => row.Amount(f) is { HasValue: true } amount ? amount.Value.Fen.ToString(CultureInfo.InvariantCulture) : row.Cell(f).Text,
        _ => row.Text(f) ?? "",
    }));

    /// <summary>All fields as written, by field id; the line number is no field and does not count.</summary>
    private static string ContentOf(RowReading row)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in row.Match.Kind.Columns)
            if (!row.Cell(column.Field).IsBlank) fields[column.Field] = row.Cell(column.Field).Text.Trim();
        return JsonSerializer.Serialize(fields, Json);
    }

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void AddMatchNote(PersonMatch match, List<RowNote> notes)
    {
        var (grade, text) = match.Why switch
        {
            "id" or "household_name" => (NoteGrade.Note, ""),
            "id_name_writing" => (NoteGrade.Note, T("按证件号码对上登记册，姓名写法略有不同")),
            "id_damaged" => (NoteGrade.Warning, T("证件号码不能用，按姓名、村、出生日期等对上登记册，请补正号码")),
            "name_village_birth" => (NoteGrade.Warning, T("登记册里没有这个号码，按姓名、村、出生日期对上，请核对两边的号码")),
            "id_other_name" => (NoteGrade.Warning, T("这个号码在登记册里是另一个姓名的人，可能填成了家人的号码，请核对")),
            "several" => (NoteGrade.Warning, T("登记册里有几个人都像，不能断定是谁，请人工选定")),
            "name_only" => (NoteGrade.Warning, T("证件号码不能用，登记册里有同名的人但不能断定，请人工选定")),
            "no_number_no_name" => (NoteGrade.Note, T("证件号码不能用，登记册里也没有这个姓名，按不在册处理")),
            _ => (NoteGrade.Note, T("不在登记册")),
        };
        if (text.Length > 0) notes.Add(new(grade, "match_" + match.Why, "", text));
    }

    private ImportChanges Ends(ImportChanges changes, RowReading row, int sheetNo, RowOutcome outcome, RowMatch match, Persons.Person? person, List<RowNote> notes)
    {
        changes.Rows.Add(new ImportRow
        {
            ImportId = frame.ImportId, SheetNo = sheetNo, Sheet = row.Match.Sheet.Name, RowNo = row.Number, Kind = "data", Outcome = outcome, Match = match,
            PersonId = match == RowMatch.Matched ? person?.Id : null, HouseholdId = match == RowMatch.Matched ? person?.HouseholdId : null, Notes = RowNotes.ToJson(notes),
        });
        return changes;
    }
}
