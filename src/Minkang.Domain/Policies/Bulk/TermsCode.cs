using System.Linq.Expressions;
using Minkang.Domain.Values;
using static System.Linq.Expressions.Expression;
using static Minkang.Domain.Policies.Bulk.RowCode;

namespace Minkang.Domain.Policies.Bulk;

/// <summary>What the code of one set of terms leaves in variables.</summary>
internal sealed class TermsCodeResult
{
    public required ParameterExpression Base { get; init; }
    public Expression PriceExcess { get; set; } = Fen(0);
    public Expression Deductible { get; set; } = Fen(0);
    public Expression DeductibleLeft { get; set; } = Fen(0);
    public ParameterExpression Covered { get; set; } = null!;
    public ParameterExpression Pay { get; set; } = null!;
    public List<(string Slot, Expression Amount)> Changes { get; } = [];
}

/// <summary>Writes the code of one set of terms, in the steps of <see cref="TermsCalculation"/>.</summary>
internal sealed class TermsCode(PolicyPack pack, RowCode row, List<Expression> body)
{
    public TermsCodeResult Of(int layer, int alternative)
    {
        var terms = pack.Layers[layer].Alternatives[alternative];
        var own = AccumulatorSlots.Alternative(pack.Layers[layer].Id, alternative);
        var found = terms.Base.Select(row.Amount).Aggregate(Add);
        if (terms.IsYearly) found = Add(found, row.SlotBefore($"seen:{own}"));
        var result = new TermsCodeResult { Base = row.Local(body, found, $"base-{own}") };
        Expression amount = StandardPrice(terms, result);
        amount = row.Local(body, Limit(terms, result, amount, layer, alternative), $"amount-{own}");
        Deduct(terms, result, amount, own);
        result.Covered = row.Local(body, Subtract(amount, result.Deductible), $"covered-{own}");
        Expression pay = terms.Price is { ExcessPayer: null } ? Price(terms, result, layer) : Rounded(terms.Rounding, Rates(terms, result, amount, own));
        if (terms.IsYearly) pay = AtLeastZero(Subtract(pay, row.SlotBefore(AccumulatorSlots.Paid(pack.Layers[layer].Id, Scope.Year))));
        if (terms.Guarantee is { } floor)
            pay = Max(pay, floor.With.Aggregate(Rounded(terms.Rounding, Multiply(row.Amount(floor.Of), row.Of(floor.Share))), (wanted, l) => Subtract(wanted, row.Paid[l])));
        foreach (var cap in terms.Caps) pay = Min(pay, Cap(cap, layer));
        result.Pay = row.Local(body, pay, $"pay-{own}");
        return result;
    }

    private Expression StandardPrice(LayerTerms terms, TermsCodeResult result)
    {
        if (terms.Price is not { ExcessPayer: not null } price) return result.Base;
        result.PriceExcess = row.Local(body, AtLeastZero(Subtract(result.Base, Times(row.Of(price.Amount), row.Units(price.Per)))), "excess");
        return Subtract(result.Base, result.PriceExcess);
    }

    private Expression Limit(LayerTerms terms, TermsCodeResult result, Expression amount, int layer, int alternative)
    {
        if (terms.Limit is not { } limit) return amount;
        var most = Times(row.Of(limit.Amount), row.Units(limit.Per));
        if (limit.Per is not (Scope.Year or Scope.DiseaseYear)) return Min(amount, most);
        var slot = AccumulatorSlots.Limit(pack.Layers[layer].Id, alternative, limit.Per);
        var within = row.Local(body, Min(amount, AtLeastZero(Subtract(most, row.SlotBefore(slot)))), "within-limit");
        result.Changes.Add((slot, within));
        return within;
    }

    private void Deduct(LayerTerms terms, TermsCodeResult result, Expression amount, string own)
    {
        if (terms.Deductible is not { } rule) return;
        var due = rule.SharedWith is { } other ? row.DeductibleLeft[other] : Due(rule);
        var yearly = rule.Per == Scope.Year && !terms.IsYearly;
        if (yearly) due = AtLeastZero(Subtract(due, row.SlotBefore($"deductible:{own}")));
        if (rule.AtMostPerYear is { } most) due = Min(due, AtLeastZero(Subtract(row.Of(most), row.SlotBefore($"deductible:{own}"))));
        var left = row.Local(body, due, $"due-{own}");
        result.Deductible = row.Local(body, Min(amount, left), $"deductible-{own}");
        result.DeductibleLeft = Subtract(left, result.Deductible);
        if (yearly || rule.AtMostPerYear is not null) result.Changes.Add(($"deductible:{own}", result.Deductible));
    }

