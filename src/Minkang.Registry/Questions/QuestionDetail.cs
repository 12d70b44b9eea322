using System.Globalization;
using System.Text.Json;
using Minkang.Platform.Security;

namespace Minkang.Registry.Questions;

/// <summary>What a question keeps of the list (事项的细节): opened for those who answer it.</summary>
internal sealed class QuestionDetail(JsonElement json)
{
    public static QuestionDetail? Open(Question question, Vault vault) =>
        vault.Open(Purposes.ListEntry, question.DetailSealed) is { Length: > 0 } text ? new QuestionDetail(JsonDocument.Parse(text).RootElement) : null;

    /// <summary>What the list states: a damaged number, a birth date, a number of members.</summary>
    public string? Stated => this["stated"];

    /// <summary>A value by its name, capitals or not; null when it is not there.</summary>
    public string? this[string name] => json.EnumerateObject().FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } value
        ? value.ValueKind == JsonValueKind.Number ? value.GetDecimal().ToString(CultureInfo.InvariantCulture) : value.ToString()
        : null;
}
