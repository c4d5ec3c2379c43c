using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Soffi.Portal.Accounts;
using Soffi.Portal.Pages;
using Soffi.Portal.Security;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Soffi.Portal.Connect;

/// <summary>
/// The three protocol endpoints where a person or an account matters. OpenIddict has checked the request before:
/// client, callback address, PKCE, code. No antiforgery token here: the protocol brings its own protections.
/// </summary>
[AllowAnonymous]
[PortalPage]
[Route("portail/connect")]
[IgnoreAntiforgeryToken]
public sealed class ConnectController(
    UserManager<PortalUser> users,
    SignInManager<PortalUser> signIn,
    PortalSessions sessions,
    IAntiforgery antiforgery,
    TimeProvider clock) : Controller
{
    /// <summary>Claim that holds the establishment of the person, as ProConnect names it.</summary>
    public const string Siret = "siret";

    /// <summary>Claim that holds the number of the session (OpenID Connect Back-Channel Logout 1.0).</summary>
    public const string SessionNumber = "sid";

    private const string Provider = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    [HttpGet("authorize")]
    [HttpPost("authorize")]
    public async Task<IActionResult> Authorize()
    {
        if (HttpContext.GetOpenIddictServerResponse() is not null || HttpContext.GetOpenIddictServerRequest() is not { } request)
        {
            return InvalidRequest();
        }

        var session = await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var user = session.Principal is { } principal ? await users.GetUserAsync(principal) : null;
        if (user is null || !await signIn.CanSignInAsync(user) || request.HasPromptValue(PromptValues.Login) || IsTooOld(session, request))
        {
            return request.HasPromptValue(PromptValues.None)
                ? Refuse(Errors.LoginRequired, "La personne n’est pas connectée au portail de services.")
                : AskToSignIn(request);
        }

        var id = PortalSessions.IdOf(session.Principal)!.Value;
        await sessions.UseAsync(id, request.ClientId!, HttpContext.RequestAborted);
        return SignIn(new ClaimsPrincipal(Describe(user, request.GetScopes(), id, session.Properties?.IssuedUtc)), Provider);
    }

    [HttpPost("token")]
    public async Task<IActionResult> Exchange()
    {
        var ticket = await HttpContext.AuthenticateAsync(Provider);
        var user = await users.FindByIdAsync(ticket.Principal?.GetClaim(Claims.Subject) ?? "");
        var session = PortalSessions.IdOf(ticket.Principal);
        if (user is null || !await signIn.CanSignInAsync(user) || !await sessions.IsOpenAsync(session, HttpContext.RequestAborted))
        {
            return Refuse(Errors.InvalidGrant, "Le compte n’est plus ouvert.");
        }

        var authenticated = long.TryParse(ticket.Principal!.GetClaim(Claims.AuthenticationTime), out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : (DateTimeOffset?)null;
        return SignIn(new ClaimsPrincipal(Describe(user, ticket.Principal!.GetScopes(), session!.Value, authenticated)), Provider);
    }

    [HttpGet("endsession")]
    [HttpPost("endsession")]
    public async Task<IActionResult> EndSession()
    {
        if (HttpContext.GetOpenIddictServerResponse() is not null || HttpContext.GetOpenIddictServerRequest() is not { } request)
        {
            return InvalidRequest();
        }

        var session = await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var hint = await HttpContext.AuthenticateAsync(Provider);
        var vouched = session.Principal is null || hint.Principal?.GetClaim(Claims.Subject) == users.GetUserId(session.Principal);
        if (!vouched && !(HttpMethods.IsPost(Request.Method) && await antiforgery.IsRequestValidAsync(HttpContext)))
        {
            // Without the token of this very session, any site could sign people out: ask them.
            var parameters = request.GetParameters().ToDictionary(p => p.Key, p => (string?)p.Value ?? "");
            return View("~/Views/Portal/SignOut.cshtml", new SignOutViewModel(Url.Action(nameof(EndSession))!, parameters));
        }

        await sessions.CloseHereAsync(HttpContext, HttpContext.RequestAborted);
        return SignOut(new AuthenticationProperties { RedirectUri = $"{PortalOptions.PathPrefix}/deconnexion" }, Provider);
    }

    private bool IsTooOld(AuthenticateResult session, OpenIddictRequest request) =>
        request.MaxAge is { } seconds && session.Properties?.IssuedUtc is { } issued
        && clock.GetUtcNow() - issued > TimeSpan.FromSeconds(seconds);

    /// <summary>Comes back to the same request once signed in, without what asked for a new sign-in.</summary>
    private ChallengeResult AskToSignIn(OpenIddictRequest request)
    {
        var parameters = request.GetParameters()
            .Where(parameter => parameter.Key is not (Parameters.Prompt or Parameters.MaxAge))
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value));
        var target = $"{PortalOptions.PathPrefix}/connect/authorize{QueryString.Create(parameters)}";
        return Challenge(new AuthenticationProperties { RedirectUri = target }, IdentityConstants.ApplicationScheme);
    }

    private ForbidResult Refuse(string error, string description) =>
        Forbid(
            new AuthenticationProperties(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
                [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
            }),
            Provider);

    private ViewResult InvalidRequest()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("~/Views/Portal/InvalidRequest.cshtml");
    }

    private static ClaimsIdentity Describe(PortalUser user, IEnumerable<string> scopes, Guid session, DateTimeOffset? authenticated)
    {
        var identity = new ClaimsIdentity("portail", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, user.Id.ToString())
            .SetClaim(Claims.Email, user.Email)
            .SetClaim(Claims.EmailVerified, user.EmailConfirmed)
            .SetClaim(Claims.GivenName, user.GivenName)
            .SetClaim(Claims.FamilyName, user.FamilyName)
            .SetClaim(SessionNumber, session.ToString())
            .SetClaim(Siret, user.Siret.Length > 0 ? user.Siret : null);
        if (authenticated is { } instant)
        {
            identity.SetClaim(Claims.AuthenticationTime, instant.ToUnixTimeSeconds());
        }

        identity.SetScopes(scopes);
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.Email or Claims.EmailVerified when identity.HasScope(Scopes.Email) => Everywhere,
            Claims.GivenName or Claims.FamilyName or Siret when identity.HasScope(Scopes.Profile) => Everywhere,
            Claims.AuthenticationTime or SessionNumber => [Destinations.IdentityToken],
            Claims.Subject => Everywhere,
            _ => [],
        });
        return identity;
    }

    private static readonly string[] Everywhere = [Destinations.AccessToken, Destinations.IdentityToken];
}
