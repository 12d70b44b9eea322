using System.Globalization;
using Minkang.Domain.Policies;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Packs;

/// <summary>How the terms of a pack read on a page (政策包用语).</summary>
internal static class PackWords
{
    public static string Base(AmountKind kind) => kind switch
    {
        AmountKind.Total => T("医疗总费用"),
        AmountKind.InScope => T("政策范围内费用"),
        AmountKind.InScopeLeft => T("政策范围内剩余费用"),
        AmountKind.AllLeft => T("全部剩余费用"),
        AmountKind.OutOfCatalogue => T("目录外自费"),
        AmountKind.PreSelfPaid => T("先行自付"),
        AmountKind.OverLimit => T("超限价自费"),
        AmountKind.Tcm => T("中医药费用"),
        AmountKind.InScopeNotTcm => T("政策范围内非中医药费用"),
        _ => T("本年政策范围内个人负担累计"),
    };

    public static string Bases(IReadOnlyList<AmountKind> kinds) => string.Join('、', kinds.Select(Base));

    public static string Per(Scope per) => per switch
    {
        Scope.Stay => T("每次"),
        Scope.Day => T("每日"),
        Scope.Session => T("每次治疗"),
        Scope.Case => T("每例"),
        Scope.Head => T("每人每年"),
        Scope.Year => T("每年"),
        Scope.DiseaseYear => T("每病种每年"),
        _ => T("每户每年"),
    };

    public static string Date(DateBasis basis) => basis switch
    {
        DateBasis.Admission => T("入院日期"),
        DateBasis.Settlement => T("结算日期"),
        _ => T("出院日期"),
    };

    public static string Rounding(Rounding rounding)
    {
        var to = rounding.To switch { RoundingUnit.Jiao => T("角"), RoundingUnit.Yuan => T("元"), _ => T("分") };
        return rounding.Mode switch
        {
            RoundingMode.Down => T($"尾数舍去，算到{to}"),
            RoundingMode.Up => T($"尾数进位，算到{to}"),
            RoundingMode.HalfEven => T($"四舍六入五成双，算到{to}"),
            _ => T($"四舍五入，算到{to}"),
        };
    }

    public static string State(PackState state) => state switch
    {
        PackState.Adoptable => T("可以采用"),
        PackState.Draft => T("草稿（没有案例）"),
        PackState.CasesFail => T("案例不符"),
        _ => T("有错误，不能用"),
    };

    public static string Points(int tenThousandths) => T($"{(tenThousandths / 100m).ToString("+0.##;-0.##", CultureInfo.InvariantCulture)} 个百分点");

    public static string Times(int tenThousandths) => (tenThousandths / 10_000m).ToString("0.####", CultureInfo.InvariantCulture);
}
