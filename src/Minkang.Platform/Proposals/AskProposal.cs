using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Proposals;

/// <summary>Asks for a deed that a second person confirms (提交待确认事项), after the same checks that confirming makes.</summary>
public sealed class AskProposal(PlatformDb db, ChangeAreas areas, RegionCache regions, TimeProvider clock)
{
    /// <summary>
    /// A role for somebody: by an administrator for an account of the own county, or by a leader for own staff, within the leader's area. A
    /// hospital's insurance office asks for its own hospital only.
    /// </summary>
    public async Task<Outcome<Proposal>> Grant(Actor actor, RoleGrant input, CancellationToken ct)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(input.UserName)) problems.Add(new("platform.proposal.user-name", "UserName", "请填写用户名。"));
        if (string.IsNullOrWhiteSpace(input.DisplayName)) problems.Add(new("platform.user.name-missing", "DisplayName", "请填写姓名或岗位名称。"));
        if (RegionCode.TryParse(input.Area) is not { } area || (await regions.Tree(ct)).Find(area.Short) is null) return new Problem("platform.region.unknown", "Area", "请从列表里选区划。");
        var under = actor.Governs("users.grant", area) ? "users.grant" : MayRequest(actor, input, area) ? "users.request" : null;
        if (under is null) problems.Add(new("platform.proposal.not-yours", "Area", "这个区划或岗位不在您的管理范围内。"));
        if (area.Level != RoleLevels.LevelOf(input.Role)) problems.Add(new("platform.assignment.area", "Area", $"这个岗位要绑定到{RoleLevels.NameOf(RoleLevels.LevelOf(input.Role))}，现在选的是{RoleLevels.NameOf(area.Level)}。"));
        if (RoleLevels.NeedsHospital(input.Role) && string.IsNullOrWhiteSpace(input.Hospital)) problems.Add(new("platform.assignment.hospital", "Hospital", "医院岗位要写明是哪家医院，只能看到这家医院的病人。"));
        var known = await db.Set<User>().SingleOrDefaultAsync(u => u.NormalizedUserName == input.UserName.Trim().ToUpperInvariant(), ct);
        if (known?.Id == actor.UserId) problems.Add(new("platform.assignment.self", "UserName", "不能给自己授权，请由另一位管理员办理。"));
        if (known?.ClosedAt is not null) problems.Add(new("platform.user.closed", "UserName", "这个账号已经关闭，请另建账号。"));
        if (problems.Count > 0) return problems;
        var tidy = input with { UserName = input.UserName.Trim(), DisplayName = input.DisplayName.Trim(), Organisation = input.Organisation.Trim(), Area = area.Short, Hospital = RoleLevels.NeedsHospital(input.Role) ? input.Hospital!.Trim() : null };
        return await Save(actor, ProposalKind.Grant, area.Short, under!, tidy, ProposalState.Open, ct);
    }

    /// <summary>A change of the area tree.</summary>
    public async Task<Outcome<Proposal>> Area(Actor actor, AreaChange change, CancellationToken ct)
    {
        if (await areas.Refusal(actor, change, ct) is { } refusal) return refusal;
        return await Save(actor, ProposalKind.AreaChange, change.Place, "regions.change", change, ProposalState.Open, ct);
    }

    /// <summary>An export that a second person approves: of the asker's whole reach, cut by the filter.</summary>
    public async Task<Outcome<Proposal>> Export(Actor actor, string list, string query, string filter, long rows, bool full, string? purpose, CancellationToken ct)
    {
        if (actor.ScopeOf("registry.export").Parts.MinBy(p => p.Prefix.Length) is not { } widest) return new Problem("platform.export.not-yours", "", "您没有导出权限。");
        if (string.IsNullOrWhiteSpace(purpose)) return new Problem("platform.export.purpose", "purpose", "请写明用途。");
        var request = new ExportRequest(list, query, filter, rows, full, purpose.Trim(), widest.OwnListOf);
        return await Save(actor, ProposalKind.Export, widest.Prefix, "registry.export", request, ProposalState.Open, ct);
    }

    /// <summary>A draft whose difference is shown before it is submitted: a code plan, or a new county.</summary>
    public Task<Proposal> Draft<T>(Actor actor, ProposalKind kind, string area, string under, T argument, CancellationToken ct) =>
        Save(actor, kind, area, under, argument, ProposalState.Draft, ct);

    /// <summary>Submits an own draft.</summary>
    public async Task<Outcome<Proposal>> Submit(Actor actor, Guid id, CancellationToken ct)
    {
        var draft = await db.Set<Proposal>().SingleOrDefaultAsync(p => p.Id == id && p.CreatedBy == actor.UserId && p.State == ProposalState.Draft, ct);
        if (draft is null) return new Problem("platform.proposal.unknown", "", "没有这份草稿，请重新上传。");
        draft.State = ProposalState.Open;
        db.Trail.Record(actor, draft.AskedUnder, "proposal", draft.Id, detail: new { asked = draft.Kind.ToString(), draft.Area });
        await db.SaveChangesAsync(ct);
        return draft;
    }

    private async Task<Proposal> Save<T>(Actor actor, ProposalKind kind, string area, string under, T argument, ProposalState state, CancellationToken ct)
    {
        var proposal = new Proposal
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Kind = kind, Area = area, AskedUnder = under, Argument = JsonSerializer.Serialize(argument, AuditTrail.Json),
            State = state, ProposerName = actor.Name, CreatedBy = actor.UserId, UpdatedBy = actor.UserId,
        };
        db.Add(proposal);
        if (state == ProposalState.Open) db.Trail.Record(actor, under, "proposal", proposal.Id, detail: new { asked = kind.ToString(), argument });
        await db.SaveChangesAsync(ct);
        return proposal;
    }

    private static bool MayRequest(Actor actor, RoleGrant input, RegionCode area)
    {
        if (actor.Governs("users.request", area)) return true;
        return RoleLevels.NeedsHospital(input.Role) && actor.ScopeOf("users.request").Parts.Any(p => p.Organisation is { } own && own == input.Hospital?.Trim() && area.Short.StartsWith(p.Prefix, StringComparison.Ordinal));
    }
}
