using Minkang.Domain.People;
using Minkang.Samples.Places;

namespace Minkang.Samples.People;

/// <summary>What happens to a person in the year, and what follows from age: schooling, labour, disability, enrolment.</summary>
internal static class Fate
{
    /// <summary>Death, moves and birth of the year. A householder leaves no family behind: registers would name another householder then.</summary>
    public static void Event(Person person, CountyOptions options, County county, Dice dice)
    {
        var age = options.Year - person.Birth.Year;
        var on = new DateOnly(options.Year, 1, 1).AddDays(dice.Between(40, 360));
        var mayGo = !person.IsHead || person.Household.Members.Count == 1;
        var death = age switch { < 1 => 0, < 40 => 0.0015, < 60 => 0.005, < 75 => 0.02, _ => 0.055 };
        if (age == 0) person.Event = new(EventKind.Born, Later(person.Birth.AddDays(dice.Between(3, 40)), options), "出生");
        else if (mayGo && dice.Chance(death)) person.Event = new(EventKind.Death, on, dice.Of<string>(["疾病死亡", "疾病死亡", "正常死亡", "意外死亡"]));
        else if (!person.IsHead && age is >= 19 and <= 28 && dice.Chance(0.03)) person.Event = new(EventKind.MovedOut, on, person.Sex == Sex.Female ? "婚迁" : dice.Of<string>(["升学迁出", "工作调动"]));
        else if (age is >= 20 and <= 35 && person.Relation is "之儿媳" or "配偶" && person.Sex == Sex.Female && dice.Chance(0.06)) person.Event = new(EventKind.MovedIn, on, dice.Chance(0.85) ? "婚迁" : "投靠亲属");
        else if (county.Villages.Count > 1 && dice.Chance(0.01) && dice.Of(county.Villages) is var other && other != person.Household.Village)
            person.Event = new(EventKind.MovedWithin, on, "易地搬迁", $"{other.Township.Name}{other.Name}{dice.Of(other.Groups)}");
    }

    private static DateOnly Later(DateOnly day, CountyOptions options) => day < options.ListedOn ? day : options.ListedOn.AddDays(-2);

    public static void Describe(Person person, CountyOptions options, double disabled, Dice dice)
    {
        var age = options.Year - person.Birth.Year;
        person.Insured = dice.Chance(0.988);
        (person.Education, person.Schooling) = School(age, dice);
        if (dice.Chance(disabled * (age > 55 ? 1.8 : 0.9)))
            person.Disability = new(dice.Of<int>([1, 2, 3, 4, 4, 4, 4, 4, 5, 6, 6, 7]), dice.Between(1, 4), new DateOnly(dice.Between(Math.Max(options.Year - 9, person.Birth.Year), options.Year), dice.Between(1, 12), dice.Between(1, 28)), dice.Chance(0.05));
        if (person.Disability?.CertifiedOn < person.Birth) person.Disability = person.Disability with { CertifiedOn = person.Birth.AddDays(30) };
        person.Labour = age < 16 || age > 75 || person.Schooling is not "非在校生" ? "无劳动力"
            : person.Disability is { Level: 1 } ? "丧失劳动力"
            : age > 60 || person.Disability is not null || person.Illnesses.Any(i => i.Disease.IsMajor) ? "弱劳动力或半劳动力"
            : dice.Chance(0.25) ? "技能劳动力" : "普通劳动力";
    }

    private static (string Education, string Schooling) School(int age, Dice dice) => age switch
    {
        < 3 => ("学龄前儿童", ""),
        < 6 => ("学龄前儿童", "学前教育"),
        < 12 => ("", "小学"),
        < 15 => ("小学", dice.Of<string>(["七年级", "八年级", "九年级"])),
        < 18 when dice.Chance(0.8) => ("初中", dice.Of<string>(["普通高中一年级", "普通高中二年级", "普通高中三年级", "中职一年级", "中职二年级"])),
        < 22 when dice.Chance(0.3) => ("高中", dice.Of<string>(["高职高专一年级", "高职高专二年级", "本科一年级", "本科二年级"])),
        < 35 => (dice.Of<string>(["小学", "初中", "初中", "高中", "大专", "大专", "本科及以上"]), "非在校生"),
        < 60 => (dice.Of<string>(["文盲或半文盲", "小学", "小学", "初中", "初中", "高中"]), "非在校生"),
        _ => (dice.Of<string>(["文盲或半文盲", "文盲或半文盲", "小学", "小学", "初中"]), "非在校生"),
    };
}
