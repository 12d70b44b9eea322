using Microsoft.Extensions.Localization;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Web.Approvals;

/// <summary>How proposals, roles and states read on the office's own pages.</summary>
internal sealed class OfficeWords(IStringLocalizer<Texts> L, IStringLocalizer<Platform.Texts> platform)
{
    public string Role(Role role) => platform[RoleLabels.Of(role)];

    public string Kind(ProposalKind kind) => kind switch
    {
        ProposalKind.Grant => L["岗位授权"],
        ProposalKind.AreaChange => L["区划变更"],
        ProposalKind.CodeReplacement => L["替换暂编代码"],
        ProposalKind.NewCounty => L["建县"],
        ProposalKind.Export => L["导出"],
        _ => throw new InvalidOperationException($"No word for {kind}."),
    };

    public (StatusKind Kind, string Text) State(ProposalState state) => state switch
    {
        ProposalState.Draft => (StatusKind.Normal, L["草稿"]),
        ProposalState.Open => (StatusKind.Urgent, L["待确认"]),
        ProposalState.Confirmed => (StatusKind.Done, L["已生效"]),
        ProposalState.Refused => (StatusKind.Returned, L["已退回"]),
        ProposalState.Withdrawn => (StatusKind.Normal, L["已撤回"]),
        _ => throw new InvalidOperationException($"No word for {state}."),
    };

    /// <summary>One sentence: what will happen when it is confirmed.</summary>
    public string What(Proposal proposal, RegionTree tree) => proposal.Kind switch
    {
        ProposalKind.Grant => What(proposal.Read<RoleGrant>(), tree),
        ProposalKind.AreaChange => What(proposal.Read<AreaChange>(), tree),
        ProposalKind.CodeReplacement => What(proposal.Read<CodePlan>()),
        ProposalKind.Export => What(proposal.Read<ExportRequest>()),
        _ => Kind(proposal.Kind),
    };

    private string What(RoleGrant grant, RegionTree tree) => grant.Hospital is null
        ? L["授予 {0}（{1}）{2}，范围 {3}", grant.DisplayName, grant.UserName, Role(grant.Role), tree.Path(grant.Area, Domain.Values.RegionLevel.County)]
        : L["授予 {0}（{1}）{2}，范围 {3}", grant.DisplayName, grant.UserName, Role(grant.Role), grant.Hospital];

    private string What(AreaChange change, RegionTree tree) => change switch
    {
        AddArea add => L["在{0}增设{1}", tree.NameOf(add.Parent), add.Name],
        RenameArea rename when tree.NameOf(rename.Code) == rename.Name => L["{0}的别名改为：{1}", tree.Path(rename.Code), rename.Aliases],
        RenameArea rename => L["{0}改名为{1}", tree.Path(rename.Code), rename.Name],
        MergeVillage merge => L["{0}自 {1} 起并入{2}", tree.Path(merge.Code), Show.Day(merge.On)!, tree.Path(merge.Successor)],
        _ => throw new InvalidOperationException($"No words for {change.GetType().Name}."),
    };

    private string What(ExportRequest export) => export.List == "households"
        ? L["导出户名单 {0} 行", Show.Count(export.Rows)]
        : export.Full ? L["导出人员名单 {0} 行，含完整证件号码和电话", Show.Count(export.Rows)] : L["导出人员名单 {0} 行，号码遮盖", Show.Count(export.Rows)];

    private string What(CodePlan plan) => L["{0} 个区划换成正式代码，增设 {1} 个，{2} 个没有对上", plan.Moves.Count(m => m.Official), plan.Additions.Count, plan.Unmatched.Count];
}
