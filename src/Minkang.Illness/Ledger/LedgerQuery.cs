using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;

namespace Minkang.Illness.Ledger;

/// <summary>By what the ledger counts (台账口径).</summary>
internal enum LedgerBy
{
    /// <summary>按病种目录</summary>
    List,
    /// <summary>按救治路径</summary>
    Route,
    /// <summary>按核实状态</summary>
    State,
}

/// <summary>Which conditions count (核实范围).</summary>
internal enum LedgerStates
{
    /// <summary>全部未排除: suspected, waiting and verified.</summary>
    Living,
    /// <summary>已核实</summary>
    Verified,
    /// <summary>未核实: suspected and waiting.</summary>
    Open,
}

/// <summary>
/// What a ledger counts (台账条件). All of it stands in the address, the list's id included, so that an old address counts by the list it was made with.
/// </summary>
/// <param name="Area">Township or village; null for everything in reach.</param>
/// <param name="List">The disease list, for <see cref="LedgerBy.List"/>.</param>
/// <param name="Against">A list to leave out: only what <paramref name="List"/> covers and this one does not.</param>
/// <param name="Day">Persons who died or left before it do not count; ages are those of this day.</param>
/// <param name="IllnessPoorOnly">Only persons of households whose main cause of poverty is illness.</param>
internal sealed record LedgerQuery(RegionCode? Area, LedgerBy By, DiseaseList? List, DiseaseList? Against, LedgerStates States, DateOnly Day, bool IllnessPoorOnly = false)
{
    /// <summary>True when the state is among those that count. Counting by state looks at all of them.</summary>
    public bool Counts(ConditionState state) => By switch
    {
        LedgerBy.State => true,
        LedgerBy.Route => state == ConditionState.Verified,
        _ => States switch
        {
            LedgerStates.Verified => state == ConditionState.Verified,
            LedgerStates.Open => state is ConditionState.Suspected or ConditionState.Stated,
            _ => state is ConditionState.Suspected or ConditionState.Stated or ConditionState.Verified,
        },
    };
}

/// <summary>One condition as the ledger needs it.</summary>
internal sealed record LedgerEntry(
    Guid ConditionId, Guid PersonId, Guid? HouseholdId, string VillageCode, string Pinyin, string? Disease, DateOnly? BirthOn, ConditionState State, TreatmentRoute? Route);

/// <summary>A column of the ledger, by its key in the address.</summary>
internal sealed record LedgerColumn(string Key, string Label);

/// <summary>Puts a condition into its column (归类). The same rule makes the figure and the list behind it.</summary>
internal sealed class LedgerColumns
{
    public const string Other = "other", NoRoute = "none", Listed = "listed";
    private readonly LedgerQuery _query;
    private readonly DiseaseCatalogue _catalogue;
    private readonly Dictionary<(string Disease, int? Age), string?> _known = [];

    public LedgerColumns(LedgerQuery query, DiseaseCatalogue catalogue)
    {
        (_query, _catalogue) = (query, catalogue);
        All = query.By switch
        {
            LedgerBy.Route => [.. Enum.GetValues<TreatmentRoute>().Select(r => new LedgerColumn(r.ToString(), Words.Of(r))), new(NoRoute, Platform.Ui.Text.T("未定路径"))],
            LedgerBy.State => [.. Enum.GetValues<ConditionState>().Where(s => s != ConditionState.Merged).Select(s => new LedgerColumn(s.ToString(), Words.Of(s)))],
            _ => ListColumns(),
        };
    }

    public IReadOnlyList<LedgerColumn> All { get; }

    /// <summary>Key of the column, or null when the condition does not count here.</summary>
    public string? KeyOf(LedgerEntry entry)
    {
        if (!_query.Counts(entry.State)) return null;
        return _query.By switch
        {
            LedgerBy.Route => entry.Route?.ToString() ?? NoRoute,
            LedgerBy.State => entry.State.ToString(),
            _ => ListKey(entry),
        };
    }

    private string? ListKey(LedgerEntry entry)
    {
        if (entry.Disease is not { } disease) return _query.Against is null ? Other : null;
        int? age = entry.BirthOn is { } birth && birth <= _query.Day ? AgeBounds.AgeOn(birth, _query.Day) : null;
        if (_known.TryGetValue((disease, age), out var key)) return key;
        if (_query.List is { } list && _catalogue.Covering(list, disease, age) is { } covering)
        {
            var at = list.Entries.Index().First(e => ReferenceEquals(e.Item, covering)).Index;
            key = _query.Against is { } before && _catalogue.Covering(before, disease, age) is not null ? null : KeyAt(at);
        }
        else key = _query.Against is null ? Other : null;
        return _known[(disease, age)] = key;
    }

    private List<LedgerColumn> ListColumns()
    {
        var columns = _query.List?.Entries.Select((e, i) => new LedgerColumn(KeyAt(i), LabelOf(e))).ToList() ?? [];
        if (_query.Against is null) columns.Add(new(Other, Platform.Ui.Text.T("目录外疾病")));
        return columns;
    }

    private string LabelOf(DiseaseListEntry entry) => NameOf(_catalogue, entry) + (entry.Age is { } age ? $"（{AgeText(age)}）" : "");

    /// <summary>What an entry names: a disease, or a group of people.</summary>
    internal static string NameOf(DiseaseCatalogue catalogue, DiseaseListEntry entry) => entry.Disease is { } disease ? catalogue.Find(disease)?.Name ?? disease : entry.Group ?? entry.Class;

    internal static string AgeText(AgeBounds age) => (age.From, age.Through) switch
    {
        ({ } from, { } through) => $"{from}–{through}周岁",
        ({ } from, null) => $"{from}周岁及以上",
        (null, { } through) => $"{through}周岁及以下",
        _ => "",
    };

    private static string KeyAt(int index) => "e" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
