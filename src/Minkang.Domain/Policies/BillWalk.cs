using Minkang.Domain.Values;

namespace Minkang.Domain.Policies;

/// <summary>One settlement on its way: layers, limits, waivers in the order of the pack, each leaving a line.</summary>
internal sealed class BillWalk
{
    private readonly PolicyPack _pack;
    private readonly Bill _bill;
    private readonly BillState _state;
    private readonly LayerProgress _progress;
    private readonly ValueLookup _values;
    private readonly long[] _after;
    private readonly List<SettlementLine> _lines = [];
    private SettlementLine? _first;

    public BillWalk(PolicyPack pack, Bill bill, DateOnly day, IReadOnlyList<long> before)
    {
        (_pack, _bill) = (pack, bill);
        (_state, _progress, _values) = (new(bill, before), new(pack.Layers.Count), new(pack, bill, day));
        _after = [.. before];
    }

    public Outcome<Settlement> Settle()
    {
        for (var layer = 0; layer < _pack.Layers.Count; layer++) Layer(layer);
        foreach (var limit in _pack.Limits) Limit(limit);
        Waivers();
        if (_values.Missing is { } missing) return missing;
        CountAtTheEnd();
        return new Settlement
        {
            PackId = _pack.Id,
            PackHash = _pack.Hash,
            Bill = _bill,
            Year = PolicyEngine.YearOf(_pack, _bill)!.Value,
            Lines = _lines,
            Self = Self(),
            Before = _state.Before,
            After = _after,
        };
    }

    private void Layer(int at)
    {
        var layer = _pack.Layers[at];
        CountSeen(layer);
        if (layer.When.FirstFailing(_bill, _progress) is { } failing)
        {
            _lines.Add(Line(LineKind.Layer, layer.Id, layer.Payer, layer.PayerName, layer.Title) with { Applied = false, Sentence = SettlementText.NotApplied(failing) });
            return;
        }
        var calculation = new TermsCalculation(_pack, _state, _progress, _values);
        var steps = new List<TermsStep>();
        for (var a = 0; a < layer.Alternatives.Count; a++)
            if (layer.Alternatives[a].When.Holds(_bill, null)) steps.Add(calculation.Of(at, a));
        if (steps.Count == 0)
        {
            _lines.Add(Line(LineKind.Layer, layer.Id, layer.Payer, layer.PayerName, layer.Title) with { Applied = false, Sentence = SettlementText.NoAlternative });
            return;
        }
        var best = steps.MaxBy(s => s.Pay)!;
        Take(at, best, steps);
    }

    /// <summary>What a yearly layer looks at grows with every bill, also with those it does not apply to.</summary>
    private void CountSeen(Layer layer)
    {
        for (var a = 0; a < layer.Alternatives.Count; a++)
            if (layer.Alternatives[a].IsYearly) _after[_pack.Slots.At($"seen:{AccumulatorSlots.Alternative(layer.Id, a)}")] += _state.Left[(int)BillPart.InScope];
    }

    private void Take(int at, TermsStep step, List<TermsStep> steps)
    {
        var layer = _pack.Layers[at];
        var parts = BillState.PartsOf(step.Terms.Base).ToArray();
        if (step.PriceExcess > 0) PriceExcess(layer, step, parts);
        var paid = _state.Pay(step.Pay, parts);
        (_progress.Paid[at], _progress.Reached[at], _progress.DeductibleLeft[at]) = (paid, step.Reached, step.DeductibleLeft);
        foreach (var (slot, amount) in step.Changes) _after[slot] += amount;
        CountPaid(at, paid);
        var line = Line(LineKind.Layer, layer.Id, layer.Payer, layer.PayerName, layer.Title) with
        {
            Bases = step.Terms.Base,
            Base = new(step.Base),
            AboveLimit = new(step.AboveLimit),
            Deductible = new(step.Deductible),
            Covered = new(step.Covered),
            Parts = step.Parts,
            ToppedUp = new(step.ToppedUp),
            AboveCap = new(step.AboveCap),
            Paid = new(paid),
            Others = [.. steps.Where(s => s != step).Select(s => new OtherTerms(s.Terms.Title, new(s.Pay)))],
            Clause = SettlementText.Clause(_pack, layer, step),
            Sentence = SettlementText.Layer(step, paid, steps),
        };
        _lines.Add(line);
        if (parts.Contains(BillPart.InScope)) _first ??= line;
    }

    private void PriceExcess(Layer layer, TermsStep step, BillPart[] parts)
    {
        var price = step.Terms.Price!;
        var borne = _state.Pay(step.PriceExcess, parts.Reverse());
        _lines.Add(Line(LineKind.PriceExcess, $"{layer.Id}.excess", price.ExcessPayer!, price.ExcessPayerName!, $"{layer.Title}超出定额") with
        {
            Base = new(step.Base),
            Paid = new(borne),
            Clause = _pack.Clause(step.Price?.Source ?? price.Source),
            Sentence = SettlementText.PriceExcess(step, borne),
        });
    }

