using Microsoft.Extensions.Diagnostics.HealthChecks;
using Minkang.Platform.Stores;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Minkang.Web.Hosting;

internal static class Observability
{
    /// <summary>Structured logs in the data folder, a file a day, kept 180 days. Paths without queries and ids only: what people typed never gets in.</summary>
    public static void AddLogs(this WebApplicationBuilder builder, StoreOptions stores) => builder.Services.AddSerilog(log => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Error)
        .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
        .Enrich.FromLogContext()
        .WriteTo.Console(restrictedToMinimumLevel: LogEventLevel.Warning, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
        .WriteTo.File(new CompactJsonFormatter(), Path.Combine(stores.DataFolder, "logs", "minkang-.json"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: 180));

    /// <summary>
    /// One line a request: method, pattern of the address, answer and time taken. The pattern and not the address, so that nothing typed into an address
    /// gets in; what the program asks of itself and static files are left out.
    /// </summary>
    public static void UseRequestLog(this IApplicationBuilder app) => app.UseSerilogRequestLogging(log =>
    {
        log.MessageTemplate = "{RequestMethod} {Route} answered {StatusCode} in {Elapsed:0} ms";
        log.GetMessageTemplateProperties = (http, _, elapsed, status) =>
        [
            new("RequestMethod", new ScalarValue(http.Request.Method)),
            new("Route", new ScalarValue((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)")),
            new("StatusCode", new ScalarValue(status)),
            new("Elapsed", new ScalarValue(elapsed)),
        ];
        log.GetLevel = (http, _, problem) => problem is not null // told by the error page, with the reference that the user was given
            || http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route } || route is "/health" || route.StartsWith("_content/", StringComparison.Ordinal) ? LogEventLevel.Verbose
            : LogEventLevel.Information;
    });

    /// <summary>Traces and metrics, sent only where the standard OTEL_EXPORTER_OTLP_ENDPOINT says so. Query values are left out.</summary>
    public static void AddTelemetry(this IServiceCollection services)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"))) return;
        services.AddOpenTelemetry()
            .WithTracing(t => t.AddAspNetCoreInstrumentation().AddOtlpExporter())
            .WithMetrics(m => m.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddOtlpExporter());
    }
}

/// <summary>Healthy when the platform store answers and every county store is there.</summary>
internal sealed class StoreHealth(PlatformStore platform, CountyStores counties) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = platform.Open();
        if (!await db.Database.CanConnectAsync(cancellationToken)) return HealthCheckResult.Unhealthy("platform store does not answer");
        foreach (var code in counties.Codes())
        {
            await using var county = counties.Open(code);
            if (!await county.Database.CanConnectAsync(cancellationToken)) return HealthCheckResult.Degraded($"county store {code} does not answer");
        }
        return HealthCheckResult.Healthy();
    }
}
