using Minkang.Web.Layout;

namespace Minkang.Web;

/// <summary>Builds the one web host. The command line and the tests start it.</summary>
public static class WebHost
{
    /// <summary>A host that is ready to start.</summary>
    /// <param name="args">Settings from the command line, <c>--urls</c> for example.</param>
    /// <param name="configure">What the host adds: stores, users, modules.</param>
    /// <param name="pipeline">Middleware between the frame's own and the pages: who is it, may they.</param>
    /// <param name="endpoints">Further endpoints.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? pipeline = null, Action<WebApplication>? endpoints = null)
    {
        // The name finds the list of static files, the folder finds the files, from wherever the process was started.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(WebHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        // Offices run what was built, not only what was published: there too, a file whose name holds its fingerprint is fetched once.
        if (!builder.Environment.IsDevelopment()) builder.Configuration["EnableStaticAssetsDevelopmentCaching"] = "true";
        if (configure is null) builder.Services.AddShell(_ => { });
        else configure(builder);
        var app = builder.Build();
        app.UseShell();
        pipeline?.Invoke(app);
        endpoints?.Invoke(app);
        app.MapShell();
        return app;
    }
}
