namespace Minkang.Samples.People;

/// <summary>How a household stands: hardship category, cause and exit from poverty, allowance, support.</summary>
internal static class Standing
{
    private static readonly string[] Causes = ["缺技术", "缺技术", "缺技术", "缺资金", "缺资金", "缺劳力", "缺劳力", "因学", "自身发展动力不足", "交通条件落后", "因灾", "缺土地"];
    private static readonly int[] Monthly = [300, 220, 140];

    public static void Decide(Household household, CountyOptions options, Dice dice)
    {
        var head = household.Head;
        var alone = household.Members.Count == 1 && head.AgeOn(options.ListedOn) >= 60;
        if (alone && dice.Chance(household.IsRegistered ? 0.35 : 0.1)) household.Support = MakeSupport(options, dice);
        else if (dice.Chance(household.IsRegistered ? 0.28 : 0.05)) household.Allowance = MakeAllowance(household, options, dice);
        if (!household.IsRegistered) return;

        household.Category = household.Support is not null ? "五保贫困户" : household.Allowance is not null ? "低保贫困户" : "一般贫困户";
        var (ill, disabled) = (household.Members.Any(m => m.Illnesses.Any(i => i.Disease.IsListed)), household.Members.Any(m => m.Disability is not null));
        household.MainCause = ill && dice.Chance(0.75) ? "因病" : disabled && dice.Chance(0.6) ? "因残" : dice.Chance(0.08) ? "因病" : dice.Of(Causes);
        var others = Enumerable.Range(0, dice.Of<int>([0, 0, 1, 1, 1, 2, 3])).Select(_ => dice.Of(Causes)).Where(c => c != household.MainCause).Distinct();
        household.OtherCauses = string.Join(',', others);
        household.IdentifiedOn = new DateOnly(dice.Between(options.Year - 5, options.Year - 1), dice.Between(1, 12), dice.Between(1, 28));
        household.ExitState = dice.Of<string>(["已脱贫", "已脱贫", "已脱贫", "已脱贫", "已脱贫", "已脱贫", "已脱贫", "未脱贫", "未脱贫", "未脱贫"]);
        if (household.ExitState == "已脱贫") household.ExitYear = $"{dice.Between(Math.Max(options.Year - 4, household.IdentifiedOn.Year), options.Year)}";
        if (household.ExitYear.Length > 0 && dice.Chance(0.005)) household.ExitState = "返贫";
        household.IncomeYuan = household.ExitState == "已脱贫" ? dice.Between(3_400, 9_800) : dice.Between(1_600, 3_300);
    }

    private static Allowance MakeAllowance(Household household, CountyOptions options, Dice dice)
    {
        var at = dice.Of<int>([0, 1, 1, 1, 2, 2]);
        return new($"{"ABC"[at]}类", Monthly[at] * household.Present.Count(), new DateOnly(dice.Between(options.Year - 7, options.Year), dice.Between(1, 12), 1));
    }

    private static Support MakeSupport(CountyOptions options, Dice dice) => new(
        dice.Chance(0.22) ? "集中供养" : "分散供养", dice.Of<string>(["完全自理", "完全自理", "部分丧失", "全护理"]), dice.Of<int>([655, 655, 700, 850]),
        new DateOnly(dice.Between(options.Year - 8, options.Year), dice.Between(1, 12), dice.Between(1, 28)));
}
