using System.Text.Json;
using Minkang.Platform.Security;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Register;

/// <summary>Turns what the register cannot settle by itself into questions for the village (名册的待核实事项).</summary>
internal static class RegisterQuestions
{
    /// <summary>Asks for the number when the list has none that can be used, and about contradictions inside the row.</summary>
    public static void Ask(RegisterRow row, Guid personId, Household household, ImportFrame frame, Vault vault, ImportChanges changes)
    {
        if (row.OwnNumber is null)
            Add(changes, frame, vault, "id_" + PlanRegister.IdStateOf(row), personId, household, row, new { stated = row.Id.Cleaned });
        if (row.OwnNumber is not { } number) return;
        if (row.Birth is { Precision: "day" } birth && birth.On != number.BirthDate)
            Add(changes, frame, vault, "birth_conflict", personId, household, row, new { stated = birth.On, number = number.BirthDate });
        if (row.Sex is Domain.People.Sex.Male or Domain.People.Sex.Female && row.Sex != number.Sex)
            Add(changes, frame, vault, "sex_conflict", personId, household, row, new { stated = row.Sex.ToString(), number = number.Sex.ToString() });
    }

    /// <summary>Asks which row is right, or in which household the person lives.</summary>
    public static void AskAside(RegisterRow row, Guid? personId, Household? household, ImportFrame frame, Vault vault, ImportChanges changes)
    {
        var note = row.Notes.Find(n => n.Code is "dup_row" or "dup_household");
        Add(changes, frame, vault, note?.Code ?? "dup_row", personId, household, row, new { row.Name, row.HouseholdNumber, why = note?.Text });
    }

    /// <summary>Asks about a household that states another number of members than it lists.</summary>
    public static void AskSize(RegisterUnit unit, int stated, int listed, Household household, ImportFrame frame, Vault vault, ImportChanges changes) =>
        Add(changes, frame, vault, "size_conflict", null, household, unit.Members[0], new { stated, listed });

    /// <summary>What a row of a merged record is told: it changed nothing, and what to do about it.</summary>
    public static RowNote MergedRow(bool elsewhere) => new(NoteGrade.Warning, "merged_row", "", elsewhere
        ? "名单里还有已合并的记录：此人的两份档案已合并，登记在另一户，本行没有采用。请核实此人在哪一户，并请扶贫部门更正名单"
        : "名单里还有已合并的记录：此人的两份档案已合并，名单另一行写的就是此人，本行没有采用。请扶贫部门去掉重复的一行");

    /// <summary>Asks the village of the person whether the merge holds against the list.</summary>
    public static void AskMerged(RegisterRow row, Person person, ImportFrame frame, Vault vault, ImportChanges changes) =>
        Add(changes, frame, vault, "merged_row", person.Id, person.HouseholdId, person.VillageCode, row, new { row.Name, row.HouseholdNumber, why = row.Notes.Find(n => n.Code == "merged_row")?.Text });

    /// <summary>The supplementary illness survey (补充调查) of a new or relapsed household, or of a new member.</summary>
    public static Question SurveyDue(Household household, Guid? personId, ImportFrame frame, Vault vault) => new()
    {
        Id = frame.NewId(), Kind = "survey_due", HouseholdId = household.Id, PersonId = personId, VillageCode = household.VillageCode, ImportId = frame.ImportId,
        KeyHash = vault.Hash(Purposes.ListKey, $"survey_due|{household.Number}|{personId}|{frame.ListOn:yyyyMMdd}")!,
        CreatedAt = frame.Now, UpdatedAt = frame.Now, CreatedBy = frame.By, UpdatedBy = frame.By,
    };

    private static void Add(ImportChanges changes, ImportFrame frame, Vault vault, string kind, Guid? personId, Household? household, RegisterRow row, object detail) =>
        Add(changes, frame, vault, kind, personId, household?.Id, household?.VillageCode ?? row.VillageCode, row, detail);

    private static void Add(ImportChanges changes, ImportFrame frame, Vault vault, string kind, Guid? personId, Guid? householdId, string village, RegisterRow row, object detail)
    {
        var key = $"{kind}|{row.HouseholdNumber}|{row.NameKey}|{row.Id.Cleaned}";
        changes.NewQuestions.Add(new Question
        {
            Id = frame.NewId(), Kind = kind, PersonId = personId, HouseholdId = householdId, VillageCode = village, ImportId = frame.ImportId,
            Sheet = row.Sheet, RowNo = row.RowNo, KeyHash = vault.Chained(Purposes.ListKey, key), DetailSealed = vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(detail)),
            CreatedAt = frame.Now, UpdatedAt = frame.Now, CreatedBy = frame.By, UpdatedBy = frame.By,
        });
    }
}
