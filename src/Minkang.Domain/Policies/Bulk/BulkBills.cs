namespace Minkang.Domain.Policies.Bulk;

/// <summary>
/// Many bills as columns (按列存放的单据), laid out for one pack: amounts in fen, codes as small numbers, sets as bits. Bills of a person stand in order of date;
/// each names the rows of its accumulators. What is refused for its own sake (amounts, dates, validity) is marked from the start.
/// </summary>
public sealed class BulkBills
{
    internal long[] InScope { get; }
    internal long[] PreSelfPaid { get; }
    internal long[] OverLimit { get; }
    internal long[] OutOfCatalogue { get; }
    internal long[] Tcm { get; }
    internal long[][] Items { get; }
    internal byte[] Kind { get; }
    internal byte[] Level { get; }
    internal byte[] Place { get; }
    internal byte[] Referral { get; }
    internal ulong[] Facts { get; }
    internal int[] Age { get; }
    internal int[] Days { get; }
    internal int[] Sessions { get; }
    internal int[] Day { get; }
    internal int[] Person { get; }
    internal int[] Disease { get; }
    internal int[] Household { get; }

    /// <summary>True at the index of a bill that the pack refuses whatever its values say.</summary>
    internal bool[] Unfit { get; }

    public int Count => InScope.Length;

    /// <summary>Number of accumulator rows for persons, diseases and households.</summary>
    public (int Person, int Disease, int Household) Rows { get; }

    internal BulkBills(PolicyPack pack, PackCodes codes, IReadOnlyList<Bill> bills)
    {
        var n = bills.Count;
        (InScope, PreSelfPaid, OverLimit, OutOfCatalogue, Tcm) = (new long[n], new long[n], new long[n], new long[n], new long[n]);
        Items = [.. codes.Items.Select(_ => new long[n])];
        (Kind, Level, Place, Referral, Facts) = (new byte[n], new byte[n], new byte[n], new byte[n], new ulong[n]);
        (Age, Days, Sessions, Day) = (new int[n], new int[n], new int[n], new int[n]);
        (Person, Disease, Household, Unfit) = (new int[n], new int[n], new int[n], new bool[n]);
        var (persons, diseases, households) = (new Dictionary<(string, int), int>(), new Dictionary<(string, string, int), int>(), new Dictionary<(string, int), int>());
        for (var i = 0; i < n; i++)
        {
            var bill = bills[i];
            if (Unfit[i] = PolicyEngine.Refusal(pack, bill) is not null) continue;
            (InScope[i], PreSelfPaid[i], OverLimit[i], OutOfCatalogue[i], Tcm[i]) = (bill.InScope.Fen, bill.PreSelfPaid.Fen, bill.OverLimit.Fen, bill.OutOfCatalogue.Fen, bill.Tcm.Fen);
            for (var k = 0; k < Items.Length; k++) Items[k][i] = bill.Items.GetValueOrDefault(codes.Items[k]).Fen;
            (Kind[i], Level[i]) = (codes.CodeOf(CodeFact.Kind, bill.Kind), codes.CodeOf(CodeFact.Level, bill.Level));
            (Place[i], Referral[i]) = (codes.CodeOf(CodeFact.Place, bill.Place), codes.CodeOf(CodeFact.Referral, bill.Referral));
            (Facts[i], Age[i], Days[i], Sessions[i]) = (codes.Facts(bill), bill.Age ?? int.MinValue, bill.Days, bill.Sessions);
            Day[i] = bill.On(pack.ValidBy)!.Value.DayNumber;
            var year = PolicyEngine.YearOf(pack, bill)!.Value;
            Person[i] = Row(persons, (bill.Person, year));
            Disease[i] = Row(diseases, (bill.Person, bill.Diseases.Count > 0 ? bill.Diseases[0] : "", year));
            Household[i] = Row(households, (bill.Household, year));
        }
        Rows = (persons.Count, diseases.Count, households.Count);
    }

    /// <summary>
    /// Lays the rows of a table out: amounts are taken as they are, codes and sets by a look-up of what their numbers mean to the pack. Persons and households of a table have
    /// neighbouring numbers, so that each finds its accumulators by counting.
    /// </summary>
    internal BulkBills(PolicyPack pack, PackCodes codes, BillTable table)
    {
        var n = table.Count;
        (InScope, PreSelfPaid, OverLimit, OutOfCatalogue, Tcm) = (table.InScope, table.PreSelfPaid, table.OverLimit, table.OutOfCatalogue, table.Tcm);
        Items = [.. codes.Items.Select(_ => new long[n])];
        foreach (var item in table.Items)
            if (codes.Items.ToList().IndexOf(table.Names.Items[item.Item]) is >= 0 and var at) Items[at][item.Row] += item.Fen;
        (Kind, Level) = (Mapped(table.Kind, codes, CodeFact.Kind, table.Names), Mapped(table.Level, codes, CodeFact.Level, table.Names));
        (Place, Referral) = (Mapped(table.Place, codes, CodeFact.Place, table.Names), Mapped(table.Referral, codes, CodeFact.Referral, table.Names));
        (Facts, Age, Days, Sessions) = (new ulong[n], new int[n], new int[n], new int[n]);
        (Day, Person, Disease, Household, Unfit) = (table.On(pack.ValidBy), new int[n], new int[n], new int[n], new bool[n]);
        var (categories, lists, diseases) = (Masks(codes, SetFact.Categories, table.Names), Masks(codes, SetFact.Lists, table.Names), Masks(codes, SetFact.Diseases, table.Names));
        for (var i = 0; i < n; i++)
        {
            Facts[i] = categories[table.Categories[i]] | lists[table.Lists[i]] | diseases[table.Diseases[i]] | (ulong)table.Flags[i] << 62;
            (Age[i], Days[i], Sessions[i]) = (table.Age[i] < 0 ? int.MinValue : table.Age[i], table.Days[i], table.Sessions[i]);
        }
        Rows = Number(pack, table);
    }

