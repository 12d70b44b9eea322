using static Minkang.Platform.Ui.Text;

namespace Minkang.Platform.Users;

/// <summary>What the roles are called on pages.</summary>
public static class RoleLabels
{
    /// <summary>Chinese name of the role, the key of its translation.</summary>
    public static string Of(Role role) => role switch
    {
        Role.VillageDoctor => T("乡村医生"),
        Role.TownshipClerk => T("乡镇业务员"),
        Role.TownshipLeader => T("乡镇负责人"),
        Role.HospitalCounter => T("医院结算窗口"),
        Role.HospitalInsuranceOffice => T("医院医保科"),
        Role.CountyOfficer => T("县级业务员"),
        Role.CountyLeader => T("县级领导"),
        Role.PovertyOffice => T("扶贫部门"),
        Role.InsuranceBureau => T("医保部门"),
        Role.CivilAffairs => T("民政部门"),
        Role.Finance => T("财政部门"),
        Role.DisabledFederation => T("残联"),
        Role.Inspector => T("督查员"),
        Role.CityOfficer => T("市级业务员"),
        Role.ProvinceOfficer => T("省级业务员"),
        Role.Administrator => T("系统管理员"),
        Role.Auditor => T("审计员"),
        _ => role.ToString(),
    };
}
