namespace Minkang.Benefits.WhatIf;

/// <summary>Sums of one group of persons while they are counted.</summary>
internal sealed class GroupTally
{
    public int Persons, Better, Worse, AboveBefore, AboveAfter;
    public long Before, After;

    public void Add(long total, long before, long after)
    {
        Persons++;
        if (after < before) Better++;
        else if (after > before) Worse++;
        if (Replay.IsAbove(before, total)) AboveBefore++;
        if (Replay.IsAbove(after, total)) AboveAfter++;
        Before += before;
        After += after;
    }

    public void Add(GroupTally other)
    {
        Persons += other.Persons;
        Better += other.Better;
        Worse += other.Worse;
        AboveBefore += other.AboveBefore;
        AboveAfter += other.AboveAfter;
        Before += other.Before;
        After += other.After;
    }

    public GroupTotal Of(string code) => new(code, Persons, Better, Worse, Before, After, AboveBefore, AboveAfter);
}

/// <summary>A person or a unit by number, with the year's amounts.</summary>
internal readonly record struct YearOf(int Number, int Persons, int Area, int Categories, long Total, long Before, long After);

/// <summary>What one thread has counted so far; tallies add up to the same sum in any order.</summary>
internal sealed class Tally(int payers, bool keepPersons)
{
    /// <summary>Bounds of the brackets: the year's part in fen, and the share in percent.</summary>
    public static readonly long[] AmountBounds = [0, 50_000, 100_000, 300_000, 500_000, 1_000_000, 3_000_000, 5_000_000], ShareBounds = [0, 5, 10, 20, 30, 50];
    private const int WorstKept = 50;

    public readonly long[] PaidBefore = new long[payers], PaidAfter = new long[payers];
    public readonly GroupTally All = new();
    public readonly Dictionary<int, GroupTally> ByCategories = [], ByArea = [];
    public readonly int[][] Amounts = [new int[AmountBounds.Length], new int[AmountBounds.Length]], Shares = [new int[ShareBounds.Length], new int[ShareBounds.Length]];
    public readonly Dictionary<(bool After, string Reason), long> Refusals = [];
    public readonly List<YearOf> Persons = [];
    public long Bills, Settled, RefusedBefore, RefusedAfter, Total;

    public List<YearOf> Worst { get; private set; } = [];

    public void AddPerson(YearOf person)
    {
        All.Add(person.Total, person.Before, person.After);
        Group(ByCategories, person.Categories).Add(person.Total, person.Before, person.After);
        Group(ByArea, person.Area).Add(person.Total, person.Before, person.After);
        Amounts[0][At(AmountBounds, person.Before)]++;
        Amounts[1][At(AmountBounds, person.After)]++;
        if (person.Total > 0)
        {
            Shares[0][At(ShareBounds, person.Before * 100 / person.Total)]++;
            Shares[1][At(ShareBounds, person.After * 100 / person.Total)]++;
        }
        if (keepPersons) Persons.Add(person);
    }

    public void AddUnit(YearOf unit)
    {
        if (unit.After <= unit.Before) return;
        Worst.Add(unit);
        if (Worst.Count >= WorstKept * 20) CutWorst();
    }

    public void Refuse(bool after, string reason, long bills) => Refusals[(after, reason)] = Refusals.GetValueOrDefault((after, reason)) + bills;

    public void Add(Tally other)
    {
        for (var i = 0; i < payers; i++) (PaidBefore[i], PaidAfter[i]) = (PaidBefore[i] + other.PaidBefore[i], PaidAfter[i] + other.PaidAfter[i]);
        All.Add(other.All);
        foreach (var (key, group) in other.ByCategories) Group(ByCategories, key).Add(group);
        foreach (var (key, group) in other.ByArea) Group(ByArea, key).Add(group);
        foreach (var (mine, theirs) in Amounts.Concat(Shares).Zip(other.Amounts.Concat(other.Shares)))
            for (var i = 0; i < mine.Length; i++) mine[i] += theirs[i];
        foreach (var ((after, reason), bills) in other.Refusals) Refuse(after, reason, bills);
        Persons.AddRange(other.Persons);
        (Bills, Settled, RefusedBefore, RefusedAfter, Total) = (Bills + other.Bills, Settled + other.Settled, RefusedBefore + other.RefusedBefore, RefusedAfter + other.RefusedAfter, Total + other.Total);
        Worst.AddRange(other.Worst);
        CutWorst();
    }

    /// <summary>Those whose part grows most; of the same growth those who pay more, then the smaller number, so that the order never depends on chance.</summary>
    public void CutWorst() => Worst = [.. Worst.OrderByDescending(u => u.After - u.Before).ThenByDescending(u => u.After).ThenBy(u => u.Number).Take(WorstKept)];

    private static GroupTally Group(Dictionary<int, GroupTally> groups, int key)
    {
        if (!groups.TryGetValue(key, out var group)) groups.Add(key, group = new());
        return group;
    }

    private static int At(long[] bounds, long value)
    {
        var at = bounds.Length - 1;
        while (at > 0 && value < bounds[at]) at--;
        return at;
    }
}
