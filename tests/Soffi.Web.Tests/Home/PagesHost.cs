using System.Security.Claims;
using AngleSharp;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Soffi.Web.Infrastructure.Errors;
using Soffi.Web.Infrastructure.Pages;
using Soffi.Web.Infrastructure.Security;

namespace Soffi.Web.Tests.Home;

/// <summary>
/// The frame of the pages as Program.cs sets it, without database nor sign-in: it must stand when both are out of reach.
/// A header of the request signs in.
/// </summary>
public sealed class PagesHost : IAsyncDisposable
{
    public const string UserHeader = "X-Test-User";

    private readonly WebApplication _app;

    private PagesHost(WebApplication app) => _app = app;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public static async Task<PagesHost> StartAsync(
        Action<IServiceCollection>? services = null, Action<WebApplication>? endpoints = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "Soffi.Web",
            EnvironmentName = "Development",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddPages(builder.Configuration);
        services?.Invoke(builder.Services);
        PagesHost? host = null;
        builder.Services.AddSingleton<TimeProvider>(_ => host!.Clock);
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseErrorPages();
        app.UseImmutableDsfr();
        app.UseRequestLocalization();
        app.UseRouting();
        app.Use(SignIn);
        app.UseAuthorization();
        app.MapFiles();
        app.MapControllers();
        endpoints?.Invoke(app);
        app.MapNotFound();
        host = new PagesHost(app);
        await app.StartAsync();
        return host;
    }

    public HttpClient Client() => _app.GetTestClient();

    public async Task<IHtmlDocument> PageAsync(string path, string? user = null)
    {
        using var response = await GetAsync(path, user);
        return await ReadAsync(response);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? user = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (user is not null)
        {
            request.Headers.Add(UserHeader, user);
        }

        return Client().SendAsync(request);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        var document = await BrowsingContext.New().OpenAsync(page => page.Content(html));
        return (IHtmlDocument)document;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task SignIn(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[UserHeader].ToString() is { Length: > 0 } name)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test"));
        }

        return next(context);
    }
}

/// <summary>One started frame for the tests of a class that change nothing in it.</summary>
public sealed class SharedPages : IAsyncLifetime
{
    public PagesHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await PagesHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
