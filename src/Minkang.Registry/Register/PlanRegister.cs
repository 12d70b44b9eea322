using System.Globalization;
using Minkang.Domain.People;
using Minkang.Platform.Security;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Register;

/// <summary>Who imports what and when: the frame of a plan.</summary>
/// <param name="Area">How far the sender may reach; rows beyond are rejected.</param>
/// <param name="IsReturn">A result workbook that came back: it holds some rows of a list, so nothing follows from what is absent.</param>
/// <param name="Mode">Whether it may add, update or both.</param>
internal sealed record ImportFrame(Guid ImportId, string ProfileId, DateOnly ListOn, Guid By, DateTimeOffset Now, ImportArea Area, bool IsReturn, ImportMode Mode)
{
    private readonly RisingIds _ids = new(Now);

    /// <summary>A new id that sorts after those made before.</summary>
    public Guid NewId() => _ids.Next();
}

/// <summary>
/// Compares settled households of the register with the store and says what is new, changed or the same (名册与登记册的差异). A blank in the list
/// leaves what is stored; a status never deletes, it ends one period and begins another.
/// </summary>
internal sealed class PlanRegister(RegisterSnapshot store, FindRowPerson find, ImportFrame frame, Vault vault)
{
    private readonly HashSet<Guid> _seen = [], _byMergedRowOnly = [];

    /// <summary>Persons of the register that the list named, also those whom only a row of a merged record names.</summary>
    public IReadOnlySet<Guid> Seen => _seen.Union(_byMergedRowOnly).ToHashSet();

    public ImportChanges Plan(RegisterUnit unit)
    {
        var changes = new ImportChanges();
        var known = store.Household(unit.Number);
        var partial = RejectOutside(unit, known, changes) || frame.IsReturn;
        partial |= SkipByMode(unit, known, changes);
        var listed = unit.Members.Count;
        SetMergedAside(unit, known, changes);
        if (unit.Members.Count == 0) { RowsSetAside(unit, changes, [], null); return changes; }
        var household = known ?? NewHousehold(unit, changes);
        if (SurveyCalledFor(household, known, unit.Members[0])) changes.NewQuestions.Add(RegisterQuestions.SurveyDue(household, null, frame, vault));
        var addsOnly = known is not null && frame.Mode == ImportMode.Add;
        var householdChanged = known is not null && !addsOnly && UpdateHousehold(known, unit, changes);
        householdChanged |= !addsOnly && PlanFacts(household.Id, unit, changes) && known is not null;

        var persons = new Dictionary<RegisterRow, Guid>();
        var line = (frame.IsReturn || addsOnly) && known is not null ? store.Members(known.Id).Count : 0;
        foreach (var row in unit.Members)
        {
            line++;
            var person = FindPerson(row, known);
            RowOutcome outcome;
            if (person is null)
            {
                (person, outcome) = (NewPerson(row, household, line, changes), RowOutcome.New);
                if (known is not null && store.HasListBefore(known.VillageCode, frame.ImportId)) changes.NewQuestions.Add(RegisterQuestions.SurveyDue(known, person.Id, frame, vault));
            }
            else outcome = UpdatePerson(person, row, household, changes) || (householdChanged && row.IsHead) ? RowOutcome.Changed : RowOutcome.Same;
            _seen.Add(person.Id);
            persons[row] = person.Id;
            if (row.IsHead && !addsOnly) SetHead(household, known, person, changes);
            RegisterQuestions.Ask(row, person.Id, household, frame, vault, changes);
            changes.Rows.Add(Result(row, outcome, RowMatch.Matched, person.Id, household.Id));
        }
        if (!partial && unit.StatedSize is { } stated && stated != listed)
            RegisterQuestions.AskSize(unit, stated, listed, household, frame, vault, changes);
        RowsSetAside(unit, changes, persons, household);
        return changes;
    }

