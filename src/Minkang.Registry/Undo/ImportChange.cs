using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Undo;

/// <summary>
/// What an import changed in a record that was there before it (导入改动): the fields with their values before and after. Kept so that the import
/// can be undone; what an import adds needs no such note, since every record that it brings names it.
/// </summary>
internal sealed class ImportChange
{
    public Guid Id { get; init; }
    public Guid ImportId { get; init; }
    /// <summary>Table of the record.</summary>
    public string RecordKind { get; init; } = "";
    public Guid RecordId { get; init; }
    /// <summary>Sealed JSON: property → values before and after.</summary>
    public string ValuesSealed { get; init; } = "";
    /// <summary>True once the import was undone and the record has its former values.</summary>
    public bool Undone { get; set; }

    /// <summary>One note for each record that the unit of work is about to change.</summary>
    public static List<ImportChange> Of(CountyDb db, Guid importId, Vault vault)
    {
        db.ChangeTracker.DetectChanges();
        return [.. db.ChangeTracker.Entries().Where(e => e.State == EntityState.Modified).Select(e => new ImportChange
        {
            Id = Guid.CreateVersion7(), ImportId = importId, RecordKind = e.Metadata.GetTableName()!, RecordId = (Guid)e.Property(nameof(Record.Id)).CurrentValue!,
            ValuesSealed = RecordedValues.Seal(e, vault),
        })];
    }

    /// <summary>The fields with their values before and after.</summary>
    public IReadOnlyList<RecordedValue> Read(IEntityType kind, Vault vault) => RecordedValues.Open(ValuesSealed, kind, vault);
}

/// <summary>
/// A record that an undone import had brought (撤下的记录), as it was when it was taken off: it counts nowhere any more, and it can still be told what it
/// was. Identity numbers and what else lies sealed are not repeated here; they are in the file that was handed in.
/// </summary>
internal sealed class UndoneRecord
{
    public Guid ImportId { get; init; }
    /// <summary>Table that it lay in.</summary>
    public string RecordKind { get; init; } = "";
    public Guid RecordId { get; init; }
    /// <summary>JSON: column → value.</summary>
    public string Content { get; init; } = "";
}
