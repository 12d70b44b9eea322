using System.Diagnostics;
using Microsoft.Playwright;

namespace Minkang.Browser.Tests.Setup;

/// <summary>The demonstration as a newcomer starts it: the real program on the township lists that travel with the repository, with its web open.</summary>
public sealed class DemoSite : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minkang-browser-").FullName;
    private Process? _program;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Address of the web.</summary>
    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = _folder };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "minkang.dll"), "demo", "--data", DataFolder, "--urls", "http://127.0.0.1:0" }) start.ArgumentList.Add(argument);
        _program = Process.Start(start)!;
        const string opened = "民康已启动：";
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (await _program.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith(opened, StringComparison.Ordinal)) continue;
            Address = new Uri(line[opened.Length..].Split(' ')[0]);
            break;
        }
        _ = _program.StandardOutput.ReadToEndAsync();
        Assert.NotNull(Address);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser.Chromium(), Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
    }

    /// <summary>Where the demonstration keeps its stores.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    /// <summary>What the program has used of the processors.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _program!.Refresh();
            return _program.TotalProcessorTime;
        }
    }

    /// <summary>A page at a width, signed in with one of the demonstration's accounts.</summary>
    public async Task<IPage> SignIn(string userName, int width)
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = Address.ToString(), ViewportSize = new() { Width = width, Height = width > 600 ? 768 : 844 }, Locale = "zh-CN", AcceptDownloads = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("用户名").FillAsync(userName);
        await page.GetByLabel("密码").FillAsync("minkang-demo-2019");
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_program is not null)
        {
            _program.Kill(entireProcessTree: true);
            await _program.WaitForExitAsync();
            _program.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>One demonstration for all stories.</summary>
[CollectionDefinition(Name)]
public sealed class DemoStories : ICollectionFixture<DemoSite>
{
    public const string Name = "demo";
}
