namespace Minkang.Browser.Tests.Setup;

internal static class Browser
{
    /// <summary>The machine's own browser.</summary>
    public static string Chromium() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The browser tests need Debian's chromium; ./test installs it.");
}
