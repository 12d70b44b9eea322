using Minkang.Domain.People;

namespace Minkang.Registry.Compare;

/// <summary>
/// Tells rows that bear somebody else's valid number (填成他人号码) before anything is compared: father's and son's exchanged, the householder's or a guardian's. Only where the
/// lists themselves say so; what cannot be told is left to the comparison.
/// </summary>
internal static class ForeignNumbers
{
    public static void Mark(IReadOnlyList<LinkEntity> entities)
    {
        foreach (var same in entities.Where(e => e.First.ValidId is not null).GroupBy(e => e.First.ValidId!.Value.Text, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            var holders = same.ToList();
            foreach (var one in holders)
            {
                var others = holders.FindAll(h => h != one && !h.NameFits(one));
                if (others.Count > 0) one.NumberIsAnothers = others.Exists(o => Speaks(o, one, holders));
            }
        }
    }

    /// <summary>
    /// The other is the owner: this row contradicts the number and no other list has it under this name; or the row states nothing that bears the number out, its list has the
    /// owner beside it, and more lists know the owner.
    /// </summary>
    private static bool Speaks(LinkEntity owner, LinkEntity one, List<LinkEntity> holders) => Support(one, holders) is var support
        && (Contradicts(one) ? support == 0 && !Contradicts(owner) : !BearsOut(one) && owner.List == one.List && Support(owner, holders) > support);

    /// <summary>What every row of the entity states of age or birth speaks against its number.</summary>
    public static bool Contradicts(LinkEntity one) => one.First.ValidId is { } id && one.Rows.TrueForAll(r => BornBetween.StatedBy(r) is { } born && !born.Holds(id.BirthDate));

    /// <summary>Every row of the entity states an age or a birth, and the sex where it states one, that go with its number.</summary>
    public static bool BearsOut(LinkEntity one) =>
        one.First.ValidId is { } id && one.Rows.TrueForAll(r => BornBetween.StatedBy(r) is { } born && born.Holds(id.BirthDate)) && (one.First.Sex == Sex.Unknown || one.First.Sex == id.Sex);

    /// <summary>How many other lists have the number under this name.</summary>
    private static int Support(LinkEntity one, List<LinkEntity> holders) => holders.Where(h => h.List != one.List && h.NameFits(one)).Select(h => h.List).Distinct().Count();
}