    private Expression Due(Deductible rule)
    {
        var due = row.Of(rule.ByStay[^1]);
        for (var i = rule.ByStay.Count - 2; i >= 0; i--) due = Condition(LessThanOrEqual(row.SlotBefore("stays"), Fen(i)), row.Of(rule.ByStay[i]), due);
        if (rule.Reductions.Count > 0)
        {
            var stated = Variable(typeof(long), "stated");
            Expression reduced = stated;
            foreach (var reduction in rule.Reductions.Reverse())
                reduced = Condition(row.Holds(reduction.When),
                    reduction.To is { } to ? row.Of(to) : Subtract(stated, Rounded(Rounding.Usual, Multiply(stated, row.Of(reduction.ByShare!)))), reduced);
            due = Block([stated], Assign(stated, due), reduced);
        }
        return rule.WaivedAfterStays is { } after ? Condition(GreaterThanOrEqual(row.SlotBefore("stays"), Fen(after)), Fen(0), due) : due;
    }

    private Expression Price(LayerTerms terms, TermsCodeResult result, int layer)
    {
        var price = terms.Price!;
        var units = price.Per == Scope.Head
            ? Condition(GreaterThan(row.SlotBefore(AccumulatorSlots.Paid(pack.Layers[layer].Id, Scope.Year)), Fen(0)), Fen(0), Fen(1)) : row.Units(price.Per);
        return Min(result.Covered, Times(row.Of(price.Amount), units));
    }

    private Expression Rates(LayerTerms terms, TermsCodeResult result, Expression amount, string own)
    {
        ParameterExpression? points = null;
        foreach (var adjustment in terms.Adjustments)
        {
            points ??= row.Local(body, Fen(0), "points");
            body.Add(IfThen(row.Holds(adjustment.When), Assign(points, Add(points, Fen(adjustment.Points)))));
        }
        if (terms.Rate is { } rate) return Guarded(result.Covered, Multiply(result.Covered, Adjusted(row.Of(rate), points)), rate);
        return terms.Bands is { } bands ? Banded(terms, bands, result, amount, own, points) : Fen(0);
    }

    private static Expression Adjusted(Expression rate, ParameterExpression? points) => points is null ? rate : Max(Fen(0), Min(Fen(Rate.Scale), Add(rate, points)));

    /// <summary>A rate is asked for only where it is needed, since it may be blank. Where all of a table is known the multiplication may as well be done.</summary>
    private static Expression Guarded(Expression amount, Expression product, ValueTable rate) =>
        rate.Rows is [{ When.Tests.Count: 0, Value.Periods: [{ Value: not null } only] }] && only.Period.From == DateOnly.MinValue && only.Period.Until is null
            ? product : Condition(GreaterThan(amount, Fen(0)), product, Fen(0));

    private Expression Banded(LayerTerms terms, Bands bands, TermsCodeResult result, Expression amount, string own, ParameterExpression? points)
    {
        var runs = bands.Per == Scope.Year && !terms.IsYearly;
        var slot = $"{(bands.Cumulative ? "base" : "excess")}:{own}";
        Expression start = runs ? row.SlotBefore(slot) : Fen(0);
        if (runs) result.Changes.Add((slot, bands.Cumulative ? amount : result.Covered));
        if (bands.Cumulative) start = Add(start, result.Deductible);
        var from = row.Local(body, start, $"from-{own}");
        var until = row.Local(body, Add(from, result.Covered), $"until-{own}");
        Expression lower = Fen(0), product = Fen(0);
        for (var i = 0; i < bands.Of.Count; i++)
        {
            var upper = bands.Of[i].UpTo is { } bound ? row.Local(body, row.Of(bound), $"upto{i}-{own}") : null;
            var part = row.Local(body, AtLeastZero(Subtract(upper is null ? until : Min(until, upper), i == 0 ? from : Max(from, lower))), $"band{i}-{own}");
            var rated = Guarded(part, Multiply(part, Adjusted(row.Of(bands.Of[i].Rate), points)), bands.Of[i].Rate);
            product = i == 0 ? rated : Add(product, rated);
            lower = upper ?? lower;
        }
        return product;
    }

    private Expression Cap(Cap cap, int layer)
    {
        var most = Times(row.Of(cap.Amount), row.Units(cap.Per));
        if (cap.Factors.Count > 0)
        {
            var stated = Variable(typeof(long), "most");
            Expression scaled = stated;
            foreach (var factor in cap.Factors.Reverse())
                scaled = Condition(row.Holds(factor.When), Rounded(Rounding.Usual, Multiply(Min(stated, Fen(Bill.Most)), Fen(factor.TenThousandths))), scaled);
            most = Block([stated], Assign(stated, most), scaled);
        }
        if (cap.Per is Scope.Year or Scope.DiseaseYear or Scope.HouseholdYear) most = Subtract(most, row.SlotBefore(AccumulatorSlots.Paid(cap.Group, cap.Per)));
        foreach (var member in cap.Members)
            if (member < layer) most = Subtract(most, row.Paid[member]);
        return AtLeastZero(most);
    }
}
