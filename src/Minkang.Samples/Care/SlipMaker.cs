using Minkang.Samples.People;
using Minkang.Samples.Places;

namespace Minkang.Samples.Care;

/// <summary>
/// Invents a year's slips of a person: everyday visits, visits for a chronic disease, stays. The amounts follow the pattern of resident
/// insurance but no published rule; they add up to the fen.
/// </summary>
internal sealed class SlipMaker(County county, CountyOptions options)
{
    private readonly DateOnly _first = new(options.Year, 1, 1);
    private int _slips;

    /// <summary>Institutions above the townships, from the county hospital to the province.</summary>
    public IReadOnlyList<Institution> Higher { get; } =
    [
        new(county.Name + "人民医院", "二级", "县内", 2), new(county.Name + "中医医院", "二级", "县内", 2), new(county.Name + "妇幼保健院", "二级", "县内", 2),
        new(county.Prefecture + "人民医院", "三级", "县外州内", 3), new("省立云岫医院", "三级", "省内州外", 4), new("云岫医科大学附属医院", "三级", "省内州外", 4),
    ];

    public static Institution Clinic(Village village) => new(village.Clinic, "未定级", "县内", 0);
    public static Institution Hospital(Township township) => new(township.Hospital, "一级", "县内", 1);

    public List<Slip> Make(Person person, Dice dice)
    {
        var slips = new List<Slip>();
        var days = Math.Min(364, (person.Event is { Kind: EventKind.Death or EventKind.MovedOut } gone ? gone.On.AddDays(-1) : _first.AddDays(364)).DayNumber - _first.DayNumber);
        var from = Math.Max(0, person.Birth.DayNumber - _first.DayNumber);
        if (days - from < 30) return slips;
        DateOnly Day(int keepFree) => _first.AddDays(dice.Between(from, Math.Max(from, days - keepFree)));

        for (var rest = 0.16; dice.Chance(rest); rest *= 0.5) slips.Add(Visit(person, "普通门诊", Day(0), dice.Of(IllnessMaker.Everyday), "", 3_000, 26_000, dice));
        if (dice.Chance(0.035)) slips.Add(Stay(person, Day(12), dice.Of(IllnessMaker.Stays), "", 150_000, 700_000, dice));
        foreach (var illness in person.Illnesses) Treat(person, illness, slips, Day, dice);
        return slips;
    }

    private void Treat(Person person, Illness illness, List<Slip> slips, Func<int, DateOnly> day, Dice dice)
    {
        var (code, others) = ($"{illness.Code} {illness.Diagnosis}", person.Illnesses.Where(i => i != illness).ToList());
        var secondary = others.Count > 0 && dice.Chance(0.2) ? dice.Of(others).Diagnosis : "";
        var (visits, stays, least, most) = illness.Disease.Care switch
        {
            "cancer" => (dice.Between(0, 2), dice.Between(1, 3), 800_000, 4_500_000),
            "dialysis" => (dice.Between(4, 10), dice.Between(0, 2), 300_000, 1_200_000),
            "surgery" => (dice.Between(0, 1), dice.Between(0, 1), 300_000, 1_800_000),
            "stay" => (dice.Between(0, 2), dice.Between(0, 1), 200_000, 1_200_000),
            _ => (dice.Between(0, 5), dice.Chance(0.22) ? 1 : 0, 120_000, 600_000),
        };
        var visitMost = illness.Disease.Care == "dialysis" ? 600_000 : 40_000;
        for (var i = 0; i < visits; i++) slips.Add(Visit(person, "门诊慢特病", day(0), code, secondary, 4_000, visitMost, dice));
        for (var i = 0; i < stays; i++) slips.Add(Stay(person, day(20), code, secondary, least, most, dice));
    }

    private Slip Visit(Person person, string kind, DateOnly on, string code, string secondary, int least, int most, Dice dice)
    {
        var at = dice.Share();
        var institution = at < 0.25 ? Clinic(person.Household.Village) : at < 0.65 ? Hospital(person.Household.Village.Township) : Higher[dice.Between(0, 2)];
        return Settle(new Slip { Person = person, Number = ++_slips, Institution = institution, Kind = kind, From = on, Code = Code(code), Diagnosis = Name(code), Secondary = secondary, PersonClass = ClassOf(person), Total = dice.Between(least, most) }, dice);
    }

    private Slip Stay(Person person, DateOnly on, string code, string secondary, int least, int most, Dice dice)
    {
        var at = dice.Share();
        var institution = at < 0.3 ? Hospital(person.Household.Village.Township) : at < 0.82 ? Higher[dice.Between(0, 1)] : Higher[dice.Between(3, 5)];
        var total = (long)(dice.Between(least, most) * (0.6 + 0.35 * institution.Rank));
        var until = on.AddDays(dice.Between(3, 16));
        if (until > person.Event?.On && person.IsGone) until = person.Event.On;
        if (until > _first.AddDays(364)) until = _first.AddDays(364);
        return Settle(new Slip { Person = person, Number = ++_slips, Institution = institution, Kind = "住院", From = on, Until = until, Code = Code(code), Diagnosis = Name(code), Secondary = secondary, PersonClass = ClassOf(person), Total = total }, dice);
    }

    private static string Code(string codeAndName) => codeAndName[..codeAndName.IndexOf(' ', StringComparison.Ordinal)];
    private static string Name(string codeAndName) => codeAndName[(codeAndName.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    public static string ClassOf(Person person) => person switch
    {
        { Household.Support: not null } => "特困",
        { Household.Allowance: not null } => "低保",
        { Household.IsRegistered: true } => "建档立卡贫困户",
        _ => "一般居民",
    };

    /// <summary>Shares the total among the payers, one after the other; the person bears what is left.</summary>
    public static Slip Settle(Slip slip, Dice dice)
    {
        var (total, rank, poor) = (slip.Total, slip.Institution.Rank, slip.PersonClass != "一般居民");
        var outOfCatalogue = (long)(total * dice.Share() * (0.02 + 0.03 * rank));
        var overLimit = rank > 1 ? (long)(total * dice.Share() * 0.01) : 0;
        var firstShare = rank > 0 ? (long)(total * dice.Share() * 0.05) : 0;
        var inScope = total - outOfCatalogue - overLimit - firstShare;
        var deductible = slip.IsStay ? Math.Min(inScope, (slip.PersonClass, rank) is ("特困", _) or (_, 1) ? 0 : 15_000L * rank) : 0;
        var rate = slip.Kind switch { "住院" => poor ? 95 - 5 * rank : 85 - 8 * rank, "门诊慢特病" => poor ? 80 : 70, _ => 50 };
        var left = inScope - deductible;
        var basic = left * rate / 100;
        left = inScope - basic;
        var critical = slip.IsStay && left > 500_000 ? (left - 500_000) * 60 / 100 : 0;
        left -= critical;
        var assistance = poor && slip.Kind != "普通门诊" ? left * (slip.PersonClass == "特困" ? 90 : 60) / 100 : 0;
        left = total - basic - critical - assistance;
        var other = poor && slip.IsStay && dice.Chance(0.15) ? left * 20 / 100 : 0;
        var waived = poor && slip.IsStay && rank is 1 or 2 && dice.Chance(0.08) ? (left - other) * 10 / 100 : 0;
        return slip with
        {
            OutOfCatalogue = outOfCatalogue,
            OverLimit = overLimit,
            FirstShare = firstShare,
            InScope = inScope,
            Deductible = deductible,
            Basic = basic,
            Critical = critical,
            Assistance = assistance,
            Other = other,
            Waived = waived,
            Self = left - other - waived,
        };
    }
}
