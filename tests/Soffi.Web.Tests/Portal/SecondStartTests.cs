using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Options;
using Soffi.Portal;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Portal;

public sealed class SecondStartTests
{
    private static readonly Uri SignInPage = new("/portail/connexion", UriKind.Relative);

    [Fact]
    public async Task Start_again_keeps_keys_accounts_and_tokens()
    {
        using var folder = new TemporaryFolder();
        string keys, token;
        await using (var first = await PortalHost.StartAsync(folder))
        {
            var browser = first.NewBrowser();
            keys = await browser.GetStringAsync("/portail/.well-known/jwks");
            var client = new OidcClient(browser);
            token = (await client.ExchangeAsync(await client.CodeAsync())).Body.GetProperty("id_token").GetString()!;
        }

        await using var second = await PortalHost.StartAsync(folder);
        var again = second.NewBrowser();
        Assert.Equal(keys, await again.GetStringAsync("/portail/.well-known/jwks"));
        var answer = await PortalHost.SignInAsync(again, SignInPage, PortalHost.Claire.Email, PortalHost.Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var signedOut = await again.GetAsync($"/portail/connect/endsession?id_token_hint={token}&post_logout_redirect_uri={PortalHost.AfterSignOut}");
        Assert.StartsWith(PortalHost.AfterSignOut, signedOut.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_keeps_the_keys_readable_by_the_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        await using var host = await PortalHost.StartAsync(folder);
        await host.NewBrowser().GetStringAsync("/portail/.well-known/jwks");

        var files = Directory.GetFiles(Path.Combine(folder.Path, "data", "portail-cles"));
        Assert.Equal(2, files.Length);
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Start_without_demonstration_refuses_the_accounts_it_left()
    {
        using var folder = new TemporaryFolder();
        await (await PortalHost.StartAsync(folder)).DisposeAsync();

        await using var host = await PortalHost.StartAsync(folder, new Dictionary<string, string?> { ["Portal:DemoAccounts"] = "false" });
        var browser = host.NewBrowser();
        var answer = await PortalHost.SignInAsync(browser, SignInPage, PortalHost.Claire.Email, PortalHost.Password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await PortalHost.PageAsync(answer);
        Assert.Empty(page.QuerySelectorAll("table"));
        Assert.DoesNotContain(PortalHost.Password, page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_without_a_client_refuses_the_client_known_before()
    {
        using var folder = new TemporaryFolder();
        await (await PortalHost.StartAsync(folder)).DisposeAsync();

        await using var host = await PortalHost.StartAsync(
            folder, new Dictionary<string, string?> { ["Portal:Clients:0:ClientId"] = "autre-service" });
        var browser = host.NewBrowser();
        var answer = await browser.GetAsync(new OidcClient(browser).AuthorizeUrl());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://soffi.example")]
    [InlineData("soffi")]
    public async Task Start_over_plain_http_elsewhere_than_on_the_machine_is_refused(string address)
    {
        using var folder = new TemporaryFolder();
        await Assert.ThrowsAsync<OptionsValidationException>(async () => await PortalHost.StartAsync(
            folder, new Dictionary<string, string?> { ["Portal:PublicUrl"] = address }));
    }

    [Fact]
    public async Task Start_with_the_portal_off_leaves_no_route_of_it()
    {
        using var folder = new TemporaryFolder();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(LocalPortal).Assembly.GetName().Name,
            ContentRootPath = folder.Path,
        });
        builder.WebHost.UseTestServer();
        builder.AddLocalPortal();
        await using var app = builder.Build();
        app.MapControllers();
        app.MapLocalPortal();
        await app.SeedLocalPortalAsync();
        await app.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await app.GetTestClient().GetAsync(SignInPage)).StatusCode);
    }
}
