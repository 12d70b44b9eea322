using Minkang.Domain.Values;

namespace Minkang.Benefits.Funds;

/// <summary>What booked entries come to (基金收支合计). Money came in by source and donation, went out by payment and return; goods are not money and stand apart.</summary>
internal sealed record FundBalance(Money Received, Money Donated, Money Goods, Money Allocated, Money Paid, Money Returned)
{
    /// <summary>What can still be paid (结余).</summary>
    public Money Left => Received + Donated - Paid - Returned;

    /// <summary>Allocated to somebody and not paid yet; never below nothing.</summary>
    public Money Committed => Allocated > Paid ? Allocated - Paid : Money.Zero;

    /// <summary>Share of the plan that was paid; null where nothing is planned.</summary>
    public decimal? Used(Money planned) => planned.Fen == 0 ? null : Paid.Yuan / planned.Yuan;

    public static FundBalance Of(IEnumerable<FundEntry> entries)
    {
        var booked = entries.Where(e => e.State == FundEntryState.Booked).ToList();
        Money Sum(FundEntryKind kind, bool goods = false) => new(booked.Where(e => e.Kind == kind && e.Goods is not null == goods).Sum(e => e.AmountFen));
        return new(Sum(FundEntryKind.Received), Sum(FundEntryKind.Donated), Sum(FundEntryKind.Donated, goods: true), Sum(FundEntryKind.Allocated), Sum(FundEntryKind.Paid), Sum(FundEntryKind.Returned));
    }
}

/// <summary>What a year's payments will come to if they go on as in its months so far (全年支出推算).</summary>
/// <param name="Months">Full months that it rests on, from 1 to 12.</param>
/// <param name="PaidSoFar">Paid in those months.</param>
internal sealed record FundForecast(int Months, Money PaidSoFar)
{
    /// <summary>Paid in the full months, divided by them, times twelve; half a fen goes up.</summary>
    public Money Year => new((PaidSoFar.Fen * 24 + Months) / (Months * 2));

    /// <summary>Null before the first month of the year has passed: one day of payments says nothing of a year.</summary>
    public static FundForecast? Of(IEnumerable<FundEntry> entries, int year, DateOnly today)
    {
        var months = today.Year > year ? 12 : today.Year < year ? 0 : today.Month - 1;
        if (months == 0) return null;
        return new(months, new(entries.Where(e => e is { State: FundEntryState.Booked, Kind: FundEntryKind.Paid } && e.MonthIn(year) <= months).Sum(e => e.AmountFen)));
    }
}
