using Soffi.Web.Infrastructure.Security;

namespace Soffi.Web.Tests.Home;

public sealed class SecurityHeadersTests(SharedPages shared) : IClassFixture<SharedPages>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/rien")]
    [InlineData("/js/theme.js")]
    public async Task Get_anything_carries_the_security_headers(string path)
    {
        var host = shared.Host;
        using var response = await host.GetAsync(path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.True(response.Headers.Contains("Referrer-Policy"));
        Assert.True(response.Headers.Contains("Permissions-Policy"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Get_signed_in_page_is_never_stored()
    {
        var host = shared.Host;
        using var response = await host.GetAsync("/aide", user: "Claire");

        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("https://soffi.example/", true)]
    [InlineData("http://soffi.example/", false)]
    [InlineData("https://localhost/", false)]
    [InlineData("https://127.0.0.1/", false)]
    public async Task Get_over_TLS_away_from_the_workstation_asks_for_TLS_from_now_on(string address, bool expected)
    {
        var host = shared.Host;
        using var response = await host.Client().GetAsync(new Uri(address));

        Assert.Equal(expected, response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public void AllowFormsTo_keeps_the_origin_alone()
    {
        var options = new SecurityHeaderOptions();
        options.AllowFormsTo("https://efpconnect.emploi.gouv.fr/auth/realms/efp");
        options.AllowFormsTo("not an address");
        options.AllowFormsTo("javascript:alert(1)");
        options.AllowFormsTo(null);

        Assert.Contains(
            "form-action 'self' https://efpconnect.emploi.gouv.fr;",
            SecurityHeaders.ContentPolicy(options),
            StringComparison.Ordinal);
    }
}
