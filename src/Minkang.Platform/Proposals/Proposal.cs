using System.Text.Json;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Proposals;

/// <summary>State of a proposal (事项状态).</summary>
public enum ProposalState
{
    /// <summary>草稿：看过差异，尚未提交</summary>
    Draft,
    /// <summary>待确认</summary>
    Open,
    /// <summary>已生效</summary>
    Confirmed,
    /// <summary>已退回</summary>
    Refused,
    /// <summary>已撤回</summary>
    Withdrawn,
}

/// <summary>What is proposed (事项类别).</summary>
public enum ProposalKind
{
    /// <summary>岗位授权，<see cref="RoleGrant"/></summary>
    Grant,
    /// <summary>区划变更，<see cref="Regions.AreaChange"/></summary>
    AreaChange,
    /// <summary>正式代码替换暂编代码，<see cref="Regions.CodePlan"/></summary>
    CodeReplacement,
    /// <summary>建县，只作草稿用，不需要第二人</summary>
    NewCounty,
    /// <summary>导出完整号码或大名单，<see cref="ExportRequest"/></summary>
    Export,
}

/// <summary>
/// A deed on accounts or areas, or an export, that takes effect when a second person confirms it (待第二人确认的事项). It stays on file whatever becomes of
/// it, and holds no data of residents.
/// </summary>
public sealed class Proposal : Record
{
    public ProposalKind Kind { get; init; }
    /// <summary>Short code of the area it concerns; who may see and decide it follows from it.</summary>
    public string Area { get; init; } = "";
    /// <summary>The action under which it was asked for: a leader's request is confirmed by an administrator, an administrator's grant also by a leader.</summary>
    public string AskedUnder { get; init; } = "";
    /// <summary>Particulars as JSON, by kind.</summary>
    public string Argument { get; init; } = "{}";
    public ProposalState State { get; set; }
    public string ProposerName { get; init; } = "";
    public Guid? DecidedBy { get; set; }
    public string? DecidedName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecisionNote { get; set; }

    /// <summary>The particulars.</summary>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Argument) ?? throw new InvalidOperationException($"Proposal {Id} has no particulars.");

    /// <summary>True when the actor may confirm or refuse it; never who asked for it.</summary>
    public bool DecidableBy(Actor actor)
    {
        if (State != ProposalState.Open || actor.UserId == CreatedBy) return false;
        var area = RegionCode.Parse(Area);
        if (Kind == ProposalKind.Export) return Read<ExportRequest>().DecidableBy(actor, area);
        if (Kind != ProposalKind.Grant) return actor.Governs("regions.change", area);
        return actor.Governs("users.grant", area) || (AskedUnder == "users.grant" && actor.Governs("users.request", area));
    }

    /// <summary>True when the actor may know of it: who asked, and who could have decided it.</summary>
    public bool VisibleTo(Actor actor)
    {
        if (actor.UserId == CreatedBy) return true;
        if (Kind == ProposalKind.NewCounty || State is ProposalState.Draft) return false;
        var area = RegionCode.Parse(Area);
        if (Kind == ProposalKind.Export) return Read<ExportRequest>().DecidableBy(actor, area);
        return Kind == ProposalKind.Grant ? actor.Governs("users.grant", area) || actor.Governs("users.request", area) : actor.Governs("regions.change", area);
    }
}

/// <summary>Particulars of a grant (授权申请): a role for an account that exists, or for a new one.</summary>
/// <param name="UserName">The account; made on confirmation when it does not exist.</param>
/// <param name="Area">Short area code.</param>
/// <param name="Hospital">The hospital, where the role's reach is one.</param>
public sealed record RoleGrant(string UserName, string DisplayName, string Organisation, Role Role, string Area, string? Hospital);
