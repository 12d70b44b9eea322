using System.Text.Json;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Registry.Contracts;
using Minkang.Registry.Questions;
using Minkang.Registry.Register;

namespace Minkang.Registry.Lists;

/// <summary>A row as the effects of modules see it.</summary>
internal sealed class EffectRow(RowReading row, ImportFrame frame, Vault vault, List<RowNote> notes, ImportChanges changes) : ListEffectRow
{
    private bool Has(string field) => row.Match.Kind.Find(field) is not null;

    public override string? Text(string field) => !Has(field) ? null : row.Match.Kind.Find(field)!.Type == FieldType.Name
        ? row.Name(field) is { HasValue: true } name ? name.Value.Text : null
        : row.RawText(field);

    public override (DateOnly On, string Precision)? Day(string field) =>
        Has(field) && row.Date(field) is { HasValue: true } date && KnownDays.Of(date.Value) is var known ? (known.On, known.Precision) : null;

    public override Money? Amount(string field) => Has(field) && row.Amount(field) is { HasValue: true } amount ? amount.Value : null;

    public override string? Code(string field) => Has(field) && row.Code(field) is { HasValue: true } code ? code.Value.Code : null;

    public override bool? YesNo(string field) => Has(field) && row.YesNo(field) is { HasValue: true } yes ? yes.Value : null;

    public override void Add(object record) => changes.NewOthers.Add(record);

    public override void Change(object record, Action change) => changes.Changes.Add((record, change));

    public override void Ask(string kind, object detail) => changes.NewQuestions.Add(new Question
    {
        Id = frame.NewId(), Kind = kind, PersonId = PersonId, HouseholdId = HouseholdId, VillageCode = VillageCode, ImportId = frame.ImportId, Sheet = row.Match.Sheet.Name,
        RowNo = row.Number, KeyHash = vault.Chained(Purposes.ListKey, $"{kind}|{PersonId}|{ProfileId}/{SheetId}|{row.Number}"),
        DetailSealed = vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(detail)), CreatedAt = frame.Now, UpdatedAt = frame.Now, CreatedBy = frame.By, UpdatedBy = frame.By,
    });

    public override void Remark(string code, string column, string text) => notes.Add(new RowNote(NoteGrade.Warning, code, column, text));
}
