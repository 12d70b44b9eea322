namespace Minkang.Registry.Contracts;

/// <summary>
/// A person of the register with no more than decides reach and counting (人员所在，只读): one row a person, straight from the person's own row, for figures
/// over a whole county. <see cref="RegistryPerson"/> has names and what the household says.
/// </summary>
public sealed class PersonPlace
{
    /// <summary>The registry's own key of the person.</summary>
    public Guid Id { get; init; }
    /// <summary>The household now; null for somebody who belongs to none.</summary>
    public Guid? HouseholdId { get; init; }
    /// <summary>Twelve-digit code of the village that answers for the person.</summary>
    public string VillageCode { get; init; } = "";
    /// <summary>Sorts by pinyin, byte by byte.</summary>
    public string Pinyin { get; init; } = "";
    /// <summary>Birth date, null where unknown.</summary>
    public DateOnly? BirthOn { get; init; }
    /// <summary><c>valid</c>, or why there is no usable identity number.</summary>
    public string IdState { get; init; } = "";
    /// <summary>Day of death or departure, null while neither is known.</summary>
    public DateOnly? EndedOn { get; init; }
    /// <summary>Why: <c>died</c> or <c>moved_out</c>; null while neither is known.</summary>
    public string? EndReason { get; init; }
}
