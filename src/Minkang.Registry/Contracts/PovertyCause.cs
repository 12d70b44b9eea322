namespace Minkang.Registry.Contracts;

/// <summary>Codes of causes of poverty (致贫原因) that rules refer to; the whole list with its labels is <c>catalog/codes/poverty-cause.yaml</c>.</summary>
public static class PovertyCause
{
    /// <summary>因病</summary>
    public const string Illness = "illness";
}
