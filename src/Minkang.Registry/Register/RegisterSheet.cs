using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Register;

/// <summary>A person of the register with the household on the day.</summary>
internal sealed record RegisterMember(Person Person, Guid HouseholdId);

/// <summary>
/// The register as the poverty office lays it out (扶贫办样式), as of a day: one row a person of a numbered household, identity numbers in full. Read as a list, it
/// says what the register says.
/// </summary>
internal sealed class RegisterSheet(ListCatalog catalog, RegionCache regions, Vault vault)
{
    /// <summary>Heading of the column with our own key of the person; no list has it, so that reading leaves it aside.</summary>
    public const string KeyHeading = "民康登记编号";

    /// <summary>Layout and rows, in the order of the members; members of households without number are left out.</summary>
    public async Task<(ExportLayout Layout, IReadOnlyList<IReadOnlyList<object?>> Rows)> Make(CountyDb db, IReadOnlyList<RegisterMember> members, DateOnly day, bool withKeys, CancellationToken ct)
    {
        var tree = await regions.Tree(ct);
        var facts = await Stated.On(db, day, ct);
        var names = members.ToDictionary(m => m.Person.Id, m => m.Person.Name);
        var profile = catalog.Profiles.Single(p => p.Id == "register");
        var columns = profile.Sheets[0].Columns.Where(c => c.Field != "remark").ToList();
        IEnumerable<ExportColumn> headings = columns.Select(c => new ExportColumn(c.Label, c.Type is FieldType.IdNumber ? 22 : 12));
        var layout = new ExportLayout(profile.Sheets[0].Title, withKeys ? [.. headings, new ExportColumn(KeyHeading, 38)] : [.. headings])
        {
            Title = $"{tree.NameOf(db.CountyCode)}{profile.Title}", FillInLine = $"导出时间：{day:yyyy-MM-dd}　　单位：人、元",
        };
        var rows = members.Where(m => facts.Households.ContainsKey(m.HouseholdId)).Select(m =>
        {
            var cells = columns.Select(c => Value(c, m, facts, names, tree, db.CountyCode));
            return (IReadOnlyList<object?>)(withKeys ? [.. cells, m.Person.Id.ToString()] : [.. cells]);
        });
        return (layout, [.. rows]);
    }

    private object? Value(ColumnProfile c, RegisterMember member, Stated facts, Dictionary<Guid, string> names, RegionTree tree, string county)
    {
        var (p, h) = (member.Person, facts.Households[member.HouseholdId]);
        return c.Field switch
        {
            "prefecture" => tree.Find(county[..4])?.Name,
            "county" => tree.NameOf(county),
            "township" => h.VillageCode.Length >= 9 ? tree.NameOf(h.VillageCode[..9]) : null,
            "village" => h.VillageCode.Length == 12 ? tree.NameOf(h.VillageCode) : null,
            "village-group" => h.GroupName,
            "household-number" => h.Number,
            "head-name" => h.HeadPersonId is { } head ? names.GetValueOrDefault(head) : null,
            "name" => p.Name,
            "id-number" => vault.Open(Purposes.IdNumber, p.IdSealed) ?? vault.Open(Purposes.IdStated, p.IdStatedSealed),
            "relation" => Name(c, p.Relation),
            "sex" => Name(c, p.Sex.ToString(CultureInfo.InvariantCulture)),
            "birth-date" => Day(p.BirthOn, p.BirthPrecision),
            "ethnic-group" => Name(c, p.EthnicGroup),
            "identified-on" => Day(h.EnteredOn, h.EnteredPrecision),
            "phone" => vault.Open(Purposes.Phone, p.PhoneSealed),
            _ => OfHousehold(c, h.Id, facts) ?? OfPerson(c, p.Id, facts),
        };
    }

    private static string? OfHousehold(ColumnProfile c, Guid home, Stated facts)
    {
        string? Of(string kind) => facts.OfHousehold[(home, kind)].FirstOrDefault()?.Value;
        return c.Field switch
        {
            "household-size" => Of(FactKind.StatedSize),
            "poverty-attribute" => Name(c, Of(FactKind.HouseholdClass)),
            "main-cause" => Name(c, Of(FactKind.PrimaryCause)),
            "other-causes" => string.Join(',', facts.OfHousehold[(home, FactKind.SecondaryCause)].Select(f => Name(c, f.Value))),
            "poverty-status" => Name(c, Of(FactKind.Status)),
            "exit-year" => facts.Exits[home].Select(f => (int?)f.FromOn.Year).Max()?.ToString(CultureInfo.InvariantCulture),
            "income-per-head" => Of(FactKind.IncomePerHead),
            _ => null,
        };
    }

    private static string? OfPerson(ColumnProfile c, Guid person, Stated facts)
    {
        string? Is(string kind) => facts.OfPerson[(person, kind)].FirstOrDefault()?.Value;
        return c.Field switch
        {
            "education" => Name(c, Is(FactKind.Education)),
            "school-state" => Is(FactKind.Schooling),
            "health-state" => string.Join(',', facts.OfPerson[(person, FactKind.HealthState)].Select(f => Name(c, f.Value))),
            "labour-skill" => Name(c, Is(FactKind.LabourSkill)),
            "months-away" => Is(FactKind.MonthsAtWork),
            "basic-insurance" => YesNo(Is(FactKind.StatedBasicInsurance)),
            "critical-insurance" => YesNo(Is(FactKind.CriticalIllnessInsurance)),
            _ => null,
        };
    }

    private static string? Name(ColumnProfile column, string? code) => code is null ? null : column.Codes?.Find(code)?.Name ?? code;

    private static string? YesNo(string? value) => value switch { "yes" => "是", "no" => "否", _ => null };

    private static string? Day(DateOnly? on, string? precision) => on is not { } day ? null : precision switch
    {
        "year" => day.ToString("yyyy年", CultureInfo.InvariantCulture),
        "month" => day.ToString("yyyy年M月", CultureInfo.InvariantCulture),
        _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>What is stated of all households and persons of the county on a day.</summary>
    private sealed record Stated(Dictionary<Guid, Household> Households, ILookup<(Guid, string), HouseholdFact> OfHousehold, ILookup<Guid, HouseholdFact> Exits, ILookup<(Guid, string), PersonFact> OfPerson)
    {
        public static async Task<Stated> On(CountyDb db, DateOnly day, CancellationToken ct)
        {
            var households = await db.Set<Household>().AsNoTracking().Where(h => h.Number != null).ToDictionaryAsync(h => h.Id, ct);
            var ofHousehold = await db.Set<HouseholdFact>().AsNoTracking().HoldingOn(day).ToListAsync(ct);
            var exits = await db.Set<HouseholdFact>().AsNoTracking().Where(f => f.Kind == FactKind.Status && f.Value == "exited" && f.FromOn <= day).ToListAsync(ct);
            var ofPerson = await db.Set<PersonFact>().AsNoTracking().Where(f => f.Source == "register" && f.FromOn <= day && (f.UntilOn == null || f.UntilOn > day)).ToListAsync(ct);
            return new(households, ofHousehold.ToLookup(f => (f.HouseholdId, f.Kind)), exits.ToLookup(f => f.HouseholdId), ofPerson.ToLookup(f => (f.PersonId, f.Kind)));
        }
    }
}
