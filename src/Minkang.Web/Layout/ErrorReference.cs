using System.Diagnostics;

namespace Minkang.Web.Layout;

/// <summary>The reference number (编号) a failed page shows: the start of the trace id that every log line of the request carries.</summary>
internal static class ErrorReference
{
    public static string Of(HttpContext? http) =>
        Activity.Current?.TraceId.ToString()[..12] ?? http?.TraceIdentifier ?? "";
}
