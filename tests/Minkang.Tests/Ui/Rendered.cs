using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Minkang.Tests.Ui;

/// <summary>Renders one shared component as a page at an address would, and reads the result as a browser does.</summary>
internal static class Rendered
{
    public static async Task<IHtmlDocument> At<TComponent>(string address, object? parameters = null, Action<IServiceCollection>? more = null)
        where TComponent : IComponent
    {
        var services = new ServiceCollection().AddLogging().AddLocalization();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<Minkang.Platform.Ui.Wording>();
        services.AddSingleton<NavigationManager>(new FixedAddress(address));
        services.AddSingleton<AntiforgeryStateProvider, NoAntiforgery>();
        more?.Invoke(services);
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, provider.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(Parameters(parameters))).ToHtmlString());
        return await new HtmlParser().ParseDocumentAsync(html);
    }

    /// <summary>A fragment of plain markup, as a page would put between a component's tags.</summary>
    public static RenderFragment Markup(string html) => builder => builder.AddMarkupContent(0, html);

    private static ParameterView Parameters(object? source) => source is null
        ? ParameterView.Empty
        : ParameterView.FromDictionary(source.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(source)));

    private sealed class FixedAddress : NavigationManager
    {
        public FixedAddress(string address) => Initialize("http://minkang.example/", "http://minkang.example" + address);
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
