using Microsoft.Playwright;

namespace MLNetHemorrhage.Tests;

/// <summary>Pictures of reports for people to look at, written where HEMORRHAGE_SCREENSHOTS names a folder.</summary>
internal static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("HEMORRHAGE_SCREENSHOTS");

    public static async Task SaveAsync(IPage page, string name)
    {
        if (Folder is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name), FullPage = true });
    }

    public static void Save(string name, byte[] content)
    {
        if (Folder is not null) File.WriteAllBytes(Path.Combine(Folder, name), content);
    }
}
