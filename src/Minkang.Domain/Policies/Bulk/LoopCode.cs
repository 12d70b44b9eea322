using System.Linq.Expressions;
using static System.Linq.Expressions.Expression;
using static Minkang.Domain.Policies.Bulk.RowCode;

namespace Minkang.Domain.Policies.Bulk;

/// <summary>Writes the loop of a compiled pack: layers, limits and waivers in the steps of <see cref="BillWalk"/>.</summary>
internal sealed class LoopCode
{
    private readonly PolicyPack _pack;
    private readonly RowCode _row;
    private readonly bool _trace;
    private readonly ParameterExpression _result = Parameter(typeof(BulkResult), "result");
    private readonly ParameterExpression _from = Parameter(typeof(int), "from");
    private readonly ParameterExpression _until = Parameter(typeof(int), "until");
    private readonly ParameterExpression[] _payers;
    private readonly ParameterExpression[] _steps;
    private readonly List<Expression> _body = [];

    public LoopCode(PolicyPack pack, PackCodes codes, PackSlots slots, bool trace)
    {
        (_pack, _row, _trace) = (pack, new(pack, codes, slots), trace);
        _payers = [.. pack.Payers.Select(p => Variable(typeof(long), $"payer-{p}"))];
        _steps = trace ? [.. Enumerable.Range(0, pack.Layers.Count * 3).Select(i => Variable(typeof(long), $"step-{i}"))] : [];
    }

    public SettleLoop Compile()
    {
        for (var layer = 0; layer < _pack.Layers.Count; layer++) Layer(layer);
        var limits = _pack.Limits.Select(Limit).ToList();
        Waivers();
        CountAtTheEnd(limits);
        var next = Label("next");
        var end = Label("end");
        var unfit = ArrayIndex(_row.Hoisted(nameof(BulkBills.Unfit), Property(_row.Bills, nameof(BulkBills.Unfit))), _row.Row);
        var refused = ArrayAccess(_row.Hoisted(nameof(BulkResult.Refused), Property(_result, nameof(BulkResult.Refused))), _row.Row);
        ParameterExpression[] always = [_row.Missing, .. _row.Left, .. _row.Paid, .. _row.Reached, .. _row.DeductibleLeft, .. _payers, .. _steps];
        var start = Start().ToList();
        var writes = Writes();
        var one = Block([.. always, .. _row.Inner],
            [IfThen(unfit, Block(Assign(refused, Constant(true)), Goto(next))), .. always.Select(v => Assign(v, Default(v.Type))), .. _row.Reads, .. start, .. _body,
             IfThen(_row.Missing, Block(Assign(refused, Constant(true)), Goto(next))), .. writes]);
        var loop = Loop(Block(IfThen(GreaterThanOrEqual(_row.Row, _until), Break(end)), one, Label(next), Assign(_row.Row, Add(_row.Row, Constant(1)))), end);
        var all = Block([_row.Row, .. _row.Outer], [.. _row.Before, Assign(_row.Row, _from), loop]);
        return Lambda<SettleLoop>(all, _row.Bills, _row.Accumulators, _result, _from, _until).Compile();
    }

    private IEnumerable<Expression> Start()
    {
        string[] columns = [nameof(BulkBills.InScope), nameof(BulkBills.PreSelfPaid), nameof(BulkBills.OverLimit), nameof(BulkBills.OutOfCatalogue)];
        return columns.Select((column, part) => (Expression)Assign(_row.Left[part], _row.Column(column)));
    }

    private List<Expression> Writes()
    {
        var writes = new List<Expression>(_payers.Select((payer, i) => Assign(Out(nameof(BulkResult.Paid), i), payer)))
        {
            Assign(ArrayAccess(_row.Hoisted(nameof(BulkResult.Self), Property(_result, nameof(BulkResult.Self))), _row.Row), _row.Amount(AmountKind.AllLeft)),
        };
        for (var layer = 0; _trace && layer < _pack.Layers.Count; layer++)
        {
            for (var k = 0; k < 3; k++) writes.Add(Assign(Out(nameof(BulkResult.Trace), layer * 4 + k), _steps[layer * 3 + k]));
            writes.Add(Assign(Out(nameof(BulkResult.Trace), layer * 4 + 3), _row.Paid[layer]));
        }
        writes.AddRange(_row.Writes());
        return writes;
    }

    private IndexExpression Out(string name, int at) => ArrayAccess(_row.Hoisted($"{name}{at}", ArrayIndex(Property(_result, name), Constant(at))), _row.Row);

    private BinaryExpression PaidBy(string payer, Expression amount)
    {
        var sum = _payers[_pack.Payers.ToList().IndexOf(payer)];
        return Assign(sum, Add(sum, amount));
    }

    private void Layer(int at)
    {
        var layer = _pack.Layers[at];
        for (var a = 0; a < layer.Alternatives.Count; a++)
            if (layer.Alternatives[a].IsYearly) _body.Add(_row.SlotAdd($"seen:{AccumulatorSlots.Alternative(layer.Id, a)}", _row.Left[0]));
        var body = new List<Expression>();
        if (layer.Alternatives.Count == 1) Take(body, at, layer.Alternatives[0], new TermsCode(_pack, _row, body).Of(at, 0));
        else Best(body, at);
        _body.Add(layer.When.Tests.Count == 0 ? Block(body) : IfThen(_row.Holds(layer.When), Block(body)));
    }

