using Minkang.Domain.Values;
using Minkang.Platform.Users;

namespace Minkang.Platform.Proposals;

/// <summary>Particulars of an export that a second person approves (导出申请): which list, how filtered, what for. Holds no data of residents.</summary>
/// <param name="List"><c>persons</c> or <c>households</c>.</param>
/// <param name="Query">Filter as the list's address states it; the workbook is made from this and nothing else.</param>
/// <param name="Filter">The same in words, for who decides.</param>
/// <param name="Rows">Rows at the time of asking.</param>
/// <param name="Full">True when identity numbers and telephones go out in full.</param>
/// <param name="Purpose">What it is for (用途).</param>
/// <param name="OwnListOf">The office whose own list it is, where the asker's reach is one.</param>
public sealed record ExportRequest(string List, string Query, string Filter, long Rows, bool Full, string Purpose, Role? OwnListOf)
{
    /// <summary>How long after the approval the workbook may be fetched.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromDays(7);

    /// <summary>True for who may export in all of the area, of everybody or of the same office's list.</summary>
    internal bool DecidableBy(Actor actor, RegionCode area) => actor.ScopeOf("registry.export").Parts
        .Any(p => p.Organisation is null && (p.OwnListOf is null || p.OwnListOf == OwnListOf) && area.Short.StartsWith(p.Prefix, StringComparison.Ordinal));
}

/// <summary>From how many rows on an export needs a second person (导出免批行数), setting <c>Exports:RowsWithoutApproval</c>.</summary>
public sealed record ExportLimit(int Rows)
{
    public const int Default = 2000;
}
