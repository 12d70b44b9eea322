using Minkang.Domain.People;
using Minkang.Platform.Security;
using Minkang.Registry.Comparisons;

namespace Minkang.Registry.Workbench;

/// <summary>The cells of a compared row by field (行的内容), opened. Holds personal data.</summary>
internal sealed class RowCells(IReadOnlyDictionary<string, string> fields)
{
    private static readonly string[] NumberFields = ["id-number", "card-number"];
    private static readonly string[] NameFields = ["name", "patient-name", "head-name"];

    public IReadOnlyDictionary<string, string> Fields { get; } = fields;

    public static RowCells Open(RunRow row, Vault vault) => new(RowContent.Open(row.ContentSealed, vault));

    public string? this[string field] => Fields.GetValueOrDefault(field) is { Length: > 0 } text ? text : null;

    public string? Name => NameFields.Select(f => this[f]).FirstOrDefault(v => v is not null);

    /// <summary>What is written where the person's own number belongs.</summary>
    public string? WrittenNumber => NumberFields.Select(f => this[f]).FirstOrDefault(v => v is not null);

    /// <summary>The person's own number when it is valid.</summary>
    public IdNumber? Number => WrittenNumber is { } written ? IdText.Read(written).Number : null;

    /// <summary>True for fields that hold an identity number, whoever's.</summary>
    public static bool IsNumber(string field) => field.EndsWith("id-number", StringComparison.Ordinal) || field == "card-number";

    public static bool IsName(string field) => field == "name" || field.EndsWith("-name", StringComparison.Ordinal);

    public static bool IsPhone(string field) => field.EndsWith("phone", StringComparison.Ordinal);
}
