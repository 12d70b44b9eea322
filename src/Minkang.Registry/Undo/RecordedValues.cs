using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Undo;

/// <summary>A field with its values before and after a change (改动前后的值).</summary>
/// <param name="InTheOpen">True where the column is sealed and the values are what it holds, opened.</param>
internal readonly record struct RecordedValue(IProperty Property, object? Before, object? After, bool InTheOpen = false);

/// <summary>
/// Fields with their values before and after (记下的改动), sealed at rest as a whole, so that a change can be taken back later; stamps are left out, they follow by themselves.
/// </summary>
internal static class RecordedValues
{
    /// <summary>Stands before the name of a sealed column whose values are noted in the open.</summary>
    internal const char OpenMark = '=';

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };
    private static readonly HashSet<string> Stamps = new(StringComparer.Ordinal) { nameof(Record.UpdatedAt), nameof(Record.UpdatedBy), nameof(Record.Version), nameof(IEnds.EndedAt) };

    /// <summary>What the unit of work is about to change in the record.</summary>
    public static string Seal(EntityEntry entry, Vault vault) => Seal(Changed(entry).ToDictionary(p => p.Metadata.Name, p => new[] { p.OriginalValue, p.CurrentValue }, StringComparer.Ordinal), vault);

    /// <summary>What changes in the record, stamps left out.</summary>
    internal static IEnumerable<PropertyEntry> Changed(EntityEntry entry) => entry.Properties.Where(p => p.IsModified && !Stamps.Contains(p.Metadata.Name));

    internal static string Seal(Dictionary<string, object?[]> values, Vault vault) => vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(values, Json))!;

    public static IReadOnlyList<RecordedValue> Open(string sealedText, IEntityType kind, Vault vault)
    {
        var values = JsonSerializer.Deserialize<Dictionary<string, JsonElement[]>>(vault.Open(Purposes.ListEntry, sealedText)!, Json)!;
        return [.. values.Select(v => Value(kind.FindProperty(v.Key.TrimStart(OpenMark))!, v.Value, v.Key[0] == OpenMark))];
    }

    private static RecordedValue Value(IProperty property, JsonElement[] pair, bool open) => new(property, Value(pair[0], property), Value(pair[1], property), open);

    private static object? Value(JsonElement stored, IProperty property) => stored.ValueKind == JsonValueKind.Null ? null : stored.Deserialize(property.ClrType, Json);
}

/// <summary>Notes, compares and puts back values where some columns are sealed or hashed (加密列的留底和还原).</summary>
internal sealed class RecordedColumns(Vault vault, IEnumerable<SealedColumn> sealedColumns)
{
    /// <summary>
    /// What the unit of work is about to change, with what sealed columns hold in the open inside the sealed note, so that it can be taken back after the keys were changed. Hashes are
    /// left out: they follow from what they are the hash of.
    /// </summary>
    public string Seal(EntityEntry entry)
    {
        var columns = Of(entry.Metadata).ToList();
        var changed = RecordedValues.Changed(entry).ToList();
        var noted = changed.ConvertAll(p => p.Metadata.Name);
        var hashes = columns.Where(c => noted.Contains(c.Property)).SelectMany(c => c.Hashes).Select(h => h.Property).ToHashSet(StringComparer.Ordinal);
        return RecordedValues.Seal(changed.Where(p => !hashes.Contains(p.Metadata.Name)).ToDictionary(
            p => columns.Exists(c => c.Property == p.Metadata.Name) ? RecordedValues.OpenMark + p.Metadata.Name : p.Metadata.Name,
            p => columns.Find(c => c.Property == p.Metadata.Name) is { } column
                ? new object?[] { vault.Open(column.Purpose, p.OriginalValue as string), vault.Open(column.Purpose, p.CurrentValue as string) } : [p.OriginalValue, p.CurrentValue], StringComparer.Ordinal), vault);
    }

    /// <summary>What the record holds for a noted value: opened where the note is.</summary>
    public object? Now(EntityEntry entry, RecordedValue value)
    {
        var now = entry.Property(value.Property.Name).CurrentValue;
        return value.InTheOpen ? vault.Open(Column(entry.Metadata, value.Property).Purpose, now as string) : now;
    }

    /// <summary>Equal in meaning: a value that was sealed anew with another key is the same value, and a hash follows from what it is the hash of.</summary>
    public bool IsStill(IEntityType kind, IProperty property, object? now, object? after)
    {
        if (Equals(now, after)) return true;
        foreach (var column in Of(kind))
        {
            if (column.Hashes.Any(h => h.Property == property.Name)) return true;
            if (column.Property == property.Name) return vault.Open(column.Purpose, now as string) == vault.Open(column.Purpose, after as string);
        }
        return false;
    }

    /// <summary>Writes the former values to the tracked record; hashes are made with the key in use.</summary>
    public void PutBack(EntityEntry entry, IReadOnlyCollection<RecordedValue> values)
    {
        foreach (var value in values)
            entry.Property(value.Property.Name).CurrentValue = value.InTheOpen ? vault.Seal(Column(entry.Metadata, value.Property).Purpose, value.Before as string) : value.Before;
        foreach (var column in Of(entry.Metadata).Where(c => values.Any(v => v.Property.Name == c.Property)))
            foreach (var hash in column.Hashes)
                entry.Property(hash.Property).CurrentValue = vault.Open(column.Purpose, (string?)entry.Property(column.Property).CurrentValue) is { } plain ? vault.Hash(hash.Purpose, hash.Part(plain)) : null;
    }

    private IEnumerable<SealedColumn> Of(IEntityType kind) => sealedColumns.Where(c => c.Entity == kind.ClrType);

    private SealedColumn Column(IEntityType kind, IProperty property) => Of(kind).Single(c => c.Property == property.Name);
}
