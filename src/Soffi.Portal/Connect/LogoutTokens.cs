using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using Soffi.Portal.Store;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Soffi.Portal.Connect;

/// <summary>Signs the logout tokens with the key of the identity tokens.</summary>
public sealed class LogoutTokens(IOptionsMonitor<OpenIddictServerOptions> server, IOptions<PortalOptions> options, TimeProvider clock)
{
    /// <summary>The event a logout token tells of (OpenID Connect Back-Channel Logout 1.0, section 2.4).</summary>
    public const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public string Create(LogoutNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "logout+jwt",
            Issuer = options.Value.Issuer.AbsoluteUri,
            Audience = notice.ClientId,
            IssuedAt = now,
            Expires = now + Lifetime,
            SigningCredentials = server.CurrentValue.SigningCredentials.First(credentials => credentials.Key is AsymmetricSecurityKey),
            Claims = new Dictionary<string, object>
            {
                [Claims.Subject] = notice.UserId.ToString(),
                [ConnectController.SessionNumber] = notice.SessionId.ToString(),
                [Claims.JwtId] = Guid.NewGuid().ToString("N"),
                ["events"] = new Dictionary<string, object> { [LogoutEvent] = new Dictionary<string, object>() },
            },
        });
    }
}
