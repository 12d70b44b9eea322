namespace Minkang.Registry.Compare;

/// <summary>Why a row was put to its person (判定).</summary>
internal enum RowDecision
{
    /// <summary>No other row speaks of this person (只在一处).</summary>
    Alone,
    /// <summary>Perhaps another row's person; somebody has to look (待人工核对).</summary>
    Unsure,
    /// <summary>By all other signs (信息高度一致).</summary>
    Probable,
    /// <summary>By a number that agrees but for a keying error (号码修正后一致).</summary>
    Repaired,
    /// <summary>By the same number (号码一致).</summary>
    Exact,
}

/// <summary>Rows that are held to be one person (视为同一人的各行), in the order of the lists.</summary>
internal sealed class ComparedPerson(IReadOnlyList<ComparedRow> rows)
{
    public static readonly ComparedPerson Nobody = new([]);

    public IReadOnlyList<ComparedRow> Rows { get; } = rows;

    /// <summary>Own key of this result, from 1; 0 for a row that stands alone.</summary>
    public int Key { get; init; }

    public ComparedRow? First(ListKind kind) => Rows.FirstOrDefault(r => r.Kind == kind);

    public IEnumerable<ComparedRow> Of(ListKind kind) => Rows.Where(r => r.Kind == kind);

    public bool On(ListKind kind) => First(kind) is not null;
}