    /// <summary>
    /// A household that comes to a township whose list was taken before, or falls back into poverty, calls for the supplementary illness survey (补充调查). The first
    /// list of a township is the survey's own base.
    /// </summary>
    private bool SurveyCalledFor(Household household, Household? known, RegisterRow first)
    {
        if (known is null) return store.HasListBefore(household.VillageCode, frame.ImportId);
        return frame.Mode != ImportMode.Add && first.Status == "relapsed" && store.HouseholdFacts(known.Id, FactKind.Status).FirstOrDefault() is { } open && open.Value != "relapsed";
    }

    /// <summary>Rows that the mode leaves alone: known persons when it only adds, unknown persons and households when it only updates. True when there are any.</summary>
    private bool SkipByMode(RegisterUnit unit, Household? known, ImportChanges changes)
    {
        if (frame.Mode == ImportMode.All) return false;
        var who = unit.Members.ConvertAll(row => (Row: row, Person: FindPerson(row, known)));
        var skipped = who.Where(w => frame.Mode == ImportMode.Add ? w.Person is not null : known is null || w.Person is null).ToList();
        foreach (var (row, person) in skipped)
        {
            if (person is not null) _seen.Add(person.Id);
            row.Notes.Add(ModeNotes.Of(frame.Mode));
            changes.Rows.Add(Result(row, RowOutcome.Skipped, person is null ? RowMatch.NotRegistered : RowMatch.Matched, person?.Id, person?.HouseholdId));
        }
        unit.Members.RemoveAll(m => skipped.Exists(s => s.Row == m));
        return skipped.Count > 0;
    }

    /// <summary>Rows of a household or of persons whom the sender does not answer for. True when there are any.</summary>
    private bool RejectOutside(RegisterUnit unit, Household? known, ImportChanges changes)
    {
        var away = known is not null && !frame.Area.Holds(known.VillageCode);
        var outside = unit.Members.Where(row => away || (FindPerson(row, known) is { } person && !frame.Area.Holds(person.VillageCode))).ToList();
        foreach (var row in outside) changes.Rows.Add(Outside(row));
        unit.Members.RemoveAll(outside.Contains);
        if (!away) return outside.Count > 0;
        changes.Rows.AddRange(unit.SetAside.Select(s => Outside(s.Row)));
        unit.SetAside.Clear();
        return true;
    }

    private ImportRow Outside(RegisterRow row) => new()
    {
        ImportId = frame.ImportId, SheetNo = row.SheetNo, Sheet = row.Sheet, RowNo = row.RowNo, Kind = "data", Outcome = RowOutcome.Rejected, Notes = RowNotes.ToJson([ImportArea.Outside]),
    };

    private Household NewHousehold(RegisterUnit unit, ImportChanges changes)
    {
        var first = unit.Members[0];
        var household = new Household
        {
            Id = frame.NewId(), Number = unit.Number, VillageCode = first.VillageCode, GroupName = first.GroupName, EnteredOn = first.Entered?.On,
            EnteredPrecision = first.Entered?.Precision, ImportId = frame.ImportId, CreatedAt = frame.Now, UpdatedAt = frame.Now, CreatedBy = frame.By, UpdatedBy = frame.By,
        };
        changes.NewHouseholds.Add(household);
        changes.Deeds.Add(("household", household.Id, "new"));
        var entered = first.Entered ?? new KnownDay(frame.ListOn, "stated");
        AddEvent(changes, EventKind.Identified, entered, household.Id, null);
        return household;
    }

    private static bool UpdateHousehold(Household known, RegisterUnit unit, ImportChanges changes)
    {
        var first = unit.Members[0];
        var moved = first.VillageCode.Length > 0 && first.VillageCode != known.VillageCode;
        var regrouped = first.GroupName.Length > 0 && first.GroupName != known.GroupName;
        if (!moved && !regrouped) return false;
        changes.Changes.Add((known, () =>
        {
            if (moved) known.VillageCode = first.VillageCode;
            if (regrouped) known.GroupName = first.GroupName;
        }
        ));
        return true;
    }

    private static void SetHead(Household household, Household? known, Person person, ImportChanges changes)
    {
        if (household.HeadPersonId == person.Id) return;
        if (known is null) household.HeadPersonId = person.Id;
        else changes.Changes.Add((known, () => known.HeadPersonId = person.Id));
    }

    private Person? FindPerson(RegisterRow row, Household? household) => find.Find(row, household, _seen)?.Person;

