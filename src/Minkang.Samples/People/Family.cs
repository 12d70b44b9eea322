using Minkang.Domain.People;

namespace Minkang.Samples.People;

/// <summary>Draws who lives together: ages that fit, relations to the householder (与户主关系).</summary>
internal static class Family
{
    /// <summary>One place in a household. <paramref name="Age"/> is the year minus the birth year.</summary>
    internal readonly record struct Place(string Relation, Sex Sex, int Age, bool MarriedIn = false);

    public static List<Place> Draw(bool registered, Dice dice)
    {
        var head = dice.Chance(registered ? 0.14 : 0.06) ? dice.Between(60, 90) : (int)(28 + 50 * Math.Pow(dice.Share(), 0.9));
        var sex = dice.Chance(0.8) ? Sex.Male : Sex.Female;
        var places = new List<Place> { new("户主", sex, head) };
        if (head >= 60 && dice.Chance(registered ? 0.4 : 0.15)) return places;

        var spouse = dice.Chance(head > 70 ? 0.55 : 0.85);
        if (spouse) places.Add(new("配偶", Other(sex), Math.Clamp(head + dice.Between(-4, 3), 21, 95), MarriedIn: true));
        if (head < 66 && dice.Chance(0.4)) places.Add(new("之母", Sex.Female, Math.Min(97, head + dice.Between(19, 33)), MarriedIn: true));
        if (head < 62 && dice.Chance(0.14)) places.Add(new("之父", Sex.Male, Math.Min(97, head + dice.Between(20, 36))));
        if (spouse || head > 35) Children(head, places, dice);
        if (dice.Chance(0.006)) places.Add(new("其他", dice.Chance(0.5) ? Sex.Male : Sex.Female, dice.Between(5, 70), MarriedIn: true));
        return places;
    }

    private static void Children(int head, List<Place> places, Dice dice)
    {
        var children = dice.Between(0, head > 60 ? 2 : 3);
        var married = false;
        for (var i = 0; i < children; i++)
        {
            var age = head - dice.Between(21, 34) - i;
            if (age < 0) continue;
            var child = dice.Chance(age > 24 ? 0.75 : 0.52) ? Sex.Male : Sex.Female;
            if (age > 30 && married) continue; // the others have households of their own
            places.Add(new(child == Sex.Male ? "之子" : "之女", child, age));
            if (child != Sex.Male || age < 23 || !dice.Chance(0.5)) continue;
            married = true;
            places.Add(new("之儿媳", Sex.Female, Math.Max(20, age + dice.Between(-4, 2)), MarriedIn: true));
            for (var n = dice.Between(0, 2); n > 0; n--)
                if (age - dice.Between(20, 28) is >= 0 and < 25 and var young) places.Add(new(dice.Chance(0.52) ? "之孙子" : "之孙女", Sex.Male, young));
        }
        for (var i = 0; i < places.Count; i++)
            if (places[i].Relation == "之孙女") places[i] = places[i] with { Sex = Sex.Female };
    }

    private static Sex Other(Sex sex) => sex == Sex.Male ? Sex.Female : Sex.Male;
}
