using Minkang.Domain.Values;
using Minkang.Platform.Lists;

namespace Minkang.Registry.Compare;

/// <summary>A file that is to be compared and how it is to be read (参与比对的文件).</summary>
/// <param name="Name">Names the file in the result.</param>
/// <param name="Layout">Encoding and separator of a text file; null for those that are found.</param>
/// <param name="Mappings">Columns that persons confirmed; the first mapping with the same headings is used.</param>
/// <param name="Day">The day to which the lists in it hold, as a person said; null for what each states.</param>
internal sealed record ListInput(string Name, byte[] Content, TextLayout? Layout = null, IReadOnlyList<ColumnMapping>? Mappings = null, DateOnly? Day = null);

/// <summary>Opens list files for a comparison (读入参与比对的名单). All files are taken or none; sheets that are no list of persons are left out.</summary>
internal sealed class ReadLists(ListCatalog catalog)
{
    /// <summary>All lists of the files, in order.</summary>
    public Outcome<IReadOnlyList<ComparedList>> Read(IReadOnlyList<ListInput> files)
    {
        var read = files.Select(ReadOne).ToList();
        var problems = read.SelectMany(r => r.Problems).ToList();
        if (files.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count() < files.Count)
            problems.Add(new("compare.same-name", "", "有两个文件同名，结果里分不清是哪一个。请改名后再比对。"));
        return problems.Count > 0 ? problems : InOrder([.. read.SelectMany(r => r.Value)]);
    }

    /// <summary>The sheets in an order of their own: kind, file, sheet. The order in which files are named makes no difference.</summary>
    public static Outcome<IReadOnlyList<ComparedList>> InOrder(IReadOnlyList<ComparedList> lists)
    {
        if (lists.Count < 2) return OneList;
        var ordered = lists.OrderBy(l => l.Kind).ThenBy(l => l.File, StringComparer.Ordinal).ToList(); // stable: sheets of a file stay as they are
        FindPlaces.In(ordered);
        return ordered;
    }

    public static Problem OneList => new("compare.one-list", "", "只有一张名单，没有可以对照的。请再给一份名单。");

    /// <summary>True for a sheet whose rows name persons; others are left out of a comparison.</summary>
    public static bool NamesPersons(SheetProfile kind) => kind.Columns.Any(c => c.Type == FieldType.Name && c.Required);

    /// <summary>The lists of persons in one file, or why it cannot be read; each reason begins with the file's name.</summary>
    public Outcome<IReadOnlyList<ComparedList>> ReadOne(ListInput file)
    {
        var opened = ListFile.Open(file.Content, file.Name, layout: file.Layout);
        var recognised = opened.Ok ? new RecogniseList(catalog).Handle(opened.Value, file.Mappings) : opened.Problems.ToArray();
        List<Problem> problems = [.. recognised.Ok ? recognised.Value.Sheets.Where(s => !s.Usable).SelectMany(s => s.Problems) : recognised.Problems];
        if (problems.Count > 0) return problems.ConvertAll(p => p with { Message = $"{file.Name}：{p.Message}" });
        return recognised.Value.Sheets.Where(s => NamesPersons(s.Kind)).Select(s => new ComparedList(file.Name, SheetReading.Read(s), file.Day)).ToList();
    }
}