    /// <summary>
    /// Rows of records that were merged into another's (已合并的记录). The merge decided that there is one person and in which household he lives, so such a row moves and
    /// renames nobody: it is put to the village, unless it is all that the list says of the person, in the household where he is.
    /// </summary>
    private void SetMergedAside(RegisterUnit unit, Household? known, ImportChanges changes)
    {
        var found = unit.Members.ConvertAll(row => (Row: row, Who: find.Find(row, known, _seen)));
        if (found.TrueForAll(f => f.Who is not { Merged: true })) return;
        var claimed = found.Where(f => f.Who is { Merged: false }).Select(f => f.Who!.Value.Person.Id).ToHashSet();
        foreach (var (row, who) in found)
        {
            if (who is not { Merged: true, Person: var person }) continue;
            var elsewhere = known is null || person.HouseholdId != known.Id;
            if (!elsewhere && !find.StatesOwnNumber(person) && !_seen.Contains(person.Id) && claimed.Add(person.Id)) continue;
            row.Notes.Add(RegisterQuestions.MergedRow(elsewhere));
            RegisterQuestions.AskMerged(row, person, frame, vault, changes);
            _byMergedRowOnly.Add(person.Id);
            unit.Members.Remove(row);
            changes.Rows.Add(Result(row, RowOutcome.NeedsPerson, RowMatch.Unsure, person.Id, person.HouseholdId));
        }
    }

    private Person NewPerson(RegisterRow row, Household household, int line, ImportChanges changes)
    {
        var person = new Person
        {
            Id = frame.NewId(), HouseholdId = household.Id, VillageCode = household.VillageCode, Line = line, Sex = (int)row.Sex, BirthOn = row.Birth?.On,
            BirthPrecision = row.Birth?.Precision, EthnicGroup = row.EthnicGroup, Relation = row.Relation, PhoneSealed = vault.Seal(Purposes.Phone, row.Phone),
            ImportId = frame.ImportId, CreatedAt = frame.Now, UpdatedAt = frame.Now, CreatedBy = frame.By, UpdatedBy = frame.By,
        };
        person.Rename(row.Name);
        if (row.OwnNumber is { } number) person.Identify(number, vault);
        else person.LeaveUnidentified(IdStateOf(row), row.Id.Cleaned, vault);
        changes.NewPersons.Add(person);
        changes.Deeds.Add(("person", person.Id, "new"));
        changes.NewMemberships.Add(new Membership
        {
            Id = frame.NewId(), PersonId = person.Id, HouseholdId = household.Id, Relation = row.Relation, FromOn = row.Entered?.On ?? frame.ListOn,
            Source = frame.ProfileId, ImportId = frame.ImportId,
        });
        foreach (var (kind, value) in row.PersonFacts) changes.NewPersonFacts.Add(NewFact(person.Id, kind, value));
        return person;
    }

    /// <summary>Code under which the register keeps why a person has no usable number.</summary>
    public static string IdStateOf(RegisterRow row) => row.IdRefused ?? row.Id.State switch
    {
        IdState.Missing => "missing",
        IdState.Rounded => "rounded",
        IdState.CheckFails => "check_fails",
        IdState.DateImpossible => "date_impossible",
        IdState.WrongLength => "wrong_length",
        IdState.PlaceHolder => "place_holder",
        _ => "not_a_number",
    };

