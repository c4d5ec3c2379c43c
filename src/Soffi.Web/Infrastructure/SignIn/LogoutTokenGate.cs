using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>A session that the portal of services has ended, or all those of a person.</summary>
/// <param name="Subject">The person, or null when the token names only a session.</param>
/// <param name="Session">The session (<c>sid</c>), or null for all those of the person.</param>
public sealed record ProviderLogout(string Issuer, string? Subject, string? Session);

/// <summary>
/// Checks a logout token as OpenID Connect Back-Channel Logout 1.0, section 2.6, asks: signature, issuer, audience, dates,
/// event, no nonce (an identity token is not a logout token), never twice.
/// </summary>
public sealed class LogoutTokenGate(
    ProviderAccess provider, IOptionsMonitor<OpenIdConnectOptions> handler, IOptions<OidcOptions> options, TimeProvider clock)
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(15);

    /// <summary>Identifiers of the tokens received, until they expire.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);

    /// <summary>What the token says, or null when it is not to be believed.</summary>
    public async Task<ProviderLogout?> ReadAsync(string? token, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(token) || await ValidateAsync(token, cancellation) is not { } valid)
        {
            return null;
        }

        var subject = Text(valid, JwtRegisteredClaimNames.Sub);
        subject = options.Value.SubjectIsAddress ? subject?.Trim().ToLowerInvariant() : subject;
        var session = Text(valid, JwtRegisteredClaimNames.Sid);
        var id = Text(valid, JwtRegisteredClaimNames.Jti);
        var named = subject is not null || session is not null;
        return named && id is not null && Text(valid, JwtRegisteredClaimNames.Nonce) is null && TellsOfLogout(valid) && IsFirst(id, valid)
            ? new ProviderLogout(valid.Issuer, subject, session)
            : null;
    }

    private async Task<JsonWebToken?> ValidateAsync(string token, CancellationToken cancellation)
    {
        var result = await TryAsync(token, cancellation);
        if (result?.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The provider may have changed its keys.
            handler.Get(SoffiSignIn.Provider).ConfigurationManager!.RequestRefresh();
            result = await TryAsync(token, cancellation);
        }

        return result is { IsValid: true } ? (JsonWebToken)result.SecurityToken : null;
    }

    private async Task<TokenValidationResult?> TryAsync(string token, CancellationToken cancellation)
    {
        if (await provider.FindAsync(cancellation) is not { } configuration)
        {
            return null;
        }

        return await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = options.Value.ClientId,
            IssuerSigningKeys = configuration.SigningKeys,
            RequireSignedTokens = true,
            ValidAlgorithms = handler.Get(SoffiSignIn.Provider).TokenValidationParameters.ValidAlgorithms,
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, read, _) => expires is { } end && end > clock.GetUtcNow().UtcDateTime - Skew
                && read is JsonWebToken jwt && jwt.IssuedAt > clock.GetUtcNow().UtcDateTime - Oldest,
        });
    }

    private bool IsFirst(string id, JsonWebToken token)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _seen.Where(pair => pair.Value < now))
        {
            _seen.TryRemove(old, out _);
        }

        return _seen.TryAdd(id, new DateTimeOffset(token.ValidTo, TimeSpan.Zero) + Skew);
    }

    private static bool TellsOfLogout(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>("events", out var events)
        && events.ValueKind == JsonValueKind.Object && events.TryGetProperty(LogoutEvent, out _);

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var value) && !string.IsNullOrEmpty(value) ? value : null;
}
