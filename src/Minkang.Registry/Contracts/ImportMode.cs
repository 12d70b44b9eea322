namespace Minkang.Registry.Contracts;

/// <summary>What an import may do with the register (导入方式).</summary>
public enum ImportMode
{
    /// <summary>新增并更新</summary>
    All,
    /// <summary>只新增: who is on the register already is skipped.</summary>
    Add,
    /// <summary>只更新: who is not on the register yet is skipped.</summary>
    Update,
}