    /// <summary>Works every alternative out that applies and goes on with the first of those that pay most.</summary>
    private void Best(List<Expression> body, int at)
    {
        var terms = _pack.Layers[at].Alternatives;
        var (best, which) = (_row.Local(body, Fen(-1), "best"), _row.Local(body, Constant(-1), "which"));
        var results = new List<TermsCodeResult>();
        for (var a = 0; a < terms.Count; a++)
        {
            var one = new List<Expression>();
            var result = new TermsCode(_pack, _row, one).Of(at, a);
            one.Add(IfThen(GreaterThan(result.Pay, best), Block(Assign(best, result.Pay), Assign(which, Constant(a)))));
            results.Add(result);
            body.Add(terms[a].When.Tests.Count == 0 ? Block(one) : IfThen(_row.Holds(terms[a].When), Block(one)));
        }
        for (var a = 0; a < terms.Count; a++)
        {
            var one = new List<Expression>();
            Take(one, at, terms[a], results[a]);
            body.Add(IfThen(Equal(which, Constant(a)), Block(one)));
        }
    }

    private void Take(List<Expression> body, int at, LayerTerms terms, TermsCodeResult result)
    {
        var parts = BillState.PartsOf(terms.Base).ToArray();
        var id = _pack.Layers[at].Id;
        if (terms.Price?.ExcessPayer is { } excess) body.Add(PaidBy(excess, _row.Pay(body, result.PriceExcess, parts.Reverse(), $"{id}-excess")));
        body.Add(Assign(_row.Paid[at], _row.Pay(body, result.Pay, parts, id)));
        body.Add(Assign(_row.DeductibleLeft[at], result.DeductibleLeft));
        body.Add(Assign(_row.Reached[at], OrElse(GreaterThan(result.Covered, Fen(0)), Equal(_row.DeductibleLeft[at], Fen(0)))));
        foreach (var (slot, amount) in result.Changes) body.Add(_row.SlotAdd(slot, amount));
        foreach (var slot in _pack.PaidSlots[at]) body.Add(_row.SlotAdd(slot, _row.Paid[at]));
        body.Add(PaidBy(_pack.Layers[at].Payer, _row.Paid[at]));
        if (!_trace) return;
        Expression[] steps = [result.Base, result.Deductible, result.Covered];
        for (var k = 0; k < 3; k++) body.Add(Assign(_steps[at * 3 + k], steps[k]));
    }

    private (PersonLimit Limit, ParameterExpression Holds) Limit(PersonLimit limit)
    {
        var holds = _row.Local(_body, _row.Holds(limit.When), $"holds-{limit.Id}");
        var body = new List<Expression>();
        var parts = BillState.PartsOf(limit.Counts);
        var counted = parts.Select(p => (Expression)_row.Left[(int)p]).Aggregate(Add);
        var value = _row.Of(limit.Amount);
        var most = limit.IsShare ? Rounded(_pack.Rounding, Multiply(_row.Amount(limit.Of), value)) : value;
        if (limit.Per == Scope.Year) most = AtLeastZero(Subtract(most, _row.SlotBefore($"self:{limit.Id}")));
        var over = _row.Local(body, AtLeastZero(Subtract(counted, most)), $"over-{limit.Id}");
        body.Add(PaidBy(limit.Payer, _row.Pay(body, over, parts, limit.Id)));
        _body.Add(IfThen(holds, Block(body)));
        return (limit, holds);
    }

    private void Waivers()
    {
        var amounts = _pack.Waivers.ToDictionary(w => w, w =>
        {
            var amount = w.Item is { } item ? _row.Item(item) : _row.Amount(w.Of);
            return _row.Local(_body, Condition(_row.Holds(w.When), Rounded(w.Rounding, Multiply(amount, _row.Of(w.Share))), Fen(-1)), $"waiver-{w.Id}");
        });
        foreach (var group in _pack.WaiverGroups)
        {
            var best = _row.Local(_body, Fen(-1), "best-waiver");
            foreach (var one in group) _body.Add(Assign(best, Max(best, amounts[one])));
            var open = _row.Local(_body, GreaterThanOrEqual(best, Fen(0)), "waiver-open");
            foreach (var one in group)
            {
                var body = new List<Expression>();
                body.Add(PaidBy(one.Payer, _row.Pay(body, best, BillState.PartsOf(one.Item is null ? one.Of : AmountKind.AllLeft), one.Id)));
                body.Add(Assign(open, Constant(false)));
                _body.Add(IfThen(AndAlso(open, Equal(amounts[one], best)), Block(body)));
            }
        }
    }

    private void CountAtTheEnd(List<(PersonLimit Limit, ParameterExpression Holds)> limits)
    {
        foreach (var (limit, holds) in limits)
            if (limit.Per == Scope.Year)
                _body.Add(IfThen(holds, _row.SlotAdd($"self:{limit.Id}", BillState.PartsOf(limit.Counts).Select(p => (Expression)_row.Left[(int)p]).Aggregate(Add))));
        if (CountsStays()) _body.Add(IfThen(_row.Holds(new([new CodeTest(CodeFact.Kind, [.. _pack.StayKinds], "")])), _row.SlotAdd("stays", Fen(1))));
    }

    /// <summary>Whether any deductible asks how many stays there were; otherwise nobody reads the count.</summary>
    private bool CountsStays() =>
        _pack.StayKinds.Count > 0 && _pack.Layers.SelectMany(l => l.Alternatives).Any(t => t.Deductible is { } d && (d.WaivedAfterStays is not null || d.ByStay.Count > 1));
}
