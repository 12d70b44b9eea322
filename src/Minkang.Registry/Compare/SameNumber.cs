using Minkang.Domain.Linkage;
using Minkang.Domain.People;

namespace Minkang.Registry.Compare;

/// <summary>
/// What the rows themselves show beyond doubt, and a comparison of fields alone does not (号码和单号佐证): a former name under the person's own number, the second row of somebody
/// whom a list has twice, a slip that was handed in twice.
/// </summary>
internal static class SameNumber
{
    private const double Sure = 0.99;

    public static List<PersonEdge> Edges(IReadOnlyList<LinkEntity> entities, JoinPersons persons) => [.. FormerNames(entities, persons), .. SecondRows(entities, persons), .. SameSlips(entities, persons)];

    /// <summary>The number is the person's own by what the row states, one other person has it under the same surname: the given name was changed.</summary>
    private static IEnumerable<PersonEdge> FormerNames(IReadOnlyList<LinkEntity> entities, JoinPersons persons)
    {
        foreach (var same in entities.Where(e => e.First.ValidId is not null).GroupBy(e => e.First.ValidId!.Value.Text, StringComparer.Ordinal))
        {
            var roots = same.Select(e => persons.Root(e.Index)).Distinct().ToList();
            if (roots.Count != 2) continue;
            var (one, other) = (same.First(e => persons.Root(e.Index) == roots[0]), same.First(e => persons.Root(e.Index) == roots[1]));
            if (same.All(ForeignNumbers.BearsOut) && one.First.Name.Name is [var surname, ..] && other.First.Name.Name is [var also, ..] && surname == also && Lists(one).Intersect(Lists(other)).All(l => entities[persons.Members(one.Index).First(m => entities[m].List == l)].First.Kind == ListKind.Slips))
                yield return new(one.Index, other.Index, LinkKind.Probable, Sure);
        }

        IEnumerable<int> Lists(LinkEntity e) => persons.Members(e.Index).Select(m => entities[m].List).Distinct();
    }

    /// <summary>Left over in a list that has somebody of the same name in the same village, with what is left of that person's number or a number given anew.</summary>
    private static IEnumerable<PersonEdge> SecondRows(IReadOnlyList<LinkEntity> entities, JoinPersons persons)
    {
        foreach (var same in entities.Where(e => e.First.Kind != ListKind.Slips && e.First.Place.Village is { Length: > 0 } && e.First.Name.Name.Length > 1).GroupBy(e => (e.List, e.First.Name.MatchKey, e.First.Place)))
            foreach (var one in same.Where(e => persons.Members(e.Index).Count == 1))
            {
                var fitting = same.Where(o => persons.Root(o.Index) != persons.Root(one.Index) && Relates(one, persons.OwnNumber(o.Index) ?? o.Number)).Select(o => persons.Root(o.Index)).Distinct().ToList();
                if (fitting is [var only]) yield return new(one.Index, same.First(o => persons.Root(o.Index) == only).Index, LinkKind.Probable, Sure, Twice: true);
            }
    }

    /// <summary>What stands in the row's cell is this number, rounded, damaged, or as it was before the person was registered again.</summary>
    private static bool Relates(LinkEntity one, string? number)
    {
        if (number is null || IdNumber.TryParse(number) is not { } own || one.First.Id is not { } cell) return false;
        if (one.First.ValidId is { } valid) return !one.NumberIsAnothers && OnlyPerson.MayBeReissued(valid, own);
        return cell.State switch
        {
            IdState.Rounded => OnlyPerson.Visible(cell.Cleaned) is { Length: >= 10 } visible && number.StartsWith(visible, StringComparison.Ordinal),
            IdState.CheckFails or IdState.DateImpossible or IdState.WrongLength => OnlyPerson.Resembles(cell.Cleaned, number),
            _ => false,
        };
    }

    /// <summary>One slip number with one amount, on names that go together.</summary>
    private static IEnumerable<PersonEdge> SameSlips(IReadOnlyList<LinkEntity> entities, JoinPersons persons)
    {
        var slips = entities.Where(e => e.First.Kind == ListKind.Slips).SelectMany(e => e.Rows.Select(r => (Entity: e, Slip: r.Text("slip-number"), Total: r.Amount("total")?.Fen)));
        foreach (var same in slips.Where(s => s.Slip.Length > 0 && s.Total is not null).GroupBy(s => (s.Entity.List, s.Slip, s.Total)))
        {
            var first = same.First().Entity;
            foreach (var (other, _, _) in same.Skip(1))
                if (persons.Root(first.Index) != persons.Root(other.Index) && first.NameFits(other)) yield return new(first.Index, other.Index, LinkKind.Probable, Sure);
        }
    }
}
