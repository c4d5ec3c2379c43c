using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>
/// Gathers what the provider says once the identity token is validated. The userinfo is read here and not by the framework,
/// which decodes a signed one without checking its signature.
/// </summary>
internal static class ProviderAnswer
{
    private const string SignedType = "application/jwt";

    /// <param name="properties">Tokens kept by the framework.</param>
    /// <exception cref="OpenIdConnectProtocolException">The userinfo is refused, unsigned, badly signed or of somebody else.</exception>
    /// <exception cref="HttpRequestException">The userinfo endpoint does not answer.</exception>
    public static async Task<ProviderClaims> ReadAsync(
        OpenIdConnectOptions oidc, OidcOptions options, AuthenticationProperties properties, CancellationToken cancellation)
    {
        var token = new JsonWebToken(properties.GetTokenValue(OpenIdConnectParameterNames.IdToken));
        var claims = new ProviderClaims(Json(Base64UrlEncoder.Decode(token.EncodedPayload)));
        if (options.UserInfo == UserInfoMode.None)
        {
            return claims;
        }

        var access = properties.GetTokenValue(OpenIdConnectParameterNames.AccessToken);
        var info = Json(await AskAsync(oidc, options.UserInfo, access, cancellation));
        var all = claims with { UserInfo = info };
        var comparison = options.SubjectIsAddress ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var subject = new ProviderClaims(info).Find(JwtRegisteredClaimNames.Sub);
        return string.Equals(subject, token.Subject, comparison)
            ? all
            : throw new OpenIdConnectProtocolException("The userinfo is not about the subject of the identity token.");
    }

    private static async Task<string> AskAsync(OpenIdConnectOptions oidc, UserInfoMode mode, string? access, CancellationToken cancellation)
    {
        var configuration = await oidc.ConfigurationManager!.GetConfigurationAsync(cancellation);
        if (string.IsNullOrEmpty(configuration.UserInfoEndpoint))
        {
            throw new OpenIdConnectProtocolException("The provider publishes no userinfo endpoint.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, configuration.UserInfoEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access);
        request.Headers.Accept.ParseAdd(SignedType);
        request.Headers.Accept.ParseAdd(MediaTypeNames.Application.Json);
        using var answer = await oidc.Backchannel.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (string.Equals(answer.Content.Headers.ContentType?.MediaType, SignedType, StringComparison.OrdinalIgnoreCase))
        {
            return await VerifyAsync(oidc, text);
        }

        return mode == UserInfoMode.Signed
            ? throw new OpenIdConnectProtocolException("The userinfo is not signed.")
            : text;
    }

    /// <summary>Same keys, issuer and audience as the identity token; an expiry is optional there (OpenID Connect Core, 5.3.2).</summary>
    private static async Task<string> VerifyAsync(OpenIdConnectOptions oidc, string token)
    {
        var parameters = oidc.TokenValidationParameters.Clone();
        parameters.ConfigurationManager = oidc.ConfigurationManager as BaseConfigurationManager;
        parameters.RequireExpirationTime = false;
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, parameters);
        return result.IsValid
            ? Base64UrlEncoder.Decode(((JsonWebToken)result.SecurityToken).EncodedPayload)
            : throw new OpenIdConnectProtocolException("The signed userinfo is not valid.", result.Exception);
    }

    private static JsonElement Json(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException error)
        {
            throw new OpenIdConnectProtocolException("The provider's answer is no JSON.", error);
        }
    }
}
