using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>How the cells of a column are read (列的类型).</summary>
public enum FieldType
{
    Text,
    /// <summary>Free text with diseases (患病名称); kept as written, split by the illness module.</summary>
    DiseaseText,
    Name,
    IdNumber,
    /// <summary>A day, month or year, as exactly as stated.</summary>
    Date,
    /// <summary>A span of time (治疗时间 2018.1-2018.12).</summary>
    Period,
    Amount,
    Integer,
    YesNo,
    /// <summary>One code of a code list.</summary>
    Code,
    /// <summary>Any number of codes of a code list in one cell.</summary>
    Codes,
    Village,
    Phone,
}

/// <summary>
/// One column that a list may have. <paramref name="Field"/> is the name by which programs ask for it, <paramref name="Label"/> its usual heading.
/// </summary>
public sealed record ColumnProfile(string Field, string Label, FieldType Type)
{
    /// <summary>Other headings for the same column, the most usual first.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>True when the column must be there and its cells must state something.</summary>
    public bool Required { get; init; }

    /// <summary>True when the column must be there although single cells may be blank.</summary>
    public bool Expected { get; init; }

    /// <summary>How grave a cell is that cannot be read: an error rejects the row, a warning lets it pass without this value.</summary>
    public FindingLevel Unreadable { get; init; } = FindingLevel.Error;

    /// <summary>The code list of a code column.</summary>
    public CodeList? Codes { get; init; }

    public bool NegativeAllowed { get; init; }

    /// <summary>Words of this column that mean yes or no, beside the usual ones.</summary>
    public IReadOnlyList<string> YesWords { get; init; } = [];

    public IReadOnlyList<string> NoWords { get; init; } = [];

    /// <summary>True when the sheet's name stands in for a column that is missing (one sheet per village).</summary>
    public bool FromSheetName { get; init; }
}

/// <summary>
/// Columns that only the first line of a group fills (户级栏目只填首行): when all of <paramref name="WhenBlank"/> are blank, the line continues the
/// one above and takes <paramref name="Columns"/> from it.
/// </summary>
public sealed record Continuation(IReadOnlyList<string> WhenBlank, IReadOnlyList<string> Columns);

/// <summary>One kind of sheet of a department's list.</summary>
public sealed record SheetProfile(string Id, string Title, IReadOnlyList<ColumnProfile> Columns)
{
    public Continuation? Continues { get; init; }

    /// <summary>Words in front of the date of the list: 导出时间, 截止, 填报日期.</summary>
    public IReadOnlyList<string> DateLabels { get; init; } = [];

    /// <summary>Fields that together say which entry a row is, so that the same entry of a newer list is known again.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Field with the institution that the row belongs to (hospital of a settlement); null where there is none.</summary>
    public string? Party { get; init; }

    /// <summary>What the row states about its person.</summary>
    public IReadOnlyList<FactRule> Facts { get; init; } = [];

    private Dictionary<string, (ColumnProfile Column, int Rank)>? _headings;

    public ColumnProfile? Find(string field) => Columns.FirstOrDefault(c => c.Field == field);

    /// <summary>The column that a normalised heading means, and how usual the heading is for it (0 is the label).</summary>
    internal (ColumnProfile Column, int Rank)? Match(string heading) => (_headings ??= Index()).TryGetValue(heading, out var found) ? found : null;

    private Dictionary<string, (ColumnProfile, int)> Index()
    {
        var index = new Dictionary<string, (ColumnProfile, int)>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in Columns)
            foreach (var (word, rank) in column.Synonyms.Prepend(column.Label).Select((w, i) => (w, i)))
                index.TryAdd(HeadingText.Key(word), (column, rank));
        return index;
    }
}

/// <summary>
/// A statement about the person that a row makes (名单行说明的时点信息): a fixed value, or the values of fields joined by -; holding from a field's date, for
/// the year of a field, or from the day of the list; only on rows whose field has one of the given codes.
/// </summary>
public sealed record FactRule(string Kind)
{
    public string? Value { get; init; }
    public IReadOnlyList<string> ValueFrom { get; init; } = [];
    public string? From { get; init; }
    public string? ForYear { get; init; }
    public string? WhenField { get; init; }
    public IReadOnlyList<string> WhenCodes { get; init; } = [];
}

/// <summary>What a department's list looks like (导入方案): which sheets, which columns, and what they mean.</summary>
/// <param name="Id">Stable id: register, health-return, enrolment …</param>
/// <param name="Title">Chinese title of the list.</param>
/// <param name="Department">The office that sends it.</param>
public sealed record ImportProfile(string Id, string Title, string Department, IReadOnlyList<SheetProfile> Sheets)
{
    /// <summary>Words in file names and titles that speak for this list; they only decide between profiles that fit equally well.</summary>
    public IReadOnlyList<string> NameWords { get; init; } = [];
}
