using Minkang.Domain.Values;

namespace Minkang.Domain.Policies;

/// <summary>Works out one set of terms on what is left of a bill: base, price, limit, deductible, rates, floor, caps. Changes nothing.</summary>
internal sealed class TermsCalculation(PolicyPack pack, BillState state, LayerProgress progress, ValueLookup values)
{
    private Bill Bill => state.Bill;

    public TermsStep Of(int layer, int alternative)
    {
        var terms = pack.Layers[layer].Alternatives[alternative];
        var step = new TermsStep { Terms = terms };
        var own = AccumulatorSlots.Alternative(pack.Layers[layer].Id, alternative);
        step.Base = terms.Base.Sum(state.Amount) + (terms.IsYearly ? Slot($"seen:{own}") : 0);
        var amount = StandardPrice(step, step.Base);
        amount = Limit(step, amount, pack.Layers[layer].Id, alternative);
        step.Covered = amount - Deduct(step, amount, own);
        step.Reached = step.Covered > 0 || step.DeductibleLeft == 0;
        step.Rated = terms.Price is { ExcessPayer: null } ? Price(step, layer) : terms.Rounding.Apply(Rates(step, amount, own));
        if (terms.IsYearly) step.Rated = Math.Max(0, step.Rated - (step.PaidBefore = Slot(AccumulatorSlots.Paid(pack.Layers[layer].Id, Scope.Year))));
        step.Pay = Cap(step, TopUp(step, step.Rated), layer);
        return step;
    }

    private long Slot(string name) => state.Before[pack.Slots.At(name)];

    private long Units(Scope per) => per switch { Scope.Day => Bill.Days, Scope.Session => Bill.Sessions, _ => 1 };

    private Cited Cite(ValueTable table)
    {
        var (value, source, label) = values.Of(table);
        return new(value, source, label);
    }

    private long StandardPrice(TermsStep step, long amount)
    {
        if (step.Terms.Price is not { ExcessPayer: not null } price) return amount;
        step.Price = Cite(price.Amount);
        step.Units = Units(price.Per);
        step.PriceExcess = Math.Max(0, amount - step.Price.Value.Value * step.Units);
        return amount - step.PriceExcess;
    }

    private long Limit(TermsStep step, long amount, string layer, int alternative)
    {
        if (step.Terms.Limit is not { } limit) return amount;
        step.Limit = Cite(limit.Amount);
        var most = step.Limit.Value.Value * Units(limit.Per);
        if (limit.Per is Scope.Year or Scope.DiseaseYear) most = Math.Max(0, most - Slot(AccumulatorSlots.Limit(layer, alternative, limit.Per)));
        step.AboveLimit = Math.Max(0, amount - most);
        if (limit.Per is Scope.Year or Scope.DiseaseYear) Change(step, AccumulatorSlots.Limit(layer, alternative, limit.Per), amount - step.AboveLimit);
        return amount - step.AboveLimit;
    }

    private long Deduct(TermsStep step, long amount, string own)
    {
        if (step.Terms.Deductible is not { } rule) return 0;
        var due = rule.SharedWith is { } other ? progress.DeductibleLeft[other] : Due(step, rule);
        if (rule.Per == Scope.Year && !step.Terms.IsYearly) due = Math.Max(0, due - Slot($"deductible:{own}"));
        if (rule.AtMostPerYear is { } most) due = Math.Min(due, Math.Max(0, values.Of(most).Value - Slot($"deductible:{own}")));
        step.Deductible = Math.Min(amount, due);
        step.DeductibleLeft = due - step.Deductible;
        if ((rule.Per == Scope.Year && !step.Terms.IsYearly) || rule.AtMostPerYear is not null) Change(step, $"deductible:{own}", step.Deductible);
        return step.Deductible;
    }

    private long Due(TermsStep step, Deductible rule)
    {
        var stays = Slot("stays");
        if (rule.WaivedAfterStays is { } after && stays >= after) { step.DeductibleWaived = true; return 0; }
        var cited = Cite(rule.ByStay[(int)Math.Min(stays, rule.ByStay.Count - 1)]);
        step.DeductibleRule = cited with { Source = cited.Source ?? rule.Source };
        foreach (var reduction in rule.Reductions)
            if (reduction.When.Holds(Bill, null))
            {
                var due = reduction.To is { } to ? values.Of(to).Value : cited.Value - Rounding.Usual.Apply(cited.Value * values.Of(reduction.ByShare!).Value);
                step.DeductibleRule = cited with { Value = due, Label = reduction.When.Text, Source = cited.Source ?? rule.Source };
                return due;
            }
        return cited.Value;
    }

