using Minkang.Domain.Values;

namespace Minkang.Domain.Policies.Bulk;

/// <summary>
/// Sound bills as columns, whatever pack they are settled by (按列存放的单据): amounts in fen, codes and sets by their numbers in <see cref="Names"/>, days as day numbers
/// (−1 for none), people as numbers. Rows of one unit, that is of all who are tied together by a household, stand together and in order of discharge; a table never parts a unit.
/// </summary>
public sealed class BillTable
{
    private const byte Designated = 1, Enrolled = 2;

    private readonly List<BillItem> _items = [];

    /// <summary>An empty table with so many rows.</summary>
    public BillTable(BillNames names, int count)
    {
        ArgumentNullException.ThrowIfNull(names);
        Names = names;
        (InScope, PreSelfPaid, OverLimit, OutOfCatalogue, Tcm) = (new long[count], new long[count], new long[count], new long[count], new long[count]);
        (Kind, Level, Place, Referral, Flags) = (new byte[count], new byte[count], new byte[count], new byte[count], new byte[count]);
        (Categories, Lists, Diseases, Area) = (new int[count], new int[count], new int[count], new int[count]);
        (Age, Days, Sessions) = (new short[count], new short[count], new short[count]);
        (Admission, Discharge, Settlement) = (new int[count], new int[count], new int[count]);
        (Person, Household, Unit) = (new int[count], new int[count], new int[count]);
    }

    /// <summary>What the numbers of codes and sets mean.</summary>
    public BillNames Names { get; }

    /// <summary>Number of rows.</summary>
    public int Count => InScope.Length;

    internal long[] InScope { get; }
    internal long[] PreSelfPaid { get; }
    internal long[] OverLimit { get; }
    internal long[] OutOfCatalogue { get; }
    internal long[] Tcm { get; }
    internal byte[] Kind { get; }
    internal byte[] Level { get; }
    internal byte[] Place { get; }
    internal byte[] Referral { get; }
    internal byte[] Flags { get; }
    internal int[] Categories { get; }
    internal int[] Lists { get; }
    internal int[] Diseases { get; }
    internal int[] Area { get; }
    internal short[] Age { get; }
    internal short[] Days { get; }
    internal short[] Sessions { get; }
    internal int[] Admission { get; }
    internal int[] Discharge { get; }
    internal int[] Settlement { get; }
    internal int[] Person { get; }
    internal int[] Household { get; }
    internal int[] Unit { get; }

    /// <summary>Every column but the fee items, in a fixed order, for keeping a table in a file.</summary>
    public IReadOnlyList<Array> Columns =>
        [InScope, PreSelfPaid, OverLimit, OutOfCatalogue, Tcm, Kind, Level, Place, Referral, Flags, Categories, Lists, Diseases, Area, Age, Days, Sessions, Admission, Discharge, Settlement, Person, Household, Unit];

    /// <summary>For a table that <see cref="InOrderOf"/> has put in another order: where each row of the first order stands. Null for a table in its first order.</summary>
    public int[]? PlacesOf { get; private set; }

    /// <summary>The few fee items that waivers may name, by row.</summary>
    public IReadOnlyList<BillItem> Items => _items;

    /// <summary>Number of the person of a row.</summary>
    public int PersonOf(int row) => Person[row];

    /// <summary>Number of the unit of a row.</summary>
    public int UnitOf(int row) => Unit[row];

    /// <summary>Number of the area of a row.</summary>
    public int AreaOf(int row) => Area[row];

    /// <summary>Number of the set of categories of a row.</summary>
    public int CategoriesOf(int row) => Categories[row];

    /// <summary>What was billed, in fen.</summary>
    public long TotalOf(int row) => InScope[row] + PreSelfPaid[row] + OverLimit[row] + OutOfCatalogue[row];

