using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Domain.Audit;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.SignIn;

/// <summary>Each of the ministry's providers signs people in with its preset, and what each asks of Soffi is done.</summary>
public sealed class PresetTests
{
    [Theory]
    [Trait("CGU", "CGU-22")]
    [InlineData(OidcPresets.Keycloak, "f:1:claire", "claire.martin@opco.example", "Claire Martin")]
    [InlineData(OidcPresets.ProConnect, "personne-a1b2", "ines.rousseau@ministere.example", "Inès Rousseau")]
    [InlineData(OidcPresets.CasLegacy, "claire.martin@opco.example", "claire.martin@opco.example", "Claire Martin")]
    public async Task Sign_in_with_a_preset_makes_the_person(string preset, string subject, string email, string name)
    {
        await using var host = await ProviderHost.Start(preset);
        var browser = host.Factory.NewBrowser();

        var page = await host.SignIn(browser);

        Assert.Equal(name, await page.Content.ReadAsStringAsync());
        var person = await host.Person();
        Assert.Equal((host.Provider.Issuer, subject, email), (person.Issuer, person.Subject, person.Email));
    }

    [Theory]
    [InlineData(OidcPresets.Keycloak)]
    [InlineData(OidcPresets.ProConnect)]
    [InlineData(OidcPresets.CasLegacy)]
    public async Task Sign_out_gives_the_token_back_with_a_state_and_comes_home(string preset)
    {
        await using var host = await ProviderHost.Start(preset);
        var browser = host.Factory.NewBrowser();
        await host.SignIn(browser);

        var leaving = await browser.SubmitAsync(await browser.GetAsync("/"), "form[action='/deconnexion']");
        var back = await host.Outside(leaving.Headers.Location!);
        var end = await browser.FollowAsync(await browser.GetAsync(back.Headers.Location));

        Assert.Equal("/deconnexion/terminee", end.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(3, host.Provider.LastLogout!["id_token_hint"].ToString().Split('.').Length);
        Assert.Equal(0, await host.Factory.DatabaseAsync(d => d.UserSessions.CountAsync()));
    }

    [Fact]
    public async Task Come_back_from_sign_out_with_a_state_nobody_gave_leads_nowhere_else()
    {
        await using var host = await ProviderHost.Start(OidcPresets.ProConnect);

        var end = await host.Factory.NewBrowser().FollowAsync(await host.Factory.NewBrowser().GetAsync("/deconnexion/retour?state=https%3A%2F%2Failleurs.example"));

        Assert.Equal("/deconnexion/terminee", end.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Ask_ProConnect_for_two_factors_in_the_way_it_documents()
    {
        await using var host = await ProviderHost.Start(OidcPresets.ProConnect);

        await host.AnswerFor(host.Factory.NewBrowser());

        var claims = JsonNode.Parse(host.Provider.LastAuthorization!["claims"].ToString())!;
        Assert.True((bool)claims["id_token"]!["acr"]!["essential"]!);
        Assert.Contains("eidas2", claims["id_token"]!["acr"]!["values"]!.AsArray().Select(v => (string)v!));
        Assert.Equal("openid given_name usual_name email", host.Provider.LastAuthorization["scope"].ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("eidas1")]
    [InlineData("EIDAS2")]
    public async Task Sign_in_without_the_level_asked_is_refused_with_the_reason(string? acr)
    {
        await using var host = await ProviderHost.Start(OidcPresets.ProConnect);
        host.Provider.Claims["acr"] = acr;
        host.Provider.Info!["acr"] = "eidas2"; // The userinfo has no say in it.
        if (acr is null)
        {
            host.Provider.Claims.Remove("acr");
        }

        var page = await host.SignIn(host.Factory.NewBrowser());

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("deux facteurs", (await page.ReadPageAsync()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await host.Factory.DatabaseAsync(d => d.Users.CountAsync()));
        var entry = Assert.Single(await host.Factory.JournalAsync(AuditAction.SignInRefused));
        Assert.Contains(nameof(SignInRefusal.WeakAuthentication), entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configure_a_key_wins_over_the_preset()
    {
        await using var host = await ProviderHost.Start(
            OidcPresets.ProConnect, ("Oidc:AcceptedAcr", ""), ("Oidc:Claims:FamilyName", "organization_label usual_name"));
        host.Provider.Claims.Remove("acr");

        var page = await host.SignIn(host.Factory.NewBrowser());

        Assert.Equal("Inès Rousseau", await page.Content.ReadAsStringAsync());
        Assert.False(host.Provider.LastAuthorization!.ContainsKey("claims"));
    }

    [Fact]
    public async Task Sign_in_with_an_address_nobody_checked_at_Keycloak_is_refused()
    {
        await using var host = await ProviderHost.Start(OidcPresets.Keycloak);
        host.Provider.Claims["email_verified"] = false;

        var page = await host.SignIn(host.Factory.NewBrowser());

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Equal(0, await host.Factory.DatabaseAsync(d => d.Users.CountAsync()));
    }

    [Fact]
    public async Task Sign_in_with_the_address_as_subject_in_other_capitals_is_the_same_person()
    {
        await using var host = await ProviderHost.Start(OidcPresets.CasLegacy);
        await host.SignIn(host.Factory.NewBrowser());
        host.Provider.Claims["sub"] = "CLAIRE.MARTIN@opco.example";

        var page = await host.SignIn(host.Factory.NewBrowser());

        Assert.Equal("Claire Martin", await page.Content.ReadAsStringAsync());
        Assert.Equal(1, await host.Factory.DatabaseAsync(d => d.Users.CountAsync()));
    }

    [Fact]
    public async Task Start_with_an_unknown_preset_is_refused()
    {
        await using var host = await ProviderHost.Start("franceconnect");

        var error = Assert.Throws<OptionsValidationException>(() => host.Factory.Services);

        Assert.Contains(OidcPresets.ProConnect, error.Message, StringComparison.Ordinal);
    }
}
