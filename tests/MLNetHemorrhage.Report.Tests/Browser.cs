using Microsoft.Playwright;

namespace MLNetHemorrhage.Tests;

/// <summary>The browser of this machine, one for all tests; eng/install-browser.sh brings it where it is missing.</summary>
[TestClass]
public static class Browser
{
    private static readonly Lazy<Task<IBrowser>> Shared = new(Launch);
    private static IPlaywright? _driver;

    /// <summary>A page of a given width that records what goes wrong on it.</summary>
    public static async Task<WatchedPage> OpenAsync(string html, int width, ColorScheme scheme = ColorScheme.Light, bool scripts = true)
    {
        var browser = await Shared.Value;
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            JavaScriptEnabled = scripts,
            Offline = true,
        });
        return await WatchedPage.OpenAsync(context, html);
    }

    [AssemblyCleanup]
    public static async Task CloseAsync()
    {
        if (Shared.IsValueCreated && Shared.Value.IsCompletedSuccessfully) await (await Shared.Value).CloseAsync();
        _driver?.Dispose();
    }

    private static async Task<IBrowser> Launch()
    {
        if (Path() is not { } path)
        {
            Assert.Inconclusive("No browser: install chromium with eng/install-browser.sh, or name one in HEMORRHAGE_CHROMIUM.");
            throw new InvalidOperationException();
        }
        _driver = await Playwright.CreateAsync();
        // Chromium's sandbox refuses to run for root, as in containers.
        string[] sandbox = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        return await _driver.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = sandbox });
    }

    private static string? Path()
    {
        if (Environment.GetEnvironmentVariable("HEMORRHAGE_CHROMIUM") is { Length: > 0 } named) return named;
        string[] names = OperatingSystem.IsWindows() ? ["chrome.exe", "msedge.exe"] : ["chromium", "chromium-browser", "google-chrome"];
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(System.IO.Path.PathSeparator) ?? [];
        return folders.SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
