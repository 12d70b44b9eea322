using Minkang.Registry.Households;

namespace Minkang.Registry.Cards;

/// <summary>Households and persons of a sheet by status (卡、表、册的合计). All three sheets count the same lines, so their sums agree.</summary>
internal sealed record RegisterTotals(int Households, int Persons, int NotExited, int NotExitedPersons, int Exited, int ExitedPersons, int Relapsed, int RelapsedPersons)
{
    public static RegisterTotals Of(IEnumerable<HouseholdLine> lines)
    {
        var all = lines.ToList();
        int Count(string status) => all.Count(h => h.Status == status);
        int People(string status) => all.Where(h => h.Status == status).Sum(h => h.Members);
        return new RegisterTotals(all.Count, all.Sum(h => h.Members), Count("not_exited"), People("not_exited"), Count("exited"), People("exited"), Count("relapsed"), People("relapsed"));
    }
}
