namespace Minkang.Domain.Policies.Bulk;

/// <summary>The codes that a pack asks for, as small numbers and bits: whatever it does not ask for is number 0 and no bit.</summary>
internal sealed class PackCodes
{
    private const int MostBits = 62;

    private readonly Dictionary<string, byte>[] _codes = [Empty(), Empty(), Empty(), Empty()];
    private readonly Dictionary<(SetFact, string), int> _bits = [];
    private readonly List<string> _items = [];

    public PackCodes(PolicyPack pack)
    {
        foreach (var test in pack.Layers.SelectMany(Conditions).Concat(pack.Limits.SelectMany(l => Of(l.Amount).Append(l.When)))
                     .Concat(pack.Waivers.SelectMany(w => Of(w.Share).Append(w.When))).SelectMany(Tests)) Take(test);
        foreach (var kind in pack.StayKinds) Number(CodeFact.Kind, kind);
        foreach (var item in pack.Waivers.Select(w => w.Item).OfType<string>().Distinct(StringComparer.Ordinal)) _items.Add(item);
        if (_bits.Count > MostBits) throw new NotSupportedException($"The pack {pack.Id} asks for more than {MostBits} categories, lists and diseases.");
    }

    public IReadOnlyList<string> Items => _items;

    public const ulong Designated = 1UL << 62, Enrolled = 1UL << 63;

    public byte CodeOf(CodeFact fact, string code) => _codes[(int)fact].GetValueOrDefault(code);

    /// <summary>A value for every number of a fact, from 0.</summary>
    public T[] ForEach<T>(CodeFact fact, Func<string?, T> value)
    {
        var names = new string?[_codes[(int)fact].Count + 1];
        foreach (var (name, at) in _codes[(int)fact]) names[at] = name;
        return [.. names.Select(value)];
    }

    public ulong Mask(SetFact fact, IEnumerable<string> codes) => codes.Aggregate(0UL, (mask, code) => mask | 1UL << _bits[(fact, code)]);

    /// <summary>All facts of a bill that are sets or flags, as bits.</summary>
    public ulong Facts(Bill bill)
    {
        var facts = (bill.Designated ? Designated : 0) | (bill.Enrolled ? Enrolled : 0);
        foreach (var ((fact, code), bit) in _bits)
            if (SetTest.Has(bill, fact, code)) facts |= 1UL << bit;
        return facts;
    }

    private static Dictionary<string, byte> Empty() => new(StringComparer.Ordinal);

    private void Number(CodeFact fact, string code)
    {
        var codes = _codes[(int)fact];
        if (codes.Count >= 63) throw new NotSupportedException($"More than 63 codes of {fact} in one pack.");
        codes.TryAdd(code, (byte)(codes.Count + 1));
    }

    private void Take(ConditionTest test)
    {
        if (test is CodeTest c) foreach (var code in c.Codes) Number(c.Fact, code);
        if (test is SetTest s) foreach (var code in s.Codes) _bits.TryAdd((s.Fact, code), _bits.Count);
    }

    private static IEnumerable<Condition> Conditions(Layer layer) => layer.Alternatives.SelectMany(Conditions).Append(layer.When);

    private static IEnumerable<Condition> Conditions(LayerTerms terms)
    {
        IEnumerable<ValueTable?> tables = [terms.Limit?.Amount, terms.Rate, terms.Price?.Amount, terms.Guarantee?.Share, terms.Deductible?.AtMostPerYear,
            .. terms.Deductible?.ByStay ?? [], .. terms.Deductible?.Reductions.SelectMany(r => new[] { r.To, r.ByShare }) ?? [],
            .. terms.Bands?.Of.SelectMany(b => new[] { b.UpTo, b.Rate }) ?? [], .. terms.Caps.Select(c => c.Amount)];
        return tables.OfType<ValueTable>().SelectMany(Of).Append(terms.When).Concat(terms.Adjustments.Select(a => a.When))
            .Concat(terms.Caps.SelectMany(c => c.Factors).Select(f => f.When)).Concat(terms.Deductible?.Reductions.Select(r => r.When) ?? []);
    }

    private static IEnumerable<Condition> Of(ValueTable table) => table.Rows.Select(r => r.When);

    private static IEnumerable<ConditionTest> Tests(Condition condition) => condition.Tests.SelectMany(t => t is NotTest not ? Tests(not.Other) : [t]);
}
