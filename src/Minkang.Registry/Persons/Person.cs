using Minkang.Domain.Names;
using Minkang.Domain.People;
using Minkang.Platform.Audit;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Persons;

/// <summary>
/// A person (人员) of the register. The key is our own, since old people without a number, newborns and people with two numbers exist.
/// Identity number and telephone are sealed; the hash finds them.
/// </summary>
internal sealed class Person : Record, IAudited
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => Id;

    /// <summary>The household the person belongs to now.</summary>
    public Guid? HouseholdId { get; set; }
    /// <summary>Twelve-digit code of the village that answers for the person.</summary>
    public string VillageCode { get; set; } = "";
    /// <summary>Place in the household as the register lists it, from 1.</summary>
    public int Line { get; set; }
    public string Name { get; set; } = "";
    /// <summary>Folded form for comparing: simplified, without blanks, one kind of dot.</summary>
    public string NameKey { get; set; } = "";
    /// <summary>Pinyin for sorting and search.</summary>
    public string Pinyin { get; set; } = "";
    public string Initials { get; set; } = "";
    public int Sex { get; set; }
    public DateOnly? BirthOn { get; set; }
    public string? BirthPrecision { get; set; }
    /// <summary>Code of the ethnic group (民族), GB/T 3304.</summary>
    public string? EthnicGroup { get; set; }
    /// <summary>Code of the relation to the head (与户主关系).</summary>
    public string? Relation { get; set; }
    /// <summary>What is known of the identity number: <c>valid</c>, or why there is none: <c>missing</c>, <c>rounded</c>, <c>check_fails</c>, <c>shared</c> …</summary>
    public string IdState { get; set; } = "missing";
    public string? IdSealed { get; set; }
    public string? IdHash { get; set; }
    public string? IdTailHash { get; set; }
    /// <summary>What a list said instead of a usable number; kept for verification.</summary>
    public string? IdStatedSealed { get; set; }
    public string? PhoneSealed { get; set; }
    /// <summary>Day of death or departure; the person stays on record.</summary>
    public DateOnly? EndedOn { get; set; }
    public string? EndReason { get; set; }
    /// <summary>The import that brought the person; null when entered by hand.</summary>
    public Guid? ImportId { get; init; }
    /// <summary>The record that this one was merged into (已并入); it is left out of everything then, but its key still leads there. Null while it stands for itself.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>Sets the name together with everything derived from it.</summary>
    public void Rename(string name)
    {
        Name = name;
        NameKey = NameVariants.FoldName(name);
        Pinyin = Domain.Names.Pinyin.SortKey(name);
        Initials = Domain.Names.Pinyin.Initials(name);
    }

    /// <summary>Sets a valid number, sealed and findable.</summary>
    public void Identify(IdNumber number, Vault vault)
    {
        IdState = "valid";
        IdSealed = vault.Seal(Purposes.IdNumber, number.Text);
        IdHash = vault.Hash(Purposes.IdNumber, number.Text);
        IdTailHash = vault.Hash(Purposes.IdTail, number.Text[^4..]);
        IdStatedSealed = null;
    }

    /// <summary>Notes that there is no usable number, and what was written instead.</summary>
    public void LeaveUnidentified(string state, string written, Vault vault)
    {
        IdState = state;
        IdSealed = IdHash = IdTailHash = null;
        IdStatedSealed = vault.Seal(Purposes.IdStated, written);
    }
}
