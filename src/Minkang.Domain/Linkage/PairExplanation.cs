namespace Minkang.Domain.Linkage;

/// <summary>
/// What one field says about a pair (单项依据). <paramref name="Code"/> is <c>field.level</c> (<c>name.sound</c>), or <c>field.unstated</c>;
/// pages have a sentence for each. <paramref name="Weight"/> in bits: above 0 speaks for one person, below 0 against it.
/// <paramref name="RareValue"/>: how much of it comes from agreeing on a value that is rarer (or, below 0, more common) than usual.
/// <paramref name="HouseholdWeight"/>: the same, but against two people of one household.
/// </summary>
public sealed record FieldEvidence(string Field, string Code, double Weight, double RareValue, double HouseholdWeight);

/// <summary>
/// Why a pair was decided as it was (判定依据). <paramref name="Start"/> in bits: how unlikely any two rows are one person before looking.
/// <paramref name="LikelyHousehold"/>: two people of one household explain the pair better than one person or strangers do.
/// </summary>
public sealed record PairExplanation(double Start, IReadOnlyList<FieldEvidence> Fields, bool LikelyHousehold)
{
    public static PairExplanation Of(LinkResult result, Link link)
    {
        var (model, profile) = (result.Model, result.Model.Profile);
        var fields = new List<FieldEvidence>(profile.Fields.Count);
        for (var i = 0; i < profile.Fields.Count; i++)
        {
            var (field, level) = (profile.Fields[i], link.Level(i));
            if (level == 0) { fields.Add(new FieldEvidence(field.Key, field.Key + ".unstated", 0, 0, 0)); continue; }
            var rare = level == 1 && result.Shares.Of(i, result.LeftList.Column(i).Value(link.Left)) is { } share ? -Math.Log2(share / model.Chance(i, 1)) : 0;
            fields.Add(new FieldEvidence(field.Key, $"{field.Key}.{field.Levels[level - 1].Code}",
                Math.Log2(model.Same(i, level) / model.Chance(i, level)) + rare, rare, Math.Log2(model.Same(i, level) / model.Household(i, level))));
        }
        var (same, household, chance) = model.Logs(link.Levels);
        chance += result.Shares.Correction(result.LeftList, model, link.Left, link.Levels);
        return new PairExplanation(Math.Log2(model.Prior / (1 - model.Prior)), fields, household > same && household > chance);
    }
}
