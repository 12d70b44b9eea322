namespace Minkang.Platform.Users;

/// <summary>The roles (角色) of the permission matrix. A person may hold several; each is bound to an area or an office.</summary>
public enum Role
{
    /// <summary>乡村医生</summary>
    VillageDoctor,
    /// <summary>乡镇业务员</summary>
    TownshipClerk,
    /// <summary>乡镇负责人</summary>
    TownshipLeader,
    /// <summary>医院结算窗口</summary>
    HospitalCounter,
    /// <summary>医院医保科</summary>
    HospitalInsuranceOffice,
    /// <summary>县级业务员</summary>
    CountyOfficer,
    /// <summary>县级领导</summary>
    CountyLeader,
    /// <summary>扶贫（乡村振兴）部门</summary>
    PovertyOffice,
    /// <summary>医保部门</summary>
    InsuranceBureau,
    /// <summary>民政部门</summary>
    CivilAffairs,
    /// <summary>财政部门</summary>
    Finance,
    /// <summary>残联</summary>
    DisabledFederation,
    /// <summary>督查员</summary>
    Inspector,
    /// <summary>市级业务员</summary>
    CityOfficer,
    /// <summary>省级业务员</summary>
    ProvinceOfficer,
    /// <summary>系统管理员</summary>
    Administrator,
    /// <summary>审计员</summary>
    Auditor,
}

/// <summary>How far an action of a role reaches (数据范围).</summary>
public enum Reach { None, Village, OwnPatients, Township, Hospital, County, OwnList, City, Province, System }

/// <summary>One cell of the matrix: what a role may do with an action, and under which conditions.</summary>
/// <param name="Reach">How far.</param>
/// <param name="MaskedOnly">Personal data stay masked, without a way to open them.</param>
/// <param name="SecondPerson">Takes effect when a second person confirms.</param>
/// <param name="Reason">A reason is asked and kept.</param>
/// <param name="Special">A special rule of the action applies on top.</param>
public sealed record Permission(Reach Reach, bool MaskedOnly, bool SecondPerson, bool Reason, bool Special);
