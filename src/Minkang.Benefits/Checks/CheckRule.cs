using Minkang.Domain.Values;

namespace Minkang.Benefits.Checks;

/// <summary>What a rule looks for (查什么).</summary>
internal enum CheckKind
{
    /// <summary>两次住院时间重叠</summary>
    Overlap,
    /// <summary>去世以后就诊</summary>
    Death,
    /// <summary>迁出以后就诊</summary>
    Departure,
    /// <summary>同一张发票结算两次</summary>
    Invoice,
    /// <summary>各项相加与账上不符</summary>
    Sums,
    /// <summary>短期内同病再住院</summary>
    Readmission,
    /// <summary>短天数低费用住院</summary>
    Loose,
    /// <summary>向免押金的人收押金</summary>
    Deposit,
    /// <summary>目录外项目没有知情同意</summary>
    Consent,
}

/// <summary>How grave a hit is (轻重).</summary>
internal enum Gravity
{
    Serious,
    Ordinary,
    Notice,
}

/// <summary>A rule by which settlements are looked through (核查规则), with its parameters as the catalogue states them.</summary>
internal sealed record CheckRule
{
    public required string Id { get; init; }
    public required CheckKind Kind { get; init; }
    public required string Title { get; init; }
    public required string English { get; init; }
    /// <summary>What the rule finds, in a sentence.</summary>
    public required string Finds { get; init; }
    public required string FindsEnglish { get; init; }
    public required Gravity Gravity { get; init; }
    public int Days { get; init; }
    /// <summary>Kinds of encounter that are looked at; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
    public IReadOnlyList<string> Places { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];
    /// <summary>By level of institution, as policies tell levels apart.</summary>
    public IReadOnlyDictionary<string, Money> Amounts { get; init; } = new Dictionary<string, Money>(StringComparer.Ordinal);
    /// <summary>Diseases that are not looked at: ids of the catalogue, and beginnings of ICD-10 codes.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];
    public required DateOnly FromOn { get; init; }
    /// <summary>First day on which it no longer holds; null for an open end.</summary>
    public DateOnly? UntilOn { get; init; }
    public required string Source { get; init; }

    public bool HoldsOn(DateOnly day) => day >= FromOn && (UntilOn is not { } until || day < until);

    public bool Covers(string kind) => Kinds.Count == 0 || Kinds.Contains(kind, StringComparer.Ordinal);

    public bool Excepts(string disease) => Except.Any(e => disease == e || (char.IsAsciiLetterUpper(e[0]) && disease.StartsWith(e, StringComparison.Ordinal)));
}

/// <summary>What share of the cost an indicator measures (指标口径).</summary>
internal enum Measure
{
    /// <summary>个人负担</summary>
    SelfPay,
    /// <summary>目录外费用</summary>
    OutOfCatalogue,
}

/// <summary>The most that a share should be at institutions of a level (上限), with the document that says so.</summary>
internal sealed record ShareLimit(string Level, Rate Share, string Source);

/// <summary>A monthly indicator of a hospital's bills (费用指标).</summary>
internal sealed record CheckIndicator(string Id, Measure Measure, string Title, string English, string About, string AboutEnglish, IReadOnlyList<string> Kinds, IReadOnlyList<ShareLimit> Limits, DateOnly FromOn, DateOnly? UntilOn)
{
    /// <summary>The limit for a level in a month that begins with the day; null where none is set.</summary>
    public ShareLimit? LimitFor(string level, DateOnly month) => month >= FromOn && (UntilOn is not { } until || month < until) ? Limits.FirstOrDefault(l => l.Level == level) : null;
}
