using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Soffi.Portal;
using Soffi.Portal.Accounts;
using Soffi.Portal.Mail;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Portal;

/// <summary>A web application that holds the portal and nothing else, over files of its own folder.</summary>
internal sealed class PortalHost : IAsyncDisposable
{
    public const string Client = "service-essai";
    public const string Secret = "secret-du-service-d-essai";
    public const string Callback = "http://localhost:5080/service/retour";
    public const string AfterSignOut = "http://localhost:5080/service/sortie";
    /// <summary>Header by which a test says from which address of the network it comes.</summary>
    public const string Source = "X-Essai-Source";

    public const string Password = "Demonstration-2026!";

    public static readonly DemoAccount Claire = new("claire@demo.example", "Claire", "Martin", "Saisit les déclarations");
    public static readonly DemoAccount Marc = new("marc@demo.example", "Marc", "Bernard", "Signe les déclarations");

    private readonly WebApplication _app;

    private readonly TemporaryFolder? _own;

    private PortalHost(WebApplication app, TemporaryFolder? own)
    {
        _app = app;
        _own = own;
    }

    public IServiceProvider Services => _app.Services;

    /// <param name="folder">Where the files are; null for a folder of its own, removed with it.</param>
    public static async Task<PortalHost> StartAsync(
        TemporaryFolder? folder = null, IDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var own = folder is null ? new TemporaryFolder() : null;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(LocalPortal).Assembly.GetName().Name,
            ContentRootPath = (folder ?? own)!.Path,
            EnvironmentName = "Testing",
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Portal:Local"] = "true",
            ["Portal:PublicUrl"] = "http://localhost:5080",
            ["Portal:DemoAccounts"] = "true",
            ["Portal:Clients:0:ClientId"] = Client,
            ["Portal:Clients:0:ClientSecret"] = Secret,
            ["Portal:Clients:0:DisplayName"] = "Service d’essai",
            ["Portal:Clients:0:HomeUrl"] = "http://localhost:5080/service",
            ["Portal:Clients:0:RedirectUris:0"] = Callback,
            ["Portal:Clients:0:PostLogoutRedirectUris:0"] = AfterSignOut,
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.AddLocalPortal([Claire, Marc]);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (IPAddress.TryParse(context.Request.Headers[Source], out var address))
            {
                context.Connection.RemoteIpAddress = address;
            }

            return next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapLocalPortal();
        await app.SeedLocalPortalAsync();
        await app.StartAsync();
        return new PortalHost(app, own);
    }

    /// <summary>A client that keeps its cookies and follows no redirect, so that tests see each step.</summary>
    public HttpClient NewBrowser() =>
        new(new CookieContainerHandler { InnerHandler = _app.GetTestServer().CreateHandler() })
        {
            BaseAddress = new Uri("http://localhost:5080"),
        };

    public static Task<IHtmlDocument> PageAsync(HttpResponseMessage response) => response.ReadPageAsync();

    /// <summary>Posts the only form of the page with its hidden fields and the given ones.</summary>
    public static Task<HttpResponseMessage> PostFormAsync(
        HttpClient browser, HttpResponseMessage page, params (string Name, string Value)[] fields) =>
        browser.SubmitAsync(page, "main form", fields);

    public static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, Uri page, string email, string password)
    {
        var form = await browser.GetAsync(page);
        return await PostFormAsync(browser, form, ("Email", email), ("Password", password));
    }

    /// <summary>The messages written so far, once there are that many: they leave after the answer to the request.</summary>
    public async Task<IReadOnlyList<WrittenMail>> MailsAsync(int count)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var mails = await Services.GetRequiredService<WrittenMails>().ListAsync(late.Token);
            if (mails.Count >= count)
            {
                return mails;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), late.Token);
        }
    }

    /// <summary>The newest link to that page, once there are that many messages.</summary>
    public async Task<Uri> LinkAsync(string page, int mails) => new((await MailsAsync(mails))
        .SelectMany(mail => mail.Body.Split('\n')).Select(line => line.Trim())
        .First(line => line.Contains($"{page}?", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _own?.Dispose();
    }
}
