using System.Net;
using System.Text.Json;
using Soffi.Web.Dsfr;

namespace Soffi.Web.Tests.Home;

public sealed class StaticFilesTests(SharedPages shared) : IClassFixture<SharedPages>
{
    [Theory]
    [InlineData("dsfr.main.min.css", "text/css")]
    [InlineData("dsfr.module.min.js", "text/javascript")]
    [InlineData("fonts/Marianne-Regular.woff2", "font/woff2")]
    [InlineData("icons/system/fr--theme-fill.svg", "image/svg+xml")]
    [InlineData("utility/icons/icons-system/icons-system.main.min.css", "text/css")]
    [InlineData("favicon/favicon.svg", "image/svg+xml")]
    [InlineData("legal/cgu.md", "text/markdown")]
    public async Task Get_file_of_the_design_system_is_kept_for_ever(string file, string type)
    {
        var host = shared.Host;
        using var response = await host.GetAsync(DsfrAssets.Root + file);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.GetValues("Cache-Control").Single());
    }

    [Fact]
    public async Task Get_missing_file_of_the_design_system_is_not_kept()
    {
        var host = shared.Host;
        using var response = await host.GetAsync(DsfrAssets.Root + "rien.css");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("immutable", response.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
    }

    /// <summary>The version stands in the address of the files: it must be the one npm installs.</summary>
    [Fact]
    public void Version_in_the_addresses_is_the_locked_one()
    {
        var web = Directory.GetParent(AppContext.BaseDirectory);
        while (web is not null && !File.Exists(Path.Combine(web.FullName, "Soffi.sln")))
        {
            web = web.Parent;
        }

        var json = File.ReadAllText(Path.Combine(web!.FullName, "src/Soffi.Web/package-lock.json"));
        using var locked = JsonDocument.Parse(json);
        Assert.Equal(
            DsfrAssets.Version,
            locked.RootElement.GetProperty("packages").GetProperty("node_modules/@gouvfr/dsfr").GetProperty("version").GetString());
        Assert.DoesNotContain("resolved", json, StringComparison.Ordinal);
    }
}
