using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Referrals;

/// <summary>The offices' words for referrals (用语). Pages translate them.</summary>
internal static class ReferralWords
{
    public static string Of(ReferralState state) => state switch
    {
        ReferralState.Waiting => T("待接收"),
        ReferralState.Accepted => T("已接收"),
        ReferralState.Refused => T("未接收"),
        _ => T("已转回"),
    };

    public static StatusKind StatusOf(ReferralState state) => state switch
    {
        ReferralState.Waiting => StatusKind.Urgent,
        ReferralState.Accepted => StatusKind.Normal,
        ReferralState.Refused => StatusKind.Returned,
        _ => StatusKind.Done,
    };

    public static string Of(ReferralReason reason) => reason switch
    {
        ReferralReason.Ability => T("超出本机构诊疗能力"),
        ReferralReason.Equipment => T("缺设备或药品"),
        ReferralReason.Specialist => T("需要专科诊治"),
        ReferralReason.Recovery => T("病情稳定，转回康复"),
        ReferralReason.Wish => T("患者或家属要求"),
        _ => T("其他"),
    };

    public static string Of(ReferralWay way) => way switch
    {
        ReferralWay.Up => T("上转"),
        ReferralWay.Down => T("下转"),
        _ => T("平级转诊"),
    };

    public static string Of(TieredCareKind kind) => kind switch
    {
        TieredCareKind.Inpatient => T("住院分级诊疗"),
        _ => T("慢性病全科医生分级诊疗试点"),
    };
}
