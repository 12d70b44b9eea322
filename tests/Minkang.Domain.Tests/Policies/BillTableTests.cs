using CsCheck;
using Minkang.Domain.Policies;
using Minkang.Domain.Policies.Bulk;

namespace Minkang.Domain.Tests.Policies;

/// <summary>Bills kept as columns with their own code tables settle as the bills do, by whatever pack.</summary>
public sealed class BillTableTests
{
    [Fact]
    public void A_table_settles_as_its_bills_do() => Gen.Int.Sample(seed =>
    {
        var given = new GivenPacks(seed);
        var (pack, bills) = (given.Pack(), Ordered(given.Bills(60)));
        var compiled = CompiledPack.Of(pack);
        var table = Table(bills);

        var wanted = compiled.Settle(compiled.Columns(bills));
        var found = compiled.Settle(compiled.Columns(table));

        Assert.Equal(wanted.Refused, found.Refused);
        for (var i = 0; i < bills.Count; i++)
        {
            if (wanted.Refused[i]) continue;
            Assert.Equal(wanted.Self[i], found.Self[i]);
            Assert.Equal(wanted.Paid.Select(p => p[i]), found.Paid.Select(p => p[i]));
        }
    }, iter: 300);

    [Fact]
    public void A_row_gives_the_bill_back() => Gen.Int.Sample(seed =>
    {
        var bills = Ordered(new GivenPacks(seed).Bills(20));
        var table = Table(bills);
        for (var i = 0; i < bills.Count; i++)
        {
            var (bill, row) = (bills[i], table.Row(i));
            Assert.Equal((bill.Kind, bill.Level, bill.Place, bill.Referral, bill.Age, bill.Days, bill.Sessions, bill.Designated, bill.Enrolled), (row.Kind, row.Level, row.Place, row.Referral, row.Age, row.Days, row.Sessions, row.Designated, row.Enrolled));
            Assert.Equal((bill.Total, bill.InScope, bill.PreSelfPaid, bill.OverLimit, bill.OutOfCatalogue, bill.Tcm, bill.Discharge), (row.Total, row.InScope, row.PreSelfPaid, row.OverLimit, row.OutOfCatalogue, row.Tcm, row.Discharge));
            Assert.Equal(bill.Categories, row.Categories);
            Assert.Equal(bill.Lists, row.Lists);
            Assert.Equal(bill.Diseases, row.Diseases);
            Assert.Equal(bill.Items, row.Items);
        }
    }, iter: 50);

    [Fact]
    public void Another_date_puts_the_rows_of_a_unit_in_another_order() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var bills = Ordered([.. new GivenPacks(seed).Bills(40).Select(b => b with { Settlement = b.Discharge!.Value.AddDays(random.Next(0, 90)) })]);
        var table = Table(bills);

        var ordered = table.InOrderOf(DateBasis.Settlement);

        var wanted = bills.OrderBy(b => b.Settlement).Select(b => (b.Settlement, b.Total)).ToList();
        Assert.Equal(wanted, Enumerable.Range(0, ordered.Count).Select(i => (ordered.Row(i).Settlement, ordered.Row(i).Total)));
        Assert.Same(ordered.InOrderOf(DateBasis.Settlement), ordered);
        if (ordered.PlacesOf is { } places)
            for (var i = 0; i < bills.Count; i++) Assert.Equal(bills[i].Settlement, ordered.Row(places[i]).Settlement);
    }, iter: 50);

    [Fact]
    public void A_bill_that_is_not_sound_does_not_get_in()
    {
        var table = new BillTable(new(), 1);

        Assert.Throws<ArgumentException>(() => table.Set(0, new Bill { Id = "1", Total = new(5) }, 0, 0, 0, ""));
    }

    private static List<Bill> Ordered(List<Bill> bills) => [.. bills.Where(b => b.Unsound() is null).OrderBy(b => b.Discharge).ThenBy(b => b.Id, StringComparer.Ordinal)];

    private static BillTable Table(List<Bill> bills)
    {
        var table = new BillTable(new(), bills.Count);
        for (var i = 0; i < bills.Count; i++) table.Set(i, bills[i], bills[i].Person[1] - '0', bills[i].Household[1] - '0', 0, "");
        return table;
    }
}
