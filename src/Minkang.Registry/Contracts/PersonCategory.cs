namespace Minkang.Registry.Contracts;

/// <summary>Codes of hardship categories (身份类别) that rules refer to; the whole list with its labels is <c>catalog/codes</c>.</summary>
public static class PersonCategory
{
    /// <summary>低保对象</summary>
    public const string MinimumLivingAllowance = "minimum_living_allowance";
    /// <summary>特困供养人员</summary>
    public const string ExtremePovertySupport = "extreme_poverty_support";
    /// <summary>重度残疾</summary>
    public const string SevereDisability = "severe_disability";
}
