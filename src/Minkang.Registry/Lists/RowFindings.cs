using Minkang.Domain.Lists;
using Minkang.Platform.Lists;

namespace Minkang.Registry.Lists;

internal static class RowFindings
{
    /// <summary>What the reader found in a row, as notes: a refused cell of a taken row, or what rejects the row.</summary>
    public static List<RowNote> Of(RowReading row) => [.. row.Findings().Select(f => new RowNote(
        f.Finding.Level switch { FindingLevel.Error => NoteGrade.Error, FindingLevel.Warning => NoteGrade.Warning, _ => NoteGrade.Note },
        f.Finding.Code, $"{f.Column} {f.Heading}".Trim(), f.Finding.Message))];
}