    private (int Person, int Disease, int Household) Number(PolicyPack pack, BillTable table)
    {
        var byDay = table.On(pack.Year.By);
        var (perHousehold, perDisease) = (pack.Slots.All.Any(s => s.Scope == SlotScope.Household), pack.Slots.All.Any(s => s.Scope == SlotScope.Disease));
        var (from, until) = (pack.Valid.From.DayNumber, pack.Valid.Until?.DayNumber ?? int.MaxValue);
        var (people, households, years) = (new NumberRange(), new NumberRange(), new NumberRange());
        var year = new int[table.Count];
        for (var i = 0; i < table.Count; i++)
        {
            Unfit[i] = byDay[i] < 0 || Day[i] < from || Day[i] >= until || Day[i] < 0 || (perHousehold && table.Household[i] < 0);
            if (Unfit[i]) continue;
            year[i] = pack.Year.Of(DateOnly.FromDayNumber(byDay[i]));
            years.Take(year[i]);
            people.Take(table.Person[i]);
            if (table.Household[i] >= 0) households.Take(table.Household[i]);
        }
        var diseases = new Dictionary<(int, string, int), int>();
        for (var i = 0; i < table.Count; i++)
        {
            if (Unfit[i]) continue;
            Person[i] = people.At(table.Person[i]) * years.Count + years.At(year[i]);
            if (perHousehold) Household[i] = households.At(table.Household[i]) * years.Count + years.At(year[i]);
            if (perDisease) Disease[i] = Row(diseases, (table.Person[i], table.Names.Sets(SetFact.Diseases)[table.Diseases[i]] is [var main, ..] ? main : "", year[i]));
        }
        return (people.Count * years.Count, diseases.Count, perHousehold ? households.Count * years.Count : 0);
    }

    private static byte[] Mapped(byte[] numbers, PackCodes codes, CodeFact fact, BillNames names)
    {
        var meaning = names.Codes(fact).Select(c => codes.CodeOf(fact, c)).ToArray();
        var mapped = new byte[numbers.Length];
        for (var i = 0; i < mapped.Length; i++) mapped[i] = meaning[numbers[i]];
        return mapped;
    }

    private static ulong[] Masks(PackCodes codes, SetFact fact, BillNames names) => [.. names.Sets(fact).Select(held => codes.Facts(fact switch
    {
        SetFact.Categories => Bare with { Categories = [.. held] },
        SetFact.Lists => Bare with { Lists = [.. held] },
        _ => Bare with { Diseases = held },
    }))];

    private static readonly Bill Bare = new() { Id = "", Designated = false, Enrolled = false };

    /// <summary>The numbers between the least and the greatest that were met.</summary>
    private struct NumberRange
    {
        private int _least, _greatest;
        private bool _any;

        public readonly int Count => _any ? _greatest - _least + 1 : 0;

        public readonly int At(int number) => number - _least;

        public void Take(int number)
        {
            (_least, _greatest) = _any ? (Math.Min(_least, number), Math.Max(_greatest, number)) : (number, number);
            _any = true;
        }
    }

    private static int Row<T>(Dictionary<T, int> rows, T key) where T : notnull
    {
        if (!rows.TryGetValue(key, out var row)) rows.Add(key, row = rows.Count);
        return row;
    }
}

/// <summary>The accumulators of bulk bills, a dense row for each person, disease and household of a year. All start from zero.</summary>
public sealed class BulkAccumulators
{
    internal long[] Persons { get; }
    internal long[] Diseases { get; }
    internal long[] Households { get; }

    /// <summary>Everything back to zero, for another run over the same bills.</summary>
    public void Clear()
    {
        Array.Clear(Persons);
        Array.Clear(Diseases);
        Array.Clear(Households);
    }

    internal BulkAccumulators(BulkBills bills, PackSlots slots) =>
        (Persons, Diseases, Households) = (new long[bills.Rows.Person * slots.Persons], new long[bills.Rows.Disease * slots.Diseases], new long[bills.Rows.Household * slots.Households]);
}

/// <summary>Where each slot of a pack stands in the row of its scope.</summary>
internal sealed class PackSlots
{
    private readonly int[] _at;

    public PackSlots(PolicyPack pack)
    {
        var counts = new int[3];
        _at = [.. pack.Slots.All.Select(s => counts[(int)s.Scope]++)];
        (Persons, Diseases, Households) = (counts[(int)SlotScope.Person], counts[(int)SlotScope.Disease], counts[(int)SlotScope.Household]);
    }

    public int Persons { get; }
    public int Diseases { get; }
    public int Households { get; }
    public int At(int slot) => _at[slot];
}

/// <summary>What bulk settlement answers, by the index of the bill, in fen (批量结算结果).</summary>
public sealed class BulkResult
{
    /// <summary>For each payer of the pack, in the order of <see cref="PolicyPack.Payers"/>, what it pays.</summary>
    public long[][] Paid { get; }

    public long[] Self { get; }

    /// <summary>True where the bill was not settled; <see cref="PolicyEngine"/> says why.</summary>
    public bool[] Refused { get; }

    /// <summary>For each layer base, deductible, covered amount and payment, one after the other; empty when no trace was asked for.</summary>
    public long[][] Trace { get; }

    internal BulkResult(PolicyPack pack, int bills, bool trace)
    {
        Paid = [.. pack.Payers.Select(_ => new long[bills])];
        (Self, Refused) = (new long[bills], new bool[bills]);
        Trace = trace ? [.. Enumerable.Range(0, pack.Layers.Count * 4).Select(_ => new long[bills])] : [];
    }
}
