namespace Minkang.Platform.Ui;

/// <summary>Ids of fields in a page, and which refusal belongs to which field.</summary>
internal static class FieldId
{
    public static string Of(string name) => "f-" + name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    /// <summary>A refusal may name the whole posted name or, as use cases do, only the property.</summary>
    public static bool Same(string problemField, string name) => problemField.Length > 0
        && (string.Equals(problemField, name, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("." + problemField, StringComparison.OrdinalIgnoreCase));
}
