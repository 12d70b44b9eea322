using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Undo;

/// <summary>A field with its values before and after a change (改动前后的值).</summary>
internal readonly record struct RecordedValue(IProperty Property, object? Before, object? After);

/// <summary>
/// Fields with their values before and after (记下的改动), sealed at rest, so that a change can be taken back later; stamps are left out, they follow by themselves.
/// </summary>
internal static class RecordedValues
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };
    private static readonly HashSet<string> Stamps = new(StringComparer.Ordinal) { nameof(Record.UpdatedAt), nameof(Record.UpdatedBy), nameof(Record.Version), nameof(IEnds.EndedAt) };

    /// <summary>What the unit of work is about to change in the record.</summary>
    public static string Seal(EntityEntry entry, Vault vault) => vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(
        entry.Properties.Where(p => p.IsModified && !Stamps.Contains(p.Metadata.Name)).ToDictionary(p => p.Metadata.Name, p => new[] { p.OriginalValue, p.CurrentValue }, StringComparer.Ordinal), Json))!;

    public static IReadOnlyList<RecordedValue> Open(string sealedText, IEntityType kind, Vault vault)
    {
        var values = JsonSerializer.Deserialize<Dictionary<string, JsonElement[]>>(vault.Open(Purposes.ListEntry, sealedText)!, Json)!;
        return [.. values.Select(v => new RecordedValue(kind.FindProperty(v.Key)!, Value(v.Value[0], kind.FindProperty(v.Key)!), Value(v.Value[1], kind.FindProperty(v.Key)!)))];
    }

    private static object? Value(JsonElement stored, IProperty property) => stored.ValueKind == JsonValueKind.Null ? null : stored.Deserialize(property.ClrType, Json);
}

/// <summary>Compares and puts back recorded values where some columns are sealed or hashed (还原记下的值).</summary>
internal sealed class RecordedColumns(Vault vault, IEnumerable<SealedColumn> sealedColumns)
{
    /// <summary>Equal in meaning: a value that was sealed anew with another key is the same value, and a hash follows from what it is the hash of.</summary>
    public bool IsStill(IEntityType kind, IProperty property, object? now, object? after)
    {
        if (Equals(now, after)) return true;
        foreach (var column in sealedColumns.Where(c => c.Entity == kind.ClrType))
        {
            if (column.Hashes.Any(h => h.Property == property.Name)) return true;
            if (column.Property == property.Name) return vault.Open(column.Purpose, now as string) == vault.Open(column.Purpose, after as string);
        }
        return false;
    }

    /// <summary>Writes the former values to the tracked record; hashes are made with the key in use.</summary>
    public void PutBack(EntityEntry entry, IReadOnlyCollection<RecordedValue> values)
    {
        foreach (var (property, before, _) in values) entry.Property(property.Name).CurrentValue = before;
        foreach (var column in sealedColumns.Where(c => c.Entity == entry.Metadata.ClrType && values.Any(v => v.Property.Name == c.Property)))
            foreach (var hash in column.Hashes)
                entry.Property(hash.Property).CurrentValue = vault.Open(column.Purpose, (string?)entry.Property(column.Property).CurrentValue) is { } plain ? vault.Hash(hash.Purpose, hash.Part(plain)) : null;
    }
}
