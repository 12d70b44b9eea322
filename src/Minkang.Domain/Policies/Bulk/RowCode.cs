using System.Linq.Expressions;
using System.Reflection;
using Minkang.Domain.Values;
using static System.Linq.Expressions.Expression;

namespace Minkang.Domain.Policies.Bulk;

/// <summary>The pieces of code for one row: columns, conditions, values and the arithmetic that is common to all steps.</summary>
internal sealed class RowCode(PolicyPack pack, PackCodes codes, PackSlots slots)
{
    private static readonly MethodInfo LongMin = typeof(Math).GetMethod(nameof(Math.Min), [typeof(long), typeof(long)])!;
    private static readonly MethodInfo LongMax = typeof(Math).GetMethod(nameof(Math.Max), [typeof(long), typeof(long)])!;

    private readonly Dictionary<string, ParameterExpression> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParameterExpression> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (ParameterExpression Before, ParameterExpression After)> _slots = [];

    public ParameterExpression Bills { get; } = Parameter(typeof(BulkBills), "bills");
    public ParameterExpression Accumulators { get; } = Parameter(typeof(BulkAccumulators), "accumulators");
    public ParameterExpression Row { get; } = Parameter(typeof(int), "row");
    public ParameterExpression Missing { get; } = Variable(typeof(bool), "missing");
    public ParameterExpression[] Left { get; } = [.. Enum.GetNames<BillPart>().Select(n => Variable(typeof(long), $"left{n}"))];
    public ParameterExpression[] Paid { get; } = [.. pack.Layers.Select(l => Variable(typeof(long), $"paid-{l.Id}"))];
    public ParameterExpression[] Reached { get; } = [.. pack.Layers.Select(l => Variable(typeof(bool), $"reached-{l.Id}"))];
    public ParameterExpression[] DeductibleLeft { get; } = [.. pack.Layers.Select(l => Variable(typeof(long), $"deductible-left-{l.Id}"))];

    /// <summary>Variables and their first values outside the loop: columns and lookup tables.</summary>
    public List<ParameterExpression> Outer { get; } = [];
    public List<Expression> Before { get; } = [];

    /// <summary>Variables inside the loop.</summary>
    public List<ParameterExpression> Inner { get; } = [];

    /// <summary>Statements at the beginning of each row that read facts and accumulators.</summary>
    public List<Expression> Reads { get; } = [];

    public static Expression Fen(long value) => Constant(value);
    public static Expression Min(Expression a, Expression b) => Call(LongMin, a, b);
    public static Expression Max(Expression a, Expression b) => Call(LongMax, a, b);
    public static Expression AtLeastZero(Expression a) => Max(a, Fen(0));

    public ParameterExpression Local(List<Expression> body, Expression value, string name)
    {
        var local = Variable(value.Type, name);
        Inner.Add(local);
        body.Add(Assign(local, value));
        return local;
    }

    /// <summary>The value of a column in this row, read once.</summary>
    public Expression Column(string name) => Value(name, () => ArrayIndex(Hoisted(name, Property(Bills, name)), Row));

    public Expression Item(string item) => Value($"item-{item}", () =>
        ArrayIndex(Hoisted($"Items-{item}", ArrayIndex(Property(Bills, nameof(BulkBills.Items)), Constant(codes.Items.ToList().IndexOf(item)))), Row));

    private ParameterExpression Value(string name, Func<Expression> read)
    {
        if (_values.TryGetValue(name, out var known)) return known;
        var value = Local(Reads, read(), name);
        _values.Add(name, value);
        return value;
    }

    /// <summary>An array kept in a variable outside the loop.</summary>
    public ParameterExpression Hoisted(string name, Expression array)
    {
        if (_columns.TryGetValue(name, out var known)) return known;
        var variable = Variable(array.Type, name);
        _columns.Add(name, variable);
        Outer.Add(variable);
        Before.Add(Assign(variable, array));
        return variable;
    }

    public Expression SlotBefore(string name) => Slot(name).Before;

    public Expression SlotAdd(int slot, Expression amount)
    {
        var after = Slot(slot).After;
        return Assign(after, Add(after, amount));
    }

    public Expression SlotAdd(string name, Expression amount) => SlotAdd(pack.Slots.At(name), amount);

    /// <summary>Statements that write the changed accumulators back.</summary>
    public IEnumerable<Expression> Writes() => _slots.Select(s => Assign(Cell(s.Key), s.Value.After));

