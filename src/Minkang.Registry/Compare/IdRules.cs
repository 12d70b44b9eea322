using Minkang.Domain.People;

namespace Minkang.Registry.Compare;

/// <summary>What can be wrong with a number, and what a row states against its own valid number (证件号码核对). Row by row.</summary>
internal static class IdRules
{
    public static IEnumerable<Discrepancy> Missing(LinkedRows all, CompareRule rule) => Where(all, rule, r => r.Id is null or { State: IdState.PlaceHolder or IdState.Missing });

    public static IEnumerable<Discrepancy> Rounded(LinkedRows all, CompareRule rule) => Where(all, rule, r => r.Id is { State: IdState.Rounded });

    public static IEnumerable<Discrepancy> Invalid(LinkedRows all, CompareRule rule) =>
        Where(all, rule, r => r.Id is { State: IdState.CheckFails or IdState.DateImpossible or IdState.WrongLength or IdState.NotANumber });

    public static IEnumerable<Discrepancy> Fifteen(LinkedRows all, CompareRule rule) => Where(all, rule, r => r.Id?.Repairs.Contains(IdRepair.FifteenDigits) == true);

    public static IEnumerable<Discrepancy> Birth(LinkedRows all, CompareRule rule) =>
        from row in Rows(all)
        where row.ValidId is { } id && row.Birth is { } stated && (id.BirthDate < stated.First || id.BirthDate > stated.Last)
        select new Discrepancy(rule, row, null, "birth-date", row.Birth.ToString()!, Show.Day(row.ValidId!.Value.BirthDate));

    public static IEnumerable<Discrepancy> Sex(LinkedRows all, CompareRule rule) =>
        from row in Rows(all)
        where row.ValidId is { } id && row.Sex is not Domain.People.Sex.Unknown && row.Sex != id.Sex
        select new Discrepancy(rule, row, null, "sex", Show.Sex(row.Sex), Show.Sex(row.ValidId!.Value.Sex));

    private static IEnumerable<Discrepancy> Where(LinkedRows all, CompareRule rule, Func<ComparedRow, bool> test) =>
        Rows(all).Where(test).Select(r => new Discrepancy(rule, r, null, r.List.IdField!, Show.Id(r), ""));

    private static IEnumerable<ComparedRow> Rows(LinkedRows all) => all.Lists.Where(l => l.IdField is not null).SelectMany(l => l.Rows);
}