    /// <summary>Puts a bill into a row. Throws <see cref="ArgumentException"/> for a bill that is not sound. <paramref name="household"/> is −1 for none.</summary>
    public void Set(int row, Bill bill, int person, int household, int unit, string area)
    {
        ArgumentNullException.ThrowIfNull(bill);
        if (bill.Unsound() is { } unsound) throw new ArgumentException($"Only sound bills stand in a table: {unsound.Code}.", nameof(bill));
        (InScope[row], PreSelfPaid[row], OverLimit[row], OutOfCatalogue[row], Tcm[row]) = (bill.InScope.Fen, bill.PreSelfPaid.Fen, bill.OverLimit.Fen, bill.OutOfCatalogue.Fen, bill.Tcm.Fen);
        (Kind[row], Level[row]) = (Names.Code(CodeFact.Kind, bill.Kind), Names.Code(CodeFact.Level, bill.Level));
        (Place[row], Referral[row]) = (Names.Code(CodeFact.Place, bill.Place), Names.Code(CodeFact.Referral, bill.Referral));
        Flags[row] = (byte)((bill.Designated ? Designated : 0) | (bill.Enrolled ? Enrolled : 0));
        (Categories[row], Lists[row], Diseases[row]) = (Names.Set(SetFact.Categories, bill.Categories), Names.Set(SetFact.Lists, bill.Lists), Names.Set(SetFact.Diseases, bill.Diseases));
        (Age[row], Days[row], Sessions[row]) = (bill.Age is { } age ? (short)Math.Clamp(age, 0, short.MaxValue) : (short)-1, (short)bill.Days, (short)bill.Sessions);
        (Admission[row], Discharge[row], Settlement[row]) = (Number(bill.Admission), Number(bill.Discharge), Number(bill.Settlement));
        (Person[row], Household[row], Unit[row], Area[row]) = (person, household, unit, Names.Area(area));
        foreach (var (item, amount) in bill.Items) AddItem(new(row, Names.Item(item), amount.Fen));
    }

    /// <summary>Adds a fee item to a row.</summary>
    public void AddItem(BillItem item) => _items.Add(item);

    /// <summary>The bill of a row, with numbers for people, to be walked where the loop cannot say why it refuses.</summary>
    public Bill Row(int row) => new()
    {
        Id = "", Person = Text(Person[row]), Household = Household[row] < 0 ? "" : Text(Household[row]),
        Kind = Names.Codes(CodeFact.Kind)[Kind[row]], Level = Names.Codes(CodeFact.Level)[Level[row]], Place = Names.Codes(CodeFact.Place)[Place[row]], Referral = Names.Codes(CodeFact.Referral)[Referral[row]],
        Categories = Names.Sets(SetFact.Categories)[Categories[row]], Lists = Names.Sets(SetFact.Lists)[Lists[row]], Diseases = Names.Sets(SetFact.Diseases)[Diseases[row]],
        Designated = (Flags[row] & Designated) != 0, Enrolled = (Flags[row] & Enrolled) != 0, Age = Age[row] < 0 ? null : Age[row], Days = Days[row], Sessions = Sessions[row],
        Admission = Date(Admission[row]), Discharge = Date(Discharge[row]), Settlement = Date(Settlement[row]),
        Total = new(TotalOf(row)), InScope = new(InScope[row]), PreSelfPaid = new(PreSelfPaid[row]), OverLimit = new(OverLimit[row]), OutOfCatalogue = new(OutOfCatalogue[row]), Tcm = new(Tcm[row]),
        Items = _items.Where(i => i.Row == row).ToDictionary(i => Names.Items[i.Item], i => new Money(i.Fen), StringComparer.Ordinal),
    };

    /// <summary>
    /// The same rows in order of another date within each unit, for packs whose year does not go by discharge; itself when they stand so already. Bills of one day keep their order.
    /// </summary>
    public BillTable InOrderOf(DateBasis basis)
    {
        var days = On(basis);
        var inOrder = true;
        for (var i = 1; i < Count && inOrder; i++) inOrder = Unit[i] != Unit[i - 1] || days[i] >= days[i - 1];
        if (inOrder) return this;
        var keys = new (int Unit, int Day, int Row)[Count];
        for (var i = 0; i < Count; i++) keys[i] = (Unit[i], days[i], i);
        Array.Sort(keys);
        var ordered = new BillTable(Names, Count);
        var place = new int[Count];
        for (var i = 0; i < Count; i++) place[keys[i].Row] = i;
        foreach (var (from, to) in Columns.Zip(ordered.Columns))
            switch (from)
            {
                case long[] amounts: Move(amounts, (long[])to, place); break;
                case int[] numbers: Move(numbers, (int[])to, place); break;
                case short[] small: Move(small, (short[])to, place); break;
                default: Move((byte[])from, (byte[])to, place); break;
            }
        foreach (var item in _items) ordered.AddItem(item with { Row = place[item.Row] });
        ordered.PlacesOf = place;
        return ordered;
    }

    internal int[] On(DateBasis basis) => basis switch { DateBasis.Admission => Admission, DateBasis.Settlement => Settlement, _ => Discharge };

    private static void Move<T>(T[] from, T[] to, int[] place)
    {
        for (var i = 0; i < from.Length; i++) to[place[i]] = from[i];
    }

    private static int Number(DateOnly? day) => day?.DayNumber ?? -1;

    private static DateOnly? Date(int number) => number < 0 ? null : DateOnly.FromDayNumber(number);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A fee item of a bill (收费项目): the row of its bill, its number, its amount in fen.</summary>
public readonly record struct BillItem(int Row, int Item, long Fen);
