using System.Globalization;
using Minkang.Platform.Security;
using Minkang.Registry.Facts;
using Minkang.Registry.Persons;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Merges;

/// <summary>A field of the person's own record of which somebody chooses the value (可选取值的字段).</summary>
/// <param name="Key">Name of the choice.</param>
/// <param name="Label">Chinese.</param>
/// <param name="Value">The value in the open; null when nothing is on file.</param>
/// <param name="Take">Puts the other record's value into the kept one.</param>
internal sealed record MergeField(string Key, string Label, Func<Person, Vault, string?> Value, Action<Person, Person> Take);

/// <summary>
/// The fields of a person's record that are chosen one by one (逐项取值). Village, household and place in it stay those of the kept record: to take the other's, that one is kept.
/// </summary>
internal static class MergeFields
{
    public const string IdNumber = "id_number", Phone = "phone", Name = "name", Sex = "sex", EthnicGroup = "ethnic_group";

    public static readonly IReadOnlyList<MergeField> All =
    [
        new(Name, T("姓名"), (p, _) => p.Name, (kept, gone) => kept.Rename(gone.Name)),
        new(IdNumber, T("身份证号"), Number, (kept, gone) =>
            (kept.IdState, kept.IdSealed, kept.IdHash, kept.IdTailHash, kept.IdStatedSealed) = (gone.IdState, gone.IdSealed, gone.IdHash, gone.IdTailHash, gone.IdStatedSealed)),
        new(Sex, T("性别"), (p, _) => p.Sex is 1 or 2 ? p.Sex.ToString(CultureInfo.InvariantCulture) : null, (kept, gone) => kept.Sex = gone.Sex),
        new("birth_on", T("出生日期"), (p, _) => KnownDate.Text(p.BirthOn, p.BirthPrecision), (kept, gone) => (kept.BirthOn, kept.BirthPrecision) = (gone.BirthOn, gone.BirthPrecision)),
        new(EthnicGroup, T("民族"), (p, _) => p.EthnicGroup, (kept, gone) => kept.EthnicGroup = gone.EthnicGroup),
        new(Phone, T("联系电话"), (p, vault) => vault.Open(Purposes.Phone, p.PhoneSealed) is { Length: > 0 } phone ? phone : null, (kept, gone) => kept.PhoneSealed = gone.PhoneSealed),
    ];

    /// <summary>The number; where there is no usable one, nothing: a real number always stands against a damaged one.</summary>
    private static string? Number(Person person, Vault vault) => vault.Open(Purposes.IdNumber, person.IdSealed);

    /// <summary>A value as the actor may see it.</summary>
    public static string? Shown(string key, string? value, Disclosure seen, Labels labels) => value is null ? null : key switch
    {
        IdNumber => seen.IdOnList(value),
        Phone => seen.Phone == Openness.Full ? value : seen.Phone == Openness.Hidden ? null : Disclosure.MaskPhone(value),
        Name => seen.NameOnPage(value),
        Sex => labels.Label(Labels.Sex, value),
        EthnicGroup => labels.Label(Labels.EthnicGroup, value),
        _ => value,
    };
}
