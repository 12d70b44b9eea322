using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Web.Accounts;

namespace Minkang.Web.Audits;

/// <summary>Which trail is read (审计库): the auditor's own county, or the platform with its accounts and areas.</summary>
internal sealed class AuditStore(CountyStores counties, PlatformStore platform, CurrentActor current, SealedText texts)
{
    public const string Platform = "platform";

    /// <summary>Opens the store; null when a county's is asked for and there is none. The caller disposes it.</summary>
    public StoreDb? Open(string? which)
    {
        if (which == Platform) return platform.Open();
        return current.CountyCode is { } county && current.Actor!.ScopeOf("audit.read").Covers(RegionCode.Parse(county)) ? counties.Open(county) : null;
    }

    /// <summary>The filter that an address states.</summary>
    public AuditFilter Filter(PageAddress address) => new(texts.Open(current.Actor!.UserId, address["who"]), address["deed"], address["kind"], Day(address["from"]), Day(address["until"]));

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day : null;
}
