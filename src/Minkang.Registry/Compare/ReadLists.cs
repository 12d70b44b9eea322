using Minkang.Domain.Values;
using Minkang.Platform.Lists;

namespace Minkang.Registry.Compare;

/// <summary>Opens list files for a comparison (读入参与比对的名单). All files are taken or none; sheets that are no list of persons are left out.</summary>
internal sealed class ReadLists(ListCatalog catalog)
{
    /// <summary>The sheets in an order of their own: kind, file, sheet. The order in which files are named makes no difference.</summary>
    public Outcome<IReadOnlyList<ComparedList>> Read(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var problems = new List<Problem>();
        var lists = new List<(ComparedList List, int Place)>();
        foreach (var (name, content) in files) Read(name, content, lists, problems);
        if (files.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count() < files.Count)
            problems.Add(new("compare.same-name", "", "有两个文件同名，结果里分不清是哪一个。请改名后再比对。"));
        if (problems.Count > 0) return problems;
        if (lists.Count < 2) return new Problem("compare.one-list", "", "只有一张名单，没有可以对照的。请再给一份名单。");
        var ordered = lists.OrderBy(l => l.List.Kind).ThenBy(l => l.List.File, StringComparer.Ordinal).ThenBy(l => l.Place).Select(l => l.List).ToList();
        FindPlaces.In(ordered);
        return ordered;
    }

    private void Read(string name, byte[] content, List<(ComparedList, int)> lists, List<Problem> problems)
    {
        var opened = ListFile.Open(content, name);
        var recognised = opened.Ok ? new RecogniseList(catalog).Handle(opened.Value) : opened.Problems.ToArray();
        if (!recognised.Ok) { problems.AddRange(recognised.Problems.Select(p => p with { Message = $"{name}：{p.Message}" })); return; }
        foreach (var match in recognised.Value.Sheets)
            if (!match.Usable) problems.AddRange(match.Problems.Select(p => p with { Message = $"{name}：{p.Message}" }));
            else if (match.Kind.Columns.Any(c => c.Type == FieldType.Name && c.Required)) lists.Add((new ComparedList(name, SheetReading.Read(match)), lists.Count));
    }
}
