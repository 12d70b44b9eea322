using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Registry.Compare;

namespace Minkang.Registry.Comparisons;

/// <summary>Which discrepancies of a run are wanted (差异筛选), the same on the list and at the workbench; what is not set asks for all.</summary>
/// <param name="Area">Short code of a township or village; <see cref="NoArea"/> for those that lie in no known village.</param>
/// <param name="ListNo">A list of the run, on either side.</param>
/// <param name="Unsettled">Only those with which somebody still has to do something.</param>
/// <param name="New">Those that the run before did not have, or those that it had as well.</param>
/// <param name="GoneIn">Only those that the run with this id does not have any more.</param>
internal sealed record FindingFilter(
    string? Code = null, string? Area = null, string? Owner = null, FindingState? State = null, RuleGravity? Gravity = null, int? ListNo = null, bool Unsettled = false, bool? New = null, Guid? GoneIn = null)
{
    public const string NoArea = "none", UnsettledState = "unsettled";
    public static readonly FindingFilter All = new();

    public static FindingFilter Of(PageAddress address) => new(address["kind"], address["area"], address["owner"], Choice.Of<FindingState>(address["state"]), Choice.Of<RuleGravity>(address["gravity"]),
        Unsettled: address["state"] == UnsettledState, New: address["new"] switch { "yes" => true, "no" => false, _ => null }, GoneIn: Guid.TryParse(address["gone"], out var run) ? run : null);

    public IQueryable<Finding> Of(CountyDb db, IQueryable<Finding> findings)
    {
        if (Code is { } code) findings = findings.Where(f => f.Code == code);
        if (Owner is { } owner) findings = findings.Where(f => f.Owner == owner);
        if (State is { } state) findings = findings.Where(f => f.State == state);
        if (Unsettled) findings = findings.Where(f => f.State == FindingState.Open || f.State == FindingState.Unsure || f.State == FindingState.Assigned || f.State == FindingState.Sent);
        if (Gravity is { } gravity) findings = findings.Where(f => f.Gravity == gravity);
        if (ListNo is { } list) findings = findings.Where(f => f.ListNo == list || f.OtherListNo == list);
        if (New is { } fresh) findings = findings.Where(f => f.IsNew == fresh);
        if (GoneIn is { } later) findings = findings.Where(f => !db.Set<Finding>().Any(g => g.RunId == later && g.KeyHash == f.KeyHash));
        return Area == NoArea ? findings.Where(f => f.VillageCode == "") : findings.InArea(Area, f => f.VillageCode);
    }
}
