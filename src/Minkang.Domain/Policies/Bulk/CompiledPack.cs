namespace Minkang.Domain.Policies.Bulk;

/// <summary>
/// A pack made into a loop over columns (编译后的政策包), for replays and what-if: no allocation and no explanation per bill. It settles as
/// <see cref="PolicyEngine"/> does, to the fen; a bill that it cannot settle is marked refused and leaves the accumulators as they were.
/// </summary>
public sealed class CompiledPack
{
    private readonly PackCodes _codes;
    private readonly PackSlots _slots;
    private readonly SettleLoop _loop;

    private CompiledPack(PolicyPack pack, bool trace)
    {
        (Pack, Traces) = (pack, trace);
        (_codes, _slots) = (new(pack), new(pack));
        _loop = new LoopCode(pack, _codes, _slots, trace).Compile();
    }

    /// <summary>Compiles a pack. With <paramref name="trace"/> the steps of each layer are written as columns.</summary>
    public static CompiledPack Of(PolicyPack pack, bool trace = false) => new(pack, trace);

    public PolicyPack Pack { get; }

    public bool Traces { get; }

    /// <summary>Lays bills out for this pack. They must stand in the order in which they are to be settled.</summary>
    public BulkBills Columns(IReadOnlyList<Bill> bills) => new(Pack, _codes, bills);

    /// <summary>Lays a table of stored bills out for this pack. The table must stand in the order of the date that the pack's year goes by (<see cref="BillTable.InOrderOf"/>).</summary>
    public BulkBills Columns(BillTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new(Pack, _codes, table);
    }

    public BulkAccumulators Accumulators(BulkBills bills) => new(bills, _slots);

    public BulkResult Result(BulkBills bills) => new(Pack, bills.Count, Traces);

    /// <summary>
    /// Settles the bills from an index to another, exclusive. Several ranges may run at once when no person, disease or household has bills in two of them.
    /// </summary>
    public void Settle(BulkBills bills, BulkAccumulators accumulators, BulkResult result, int from, int until) => _loop(bills, accumulators, result, from, until);

    /// <summary>Settles all bills in order.</summary>
    public BulkResult Settle(BulkBills bills)
    {
        var result = Result(bills);
        Settle(bills, Accumulators(bills), result, 0, bills.Count);
        return result;
    }
}

internal delegate void SettleLoop(BulkBills bills, BulkAccumulators accumulators, BulkResult result, int from, int until);
