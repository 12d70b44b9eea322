namespace Minkang.Registry.Contracts;

/// <summary>
/// A person of the register as other modules read it (登记册人员，只读): one row a person, from the view <c>registry_v_person</c>. Identity number
/// and telephone are not in it; ask <see cref="PersonIdentity"/> where they are really needed.
/// </summary>
public sealed class RegistryPerson
{
    /// <summary>The registry's own key of the person.</summary>
    public Guid Id { get; init; }
    /// <summary>The household now; null for somebody who belongs to none.</summary>
    public Guid? HouseholdId { get; init; }
    /// <summary>Register number of the household (户编号), null where it has none.</summary>
    public string? HouseholdNumber { get; init; }
    /// <summary>Name of the household's head (户主姓名), null where none is known.</summary>
    public string? HeadName { get; init; }
    /// <summary>Twelve-digit code of the village that answers for the person.</summary>
    public string VillageCode { get; init; } = "";
    /// <summary>Villagers' group (村民小组), empty where none is known.</summary>
    public string GroupName { get; init; } = "";
    /// <summary>Place in the household as the register lists it, from 1.</summary>
    public int Line { get; init; }
    /// <summary>Name in full; mask it where the role may not see it.</summary>
    public string Name { get; init; } = "";
    /// <summary>Folded name for comparing.</summary>
    public string NameKey { get; init; } = "";
    /// <summary>Sorts by pinyin, byte by byte.</summary>
    public string Pinyin { get; init; } = "";
    /// <summary>Sex (性别), GB/T 2261.1: 0, 1, 2 or 9.</summary>
    public int Sex { get; init; }
    /// <summary>Birth date, null where unknown.</summary>
    public DateOnly? BirthOn { get; init; }
    /// <summary>Code of the relation to the head (与户主关系), null where unknown.</summary>
    public string? Relation { get; init; }
    /// <summary><c>valid</c>, or why there is no usable identity number.</summary>
    public string IdState { get; init; } = "";
    /// <summary>Day of death or departure, null while neither is known.</summary>
    public DateOnly? EndedOn { get; init; }
    /// <summary>Present poverty status of the household (脱贫状态): <c>not_exited</c>, <c>exited</c>, <c>relapsed</c>; null when none holds.</summary>
    public string? Status { get; init; }

    /// <summary>Age in full years on a day; null when the birth date is unknown or lies after the day.</summary>
    public int? AgeOn(DateOnly day)
    {
        if (BirthOn is not { } birth || birth > day) return null;
        var years = day.Year - birth.Year;
        return birth.AddYears(years) > day ? years - 1 : years;
    }
}
