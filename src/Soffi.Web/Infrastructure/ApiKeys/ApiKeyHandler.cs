using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Network;

namespace Soffi.Web.Infrastructure.ApiKeys;

/// <summary>The key of the call; a feature of the request.</summary>
public sealed record CallingKey(ApiKey Key);

/// <summary>
/// Reads « Authorization: Bearer soffi_… ». A key revoked a second ago opens nothing: it is read from the database at each call. Refusals of
/// a known key are written in the journal.
/// </summary>
public sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SoffiDbContext database, AgentNetwork network, AuditTrail trail, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(StatusCodes.Status401Unauthorized, "Clé absente", "Donnez votre clé dans l’en-tête «\u00A0Authorization\u00A0: Bearer soffi_…\u00A0». Un administrateur de Soffi la délivre.");
        }

        var token = ApiToken.Read(header[Bearer.Length..]);
        var key = token is null ? null : await database.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.PublicId == token.PublicId, Context.RequestAborted);
        if (key is null || !key.Matches(token!))
        {
            return Refuse(StatusCodes.Status401Unauthorized, "Clé inconnue", "Cette clé n’existe pas\u00A0: vérifiez qu’elle est entière, ou demandez-en une autre à un administrateur de Soffi.");
        }

        return key.StateAt(clock.GetUtcNow()) switch
        {
            ApiKeyState.Revoked => await Refuse(key, StatusCodes.Status401Unauthorized, "Clé révoquée", $"Cette clé a été révoquée le {ParisTime.Day(key.RevokedAt!.Value)}\u00A0: demandez-en une autre à un administrateur de Soffi."),
            ApiKeyState.Expired => await Refuse(key, StatusCodes.Status401Unauthorized, "Clé expirée", $"Cette clé a expiré le {ParisTime.Day(key.ExpiresAt)}\u00A0: demandez-en une autre à un administrateur de Soffi."),
            _ when !network.Accepts(Context.Connection.RemoteIpAddress) => await Refuse(key, StatusCodes.Status403Forbidden, "Réseau refusé", "Cette interface ne répond qu’au réseau interministériel de l’État\u00A0: appelez-la depuis ce réseau."),
            _ => Accept(key),
        };
    }

    /// <summary>A problem instead of a sign-in page.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var refusal = Context.Features.Get<Refusal>() ?? new Refusal(StatusCodes.Status401Unauthorized, "Clé absente", "Donnez votre clé dans l’en-tête «\u00A0Authorization\u00A0».");
        Response.Headers.WWWAuthenticate = "Bearer realm=\"Soffi\"";
        return ApiProblem.Write(Context, refusal.Status, refusal.Title, refusal.Detail);
    }

    private AuthenticateResult Accept(ApiKey key)
    {
        Context.Features.Set(new CallingKey(key));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, key.PublicId)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private AuthenticateResult Refuse(int status, string title, string detail)
    {
        Context.Features.Set(new Refusal(status, title, detail));
        return AuthenticateResult.Fail(title);
    }

    private async Task<AuthenticateResult> Refuse(ApiKey key, int status, string title, string detail)
    {
        trail.Add(new AuditEntry(
            clock.GetUtcNow(), null, ApiKeys.NameOf(key), AuditAction.ApiRefused, ApiKeys.ObjectType, key.PublicId, null,
            JsonSerializer.Serialize(new { motif = title, adresse = Context.Connection.RemoteIpAddress?.ToString() }), AuditEntry.Refused));
        await database.SaveChangesAsync(Context.RequestAborted);
        return Refuse(status, title, detail);
    }

    private sealed record Refusal(int Status, string Title, string Detail);
}

/// <summary>The keys of the read interface: scheme, policy, words.</summary>
public static class ApiKeys
{
    /// <summary>Scheme and policy.</summary>
    public const string Scheme = "CleApi";

    /// <summary>In the journal.</summary>
    public const string ObjectType = "cle-api";

    /// <summary>Where the interface lives.</summary>
    public const string Path = "/statistiques/api";

    public static string NameOf(ApiKey key) => $"clé «\u00A0{key.Name}\u00A0»";

    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Scheme, _ => { });
        services.AddAuthorizationBuilder().AddPolicy(Scheme, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());
        return services;
    }
}