    private void CountPaid(int at, long paid)
    {
        foreach (var slot in _pack.PaidSlots[at]) _after[slot] += paid;
    }

    private void Limit(PersonLimit limit)
    {
        var line = Line(LineKind.Limit, limit.Id, limit.Payer, limit.PayerName, limit.Title);
        if (limit.When.FirstFailing(_bill, _progress) is { } failing)
        {
            _lines.Add(line with { Applied = false, Sentence = SettlementText.NotApplied(failing) });
            return;
        }
        var (value, source, label) = _values.Of(limit.Amount);
        var parts = BillState.PartsOf(limit.Counts);
        var counted = _state.LeftOf(parts);
        var most = limit.IsShare ? _pack.Rounding.Apply(_state.Amount(limit.Of) * value) : value;
        var spent = limit.Per == Scope.Year ? _state.Before[_pack.Slots.At($"self:{limit.Id}")] : 0;
        var paid = _state.Pay(Math.Max(0, counted - Math.Max(0, most - spent)), parts);
        _lines.Add(line with
        {
            Bases = [limit.Counts],
            Base = new(counted),
            Paid = new(paid),
            Clause = _pack.Clause(source ?? limit.Source),
            Sentence = SettlementText.Limit(limit, counted, most, spent, paid, label),
        });
    }

    private void Waivers()
    {
        var worked = new List<(Waiver Waiver, long Base, Cited Share, long Amount)>();
        foreach (var waiver in _pack.Waivers)
        {
            if (waiver.When.FirstFailing(_bill, _progress) is { } failing)
            {
                _lines.Add(Line(LineKind.Waiver, waiver.Id, waiver.Payer, waiver.PayerName, waiver.Title) with { Applied = false, Sentence = SettlementText.NotApplied(failing) });
                continue;
            }
            var amount = waiver.Item is { } item ? _bill.Items.GetValueOrDefault(item).Fen : _state.Amount(waiver.Of);
            var (value, source, label) = _values.Of(waiver.Share);
            worked.Add((waiver, amount, new(value, source, label), waiver.Rounding.Apply(amount * value)));
        }
        foreach (var group in _pack.WaiverGroups)
            PayBest([.. worked.Where(w => group.Contains(w.Waiver))]);
    }

    /// <summary>Of waivers that are not granted together the largest counts; the first where they are equal.</summary>
    private void PayBest(List<(Waiver Waiver, long Base, Cited Share, long Amount)> group)
    {
        if (group.Count == 0) return;
        var best = group.MaxBy(w => w.Amount);
        foreach (var one in group)
        {
            var paid = one == best ? _state.Pay(one.Amount, BillState.PartsOf(one.Waiver.Item is null ? one.Waiver.Of : AmountKind.AllLeft)) : 0;
            _lines.Add(Line(LineKind.Waiver, one.Waiver.Id, one.Waiver.Payer, one.Waiver.PayerName, one.Waiver.Title) with
            {
                Applied = one == best,
                Base = new(one.Base),
                Paid = new(paid),
                Clause = _pack.Clause(one.Share.Source ?? one.Waiver.Source),
                Sentence = one == best ? SettlementText.Waiver(one.Waiver, one.Base, one.Share.Value, paid) : SettlementText.SmallerWaiver(one.Amount, best.Waiver.Title),
            });
        }
    }

    private void CountAtTheEnd()
    {
        foreach (var limit in _pack.Limits)
            if (limit.Per == Scope.Year && limit.When.Holds(_bill, _progress)) _after[_pack.Slots.At($"self:{limit.Id}")] += _state.LeftOf(BillState.PartsOf(limit.Counts));
        if (_pack.StayKinds.Contains(_bill.Kind)) _after[_pack.Slots.At("stays")]++;
    }

    private SelfPayment Self()
    {
        var inScope = _state.Left[(int)BillPart.InScope];
        var deductible = Math.Min(inScope, _first?.Deductible.Fen ?? 0);
        var aboveCap = Math.Min(inScope - deductible, _first?.AboveCap.Fen ?? 0);
        return new(new(_state.Left[(int)BillPart.OutOfCatalogue]), new(_state.Left[(int)BillPart.OverLimit]), new(_state.Left[(int)BillPart.PreSelfPaid]),
            new(deductible), new(aboveCap), new(inScope - deductible - aboveCap));
    }

    private static SettlementLine Line(LineKind kind, string id, string payer, string payerName, string title) =>
        new() { Kind = kind, Id = id, Payer = payer, PayerName = payerName, Title = title };
}
