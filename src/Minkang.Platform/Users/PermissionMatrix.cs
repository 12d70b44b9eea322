using System.Collections.Frozen;

namespace Minkang.Platform.Users;

/// <summary>
/// Who may do what, how far (权限表). Read from <c>catalog/permissions/permissions.csv</c>: one row per action and role. What is not in the
/// table is refused.
/// </summary>
public sealed class PermissionMatrix
{
    private readonly FrozenDictionary<(string Action, Role Role), Permission> _cells;

    private PermissionMatrix(Dictionary<(string, Role), Permission> cells)
    {
        _cells = cells.ToFrozenDictionary();
        Actions = cells.Keys.Select(k => k.Item1).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>All known action codes.</summary>
    public FrozenSet<string> Actions { get; }

    /// <summary>The cell, or null when the role may not do it. Throws <see cref="ArgumentException"/> for an action that is not in the table: a page without an action is a bug.</summary>
    public Permission? Of(string action, Role role)
    {
        if (!Actions.Contains(action)) throw new ArgumentException($"'{action}' is not an action of the permission table.", nameof(action));
        return _cells.GetValueOrDefault((action, role));
    }

    /// <summary>Reads the table. Throws <see cref="FormatException"/> with the line when a row cannot be read.</summary>
    public static PermissionMatrix Load(string file)
    {
        var cells = new Dictionary<(string, Role), Permission>();
        var lineNumber = 0;
        foreach (var line in File.ReadLines(file))
        {
            lineNumber++;
            if (lineNumber == 1 || line.Length == 0) continue;
            var f = line.Split(',');
            if (f.Length != 8 || !Enum.TryParse<Role>(f[2], out var role) || ReachOf(f[3]) is not { } reach || f.Skip(4).Any(x => x is not ("yes" or "no")))
                throw new FormatException($"{Path.GetFileName(file)} 第 {lineNumber} 行不是“模块,动作,角色,范围,四个 yes/no”。");
            if (!cells.TryAdd((f[1], role), new Permission(reach, f[4] == "yes", f[5] == "yes", f[6] == "yes", f[7] == "yes")))
                throw new FormatException($"{Path.GetFileName(file)} 第 {lineNumber} 行：{f[1]} 与 {f[2]} 重复。");
        }
        var actions = cells.Keys.Select(k => k.Item1).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, cell) in cells.Where(c => c.Value.Reach == Reach.None).ToList()) cells.Remove(key);
        var matrix = new PermissionMatrix(cells);
        return matrix.Actions.SetEquals(actions) ? matrix : throw new FormatException("权限表里有对谁都不开放的动作。");
    }

    private static Reach? ReachOf(string text) => text switch
    {
        "none" => Reach.None,
        "village" => Reach.Village,
        "own-patients" => Reach.OwnPatients,
        "township" => Reach.Township,
        "hospital" => Reach.Hospital,
        "county" => Reach.County,
        "own-list" => Reach.OwnList,
        "city" => Reach.City,
        "province" => Reach.Province,
        "system" => Reach.System,
        _ => null,
    };
}