    private bool UpdatePerson(Person person, RegisterRow row, Household household, ImportChanges changes)
    {
        var edits = new List<Action>();
        if (person.NameKey != row.NameKey && !store.FormerNames[person].Any(a => a.NameKey == row.NameKey)) edits.Add(() => person.Rename(row.Name));
        if (row.Sex is Sex.Male or Sex.Female && person.Sex != (int)row.Sex) edits.Add(() => person.Sex = (int)row.Sex);
        if (row.Birth is { } birth && (person.BirthOn != birth.On || person.BirthPrecision != birth.Precision))
            edits.Add(() => (person.BirthOn, person.BirthPrecision) = (birth.On, birth.Precision));
        if (row.EthnicGroup is { } ethnic && person.EthnicGroup != ethnic) edits.Add(() => person.EthnicGroup = ethnic);
        if (row.Phone is { } phone && vault.Open(Purposes.Phone, person.PhoneSealed) != phone) edits.Add(() => person.PhoneSealed = vault.Seal(Purposes.Phone, phone));
        if (person.IdHash is null && row.OwnNumber is { } number && !RefusedBefore(person, row, number)) edits.Add(() => person.Identify(number, vault));
        if (person.VillageCode != household.VillageCode || person.HouseholdId != household.Id || (row.Relation is { } relation && person.Relation != relation))
            MoveTo(person, row, household, edits, changes);
        if (edits.Count > 0) changes.Changes.Add((person, () => edits.ForEach(e => e())));
        return PlanPersonFacts(person.Id, row, changes) | edits.Count > 0;
    }

    /// <summary>A number that was refused as another person's stays refused while the list states it again beside a birth date that it does not fit.</summary>
    private bool RefusedBefore(Person person, RegisterRow row, IdNumber number) =>
        person.IdState == "shared" && row.Birth is { Precision: "day" } birth && birth.On != number.BirthDate && vault.Open(Purposes.IdStated, person.IdStatedSealed) == number.Text;

    private void MoveTo(Person person, RegisterRow row, Household household, List<Action> edits, ImportChanges changes)
    {
        edits.Add(() => (person.HouseholdId, person.VillageCode, person.Relation) = (household.Id, household.VillageCode, row.Relation ?? person.Relation));
        var current = store.MembershipOf(person.Id);
        if (current is not null && current.HouseholdId == household.Id && (row.Relation is null || current.Relation == row.Relation)) return;
        if (current is not null) changes.Changes.Add((current, () => current.UntilOn = frame.ListOn > current.FromOn ? frame.ListOn : current.FromOn));
        changes.NewMemberships.Add(new Membership
        {
            Id = frame.NewId(), PersonId = person.Id, HouseholdId = household.Id, Relation = row.Relation ?? person.Relation, FromOn = frame.ListOn,
            Source = frame.ProfileId, ImportId = frame.ImportId,
        });
        if (current is not null && current.HouseholdId != household.Id)
            AddEvent(changes, EventKind.MovedWithin, new KnownDay(frame.ListOn, "stated"), household.Id, person.Id);
    }

    private bool PlanPersonFacts(Guid personId, RegisterRow row, ImportChanges changes)
    {
        var changed = false;
        foreach (var kind in row.PersonFacts.GroupBy(f => f.Kind, f => f.Value, StringComparer.Ordinal))
        {
            var held = store.PersonFacts(personId, kind.Key).Where(f => !FactKind.HoldsMany(kind.Key) || f.Source == frame.ProfileId).ToList();
            foreach (var old in held.Where(f => !kind.Contains(f.Value))) { End(old, changes); changed = true; }
            foreach (var value in kind.Where(v => held.TrueForAll(f => f.Value != v))) { changes.NewPersonFacts.Add(NewFact(personId, kind.Key, value)); changed = true; }
        }
        return changed;
    }

    private bool PlanFacts(Guid householdId, RegisterUnit unit, ImportChanges changes)
    {
        var first = unit.Members[0];
        var changed = PlanStatus(householdId, first, changes);
        foreach (var kind in first.HouseholdFacts.GroupBy(f => f.Kind, f => f.Value, StringComparer.Ordinal))
        {
            var held = store.HouseholdFacts(householdId, kind.Key).ToList();
            foreach (var old in held.Where(f => !kind.Contains(f.Value))) { End(old, changes); changed = true; }
            foreach (var value in kind.Where(v => held.TrueForAll(f => f.Value != v)))
            {
                changes.NewHouseholdFacts.Add(HouseholdFact(householdId, kind.Key, value, new KnownDay(frame.ListOn, "stated")));
                changed = true;
            }
        }
        return changed;
    }

