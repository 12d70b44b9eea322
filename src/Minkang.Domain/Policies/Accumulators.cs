using System.Collections.Frozen;

namespace Minkang.Domain.Policies;

/// <summary>Whose amounts a slot adds up over a year: 个人, 个人的一种疾病, 户.</summary>
public enum SlotScope { Person, Disease, Household }

/// <summary>One accumulator (年度累计项) of a pack, at its place in a row of numbers. Amounts are fen; <c>stays</c> is a count.</summary>
public sealed record AccumulatorSlot(int Ordinal, string Name, SlotScope Scope);

/// <summary>
/// The accumulators of a pack: <c>stays</c>, <c>deductible:layer</c>, <c>base:layer</c>, <c>excess:layer</c>, <c>seen:layer</c>, <c>limit:layer</c>, <c>paid:group</c>, <c>self:limit</c>.
/// A slot per disease or household has <c>@disease-year</c> or <c>@household-year</c> behind its name.
/// </summary>
public sealed class AccumulatorSlots
{
    private readonly FrozenDictionary<string, AccumulatorSlot> _byName;

    private AccumulatorSlots(List<AccumulatorSlot> slots) => (All, _byName) = (slots, slots.ToFrozenDictionary(s => s.Name, StringComparer.Ordinal));

    public IReadOnlyList<AccumulatorSlot> All { get; }

    public int Count => All.Count;

    /// <summary>The slot of a name; null when the pack does not need it.</summary>
    public AccumulatorSlot? Find(string name) => _byName.GetValueOrDefault(name);

    internal int At(string name) => _byName.TryGetValue(name, out var slot) ? slot.Ordinal : -1;

    internal static string Paid(string group, Scope per) => $"paid:{group}{per switch { Scope.DiseaseYear => "@disease-year", Scope.HouseholdYear => "@household-year", _ => "" }}";

    internal static string Limit(string layer, int alternative, Scope per) => $"limit:{Alternative(layer, alternative)}{(per == Scope.DiseaseYear ? "@disease-year" : "")}";

    internal static string Alternative(string layer, int alternative) => alternative == 0 ? layer : $"{layer}/{alternative + 1}";

    internal int[] CountingPaid(PolicyPack pack, int layer)
    {
        var names = pack.Layers.SelectMany(l => l.Alternatives).SelectMany(t => t.Caps)
            .Where(c => c.Per is Scope.Year or Scope.DiseaseYear or Scope.HouseholdYear && c.Members.Contains(layer)).Select(c => Paid(c.Group, c.Per));
        return [.. names.Append(Paid(pack.Layers[layer].Id, Scope.Year)).Distinct(StringComparer.Ordinal).Select(At).Where(at => at >= 0)];
    }

    internal static AccumulatorSlots Of(PolicyPack pack)
    {
        var names = new List<string> { "stays" };
        foreach (var layer in pack.Layers)
            for (var a = 0; a < layer.Alternatives.Count; a++) names.AddRange(Of(layer, a, layer.Alternatives[a]));
        names.AddRange(pack.Limits.Where(l => l.Per == Scope.Year).Select(l => $"self:{l.Id}"));
        return new([.. names.Distinct(StringComparer.Ordinal).Select((name, at) => new AccumulatorSlot(at, name, ScopeOf(name)))]);
    }

    private static List<string> Of(Layer layer, int alternative, LayerTerms terms)
    {
        var (own, names) = (Alternative(layer.Id, alternative), new List<string>());
        if (terms.IsYearly) names.Add($"seen:{own}");
        if (terms.IsYearly || terms.Price is { Per: Scope.Head }) names.Add(Paid(layer.Id, Scope.Year));
        if (terms.Deductible is { } d && ((d.Per == Scope.Year && !terms.IsYearly) || d.AtMostPerYear is not null)) names.Add($"deductible:{own}");
        if (terms.Bands is { Per: Scope.Year } bands && !terms.IsYearly) names.Add($"{(bands.Cumulative ? "base" : "excess")}:{own}");
        if (terms.Limit is { Per: Scope.Year or Scope.DiseaseYear } limit) names.Add(Limit(layer.Id, alternative, limit.Per));
        names.AddRange(terms.Caps.Where(c => c.Per is Scope.Year or Scope.DiseaseYear or Scope.HouseholdYear).Select(c => Paid(c.Group, c.Per)));
        return names;
    }

    private static SlotScope ScopeOf(string name) =>
        name.EndsWith("@disease-year", StringComparison.Ordinal) ? SlotScope.Disease : name.EndsWith("@household-year", StringComparison.Ordinal) ? SlotScope.Household : SlotScope.Person;
}

/// <summary>
/// The accumulators of many people over years (年度累计台账) in memory, for bills settled one after the other in order of date. Everything adds, so taking a
/// settlement back restores every number exactly, whatever came after it.
/// </summary>
public sealed class AccumulatorBook(PolicyPack pack)
{
    private readonly Dictionary<(SlotScope, string, string, int), long[]> _rows = [];

    /// <summary>The numbers that stand before a bill, in the order of the pack's slots. An opening amount that the bill brings along replaces what is known.</summary>
    public long[] Before(Bill bill, int year)
    {
        var row = new long[pack.Slots.Count];
        foreach (var slot in pack.Slots.All) row[slot.Ordinal] = Row(slot.Scope, bill, year)[slot.Ordinal];
        return row;
    }

    /// <summary>Adds what a settlement, or its reversal, changed.</summary>
    public void Add(Settlement settlement)
    {
        foreach (var slot in pack.Slots.All) Row(slot.Scope, settlement.Bill, settlement.Year)[slot.Ordinal] += settlement.After[slot.Ordinal] - settlement.Before[slot.Ordinal];
    }

    /// <summary>Sets one number as it stood before the first bill.</summary>
    public void Open(Bill bill, int year, string slot, long value)
    {
        var found = pack.Slots.Find(slot) ?? throw new ArgumentException($"The pack has no accumulator '{slot}'.", nameof(slot));
        Row(found.Scope, bill, year)[found.Ordinal] = value;
    }

    private long[] Row(SlotScope scope, Bill bill, int year)
    {
        var key = scope switch
        {
            SlotScope.Household => (scope, bill.Household, "", year),
            SlotScope.Disease => (scope, bill.Person, bill.Diseases.Count > 0 ? bill.Diseases[0] : "", year),
            _ => (scope, bill.Person, "", year),
        };
        if (!_rows.TryGetValue(key, out var row)) _rows.Add(key, row = new long[pack.Slots.Count]);
        return row;
    }
}
