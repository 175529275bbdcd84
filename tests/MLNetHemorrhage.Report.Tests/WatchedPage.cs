using Microsoft.Playwright;

namespace MLNetHemorrhage.Tests;

/// <summary>A report in a browser, with everything that went wrong on it and every address it asked for.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"hemorrhage-{Guid.NewGuid():N}.html");

    private WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Problems.Add(message.Text);
        };
        page.PageError += (_, error) => Problems.Add(error);
        page.Dialog += (_, dialog) =>
        {
            Problems.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Console errors and warnings, errors of scripts, dialogs.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Every address the page asked for, its own first.</summary>
    public List<string> Requests { get; } = [];

    internal static async Task<WatchedPage> OpenAsync(IBrowserContext context, string html)
    {
        var watched = new WatchedPage(context, await context.NewPageAsync());
        await File.WriteAllTextAsync(watched._file, html);
        await watched.Page.GotoAsync(new Uri(watched._file).AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        return watched;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        File.Delete(_file);
    }
}
