namespace Minkang.Domain.Policies;

/// <summary>What is left of a bill while its payers pay one after the other. All numbers are fen.</summary>
internal sealed class BillState(Bill bill, IReadOnlyList<long> before)
{
    private static readonly BillPart[] All = [BillPart.InScope, BillPart.PreSelfPaid, BillPart.OverLimit, BillPart.OutOfCatalogue];

    public Bill Bill => bill;

    public IReadOnlyList<long> Before => before;

    public long[] Left { get; } = [bill.InScope.Fen, bill.PreSelfPaid.Fen, bill.OverLimit.Fen, bill.OutOfCatalogue.Fen];

    public long AllLeft => Left[0] + Left[1] + Left[2] + Left[3];

    public long Amount(AmountKind kind) => kind switch
    {
        AmountKind.Total => bill.Total.Fen,
        AmountKind.InScope => bill.InScope.Fen,
        AmountKind.InScopeLeft or AmountKind.SelfYear => Left[0],
        AmountKind.AllLeft => AllLeft,
        AmountKind.OutOfCatalogue => bill.OutOfCatalogue.Fen,
        AmountKind.PreSelfPaid => bill.PreSelfPaid.Fen,
        AmountKind.OverLimit => bill.OverLimit.Fen,
        AmountKind.Tcm => bill.Tcm.Fen,
        _ => bill.InScope.Fen - bill.Tcm.Fen,
    };

    /// <summary>The parts of the bill out of which a payer with these bases may pay, in the order in which it does.</summary>
    public static IEnumerable<BillPart> PartsOf(IEnumerable<AmountKind> bases) => bases.SelectMany(PartsOf);

    public static IReadOnlyList<BillPart> PartsOf(AmountKind kind) => kind switch
    {
        AmountKind.Total or AmountKind.AllLeft => All,
        AmountKind.OutOfCatalogue => [BillPart.OutOfCatalogue],
        AmountKind.PreSelfPaid => [BillPart.PreSelfPaid],
        AmountKind.OverLimit => [BillPart.OverLimit],
        _ => [BillPart.InScope],
    };

    public long LeftOf(IEnumerable<BillPart> parts) => parts.Sum(p => Left[(int)p]);

    /// <summary>Takes an amount out of the parts in their order; at most what is there.</summary>
    public long Pay(long amount, IEnumerable<BillPart> parts)
    {
        var paid = 0L;
        foreach (var part in parts)
        {
            var taken = Math.Min(amount - paid, Left[(int)part]);
            Left[(int)part] -= taken;
            paid += taken;
        }
        return paid;
    }
}
