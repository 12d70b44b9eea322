using Microsoft.Extensions.Localization;
using Minkang.Platform.Ui;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Households;

/// <summary>How a proposal reads on pages (申请的文字). Names nobody.</summary>
internal static class ProposalWords
{
    public static string What(Proposal p, Labels labels, IStringLocalizer<Texts> L) => p.Kind switch
    {
        ProposalKind.Fact => $"{labels.Label(Labels.Kind, p.FactKind)} → {labels.Label(p.FactKind!, p.Value)}",
        ProposalKind.FactEnd => L["{0} 不再是 {1}", labels.Label(Labels.Kind, p.FactKind)!, labels.Label(p.FactKind!, p.Value)!],
        ProposalKind.Event => L["村里登记:{0}", labels.Label(Labels.Event, p.Value)!],
        _ => L["撤销死亡或迁出"],
    };

    public static string Progress(Proposal p, IStringLocalizer<Texts> L) => p.State switch
    {
        ProposalState.Confirmed => L["已生效"],
        ProposalState.Refused => L["未同意"],
        _ => p.FirstBy is null ? L["待决定"] : L["{0}已同意，待第二人", p.FirstName!],
    };

    public static StatusKind Colour(Proposal p) => p.State switch { ProposalState.Confirmed => StatusKind.Done, ProposalState.Refused => StatusKind.Returned, _ => StatusKind.Urgent };
}
