using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Minkang.Samples;

/// <summary>Reads the material files that lie inside the assembly.</summary>
internal static partial class SampleData
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectNullableAnnotations = true };

    public static T Read<T>(string name)
    {
        using var stream = typeof(SampleData).Assembly.GetManifestResourceStream($"Data/{name}.json")
            ?? throw new InvalidOperationException($"The material file {name} is missing from the assembly.");
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidOperationException($"The material file {name} is empty.");
    }

    /// <summary>"王70 李72" → weighted names.</summary>
    public static Weighted<string> Weights(string text) =>
        new([.. WordAndNumber().Matches(text).Select(m => (m.Groups[1].Value, double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))]);

    public static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"([^\d\s]+)(\d+)")] private static partial Regex WordAndNumber();
}
