using System.Text.Json;
using Minkang.Domain.Policies;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Settlements;

/// <summary>Whose amounts an account adds up. The names order the locks: a household comes before its persons.</summary>
internal enum OwnerKind { Household, Person }

/// <summary>
/// The accumulators of a person or household for one year and one line of packs (年度累计账户). Its row is what a settlement locks; the balances are the sums of
/// its movements, kept beside them so that a settlement reads one row.
/// </summary>
internal sealed class Account : Record
{
    public OwnerKind OwnerKind { get; init; }
    public Guid OwnerId { get; init; }
    public int Year { get; init; }
    /// <summary>First part of the pack's id: versions of one programme go on with the same accumulators.</summary>
    public string PackLine { get; init; } = "";
    /// <summary>Balance by slot, as JSON; a slot per disease has <c>|disease</c> behind its name.</summary>
    public string Balances { get; set; } = "{}";

    /// <summary>The line that a pack belongs to: <c>gaotai</c> for <c>gaotai.2016</c>.</summary>
    public static string LineOf(string packId) => packId.Split('.')[0];

    public Dictionary<string, long> Read() => JsonSerializer.Deserialize<Dictionary<string, long>>(Balances) ?? [];
}

/// <summary>One change of one accumulator by one settlement (累计变动). Never changed; the balances of an account are the sums of these.</summary>
internal sealed class Movement
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public Guid SettlementId { get; init; }
    public string Slot { get; init; } = "";
    /// <summary>Main disease for a slot per disease; empty for others.</summary>
    public string Disease { get; init; } = "";
    public long Delta { get; init; }
    public long Balance { get; init; }
    /// <summary>Rises with every settlement on the account; unique by slot, so that two writers never take the same place.</summary>
    public int Seq { get; init; }

    public string Key => KeyOf(Slot, Disease);

    public static string KeyOf(string slot, string disease) => disease.Length == 0 ? slot : $"{slot}|{disease}";

    /// <summary>The disease that a slot counts for on a bill.</summary>
    public static string DiseaseOf(AccumulatorSlot slot, Bill bill) => slot.Scope == SlotScope.Disease && bill.Diseases.Count > 0 ? bill.Diseases[0] : "";
}
