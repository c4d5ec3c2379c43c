using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Soffi.Web.Tests.Portal;

/// <summary>What a service does by hand: authorization request with PKCE, code exchange, user information.</summary>
internal sealed class OidcClient(HttpClient browser)
{
    private readonly string _verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public string State { get; } = Guid.NewGuid().ToString("N");

    public string Nonce { get; } = Guid.NewGuid().ToString("N");

    public string AuthorizeUrl(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = PortalHost.Client,
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["scope"] = "openid email profile",
            ["redirect_uri"] = PortalHost.Callback,
            ["state"] = State,
            ["nonce"] = Nonce,
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return QueryHelpers.AddQueryString("/portail/connect/authorize", parameters.Where(pair => pair.Value is not null));
    }

    /// <summary>Authorization request, sign-in, return: the code given to the callback address.</summary>
    public async Task<string> CodeAsync(string email = "claire@demo.example")
    {
        var challenge = await browser.GetAsync(AuthorizeUrl());
        var signedIn = await PortalHost.SignInAsync(browser, challenge.Headers.Location!, email, PortalHost.Password);
        var back = await browser.GetAsync(signedIn.Headers.Location);
        Assert.StartsWith(PortalHost.Callback, back.Headers.Location!.ToString(), StringComparison.Ordinal);
        var answer = QueryHelpers.ParseQuery(back.Headers.Location.Query);
        Assert.Equal(State, answer["state"]);
        return answer["code"]!;
    }

    public async Task<(int Status, JsonElement Body)> ExchangeAsync(string code, string? verifier = null, string secret = PortalHost.Secret)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = PortalHost.Callback,
            ["client_id"] = PortalHost.Client,
            ["client_secret"] = secret,
            ["code_verifier"] = verifier ?? _verifier,
        });
        var response = await browser.PostAsync(new Uri("/portail/connect/token", UriKind.Relative), content);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
