using Minkang.Benefits;
using Minkang.Illness;
using Minkang.Platform;
using Minkang.Platform.Stores;
using Minkang.Registry;
using Minkang.Web.Accounts;
using Minkang.Web.Api;
using Minkang.Web.Audits;
using Minkang.Web.Jobs;
using Minkang.Web.Layout;

namespace Minkang.Web.Hosting;

/// <summary>The whole product as one web host: platform, modules, sign-in, frame, jobs, health and logs. Reads like a table of contents.</summary>
public static class MinkangHost
{
    /// <summary>The services that the web and the command line share.</summary>
    public static IServiceCollection AddMinkang(this IServiceCollection services, StoreOptions stores) =>
        services.AddPlatform(stores).AddRegistry().AddIllness().AddBenefits();

    /// <summary>A host that is ready to start on the stores.</summary>
    public static WebApplication Build(string[] args, StoreOptions stores, Action<WebApplicationBuilder>? also = null) => WebHost.Build(args, builder =>
        {
            builder.Services.AddMinkang(stores);
            builder.Services.AddShell(Frame.Configure);
            builder.Services.AddAccounts(builder.Configuration);
            builder.Services.AddOffice();
            builder.Services.AddMachineApi();
            builder.AddLogs(stores);
            builder.Services.AddTelemetry();
            builder.Services.AddBackgroundJobs();
            builder.Services.AddSingleton<FindJobs>().AddSingleton<StopJob>();
            builder.Services.AddHealthChecks().AddCheck<StoreHealth>("stores");
            also?.Invoke(builder);
        },
        app =>
        {
            app.UseRequestLog();
            app.UseAccounts();
        },
        app =>
        {
            app.MapAccounts();
            AskSealed.Map(app);
            ExportAudit.Map(app);
            app.MapMachineApi();
            app.MapRegistry();
            app.MapIllness();
            app.MapBenefits();
            app.MapJobs();
            app.MapHealthChecks("/health").AllowAnonymous();
        });
}
