using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Lists;

/// <summary>Whose imports somebody sees (导入的可见范围): those of the own area; an office with a list of its own sees what the office sent.</summary>
internal static class ImportReach
{
    public static IQueryable<ListImport> ImportsFor(this CountyDb db, Actor actor)
    {
        var scope = actor.ScopeOf("registry.import");
        var inArea = VisiblePersons.InArea<ListImport>(scope, i => i.AreaCode);
        var offices = scope.Parts.Select(p => p.OwnListOf).OfType<Role>().Select(r => r.ToString()).ToList();
        if (offices.Count == 0) return db.Set<ListImport>().Where(inArea);
        var ofArea = db.Set<ListImport>().Where(inArea).Select(i => i.Id);
        return db.Set<ListImport>().Where(i => offices.Contains(i.SentAs) || ofArea.Contains(i.Id));
    }

    /// <summary>The office as which the actor sends; empty for the administration of an area.</summary>
    public static string SentAs(Actor actor)
    {
        var parts = actor.ScopeOf("registry.import").Parts;
        return parts.Count > 0 && parts.All(p => p.OwnListOf is not null) ? parts[0].OwnListOf.ToString()! : "";
    }

    /// <summary>True when the list is the actor's to send: an office with a list of its own sends no other department's.</summary>
    public static bool MaySend(Actor actor, string department) =>
        actor.ScopeOf("registry.import").Parts.Any(p => p.OwnListOf is null || DepartmentOf(p.OwnListOf.Value) == department);

    private static string? DepartmentOf(Role role) => role switch
    {
        Role.PovertyOffice => "扶贫办",
        Role.InsuranceBureau => "医保局",
        Role.CivilAffairs => "民政局",
        Role.DisabledFederation => "残联",
        _ => null,
    };
}
