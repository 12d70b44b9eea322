using System.Globalization;
using Minkang.Platform.Users;

namespace Minkang.Registry.Persons;

/// <summary>How a field is shown to somebody (字段脱敏): not at all, masked for good, masked until a recorded look, in full.</summary>
internal enum Openness { Hidden, Masked, Click, Full }

/// <summary>How much of a birth date is shown.</summary>
internal enum BirthShown { Hidden, AgeBand, Age, Full }

/// <summary>
/// What of a person's data the actor sees (脱敏规则), from the table of fields by role. Several roles: the most open one counts, since their
/// reaches add up as well; the permission table may still narrow it to masked.
/// </summary>
internal sealed record Disclosure(Openness Name, Openness IdNumber, Openness Phone, Openness Address, BirthShown Birth, bool Cause)
{
    private static readonly Disclosure Nothing = new(Openness.Hidden, Openness.Hidden, Openness.Hidden, Openness.Hidden, BirthShown.Hidden, false);

    public static Disclosure For(Actor actor)
    {
        var seen = actor.Duties.Select(d => Of(d.Role)).Aggregate(Nothing, Wider);
        if (actor.ScopeOf("registry.list").MaskedOnly) seen = seen with { Name = Least(seen.Name, Openness.Masked), IdNumber = Least(seen.IdNumber, Openness.Masked), Phone = Least(seen.Phone, Openness.Masked) };
        return actor.May("registry.unmask") ? seen : seen with { IdNumber = Least(seen.IdNumber, Openness.Masked), Phone = Least(seen.Phone, Openness.Masked) };
    }

    /// <summary>The name on lists, in search results and on prints.</summary>
    public string NameOnList(string name) => Name == Openness.Full ? name : MaskName(name);

    /// <summary>The name on the person's own page, whose opening is recorded.</summary>
    public string NameOnPage(string name) => Name >= Openness.Click ? name : MaskName(name);

    /// <summary>An opened number as lists show it; null when there is none.</summary>
    public string? IdOnList(string? number) => number is null || IdNumber == Openness.Hidden ? null : Domain.People.IdNumber.Mask(number);

    /// <summary>3 + … + 4.</summary>
    public static string MaskPhone(string phone) => phone.Length < 8 ? new string('*', phone.Length) : $"{phone[..3]}{new string('*', phone.Length - 7)}{phone[^4..]}";

    /// <summary>张* for every name of that surname, however long the name is.</summary>
    public static string MaskName(string name) => name.Length == 0 ? "" : new StringInfo(name).SubstringByTextElements(0, 1) + "*";

    private static Disclosure Wider(Disclosure a, Disclosure b) => new(
        Most(a.Name, b.Name), Most(a.IdNumber, b.IdNumber), Most(a.Phone, b.Phone), Most(a.Address, b.Address),
        a.Birth > b.Birth ? a.Birth : b.Birth, a.Cause || b.Cause);

    private static Openness Most(Openness a, Openness b) => a > b ? a : b;
    private static Openness Least(Openness a, Openness b) => a < b ? a : b;

    private static Disclosure Of(Role role) => role switch
    {
        Role.VillageDoctor => new(Openness.Full, Openness.Click, Openness.Full, Openness.Full, BirthShown.Full, true),
        Role.TownshipClerk or Role.CountyOfficer => new(Openness.Full, Openness.Click, Openness.Click, Openness.Full, BirthShown.Full, true),
        Role.TownshipLeader or Role.CountyLeader => new(Openness.Masked, Openness.Masked, Openness.Masked, Openness.Hidden, BirthShown.Age, true),
        Role.HospitalCounter or Role.HospitalInsuranceOffice => new(Openness.Full, Openness.Click, Openness.Click, Openness.Hidden, BirthShown.Full, false),
        Role.PovertyOffice => new(Openness.Full, Openness.Click, Openness.Click, Openness.Full, BirthShown.Full, true),
        Role.CivilAffairs or Role.DisabledFederation => new(Openness.Full, Openness.Click, Openness.Click, Openness.Full, BirthShown.Full, false),
        Role.InsuranceBureau => new(Openness.Full, Openness.Click, Openness.Masked, Openness.Hidden, BirthShown.Full, false),
        Role.Inspector => new(Openness.Click, Openness.Click, Openness.Click, Openness.Hidden, BirthShown.Age, true),
        Role.CityOfficer or Role.ProvinceOfficer => new(Openness.Masked, Openness.Masked, Openness.Hidden, Openness.Hidden, BirthShown.AgeBand, true),
        Role.Finance => new(Openness.Masked, Openness.Masked, Openness.Hidden, Openness.Hidden, BirthShown.Hidden, false),
        Role.Auditor => new(Openness.Click, Openness.Masked, Openness.Hidden, Openness.Hidden, BirthShown.Hidden, false),
        _ => Nothing,
    };
}
