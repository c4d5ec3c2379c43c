using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.SignIn;

/// <summary>
/// Tokens that are not what they should be open nothing: one page, in French, one button to start again, and a line of log
/// that names nobody.
/// </summary>
public sealed class ProviderFaultTests
{
    private static readonly Dictionary<string, Action<TrialProvider>> Faults = new()
    {
        ["wrong nonce"] = p => p.Touch = t => t["nonce"] = "un-autre-nonce-d-au-moins-trente-deux-caracteres",
        ["no nonce"] = p => p.Touch = t => t.Remove("nonce"),
        ["wrong issuer"] = p => p.Touch = t => t["iss"] = "https://ailleurs.example/realm",
        ["wrong audience"] = p => p.Touch = t => t["aud"] = "une-autre-application",
        ["over for five minutes"] = p => p.ClockAhead = TimeSpan.FromMinutes(-6),
        ["valid in five minutes"] = p => p.ClockAhead = TimeSpan.FromMinutes(5),
        ["no expiry"] = p => p.Touch = t => t.Remove("exp"),
        ["unknown kid"] = p => p.Key = p.NewKey(),
        ["known kid, other key"] = p => p.Key = new TrialKey(p.Key.Id, elliptic: false),
        ["sealed with the client's secret"] = p => p.Seal = (t, _) => TrialKey.SignWithSecret(t, TrialProvider.Secret),
        ["not signed"] = p => p.Seal = (t, _) => TrialKey.Unsigned(t),
        ["no subject"] = p => p.Touch = t => t.Remove("sub"),
        ["error of the token endpoint"] = p => p.TokenError = ("invalid_grant", "Le compte de Claire Martin <claire.martin@opco.example> est fermé"),
    };

