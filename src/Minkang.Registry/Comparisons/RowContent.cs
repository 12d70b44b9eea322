using System.Text.Json;
using Minkang.Platform.Security;
using Minkang.Registry.Compare;
using Minkang.Registry.Lists;

namespace Minkang.Registry.Comparisons;

/// <summary>The cells of a compared row by field (行的内容), sealed in the store; fields that state nothing are not in it.</summary>
internal static class RowContent
{
    public static string Seal(ComparedRow row, Vault vault)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in row.List.Match.Kind.Columns)
            if (row.Text(column.Field) is { Length: > 0 } text) cells[column.Field] = text;
        return vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(cells, RowNotes.Options))!;
    }

    /// <summary>Field → text, identity numbers in full.</summary>
    public static IReadOnlyDictionary<string, string> Open(string contentSealed, Vault vault) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(vault.Open(Purposes.ListEntry, contentSealed)!) ?? [];
}
