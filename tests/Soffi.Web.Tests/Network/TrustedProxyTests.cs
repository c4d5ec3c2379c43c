using System.Net;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Network;

/// <summary>What a proxy says of the caller is believed when the proxy is named in the configuration, and only then.</summary>
public sealed class TrustedProxyTests
{
    private const string Proxy = "192.0.2.1";
    private const string ProxyOfProxies = "2001:db8:f::1";

    private static readonly (string, string)[] WithProxies =
        [.. NetworkHost.Rule, ("Network:TrustedProxies:0", "192.0.2.0/28"), ("Network:TrustedProxies:1", ProxyOfProxies)];

    [Theory]
    [Trait("CGU", "CGU-A2")]
    // Nobody is named: a header says nothing.
    [InlineData(false, NetworkHost.Outside, NetworkHost.Inside, HttpStatusCode.Forbidden)]
    [InlineData(false, Proxy, NetworkHost.Inside, HttpStatusCode.Forbidden)]
    // The caller is not one of the proxies.
    [InlineData(true, NetworkHost.Outside, NetworkHost.Inside, HttpStatusCode.Forbidden)]
    [InlineData(true, "::ffff:203.0.113.9", NetworkHost.Inside, HttpStatusCode.Forbidden)]
    [InlineData(true, NetworkHost.Inside, NetworkHost.Outside, HttpStatusCode.OK)]
    // Through a proxy: the last address it did not write itself is the caller's.
    [InlineData(true, Proxy, NetworkHost.Inside, HttpStatusCode.OK)]
    [InlineData(true, "::ffff:192.0.2.1", "::ffff:10.4.5.6", HttpStatusCode.OK)]
    [InlineData(true, Proxy, "2001:db8:1::9", HttpStatusCode.OK)]
    [InlineData(true, Proxy, "[2001:db8:1::9]:50412", HttpStatusCode.OK)]
    [InlineData(true, Proxy, NetworkHost.Outside, HttpStatusCode.Forbidden)]
    [InlineData(true, Proxy, NetworkHost.Inside + ", " + NetworkHost.Outside, HttpStatusCode.Forbidden)]
    [InlineData(true, Proxy, NetworkHost.Outside + ", " + NetworkHost.Inside, HttpStatusCode.OK)]
    // Two proxies, one behind the other.
    [InlineData(true, ProxyOfProxies, NetworkHost.Inside + ", " + Proxy, HttpStatusCode.OK)]
    [InlineData(true, ProxyOfProxies, NetworkHost.Inside + ", " + NetworkHost.Outside + ", " + Proxy, HttpStatusCode.Forbidden)]
    // Unreadable: the address stays the proxy's, which is outside.
    [InlineData(true, Proxy, "inconnu", HttpStatusCode.Forbidden)]
    public async Task Open_an_agent_page_believes_the_named_proxies_only(bool named, string connection, string forwardedFor, HttpStatusCode expected)
    {
        using var host = await new NetworkHost(named ? WithProxies : NetworkHost.Rule).Prepared();
        var browser = await host.Entered(DemoAccounts.AgentDgefp, connection, ("X-Forwarded-For", forwardedFor));

        Assert.Equal(expected, (await browser.GetAsync("/essai/statistiques")).StatusCode);
    }

    [Theory]
    [InlineData(Proxy, "https")]
    [InlineData(NetworkHost.Outside, "http")]
    public async Task Ask_to_sign_in_through_a_proxy_comes_back_by_the_scheme_the_browser_used(string connection, string scheme)
    {
        using var host = new NetworkHost(WithProxies);
        var browser = host.Anonymous(connection);
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", NetworkHost.Inside);
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        var answer = await browser.GetAsync("/connexion");

        Assert.Contains($"redirect_uri={scheme}%3A%2F%2F", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }
}