    private (ParameterExpression Before, ParameterExpression After) Slot(string name) => Slot(pack.Slots.At(name));

    private (ParameterExpression Before, ParameterExpression After) Slot(int at)
    {
        if (_slots.TryGetValue(at, out var known)) return known;
        var name = pack.Slots.All[at].Name;
        var before = Local(Reads, Cell(at), $"{name}-before");
        return _slots[at] = (before, Local(Reads, before, $"{name}-after"));
    }

    private IndexExpression Cell(int at)
    {
        var (array, rows, width) = pack.Slots.All[at].Scope switch
        {
            SlotScope.Disease => (nameof(BulkAccumulators.Diseases), nameof(BulkBills.Disease), slots.Diseases),
            SlotScope.Household => (nameof(BulkAccumulators.Households), nameof(BulkBills.Household), slots.Households),
            _ => (nameof(BulkAccumulators.Persons), nameof(BulkBills.Person), slots.Persons),
        };
        return ArrayAccess(Hoisted(array, Property(Accumulators, array)), Add(Multiply(Column(rows), Constant(width)), Constant(slots.At(at))));
    }

    public Expression Amount(AmountKind kind) => kind switch
    {
        AmountKind.Total => Add(Add(Column(nameof(BulkBills.InScope)), Column(nameof(BulkBills.PreSelfPaid))), Add(Column(nameof(BulkBills.OverLimit)), Column(nameof(BulkBills.OutOfCatalogue)))),
        AmountKind.InScope => Column(nameof(BulkBills.InScope)),
        AmountKind.InScopeLeft or AmountKind.SelfYear => Left[0],
        AmountKind.AllLeft => Add(Add(Left[0], Left[1]), Add(Left[2], Left[3])),
        AmountKind.OutOfCatalogue => Column(nameof(BulkBills.OutOfCatalogue)),
        AmountKind.PreSelfPaid => Column(nameof(BulkBills.PreSelfPaid)),
        AmountKind.OverLimit => Column(nameof(BulkBills.OverLimit)),
        AmountKind.Tcm => Column(nameof(BulkBills.Tcm)),
        _ => Subtract(Column(nameof(BulkBills.InScope)), Column(nameof(BulkBills.Tcm))),
    };

    public Expression Units(Scope per) => per switch
    {
        Scope.Day => Convert(Column(nameof(BulkBills.Days)), typeof(long)),
        Scope.Session => Convert(Column(nameof(BulkBills.Sessions)), typeof(long)),
        _ => Fen(1),
    };

    public static Expression Times(Expression amount, Expression units) => units is ConstantExpression { Value: 1L } ? amount : Multiply(amount, units);

    /// <summary>Takes an amount out of parts in their order and answers what was taken.</summary>
    public Expression Pay(List<Expression> body, Expression amount, IEnumerable<BillPart> parts, string name)
    {
        var rest = Local(body, amount, $"{name}-rest");
        Expression? paid = null;
        foreach (var part in parts)
        {
            var left = Left[(int)part];
            var taken = Local(body, Min(rest, left), $"{name}-{part}");
            body.Add(Assign(left, Subtract(left, taken)));
            body.Add(Assign(rest, Subtract(rest, taken)));
            paid = paid is null ? taken : Add(paid, taken);
        }
        return paid!;
    }

    public Expression Holds(Condition condition) => condition.Tests.Select(Holds).Aggregate((Expression?)null, (all, one) => all is null ? one : AndAlso(all, one)) ?? Constant(true);

    private Expression Holds(ConditionTest test) => test switch
    {
        CodeTest c => NotEqual(And(Constant(c.Codes.Aggregate(0UL, (mask, code) => mask | 1UL << codes.CodeOf(c.Fact, code))), LeftShift(Constant(1UL), Convert(Column(c.Fact.ToString()), typeof(int)))), Constant(0UL)),
        SetTest s => NotEqual(And(Column(nameof(BulkBills.Facts)), Constant(codes.Mask(s.Fact, s.Codes))), Constant(0UL)),
        FlagTest f => (f.Wanted ? (Func<Expression, Expression, Expression>)NotEqual : Equal)(And(Column(nameof(BulkBills.Facts)), Constant(f.Fact == FlagFact.Designated ? PackCodes.Designated : PackCodes.Enrolled)), Constant(0UL)),
        AgeTest a => AndAlso(GreaterThanOrEqual(Column(nameof(BulkBills.Age)), Constant(a.From)), LessThan(Column(nameof(BulkBills.Age)), Constant(a.Until ?? int.MaxValue))),
        AfterTest t => (t.Wanted ? (Func<Expression, Expression>)(e => e) : Not)(t.Reached ? Reached[t.Layer] : GreaterThan(Paid[t.Layer], Fen(0))),
        NotTest n => Not(Holds(n.Other)),
        _ => throw new NotSupportedException(test.GetType().Name),
    };

