using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Soffi.Domain.Audit;
using Soffi.Web.Infrastructure.Database;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Network;

/// <summary>Agents' profiles hold from the State's network only; other rights are untouched.</summary>
public sealed class NetworkGateTests
{
    private const string Title = "Cette page ne s’ouvre que depuis le réseau de l’État";

    [Theory]
    [Trait("CGU", "CGU-A2")]
    [InlineData(NetworkHost.Inside)]
    [InlineData("::ffff:10.4.5.6")]
    [InlineData("2001:db8:1:2::7")]
    public async Task Open_an_agent_page_from_the_network_of_the_State_shows_it(string address)
    {
        using var host = await new NetworkHost(NetworkHost.Rule).Prepared();
        var browser = await host.Entered(DemoAccounts.AgentDgefp, address);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/essai/statistiques")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/accueil")).StatusCode);
        Assert.Empty(await host.Factory.JournalAsync(AuditAction.NetworkRefused));
    }

    [Theory]
    [Trait("CGU", "CGU-A2")]
    [InlineData(NetworkHost.Outside)]
    [InlineData("::ffff:203.0.113.9")]
    [InlineData("2001:db8:2::7")]
    public async Task Open_an_agent_page_from_elsewhere_says_what_to_do_and_writes_the_journal(string address)
    {
        using var host = await new NetworkHost(NetworkHost.Rule).Prepared();
        var browser = await host.Entered(DemoAccounts.AgentDgefp, address);

        var answer = await browser.GetAsync("/essai/statistiques?profil=secret");
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(Title, page.QuerySelector("h1")!.TextContent);
        Assert.Contains("VPN", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main a[href^='mailto:']"));
        Assert.DoesNotContain(page.QuerySelectorAll("nav a"), a => a.GetAttribute("href") == "/statistiques");
        var entry = Assert.Single(await host.Factory.JournalAsync(AuditAction.NetworkRefused));
        Assert.Equal((AuditEntry.Refused, "Inès Rousseau"), (entry.Result, entry.ActorName));
        using var details = JsonDocument.Parse(entry.DetailsJson);
        Assert.Equal(IPAddress.Parse(address).MapToIPv6().ToString(), IPAddress.Parse(details.RootElement.GetProperty("adresse").GetString()!).MapToIPv6().ToString());
        Assert.DoesNotContain("secret", entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-A2")]
    public async Task Hold_another_right_from_elsewhere_keeps_it()
    {
        using var host = await new NetworkHost(NetworkHost.Rule).Prepared();
        var browser = await host.Entered(DemoAccounts.DeclarantOpco, NetworkHost.Outside);

        var own = await browser.GetAsync("/declarations");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.NotNull((await own.ReadPageAsync()).QuerySelector("section[aria-label='Réseau'] .fr-notice"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/accueil")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/essai/statistiques")).StatusCode);
    }

    [Fact]
    public async Task Come_home_from_elsewhere_as_an_agent_only_says_why_and_leaves_what_is_everyones()
    {
        using var host = await new NetworkHost(NetworkHost.Rule).Prepared();
        var browser = await host.Entered(DemoAccounts.AgentDgefp, NetworkHost.Outside);

        Assert.Equal(Title, (await (await browser.GetAsync("/accueil")).ReadPageAsync()).QuerySelector("h1")!.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/audit/moi")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/acces")).StatusCode);
    }

    [Fact]
    public async Task Ask_for_what_the_profile_never_opens_is_the_ordinary_refusal()
    {
        using var host = await new NetworkHost(NetworkHost.Rule).Prepared();
        var browser = await host.Entered(DemoAccounts.AgentDreets, NetworkHost.Outside);

        var answer = await browser.GetAsync("/campagnes");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("Vous n’avez pas accès à cette page", (await answer.ReadPageAsync()).QuerySelector("h1")!.TextContent);
        Assert.Empty(await host.Factory.JournalAsync(AuditAction.NetworkRefused));
    }

    [Fact]
    public async Task Ask_from_a_script_from_elsewhere_is_answered_in_its_language()
    {
        using var host = await new NetworkHost(NetworkHost.Rule).Prepared();
        var browser = await host.Entered(DemoAccounts.AgentDgefp, NetworkHost.Outside, ("Accept", "application/json"));

        var answer = await browser.GetAsync("/essai/statistiques");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Move_to_the_network_of_the_State_opens_at_the_next_request()
    {
        using var host = await new NetworkHost([.. NetworkHost.Rule, ("Network:TrustedProxies:0", "192.0.2.1")]).Prepared();
        var browser = await host.Entered(DemoAccounts.AgentDgefp, "192.0.2.1", ("X-Forwarded-For", NetworkHost.Outside));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/essai/statistiques")).StatusCode);

        browser.DefaultRequestHeaders.Remove("X-Forwarded-For");
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", NetworkHost.Inside);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/essai/statistiques")).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-A2")]
    public async Task Start_without_ranges_accepts_agents_from_anywhere()
    {
        using var host = await new NetworkHost().Prepared();
        var browser = await host.Entered(DemoAccounts.AgentDgefp, NetworkHost.Outside);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/essai/statistiques")).StatusCode);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Start_tells_the_logs_that_there_is_no_rule(bool rule, int warnings)
    {
        using var host = new NetworkHost(rule ? NetworkHost.Rule : []);
        var logs = CapturedLogs.Of(host.Factory);

        Assert.NotNull(host.Factory.Services);

        Assert.Equal(warnings, logs.Lines.Count(line => line.Contains("Network:AgentRanges is empty", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ask_a_probe_from_elsewhere_is_answered()
    {
        using var host = await new NetworkHost(NetworkHost.Rule).Prepared();

        var signedIn = await host.Entered(DemoAccounts.AgentDgefp, NetworkHost.Outside);

        Assert.Equal(HttpStatusCode.OK, (await host.Anonymous(NetworkHost.Outside).GetAsync(Probes.Alive)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync(Probes.Alive)).StatusCode);
    }

    [Theory]
    [InlineData("Network:AgentRanges:0", "10.1.2.3/8")]
    [InlineData("Network:TrustedProxies:0", "mandataire")]
    public void Start_with_a_range_that_cannot_be_read_is_refused(string key, string value)
    {
        using var host = new NetworkHost((key, value));

        var error = Assert.Throws<OptionsValidationException>(() => host.Factory.Services);

        Assert.Contains(value, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_with_the_switch_that_believes_anyone_is_refused()
    {
        using var host = new NetworkHost([.. NetworkHost.Rule, ("ForwardedHeaders_Enabled", "true")]);

        var error = Assert.Throws<OptionsValidationException>(() => host.Factory.Services);

        Assert.Contains("TrustedProxies", error.Message, StringComparison.Ordinal);
    }
}
