namespace Minkang.Samples.Dirt;

/// <summary>One kind of fault: what it is, in which lists it occurs, how often. Loaded from <c>Data/dirt.json</c>.</summary>
internal sealed record FaultKind(string Kind, string Group, string Meaning, string Lists, double Usual, double Heavy)
{
    public bool In(string list) => $" {Lists} ".Contains($" {list} ", StringComparison.Ordinal);
}

/// <summary>The rates of all faults at one level.</summary>
internal sealed class DirtProfile
{
    private sealed record File(string Meaning, List<FaultKind> Faults);

    private static readonly Lazy<List<FaultKind>> Loaded = new(() => SampleData.Read<File>("dirt").Faults);
    private readonly Dictionary<(string Kind, string List), double> _rates = [];
    private readonly Dictionary<(string Group, string List), (string Kind, double Rate)[]> _groups = [];

    public DirtProfile(DirtLevel level, IReadOnlyList<string> without)
    {
        if (without.FirstOrDefault(w => Kinds.All(k => k.Kind != w)) is { } unknown) throw new ArgumentException($"There is no kind of fault called {unknown}.", nameof(without));
        foreach (var fault in Kinds.Where(k => level != DirtLevel.None && !without.Contains(k.Kind)))
            foreach (var list in SampleData.Words(fault.Lists))
                _rates[(fault.Kind, list)] = level == DirtLevel.Heavy ? fault.Heavy : fault.Usual;
        foreach (var byGroup in Kinds.GroupBy(k => k.Group))
            foreach (var list in byGroup.SelectMany(k => SampleData.Words(k.Lists)).Distinct())
                _groups[(byGroup.Key, list)] = [.. byGroup.Select(k => (k.Kind, Rate(k.Kind, list))).Where(k => k.Item2 > 0)];
    }

    public static IReadOnlyList<FaultKind> Kinds => Loaded.Value;

    /// <summary>Chance of the fault in the list; zero when it does not occur there.</summary>
    public double Rate(string kind, string list) => _rates.GetValueOrDefault((kind, list));

    /// <summary>The faults of a group that can occur in the list, with their rates.</summary>
    public (string Kind, double Rate)[] Group(string group, string list) => _groups.GetValueOrDefault((group, list)) ?? [];
}
