using Minkang.Domain.People;
using Minkang.Samples.People;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Dirt;

/// <summary>
/// Writes the cells of one list the way its office does, faults included, and notes every fault at the row. Chance is thrown anew for
/// each row from list and person, so no list depends on another.
/// </summary>
internal sealed partial class Clerk(CountyOptions options, DirtProfile dirt, string list)
{
    private Dice _dice = Dice.For((ulong)options.Seed, list);
    private Row? _row;
    private readonly Dictionary<Person, IdNumber> _exchanged = [];

    private Row Row => _row ?? throw new InvalidOperationException("A row must be begun first.");

    /// <summary>Begins the row of a person. <paramref name="occasion"/> tells apart several rows of one person.</summary>
    public Row Begin(Person person, int occasion = 0)
    {
        _dice = Dice.For((ulong)options.Seed, list, person.Number, occasion + 1);
        return _row = new Row(person);
    }

    /// <summary>Begins a household: decides whether father's and son's numbers are exchanged in this list.</summary>
    public void Enter(Household household)
    {
        _exchanged.Clear();
        var dice = Dice.For((ulong)options.Seed, list + "/household", household.Number);
        if (household.Head.Sex != Sex.Male || household.Members.FirstOrDefault(m => m.Relation == "之子" && !m.IsGone) is not { } son) return;
        if (!dice.Chance(dirt.Rate("id-father-son-exchanged", list))) return;
        (_exchanged[household.Head], _exchanged[son]) = (son.Id, household.Head.Id);
    }

    /// <summary>Throws for a fault of the row under way; notes it when it occurs.</summary>
    public bool Has(string kind, string column = "")
    {
        if (!_dice.Chance(dirt.Rate(kind, list))) return false;
        Note(kind, column);
        return true;
    }

    /// <summary>Throws for a fault of the row under way without noting it there: it will show in another row.</summary>
    public bool Rolls(string kind) => _dice.Chance(dirt.Rate(kind, list));

    /// <summary>Throws for a fault that belongs to the list or to a place in it, not to a row.</summary>
    public bool HasShape(string kind, int at = 0) => Dice.For((ulong)options.Seed, $"{list}/{kind}", at).Chance(dirt.Rate(kind, list));

    /// <summary>
    /// Whether the person stands on this list. Someone who belongs there may be missing; someone who died or left may still be listed.
    /// </summary>
    public bool Lists(Person person, LabelFiles labels, string file, string sheet, out string? fault)
    {
        var dice = Dice.For((ulong)options.Seed, list + "/listed", person.Number);
        fault = person.Event?.Kind switch
        {
            EventKind.Death => dice.Chance(dirt.Rate("person-dead-listed", list)) ? "person-dead-listed" : null,
            EventKind.MovedOut => dice.Chance(dirt.Rate("person-moved-listed", list)) ? "person-moved-listed" : null,
            _ => null,
        };
        if (person.IsGone) return fault is not null;
        var missing = person.Event switch
        {
            { Kind: EventKind.Born } when dice.Chance(dirt.Rate("person-newborn-missing", list)) => "person-newborn-missing",
            { Kind: EventKind.MovedIn, Reason: "婚迁" } when dice.Chance(dirt.Rate("person-married-in-missing", list)) => "person-married-in-missing",
            _ => dice.Chance(dirt.Rate("person-missing", list)) ? "person-missing" : null,
        };
        if (missing is not null) labels.Missing(file, sheet, person, missing);
        return missing is null;
    }

    public void Note(string kind, string column = "") => Row.Faults.Add(column.Length > 0 ? $"{kind}@{column}" : kind);

    /// <summary>Draws at most one fault of a group among those that can happen here; notes it.</summary>
    private string? Draw(string group, string column, Func<string, bool> applies)
    {
        var share = _dice.Share();
        foreach (var (kind, rate) in dirt.Group(group, list))
        {
            if (!applies(kind)) continue;
            if ((share -= rate) >= 0) continue;
            Note(kind, column);
            return kind;
        }
        return null;
    }
}
