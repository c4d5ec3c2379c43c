using Microsoft.Playwright;

namespace Soffi.E2E.Tests.Infrastructure;

/// <summary>The portal and one Chromium, shared by the tests of the collection.</summary>
public sealed class PortalInBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private SoffiProcess? _soffi;

    public string Address => _soffi!.Address;

    public async Task InitializeAsync()
    {
        var chromium = Chromium.Find();
        if (chromium is null)
        {
            return; // Each test then says why it is skipped, see Chromium.Require.
        }

        // What a busy machine needs to show what is awaited; a test that passes never waits that long.
        Assertions.SetDefaultExpectTimeout(30_000);
        _soffi = await SoffiProcess.Start();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A browser of its own: no cookie shared with the other tests.</summary>
    public async Task<IPage> NewPage(bool javaScript = true, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            JavaScriptEnabled = javaScript,
            Locale = "fr-FR",
            TimezoneId = "Europe/Paris",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        if (_soffi is not null)
        {
            await _soffi.DisposeAsync();
        }
    }
}

/// <summary>One portal for all the browser tests: they run one after the other and use different statements.</summary>
[CollectionDefinition(Name)]
public sealed class PortalCollection : ICollectionFixture<PortalInBrowser>
{
    public const string Name = "portal";
}

/// <summary>Finds an installed Chromium; nothing is downloaded.</summary>
public static class Chromium
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    public static string? Find() =>
        new[] { Environment.GetEnvironmentVariable("SOFFI_CHROMIUM") }.Concat(Places).FirstOrDefault(File.Exists);

    /// <summary>Skips with the reason when there is no browser, or fails when the environment says there must be one.</summary>
    public static void Require()
    {
        if (Find() is not null)
        {
            return;
        }

        const string Reason = "No Chromium found: install one, or name it in SOFFI_CHROMIUM.";
        Assert.False(Environment.GetEnvironmentVariable("SOFFI_REQUIRE_BROWSER") == "1", Reason);
        Skip.If(true, Reason);
    }
}
