namespace Minkang.Domain.Linkage;

/// <summary>
/// What was learnt about two lists (学到的权重): for each field and level, how often it occurs among rows of one person, of two members of a
/// household, and of strangers; and how likely two rows drawn at random are one person.
/// </summary>
public sealed class LinkModel
{
    private readonly double[][] _same, _household, _chance;

    internal LinkModel(LinkProfile profile, double[][] same, double[][] household, double[][] chance, double prior, double householdPrior)
    {
        (Profile, Prior, HouseholdPrior) = (profile, prior, householdPrior);
        (_same, _household, _chance) = (same, household, chance);
    }

    internal LinkModel Learnt(double[][] same, double[][] chance, double prior) => new(Profile, same, _household, chance, prior, HouseholdPrior);

    public LinkProfile Profile { get; }

    /// <summary>Probability that two rows drawn at random are one person.</summary>
    public double Prior { get; }

    /// <summary>Probability that two rows drawn at random are two people of one household.</summary>
    public double HouseholdPrior { get; }

    /// <summary>Share of a level (from 1) among rows of one person.</summary>
    public double Same(int field, int level) => _same[field][level - 1];

    /// <summary>Share of a level (from 1) among two people of one household.</summary>
    public double Household(int field, int level) => _household[field][level - 1];

    /// <summary>Share of a level (from 1) among strangers.</summary>
    public double Chance(int field, int level) => _chance[field][level - 1];

    /// <summary>Natural logarithms of how likely the levels of a pair are in each of the three cases. Unstated fields say nothing.</summary>
    internal (double Same, double Household, double Chance) Logs(ulong levels)
    {
        var (same, household, chance) = (Math.Log(Prior), Math.Log(HouseholdPrior), Math.Log(Math.Max(0.1, 1 - Prior - HouseholdPrior)));
        for (var field = 0; levels != 0; field++, levels >>= 4)
        {
            var level = (int)(levels & 15);
            if (level == 0) continue;
            same += Math.Log(Same(field, level));
            household += Math.Log(Household(field, level));
            chance += Math.Log(Chance(field, level));
        }
        return (same, household, chance);
    }
}