    /// <summary>
    /// The status as periods: not exited from the day of entry, exited from the last day of the exit year (or the day of the list, if that is
    /// earlier), relapsed from the day of the list, which is when we first hear of it.
    /// </summary>
    private bool PlanStatus(Guid householdId, RegisterRow row, ImportChanges changes)
    {
        if (row.Status is not { } status) return false;
        var open = store.HouseholdFacts(householdId, FactKind.Status).FirstOrDefault();
        if (open?.Value == status) return false;
        var entered = row.Entered is { } e && e.On < frame.ListOn ? e : new KnownDay(frame.ListOn, "stated");
        var exited = row.ExitYear is { } year && new DateOnly(year, 12, 31) is var end ? new KnownDay(end < frame.ListOn ? end : frame.ListOn, "year") : new KnownDay(frame.ListOn, "stated");
        var steps = new List<(string Value, KnownDay From)>();
        if (open is null && (status == "not_exited" || exited.On > entered.On)) steps.Add(("not_exited", entered));
        if (status == "exited" || (status == "relapsed" && row.ExitYear is not null && open is null)) steps.Add(("exited", exited));
        if (status == "relapsed" || (status == "not_exited" && open is not null)) steps.Add((status, new KnownDay(frame.ListOn, "stated")));
        if (open is not null) End(open, changes, steps[0].From.On);
        for (var i = 0; i < steps.Count; i++)
        {
            var fact = HouseholdFact(householdId, FactKind.Status, steps[i].Value, steps[i].From);
            fact.UntilOn = i + 1 < steps.Count ? steps[i + 1].From.On : null;
            changes.NewHouseholdFacts.Add(fact);
            if (steps[i].Value != "not_exited") AddEvent(changes, steps[i].Value == "exited" ? EventKind.Exited : EventKind.Relapsed, steps[i].From, householdId, null);
        }
        return true;
    }

    private void End(Fact fact, ImportChanges changes, DateOnly? on = null)
    {
        var until = on ?? frame.ListOn;
        changes.Changes.Add((fact, () => fact.UntilOn = until > fact.FromOn ? until : fact.FromOn));
    }

    private PersonFact NewFact(Guid personId, string kind, string value) => new()
    {
        Id = frame.NewId(), PersonId = personId, Kind = kind, Value = value, FromOn = frame.ListOn, Precision = "stated", Source = frame.ProfileId, ImportId = frame.ImportId,
    };

    private HouseholdFact HouseholdFact(Guid id, string kind, string value, KnownDay from) => new()
    {
        Id = frame.NewId(), HouseholdId = id, Kind = kind, Value = value, FromOn = from.On, Precision = from.Precision, Source = frame.ProfileId, ImportId = frame.ImportId,
    };

    private void AddEvent(ImportChanges changes, EventKind kind, KnownDay on, Guid householdId, Guid? personId) => changes.NewEvents.Add(new RegistryEvent
    {
        Id = frame.NewId(), Kind = kind, HappenedOn = on.On, Precision = on.Precision, HouseholdId = householdId, PersonId = personId, Source = frame.ProfileId,
        ImportId = frame.ImportId, RecordedAt = frame.Now, RecordedBy = frame.By, Detail = kind == EventKind.Exited ? on.On.Year.ToString(CultureInfo.InvariantCulture) : null,
    });

    private void RowsSetAside(RegisterUnit unit, ImportChanges changes, Dictionary<RegisterRow, Guid> persons, Household? household)
    {
        foreach (var (row, outcome, other) in unit.SetAside)
        {
            Guid? person = persons.TryGetValue(other, out var id) ? id : null;
            if (outcome == RowOutcome.NeedsPerson) RegisterQuestions.AskAside(row, person, household, frame, vault, changes);
            changes.Rows.Add(Result(row, outcome, outcome == RowOutcome.Same ? RowMatch.Matched : RowMatch.Unsure, person, household?.Id));
        }
    }

    private ImportRow Result(RegisterRow row, RowOutcome outcome, RowMatch match, Guid? personId, Guid? householdId) => new()
    {
        ImportId = frame.ImportId, SheetNo = row.SheetNo, Sheet = row.Sheet, RowNo = row.RowNo, Kind = "data", Outcome = outcome, Match = match,
        PersonId = personId, HouseholdId = householdId, Notes = RowNotes.ToJson(row.Notes),
    };
}
