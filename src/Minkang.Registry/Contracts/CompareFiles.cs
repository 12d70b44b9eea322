using Minkang.Domain.Values;
using Minkang.Platform.Catalog;
using Minkang.Registry.Compare;

namespace Minkang.Registry.Contracts;

/// <summary>A list that was compared (参与比对的名单): file, sheet, its title, count of data rows, and how many rows were put to a person beside another row.</summary>
public sealed record ComparedListCount(string File, string Sheet, string Title, int Rows, int Matched);

/// <summary>How often a kind of discrepancy was found (差异计数): its stable code, its title, the office that settles it.</summary>
public sealed record DiscrepancyCount(string Code, string Title, string Owner, int Count);

/// <summary>
/// Compares list files with each other (名单比对); needs no store. Any two or more lists of the departments: rows of one person are found, and
/// what the lists state differently. The same files give the same result, in whatever order they are named.
/// </summary>
public sealed class CompareFiles
{
    private readonly Comparison _done;

    private CompareFiles(Comparison done) => _done = done;

    /// <summary>Compares with the catalogue beside the program. Refuses with <c>lists.*</c> what cannot be read, with <c>compare.*</c> what cannot be compared.</summary>
    /// <param name="files">Name and content of each file.</param>
    /// <param name="diseases">Reads the disease catalogue, for the kinds that look for listed diseases.</param>
    /// <exception cref="InvalidOperationException">A file of the catalogue is broken; the message names file, line, and what would be right.</exception>
    public static Outcome<CompareFiles> Compare(IReadOnlyList<(string Name, byte[] Content)> files, ReadDiseases diseases)
    {
        var done = Comparison.Of(files, CatalogFolder.Find(), diseases);
        return done.Ok ? new CompareFiles(done.Value) : done.Problems.ToArray();
    }

    /// <summary>The lists, one line a sheet.</summary>
    public IReadOnlyList<ComparedListCount> Lists =>
        [.. _done.Rows.Lists.Select(l => new ComparedListCount(l.File, l.Sheet, l.Title, l.Rows.Count, l.Rows.Count(r => r.Person.Key != 0)))];

    /// <summary>Persons with several rows.</summary>
    public int Persons => _done.Rows.Persons.Count(p => p.Key != 0);

    /// <summary>Persons who stand in one row only.</summary>
    public int Alone => _done.Rows.Persons.Count(p => p.Key == 0);

    /// <summary>Rows that stand alone and may be somebody else's: a person has to look.</summary>
    public int Unsure => _done.Rows.Lists.SelectMany(l => l.Rows).Count(r => r.Person.Key == 0 && _done.Rows.DecisionOf(r).Decision == RowDecision.Unsure);

    /// <summary>All kinds, also those that were not found.</summary>
    public IReadOnlyList<DiscrepancyCount> Discrepancies
    {
        get
        {
            var counts = _done.Discrepancies.CountBy(d => d.Rule.Code).ToDictionary(StringComparer.Ordinal);
            return [.. _done.Rules.All.Select(r => new DiscrepancyCount(r.Code, r.Title, r.Owner, counts.GetValueOrDefault(r.Code)))];
        }
    }

    /// <summary>Writes <c>file,sheet,row,person,decision,score</c>: every row once; person is empty for who stands alone.</summary>
    public void WriteMatches(TextWriter writer) => WriteComparison.Matches(_done, writer);

    /// <summary>Writes <c>type,file,sheet,row,file2,sheet2,row2,field,value,value2</c>. Identity numbers are masked.</summary>
    public void WriteDiscrepancies(TextWriter writer) => WriteComparison.Discrepancies(_done, writer);
}
