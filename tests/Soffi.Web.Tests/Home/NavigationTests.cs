using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Access;

namespace Soffi.Web.Tests.Home;

public sealed class NavigationTests
{
    [Fact]
    public async Task Menu_shows_entries_the_person_may_open()
    {
        await using var host = await PagesHost.StartAsync(Grant(Permission.EditDeclaration, Permission.ViewAudit), Map("/accueil", "/declarations", "/statistiques"));
        var page = await host.PageAsync("/aide", user: "Claire");

        Assert.Equal(["Accueil", "Mes déclarations", "Journal", "Aide"], page.QuerySelectorAll(".fr-nav__link").Select(link => link.TextContent));
    }

    [Fact]
    public async Task Menu_never_exceeds_six_entries_and_keeps_help()
    {
        await using var host = await PagesHost.StartAsync(
            Grant(Enum.GetValues<Permission>()),
            Map("/accueil", "/declarations", "/instruction", "/statistiques", "/campagnes", "/acces", "/audit"));
        var page = await host.PageAsync("/aide", user: "Anne");

        var entries = page.QuerySelectorAll(".fr-nav__link").Select(link => link.TextContent).ToArray();
        Assert.Equal(6, entries.Length);
        Assert.Equal("Aide", entries[^1]);
    }

    [Fact]
    public async Task Menu_without_any_policy_shows_no_protected_entry()
    {
        await using var host = await PagesHost.StartAsync(endpoints: Map("/accueil", "/declarations"));
        var page = await host.PageAsync("/aide", user: "Claire");

        Assert.Equal(["Accueil", "Aide"], page.QuerySelectorAll(".fr-nav__link").Select(link => link.TextContent));
    }

    private static Action<IServiceCollection> Grant(params Permission[] granted) => services => services.AddAuthorization(options =>
    {
        foreach (var permission in Enum.GetValues<Permission>())
        {
            options.AddPolicy(permission.ToString(), policy => policy.RequireAssertion(_ => granted.Contains(permission)));
        }
    });

    private static Action<WebApplication> Map(params string[] paths) => app =>
    {
        foreach (var path in paths)
        {
            app.MapGet(path, () => "").WithMetadata(new AllowAnonymousAttribute());
        }
    };
}
