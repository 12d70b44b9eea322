using Minkang.Domain.Values;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Platform.Users;

/// <summary>Which level of area a role is bound to, and which roles stand alone (岗位层级与职责分离).</summary>
public static class RoleLevels
{
    /// <summary>Level of the area that the role is given for.</summary>
    public static RegionLevel LevelOf(Role role) => role switch
    {
        Role.VillageDoctor => RegionLevel.Village,
        Role.TownshipClerk or Role.TownshipLeader => RegionLevel.Township,
        Role.CityOfficer => RegionLevel.City,
        Role.ProvinceOfficer => RegionLevel.Province,
        _ => RegionLevel.County,
    };

    /// <summary>True for roles whose reach is a hospital, which the duty has to name.</summary>
    public static bool NeedsHospital(Role role) => role is Role.HospitalCounter or Role.HospitalInsuranceOffice;

    /// <summary>True for roles that may not be held beside another (系统管理员、审计员).</summary>
    public static bool StandsAlone(Role role) => role is Role.Administrator or Role.Auditor;

    /// <summary>What a level is called in a refusal.</summary>
    public static string NameOf(RegionLevel level) => level switch
    {
        RegionLevel.Village => T("村"),
        RegionLevel.Township => T("乡镇"),
        RegionLevel.County => T("县"),
        RegionLevel.City => T("市州"),
        RegionLevel.Province => T("省"),
        _ => T("全国"),
    };
}
