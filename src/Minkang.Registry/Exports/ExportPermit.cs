using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Lists;
using Minkang.Platform.Proposals;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Registry.Exports;

/// <summary>Finds out under what an export goes out (导出许可): freely, masked and short; or under an approval, as it was approved.</summary>
internal sealed class ExportPermit(PlatformStore platform, ExportLimit limit, TimeProvider clock)
{
    /// <summary>Null when the address names an approval that is not the actor's own, not of this list, not given by somebody else, or too old.</summary>
    public async Task<GrantedExport?> For(HttpContext http, Actor actor, string list, CancellationToken ct)
    {
        var address = PageAddress.Of(http.Request);
        var now = BusinessCalendar.Local(clock.GetUtcNow());
        if (address["approved"] is not { } named) return new GrantedExport(address, actor.Name, now, null, null, limit.Rows);
        if (!Guid.TryParse(named, out var id)) return null;
        await using var db = platform.Open();
        var proposal = await db.Set<Proposal>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.CreatedBy == actor.UserId && p.State == ProposalState.Confirmed && p.Kind == ProposalKind.Export, ct);
        if (proposal is null || proposal.DecidedBy == actor.UserId || proposal.DecidedAt + ExportRequest.Holds < clock.GetUtcNow()) return null;
        var request = proposal.Read<ExportRequest>();
        return request.List != list ? null : new GrantedExport(PageAddress.Parse(http.Request.Path + request.Query), actor.Name, now, proposal, request, limit.Rows);
    }
}

/// <summary>What may go out, and the mark that the file carries: who, when, what for.</summary>
internal sealed record GrantedExport(PageAddress Address, string User, DateTime Now, Proposal? Proposal, ExportRequest? Request, int Limit)
{
    public bool Full => Request?.Full ?? false;

    public bool TooMany(int rows) => Request is null && rows > Limit;

    public string Mark(IStringLocalizer<Texts> L) => Request is null
        ? L["导出人：{0}　导出时间：{1}　号码已遮盖", User, Now.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)]
        : L["导出人：{0}　导出时间：{1}　用途：{2}　批准人：{3}", User, Now.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), Request.Purpose, Proposal!.DecidedName!];

    /// <summary>Puts the export on record, then writes it.</summary>
    public async Task<IResult> Send(CountyDb db, Actor actor, string what, ExportLayout layout, IEnumerable<IReadOnlyList<object?>> rows, int count, CancellationToken ct)
    {
        db.Trail.Record(actor, "registry.export", what, null, Request?.Purpose, new { filter = Address.ToString(), rows = count, full = Full, approval = Proposal?.Id, approvedBy = Proposal?.DecidedName });
        await db.SaveChangesAsync(ct);
        return SendWorkbook.Of(layout, rows, $"{what}.xlsx", ct);
    }
}