    /// <summary>The value of a table for this row; where there is none the row is marked.</summary>
    public Expression Of(ValueTable table) => Looked(table) ?? Chained(table.Rows, 0);

    private Expression Chained(IReadOnlyList<TableRow> rows, int at)
    {
        if (at == rows.Count) return Stop();
        var value = Of(rows[at].Value);
        return rows[at].When.Tests.Count == 0 ? value : Condition(Holds(rows[at].When), value, Chained(rows, at + 1));
    }

    /// <summary>A table by one code whose values never change is an array with a place for each code; -1 stands for no value.</summary>
    private Expression? Looked(ValueTable table)
    {
        var facts = table.Rows.SelectMany(r => r.When.Tests).ToList();
        if (table.Rows.Count < 2 || facts.Count == 0 || !facts.TrueForAll(t => t is CodeTest c && c.Fact == ((CodeTest)facts[0]).Fact) || table.Rows.Any(r => r.When.Tests.Count > 1 || !IsFixed(r.Value))) return null;
        var fact = ((CodeTest)facts[0]).Fact;
        var values = codes.ForEach(fact, code => table.Rows.FirstOrDefault(r => r.When.Tests.Count == 0 || ((CodeTest)r.When.Tests[0]).Codes.Contains(code!)) is { } row ? row.Value.Periods[0].Value ?? -1 : -1);
        var found = ArrayIndex(Hoisted($"table-{_columns.Count}", Constant(values)), Convert(Column(fact.ToString()), typeof(int)));
        if (values.All(v => v >= 0)) return found;
        var value = Variable(typeof(long), table.Name);
        return Block([value], Assign(value, found), Condition(LessThan(value, Fen(0)), Stop(), value));
    }

    private bool IsFixed(DatedValue value) => value.Periods is [{ Period: var only }] && only.From <= pack.Valid.From && (only.Until is not { } until || until >= pack.Valid.Until);

    private Expression Of(DatedValue value)
    {
        if (IsFixed(value)) return value.Periods[0].Value is { } fixedValue ? Fen(fixedValue) : Stop();
        var day = Column(nameof(BulkBills.Day));
        Expression found = Stop();
        foreach (var period in value.Periods.Reverse())
        {
            Expression inside = GreaterThanOrEqual(day, Constant(period.Period.From.DayNumber));
            if (period.Period.Until is { } until) inside = AndAlso(inside, LessThan(day, Constant(until.DayNumber)));
            found = Condition(inside, period.Value is { } known ? Fen(known) : Stop(), found);
        }
        return found;
    }

    private BlockExpression Stop() => Block(Assign(Missing, Constant(true)), Fen(0));

    /// <summary>Rounds a product of fen and ten-thousandths as <see cref="Rounding.Apply"/> does.</summary>
    public static Expression Rounded(Rounding rounding, Expression product)
    {
        var unit = (long)Rate.Scale * (int)rounding.To;
        Expression whole = rounding.Mode switch
        {
            RoundingMode.HalfUp => Whole(Add(product, Fen(unit / 2)), unit),
            RoundingMode.Down => Whole(product, unit),
            RoundingMode.Up => Whole(Add(product, Fen(unit - 1)), unit),
            _ => Call(Constant(rounding), typeof(Rounding).GetMethod(nameof(Rounding.Apply))!, product),
        };
        return rounding.Mode == RoundingMode.HalfEven || rounding.To == RoundingUnit.Fen ? whole : Multiply(whole, Fen((int)rounding.To));
    }

    // Products are never negative; dividing without a sign is what the processor does faster.
    private static UnaryExpression Whole(Expression product, long unit) => Convert(Divide(Convert(product, typeof(ulong)), Constant((ulong)unit)), typeof(long));
}
