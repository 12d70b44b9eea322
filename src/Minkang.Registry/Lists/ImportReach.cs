using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Lists;

/// <summary>Whose imports somebody sees (导入的可见范围): those of the own area; an office with a list of its own sees what the office sent.</summary>
internal static class ImportReach
{
    public const string Action = "registry.import";

    public static IQueryable<ListImport> ImportsFor(this CountyDb db, Actor actor) => db.SentFor<ListImport>(actor, Action);

    /// <summary>True when the list is the actor's to send: an office with a list of its own sends no other department's.</summary>
    public static bool MaySend(Actor actor, string department) =>
        actor.ScopeOf(Action).Parts.Any(p => p.OwnListOf is null || DepartmentOf(p.OwnListOf.Value) == department);

    private static string? DepartmentOf(Role role) => role switch
    {
        Role.PovertyOffice => "扶贫办",
        Role.InsuranceBureau => "医保局",
        Role.CivilAffairs => "民政局",
        Role.DisabledFederation => "残联",
        _ => null,
    };
}