    private long Price(TermsStep step, int layer)
    {
        var price = step.Terms.Price!;
        step.Price = Cite(price.Amount);
        step.Units = price.Per == Scope.Head ? Slot(AccumulatorSlots.Paid(pack.Layers[layer].Id, Scope.Year)) > 0 ? 0 : 1 : Units(price.Per);
        return Math.Min(step.Covered, step.Price.Value.Value * step.Units);
    }

    /// <summary>The covered amount times its rates, in fen times ten-thousandths. Where nothing is covered no rate is needed, so a blank one does no harm.</summary>
    private long Rates(TermsStep step, long amount, string own)
    {
        foreach (var adjustment in step.Terms.Adjustments)
            if (adjustment.When.Holds(Bill, null)) step.Points += adjustment.Points;
        if (step.Terms.Rate is { } rate && step.Covered > 0)
        {
            var cited = Cite(rate);
            (step.RateSource, step.RateLabel) = (cited.Source, cited.Label);
            return Rated(step, step.Covered, cited.Value);
        }
        return step.Terms.Bands is { } bands ? Banded(step, bands, amount, own) : 0;
    }

    private long Banded(TermsStep step, Bands bands, long amount, string own)
    {
        var slot = $"{(bands.Cumulative ? "base" : "excess")}:{own}";
        var runs = bands.Per == Scope.Year && !step.Terms.IsYearly;
        var from = runs ? Slot(slot) : 0;
        if (runs) Change(step, slot, bands.Cumulative ? amount : step.Covered);
        if (bands.Cumulative) from += step.Deductible;
        var (until, lower, product) = (from + step.Covered, 0L, 0L);
        foreach (var band in bands.Of)
        {
            var upper = band.UpTo is { } bound ? values.Of(bound).Value : long.MaxValue;
            var part = Math.Min(until, upper) - Math.Max(from, lower);
            if (part > 0)
            {
                var cited = Cite(band.Rate);
                step.RateSource ??= cited.Source;
                product += Rated(step, part, cited.Value);
            }
            lower = upper;
        }
        step.RateSource ??= bands.Source;
        return product;
    }

    private static long Rated(TermsStep step, long amount, long rate)
    {
        var adjusted = Math.Clamp(rate + step.Points, 0, Rate.Scale);
        step.Parts.Add(new(new Money(amount), new Rate((int)adjusted)));
        return amount * adjusted;
    }

    private long TopUp(TermsStep step, long pay)
    {
        if (step.Terms.Guarantee is not { } floor) return pay;
        var share = Cite(floor.Share);
        step.Guarantee = share with { Source = share.Source ?? floor.Source };
        var wanted = step.Terms.Rounding.Apply(state.Amount(floor.Of) * share.Value) - floor.With.Sum(l => progress.Paid[l]);
        step.ToppedUp = Math.Max(0, wanted - pay);
        return pay + step.ToppedUp;
    }

    private long Cap(TermsStep step, long pay, int layer)
    {
        foreach (var cap in step.Terms.Caps)
        {
            var cited = Cite(cap.Amount);
            var most = cited.Value * Units(cap.Per);
            foreach (var factor in cap.Factors)
                if (factor.When.Holds(Bill, null)) { most = Rounding.Usual.Apply(Math.Min(most, Bill.Most) * factor.TenThousandths); break; }
            if (cap.Per is Scope.Year or Scope.DiseaseYear or Scope.HouseholdYear) most -= Slot(AccumulatorSlots.Paid(cap.Group, cap.Per));
            foreach (var member in cap.Members)
                if (member < layer) most -= progress.Paid[member];
            most = Math.Max(0, most);
            if (pay <= most) continue;
            step.CapRule = cited with { Source = cited.Source ?? cap.Source };
            step.AboveCap += pay - most;
            pay = most;
        }
        return pay;
    }

    private void Change(TermsStep step, string slot, long amount) => step.Changes.Add((pack.Slots.At(slot), amount));
}
