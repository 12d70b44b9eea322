using Minkang.Domain.Values;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Platform.Lists;

/// <summary>Recognises what the sheets of a file are (识别名单): tries the profiles on the rows that may be headings and takes what fits best.</summary>
public sealed class RecogniseList(ListCatalog catalog)
{
    /// <summary>Fewer columns than this make no list, whatever they are called.</summary>
    private const int FewestColumns = 2;

    /// <summary>
    /// Recognises every sheet. A file in which no sheet can be taken for any list is refused (<c>lists.unknown-list</c>) with what is missing; a sheet
    /// that lacks columns or has unclear ones is returned with its <see cref="SheetMatch.Problems"/>, for a person to complete.
    /// </summary>
    /// <param name="file">The opened file.</param>
    /// <param name="confirmed">Mappings that persons of the department confirmed; the first one with the same headings is used.</param>
    public Outcome<ListRecognition> Handle(ListFile file, IReadOnlyList<ColumnMapping>? confirmed = null)
    {
        var matches = new List<SheetMatch>();
        var ignored = new List<IgnoredSheet>();
        var nearest = default(SheetMatch);
        foreach (var sheet in file.Sheets)
        {
            var best = sheet.Rows.Count == 0 ? null : Confirmed(sheet, confirmed ?? []) ?? Best(file, sheet);
            if (best is not null && IsPlausible(best)) matches.Add(ColumnMatcher.WithCandidates(best) with { Date = ListDate.Find(file.Name, best) });
            else
            {
                if (best is not null && (nearest is null || Score(best) > Score(nearest))) nearest = best;
                ignored.Add(new IgnoredSheet(sheet, sheet.Rows.Count == 0 ? T("空表") : T("不是名单（没有认出列名）")));
            }
        }
        return matches.Count > 0 ? new ListRecognition(file, matches, ignored) : Unknown(file, nearest);
    }

    private SheetMatch? Best(ListFile file, ListSheet sheet)
    {
        var best = default(SheetMatch);
        var bestScore = int.MinValue;
        foreach (var candidate in HeadingRows.Candidates(sheet))
            foreach (var profile in catalog.Profiles)
                foreach (var kind in profile.Sheets)
                {
                    var match = ColumnMatcher.Match(sheet, profile, kind, candidate);
                    var score = Score(match) + (profile.NameWords.Any(w => file.Name.Contains(w, StringComparison.Ordinal)) ? 1 : 0);
                    if (score > bestScore) (best, bestScore) = (match, score);
                }
        return best;
    }

    private SheetMatch? Confirmed(ListSheet sheet, IReadOnlyList<ColumnMapping> confirmed)
    {
        foreach (var mapping in confirmed)
        {
            if (catalog.Profiles.FirstOrDefault(p => p.Id == mapping.Profile) is not { } profile) continue;
            if (profile.Sheets.FirstOrDefault(s => s.Id == mapping.Sheet) is not { } kind) continue;
            if (mapping.WithoutHeading) return ColumnMatcher.Apply(sheet, profile, kind, new HeadingCandidate([], []), mapping);
            foreach (var candidate in HeadingRows.Candidates(sheet))
                if (ColumnMatcher.Apply(sheet, profile, kind, candidate, mapping) is var match && match.HeadingKey == mapping.HeadingKey) return match;
        }
        return null;
    }

    /// <summary>Columns found count most, columns that must be there twice; what is missing counts against, unknown columns a little.</summary>
    private static int Score(SheetMatch match)
    {
        var found = match.Columns.Keys.Concat(match.Unclear.Select(u => u.Field));
        return found.Sum(f => match.Kind.Find(f) is { Required: true } or { Expected: true } ? 20 : 10) - 30 * match.Missing.Count - 2 * match.Unknown.Count;
    }

    /// <summary>A sheet with few known columns and most of the necessary ones missing is something else.</summary>
    private static bool IsPlausible(SheetMatch match)
    {
        if (match.HeadingRows.Count == 0) return true; // a person said which list it is
        var found = match.Columns.Count + match.Unclear.Count;
        var necessary = match.Kind.Columns.Count(c => c.Required || c.Expected);
        return found >= FewestColumns && match.Missing.Count * 2 <= necessary;
    }

    private Problem Unknown(ListFile file, SheetMatch? nearest)
    {
        var known = string.Join("、", catalog.Profiles.Select(p => $"“{p.Title}”"));
        if (nearest is null || nearest.Columns.Count == 0)
        {
            var first = file.Sheets.SelectMany(HeadingRows.Candidates).FirstOrDefault();
            var headings = first is null ? "没有找到列名" : $"列名是“{string.Join("、", first.Headings.Take(8).Select(h => h.Text))}”，没有姓名、身份证号等人员信息";
            return new Problem("lists.unknown-list", "", $"这张表不像能导入的名单：{headings}。能导入的有：{known}。请确认没有选错文件。");
        }
        return new Problem("lists.unknown-list", "", $"这张表最接近“{nearest.Kind.Title}”，但缺少：{string.Join("、", nearest.Missing.Select(m => m.Label))}。请确认没有选错文件，或补上这些列后再上传。能导入的有：{known}。");
    }
}
