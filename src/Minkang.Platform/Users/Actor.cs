using Minkang.Domain.Values;

namespace Minkang.Platform.Users;

/// <summary>One role that somebody holds today (任职): where, and for which office.</summary>
/// <param name="Area">The area the role is bound to: a village for a village doctor, a county for a county officer.</param>
/// <param name="Organisation">The office or hospital, where the reach is its own list or its own patients.</param>
public sealed record Duty(Role Role, RegionCode Area, string? Organisation);

/// <summary>A part of what an actor may see: an area, narrowed to an office's own list or a hospital's own patients where given.</summary>
/// <param name="Prefix">Short area code; a record lies in it when its village code begins so.</param>
/// <param name="OwnListOf">The role whose list it is, or null when everyone in the area counts.</param>
/// <param name="Organisation">The hospital whose patients count, with <see cref="Reach.Hospital"/>.</param>
public sealed record ScopePart(string Prefix, Role? OwnListOf, string? Organisation);

/// <summary>
/// How far an actor may go with one action (范围): the parts add up. Empty parts mean: not at all. Masked only when every role that allows it says so.
/// </summary>
public sealed record Scope(IReadOnlyList<ScopePart> Parts, bool MaskedOnly, bool NeedsReason, bool NeedsSecondPerson)
{
    public static readonly Scope Nothing = new([], true, false, false);

    /// <summary>True when there is anything in reach.</summary>
    public bool Allowed => Parts.Count > 0;

    /// <summary>True when some part covers the whole of the area, whatever list people are on.</summary>
    public bool Covers(RegionCode area) => Parts.Any(p => p.OwnListOf is null && p.Organisation is null && area.Short.StartsWith(p.Prefix, StringComparison.Ordinal));

    /// <summary>True when some part touches the area: lies in it, contains it or is it.</summary>
    public bool Touches(RegionCode area) => Parts.Any(p =>
        area.Short.StartsWith(p.Prefix, StringComparison.Ordinal) || p.Prefix.StartsWith(area.Short, StringComparison.Ordinal));
}

/// <summary>
/// Who is acting (操作人), with the duties in force today. Rights are worked out from the matrix: role × action gives the reach, the duty
/// gives the place. Two roles add up.
/// </summary>
public sealed class Actor
{
    private readonly PermissionMatrix? _matrix;
    private readonly bool _console;

    /// <param name="matrix">The permission table.</param>
    public Actor(Guid userId, string name, IReadOnlyList<Duty> duties, PermissionMatrix matrix)
        : this(userId, name, duties, matrix, false) { }

    private Actor(Guid userId, string name, IReadOnlyList<Duty> duties, PermissionMatrix? matrix, bool console) =>
        (UserId, Name, Duties, _matrix, _console) = (userId, name, duties, matrix, console);

    public Guid UserId { get; }
    public string Name { get; }
    public IReadOnlyList<Duty> Duties { get; }

    /// <summary>
    /// Whoever runs the command line on the server (命令行). Holds the keys anyway, so is not limited within the county; every deed is
    /// recorded under this name.
    /// </summary>
    public static Actor Console(RegionCode county) =>
        new(new Guid("00000000-0000-7000-8000-000000000001"), "命令行", [new Duty(Role.CountyOfficer, county, null)], null, true);

    /// <summary>True for the command line.</summary>
    public bool IsConsole => _console;

    /// <summary>True when the actor holds the role anywhere.</summary>
    public bool Has(Role role) => Duties.Any(d => d.Role == role);

    /// <summary>True when the action is open to the actor somewhere.</summary>
    public bool May(string action) => ScopeOf(action).Allowed;

    /// <summary>How far the action reaches for the actor.</summary>
    public Scope ScopeOf(string action)
    {
        if (_console) return new Scope([.. Duties.Select(d => new ScopePart(d.Area.Short, null, null))], false, false, false);
        var open = Duties.Select(d => (Duty: d, Cell: _matrix!.Of(action, d.Role))).Where(x => x.Cell is not null && PartOf(x.Duty, x.Cell!) is not null).ToList();
        if (open.Count == 0) return Scope.Nothing;
        return new Scope([.. open.Select(x => PartOf(x.Duty, x.Cell!)!).Distinct()],
            open.All(x => x.Cell!.MaskedOnly), open.All(x => x.Cell!.Reason), open.All(x => x.Cell!.SecondPerson));
    }

    /// <summary>The part that a cell opens for a duty. Null where it opens no records (system administration) or no relation exists yet.</summary>
    private static ScopePart? PartOf(Duty duty, Permission cell) => cell.Reach switch
    {
        Reach.Village => At(duty, RegionLevel.Village),
        Reach.Township => At(duty, RegionLevel.Township),
        Reach.County => At(duty, RegionLevel.County),
        Reach.City => At(duty, RegionLevel.City),
        Reach.Province => At(duty, RegionLevel.Province),
        Reach.OwnList => At(duty, RegionLevel.County) is { } list ? list with { OwnListOf = duty.Role } : null,
        Reach.Hospital => duty.Organisation is { } hospital && At(duty, RegionLevel.County) is { } part ? part with { Organisation = hospital } : null,
        Reach.System => new ScopePart("", duty.Role, null),
        _ => null,
    };

    /// <summary>The duty's area, cut to the level when it lies deeper; a duty bound to a larger area than the level is taken as it is only for higher levels.</summary>
    private static ScopePart? At(Duty duty, RegionLevel level)
    {
        var length = (int)level;
        if (duty.Area.Short.Length >= length) return new ScopePart(duty.Area.Short[..length], null, null);
        return null;
    }
}
