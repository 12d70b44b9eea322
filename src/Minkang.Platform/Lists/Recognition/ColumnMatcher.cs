using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>Assigns the headings of a candidate to the columns of a sheet profile.</summary>
internal static class ColumnMatcher
{
    public const string Result = "结果", Reason = "原因", Advice = "建议";

    public static SheetMatch Match(ListSheet sheet, ImportProfile profile, SheetProfile kind, HeadingCandidate candidate)
    {
        var results = ResultColumns(candidate.Headings);
        var found = new Dictionary<string, List<(Heading Heading, int Rank)>>(StringComparer.Ordinal);
        var unknown = new List<Heading>();
        foreach (var heading in candidate.Headings)
        {
            if (results.Contains(heading.Column)) continue;
            if (Find(kind, heading) is { } match) (found.TryGetValue(match.Column.Field, out var list) ? list : found[match.Column.Field] = []).Add((heading, match.Rank));
            else if (!IsLineNumber(heading)) unknown.Add(heading);
        }
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var unclear = new List<UnclearColumn>();
        foreach (var (field, headings) in found) Decide(kind.Find(field)!, headings, columns, unclear, unknown);
        return Complete(sheet, profile, kind, candidate, columns, unknown, unclear, results);
    }

    /// <summary>Names, for each missing column, the headings that may be meant. Done for the chosen match only.</summary>
    public static SheetMatch WithCandidates(SheetMatch match) =>
        match with { Missing = [.. match.Missing.Select(m => m with { Candidates = Candidates(match.Kind.Find(m.Field)!, match) })] };

    /// <summary>The match that a person confirmed, as far as the profile still knows its fields.</summary>
    public static SheetMatch Apply(ListSheet sheet, ImportProfile profile, SheetProfile kind, HeadingCandidate candidate, ColumnMapping mapping)
    {
        var results = ResultColumns(candidate.Headings);
        var columns = mapping.Columns.Where(c => kind.Find(c.Key) is not null).ToDictionary(StringComparer.Ordinal);
        List<Heading> unknown = [.. candidate.Headings.Where(h => !columns.ContainsValue(h.Column) && !results.Contains(h.Column) && !IsLineNumber(h))];
        return Complete(sheet, profile, kind, candidate, columns, unknown, [], results);
    }

    private static SheetMatch Complete(ListSheet sheet, ImportProfile profile, SheetProfile kind, HeadingCandidate candidate, Dictionary<string, int> columns, List<Heading> unknown, List<UnclearColumn> unclear, List<int> results)
    {
        var missing = kind.Columns
            .Where(c => (c.Required || c.Expected) && !columns.ContainsKey(c.Field) && !unclear.Exists(u => u.Field == c.Field) && !c.FromSheetName)
            .Select(c => new MissingColumn(c.Field, c.Label, [])).ToList();
        return new SheetMatch(sheet, profile, kind)
        {
            HeadingRows = candidate.Rows, Headings = candidate.Headings, Columns = columns, Unknown = unknown, Missing = missing, Unclear = unclear, ResultColumns = results,
        };
    }

    /// <summary>The most usual heading wins; two equally usual ones are for a person, and the others belong to no field.</summary>
    private static void Decide(ColumnProfile column, List<(Heading Heading, int Rank)> headings, Dictionary<string, int> columns, List<UnclearColumn> unclear, List<Heading> unknown)
    {
        var best = headings.Min(h => h.Rank);
        var equals = headings.Where(h => h.Rank == best).Select(h => h.Heading).ToList();
        if (equals.Count == 1) columns[column.Field] = equals[0].Column;
        else unclear.Add(new UnclearColumn(column.Field, column.Label, equals));
        unknown.AddRange(headings.Where(h => h.Rank != best).Select(h => h.Heading));
    }

    private static (ColumnProfile Column, int Rank)? Find(SheetProfile kind, Heading heading)
    {
        foreach (var key in heading.Keys)
            if (key.Length > 0 && kind.Match(key) is { } match) return match;
        return null;
    }

    /// <summary>The three columns of a result workbook stand together, in this order, behind the headings of the list.</summary>
    private static List<int> ResultColumns(IReadOnlyList<Heading> headings)
    {
        for (var i = 0; i + 2 < headings.Count; i++)
            if (headings[i].Text == Result && headings[i + 1].Text == Reason && headings[i + 2].Text == Advice)
                return [headings[i].Column, headings[i + 1].Column, headings[i + 2].Column];
        return [];
    }

    private static bool IsLineNumber(Heading heading) => HeadingText.Key(heading.Text) is "序号" or "编号" or "NO" or "行号";

    /// <summary>Unused headings that share characters with the wanted one, or, for identity numbers, whose cells hold such numbers.</summary>
    private static List<Heading> Candidates(ColumnProfile column, SheetMatch match)
    {
        var last = match.HeadingRows.Count == 0 ? 0 : match.HeadingRows[^1];
        var sample = match.Sheet.Rows.SkipWhile(r => r.Number <= last).Take(20).ToList();
        bool HoldsIds(Heading h) => column.Type == FieldType.IdNumber && sample.Count(r => IdCell.Read(r[h.Column]).HasValue) >= 3;
        int Shared(Heading h) => column.Synonyms.Append(column.Label).Max(w => HeadingText.Key(w).Intersect(HeadingText.Key(h.Text)).Count());
        return [.. match.Unknown.Where(h => HoldsIds(h) || Shared(h) >= 2).OrderByDescending(HoldsIds).ThenByDescending(Shared).Take(3)];
    }
}
