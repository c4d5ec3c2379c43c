using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Soffi.Portal.Store;

namespace Soffi.Web.Tests.Portal;

/// <summary>The protocol, as a service sees it. CGU-22: accounts belong to the portal of services.</summary>
public sealed class ConnectTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private HttpClient _browser = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _browser = _host.NewBrowser();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Discover_configuration_gives_the_endpoints_under_portail()
    {
        var configuration = await _browser.GetFromJsonAsync<JsonElement>("/portail/.well-known/openid-configuration");

        Assert.Equal("http://localhost:5080/portail/", configuration.GetProperty("issuer").GetString());
        foreach (var (name, path) in new[]
        {
            ("authorization_endpoint", "connect/authorize"), ("token_endpoint", "connect/token"),
            ("userinfo_endpoint", "connect/userinfo"), ("end_session_endpoint", "connect/endsession"),
        })
        {
            Assert.Equal($"http://localhost:5080/portail/{path}", configuration.GetProperty(name).GetString());
        }

        Assert.Equal("S256", Assert.Single(configuration.GetProperty("code_challenge_methods_supported").EnumerateArray()).GetString());
        Assert.Equal("query", Assert.Single(configuration.GetProperty("response_modes_supported").EnumerateArray()).GetString());
    }

    [Fact]
    [Trait("Exigence", "CGU-22")]
    public async Task Sign_in_with_code_and_pkce_gives_the_identity()
    {
        var client = new OidcClient(_browser);
        var (status, tokens) = await client.ExchangeAsync(await client.CodeAsync());

        Assert.Equal(200, status);
        var keys = new JsonWebKeySet(await _browser.GetStringAsync("/portail/.well-known/jwks"));
        var checkedToken = await new JsonWebTokenHandler().ValidateTokenAsync(
            tokens.GetProperty("id_token").GetString(),
            new TokenValidationParameters
            {
                ValidIssuer = "http://localhost:5080/portail/",
                ValidAudience = PortalHost.Client,
                IssuerSigningKeys = keys.GetSigningKeys(),
            });
        Assert.True(checkedToken.IsValid, checkedToken.Exception?.Message);
        Assert.Equal(PortalSeeder.SubjectOf(PortalHost.Claire).ToString(), checkedToken.Claims["sub"]);
        Assert.Equal("claire@demo.example", checkedToken.Claims["email"]);
        Assert.Equal(true, checkedToken.Claims["email_verified"]);
        Assert.Equal("Claire", checkedToken.Claims["given_name"]);
        Assert.Equal("Martin", checkedToken.Claims["family_name"]);
        Assert.Equal(client.Nonce, checkedToken.Claims["nonce"]);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/portail/connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        var user = await (await _browser.SendAsync(request)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(PortalSeeder.SubjectOf(PortalHost.Claire).ToString(), user.GetProperty("sub").GetString());
        Assert.Equal("claire@demo.example", user.GetProperty("email").GetString());
    }

    [Fact]
    public async Task Exchange_code_twice_is_refused()
    {
        var client = new OidcClient(_browser);
        var code = await client.CodeAsync();
        await client.ExchangeAsync(code);

        var (status, body) = await client.ExchangeAsync(code);

        Assert.Equal(400, status);
        Assert.Equal("invalid_grant", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Exchange_code_with_another_verifier_is_refused()
    {
        var client = new OidcClient(_browser);
        var (status, body) = await client.ExchangeAsync(await client.CodeAsync(), verifier: new string('a', 43));

        Assert.Equal(400, status);
        Assert.Equal("invalid_grant", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Exchange_code_with_a_wrong_secret_is_refused()
    {
        var client = new OidcClient(_browser);
        var (status, body) = await client.ExchangeAsync(await client.CodeAsync(), secret: "autre");

        Assert.Equal(401, status);
        Assert.Equal("invalid_client", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Authorize_without_pkce_is_refused()
    {
        var answer = await _browser.GetAsync(new OidcClient(_browser).AuthorizeUrl(("code_challenge", null), ("code_challenge_method", null)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Theory]
    [InlineData("client_id", "inconnu")]
    [InlineData("redirect_uri", "http://localhost:5080/service/retour/autre")]
    [InlineData("redirect_uri", "https://ailleurs.example/")]
    [InlineData("redirect_uri", null)]
    public async Task Authorize_with_a_wrong_client_or_callback_shows_a_page_and_redirects_nowhere(string name, string? value)
    {
        var answer = await _browser.GetAsync(new OidcClient(_browser).AuthorizeUrl((name, value)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        var page = await PortalHost.PageAsync(answer);
        Assert.Equal("La demande ne peut pas être traitée", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Authorize_without_prompt_when_nobody_is_signed_in_says_so_to_the_service()
    {
        var answer = await _browser.GetAsync(new OidcClient(_browser).AuthorizeUrl(("prompt", "none")));

        Assert.Equal("login_required", QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["error"]);
    }

    [Fact]
    public async Task Authorize_a_second_time_needs_no_new_sign_in_unless_asked()
    {
        await new OidcClient(_browser).CodeAsync();

        var silent = await _browser.GetAsync(new OidcClient(_browser).AuthorizeUrl());
        var forced = await _browser.GetAsync(new OidcClient(_browser).AuthorizeUrl(("prompt", "login")));

        Assert.StartsWith(PortalHost.Callback, silent.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/portail/connexion", forced.Headers.Location!.AbsolutePath);
        Assert.DoesNotContain("prompt", forced.Headers.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_session_with_the_token_signs_out_and_goes_back_with_the_state()
    {
        var client = new OidcClient(_browser);
        var (_, tokens) = await client.ExchangeAsync(await client.CodeAsync());

        var answer = await _browser.GetAsync(EndSession(tokens.GetProperty("id_token").GetString(), PortalHost.AfterSignOut));

        Assert.Equal($"{PortalHost.AfterSignOut}?state=etat-1", answer.Headers.Location!.ToString());
        var again = await _browser.GetAsync(new OidcClient(_browser).AuthorizeUrl());
        Assert.Equal("/portail/connexion", again.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task End_session_towards_an_address_not_registered_is_refused()
    {
        var client = new OidcClient(_browser);
        var (_, tokens) = await client.ExchangeAsync(await client.CodeAsync());

        var answer = await _browser.GetAsync(EndSession(tokens.GetProperty("id_token").GetString(), "https://ailleurs.example/"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task End_session_without_the_token_asks_first()
    {
        await new OidcClient(_browser).CodeAsync();

        var question = await _browser.GetAsync(EndSession(null, null));
        Assert.Equal(HttpStatusCode.OK, question.StatusCode);
        var silent = await _browser.GetAsync(new OidcClient(_browser).AuthorizeUrl());
        Assert.StartsWith(PortalHost.Callback, silent.Headers.Location!.ToString(), StringComparison.Ordinal);

        var answer = await PortalHost.PostFormAsync(_browser, question);
        Assert.Equal("/portail/deconnexion", answer.Headers.Location!.ToString());
        var again = await _browser.GetAsync(new OidcClient(_browser).AuthorizeUrl());
        Assert.Equal("/portail/connexion", again.Headers.Location!.AbsolutePath);
    }

    private static string EndSession(string? hint, string? target) =>
        QueryHelpers.AddQueryString("/portail/connect/endsession", new Dictionary<string, string?>
        {
            ["id_token_hint"] = hint,
            ["post_logout_redirect_uri"] = target,
            ["state"] = target is null ? null : "etat-1",
        }.Where(pair => pair.Value is not null));
}