    private static readonly Dictionary<string, Action<TrialProvider>> InfoFaults = new()
    {
        ["not signed"] = p => p.SignsUserInfo = false,
        ["signed with an unknown key"] = p => p.SealInfo = (t, _) => p.NewKey().Sign(t),
        ["signed with another key of that name"] = p => p.SealInfo = (t, k) => new TrialKey(k.Id, elliptic: true).Sign(t),
        ["sealed with the client's secret"] = p => p.SealInfo = (t, _) => TrialKey.SignWithSecret(t, TrialProvider.Secret),
        ["alg none"] = p => p.SealInfo = (t, _) => TrialKey.Unsigned(t),
        ["wrong issuer"] = p => p.Info!["iss"] = "https://ailleurs.example",
        ["wrong audience"] = p => p.Info!["aud"] = "une-autre-application",
        ["over"] = p => p.Info!["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds(),
        ["of somebody else"] = p => p.Info!["sub"] = "quelqu-un-d-autre",
        ["of nobody"] = p => p.Info!.Remove("sub"),
        ["no token at all"] = p => p.SealInfo = (_, _) => "bonjour",
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    public static TheoryData<string> InfoFaultNames => [.. InfoFaults.Keys];

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task Come_back_with_a_faulty_token_opens_nothing(string fault)
    {
        await using var host = await ProviderHost.Start(OidcPresets.Keycloak);
        Faults[fault](host.Provider);

        await AssertRefused(host);
    }

    [Theory]
    [MemberData(nameof(InfoFaultNames))]
    public async Task Come_back_with_a_faulty_userinfo_opens_nothing(string fault)
    {
        await using var host = await ProviderHost.Start(OidcPresets.ProConnect);
        InfoFaults[fault](host.Provider);

        await AssertRefused(host);
        Assert.Equal(1, host.Provider.InfoRequests);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-150)]
    public async Task Come_back_with_a_clock_a_little_off_signs_in(int secondsAhead)
    {
        await using var host = await ProviderHost.Start(OidcPresets.Keycloak);
        host.Provider.ClockAhead = TimeSpan.FromSeconds(secondsAhead);

        Assert.Equal("Claire Martin", await (await host.SignIn(host.Factory.NewBrowser())).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(OidcPresets.Keycloak)]
    [InlineData(OidcPresets.ProConnect)]
    public async Task Change_the_keys_of_the_provider_signs_in_with_the_new_ones(string preset)
    {
        await using var host = await ProviderHost.Start(preset);
        Assert.Equal(HttpStatusCode.OK, (await host.SignIn(host.Factory.NewBrowser())).StatusCode);

        host.Provider.Rotate();

        Assert.Equal(HttpStatusCode.OK, (await host.SignIn(host.Factory.NewBrowser())).StatusCode);
    }

    [Fact]
    public async Task Give_the_same_answer_twice_opens_one_session()
    {
        await using var host = await ProviderHost.Start(OidcPresets.Keycloak);
        var browser = host.Factory.NewBrowser();
        var answer = await host.AnswerFor(browser);
        await browser.GetAsync(answer);

        var again = await browser.FollowAsync(await browser.GetAsync(answer));

        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        Assert.Equal(1, await host.Factory.DatabaseAsync(d => d.UserSessions.CountAsync()));
    }

    [Fact]
    public async Task Give_a_code_already_used_in_another_sign_in_opens_nothing()
    {
        await using var host = await ProviderHost.Start(OidcPresets.Keycloak);
        var owner = host.Factory.NewBrowser();
        var used = await host.AnswerFor(owner);
        await owner.GetAsync(used);
        var thief = host.Factory.NewBrowser();
        var own = await host.AnswerFor(thief);

        var end = await thief.FollowAsync(await thief.GetAsync(With(own, "code", Query(used)["code"]!)));

        Assert.Equal(HttpStatusCode.BadRequest, end.StatusCode);
        Assert.Equal(1, await host.Factory.DatabaseAsync(d => d.UserSessions.CountAsync()));
    }

    [Fact]
    public async Task Give_an_answer_made_for_another_browser_opens_nothing()
    {
        await using var host = await ProviderHost.Start(OidcPresets.Keycloak);
        var answer = await host.AnswerFor(host.Factory.NewBrowser());

        var victim = host.Factory.NewBrowser();
        var end = await victim.FollowAsync(await victim.GetAsync(answer));

        Assert.Equal(HttpStatusCode.BadRequest, end.StatusCode);
        Assert.Equal(0, await host.Factory.DatabaseAsync(d => d.UserSessions.CountAsync()));
    }

    [Fact]
    public async Task Refuse_at_the_provider_offers_to_start_again()
    {
        await using var host = await ProviderHost.Start(OidcPresets.ProConnect);
        var browser = host.Factory.NewBrowser();
        var state = Query(await host.AnswerFor(browser))["state"];

        var end = await browser.FollowAsync(await browser.GetAsync($"/connexion/retour?error=access_denied&state={Uri.EscapeDataString(state!)}"));

        Assert.Equal(HttpStatusCode.BadRequest, end.StatusCode);
        Assert.Equal("La connexion n’a pas abouti", (await end.ReadPageAsync()).QuerySelector("h1")!.TextContent);
    }

    private static async Task AssertRefused(ProviderHost host)
    {
        var end = await host.SignIn(host.Factory.NewBrowser());
        var text = await end.Content.ReadAsStringAsync();
        var page = await end.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, end.StatusCode);
        Assert.Equal("La connexion n’a pas abouti", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("/connexion?retour=%2Fessai%2Fmoi", page.QuerySelector("main a.fr-btn")!.GetAttribute("href"));
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.Equal(0, await host.Factory.DatabaseAsync(d => d.Users.CountAsync()));
        Assert.Equal(0, await host.Factory.DatabaseAsync(d => d.UserSessions.CountAsync()));
        Assert.Contains(host.Logs.Lines, line => line.Contains("A sign-in did not complete", StringComparison.Ordinal));
        var names = new JsonArray("claire", "martin", "rousseau", "personne-a1b2", "eyJ").Select(n => (string)n!);
        Assert.All(names, name => Assert.DoesNotContain(host.Logs.Lines, line => line.Contains(name, StringComparison.OrdinalIgnoreCase)));
    }

    private static System.Collections.Specialized.NameValueCollection Query(Uri address) => System.Web.HttpUtility.ParseQueryString(address.Query);

    private static Uri With(Uri address, string name, string value)
    {
        var query = Query(address);
        query[name] = value;
        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }
}
