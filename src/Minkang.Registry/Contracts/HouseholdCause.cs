namespace Minkang.Registry.Contracts;

/// <summary>
/// A cause of poverty of a household that holds now (致贫原因，只读): one row a cause, from the view <c>registry_v_household_cause</c>.
/// </summary>
public sealed class HouseholdCause
{
    /// <summary>Key of the statement.</summary>
    public Guid Id { get; init; }
    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }
    /// <summary>Code of the cause, see <see cref="PovertyCause"/>.</summary>
    public string Cause { get; init; } = "";
    /// <summary>1 for the main cause (主要致贫原因), 0 for a further one.</summary>
    public int IsMain { get; init; }
}
