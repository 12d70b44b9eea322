using Minkang.Domain.Values;

namespace Minkang.Web.Layout;

/// <summary>What the frame shows of the signed-in user (当前用户): who, in which role, of which office.</summary>
public sealed record ShellUser(string Name, string Role, string Organisation);

/// <summary>One area (区划) in the chooser.</summary>
public sealed record ShellArea(RegionCode Code, string Name);

/// <summary>What the frame needs to know for one request.</summary>
public sealed class ShellState
{
    /// <summary>Nobody is signed in: no menu, no area, no search.</summary>
    public static readonly ShellState SignedOut = new();

    /// <summary>Who is signed in; null for nobody.</summary>
    public ShellUser? User { get; init; }
    /// <summary>True when the user's role may do the action of a menu entry.</summary>
    public Func<string, bool> May { get; init; } = _ => false;
    /// <summary>From the highest area the user answers for down to the one chosen; empty when there is only one.</summary>
    public IReadOnlyList<ShellArea> AreaPath { get; init; } = [];
    /// <summary>The areas directly below the chosen one.</summary>
    public IReadOnlyList<ShellArea> AreaChoices { get; init; } = [];
    /// <summary>Jobs of the user that run or wait.</summary>
    public int RunningJobs { get; init; }
}
