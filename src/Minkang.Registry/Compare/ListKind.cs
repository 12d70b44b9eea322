namespace Minkang.Registry.Compare;

/// <summary>What a sheet is in a comparison (参与比对的名单种类). In the order in which a list is taken as the side to hold the others against.</summary>
internal enum ListKind
{
    /// <summary>扶贫办登记册</summary>
    Register,
    /// <summary>公安死亡、迁移、出生</summary>
    Changes,
    /// <summary>医保参保名单</summary>
    Enrolment,
    /// <summary>民政农村低保</summary>
    Subsistence,
    /// <summary>民政特困人员</summary>
    ExtremePoor,
    /// <summary>残联持证残疾人</summary>
    Disabled,
    /// <summary>卫健患病人员</summary>
    Patients,
    /// <summary>卫健费用及救治情况</summary>
    Costs,
    /// <summary>医保结算单</summary>
    Slips,
    /// <summary>医保门诊慢特病服务证</summary>
    Certificates,
    /// <summary>其他有姓名的名单</summary>
    Other,
}

internal static class ListKinds
{
    public static ListKind Of(string profile, string sheet) => (profile, sheet) switch
    {
        ("register", _) => ListKind.Register,
        ("police", _) => ListKind.Changes,
        ("enrolment", _) => ListKind.Enrolment,
        ("civil-affairs", "subsistence") => ListKind.Subsistence,
        ("civil-affairs", "extreme-poor") => ListKind.ExtremePoor,
        ("disabled", _) => ListKind.Disabled,
        ("health-return", "patients") => ListKind.Patients,
        ("health-return", "costs") => ListKind.Costs,
        ("settlements", _) => ListKind.Slips,
        ("certificates", _) => ListKind.Certificates,
        _ => ListKind.Other,
    };
}
