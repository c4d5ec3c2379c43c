using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Web.Features.Errors;
using Soffi.Web.Infrastructure.Errors;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Infrastructure.Network;

/// <summary>
/// Says why to an agent refused because of where they are, instead of « you have no access », and writes it in the journal.
/// Stands around authorization: the refusals it explains are decided there or in the action.
/// </summary>
public sealed class NetworkGate(RequestDelegate next, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http, CurrentUser current, IServiceScopeFactory scopes)
    {
        await next(http);
        if (http.Response.StatusCode != StatusCodes.Status403Forbidden || http.Response.HasStarted
            || await current.FindAsync(http.RequestAborted) is not { } actor || http.Features.Get<WithheldAccesses>() is not { } withheld
            || !WouldOpen(http.GetEndpoint(), withheld.Grants))
        {
            return;
        }

        await Write(http, actor, withheld.Grants, scopes);
        await ErrorPages.Write(http, Page(http));
    }

    /// <summary>Whether one of those accesses gives all that the endpoint asks, when it asks anything by name.</summary>
    private static bool WouldOpen(Endpoint? endpoint, IReadOnlyList<Grant> withheld)
    {
        var asked = endpoint?.Metadata.GetOrderedMetadata<RequirePermissionAttribute>() ?? [];
        return asked.All(a => withheld.Any(g => RolePermissions.Allows(g.Role, a.Permission)));
    }

    /// <summary>In a unit of work of its own: the action may have left something unsaved in the request's.</summary>
    private async Task Write(HttpContext http, Actor actor, IReadOnlyList<Grant> withheld, IServiceScopeFactory scopes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var details = JsonSerializer.Serialize(new
        {
            motif = "reseau",
            adresse = http.Connection.RemoteIpAddress is { } address ? AddressRange.Plain(address).ToString() : null,
            methode = http.Request.Method,
            page = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText,
            profils = withheld.Select(g => g.Role.ToString()).Distinct(),
        });
        scope.ServiceProvider.GetRequiredService<AuditTrail>().Add(new AuditEntry(
            clock.GetUtcNow(), actor.UserId, actor.DisplayName, AuditAction.NetworkRefused, "utilisateur", actor.UserId.ToString(), null, details,
            AuditEntry.Refused));
        await scope.ServiceProvider.GetRequiredService<SoffiDbContext>().SaveChangesAsync(http.RequestAborted);
    }

    private static ErrorViewModel Page(HttpContext http)
    {
        var posted = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        return new ErrorViewModel(
            StatusCodes.Status403Forbidden,
            "Cette page ne s’ouvre que depuis le réseau de l’État",
            "Les profils d’agent ne sont acceptés que depuis le réseau interministériel de l’État (RIE), et vous n’y êtes pas connecté. "
            + (posted ? "Ce que vous venez d’envoyer n’a pas été enregistré. " : "")
            + "Vos autres accès, si vous en avez, restent ouverts.",
            "Connectez-vous au réseau de votre administration, sur site ou par son VPN, puis rechargez la page. Si vous y êtes déjà, écrivez à l’assistance.",
            ErrorPages.RequestNumber(http));
    }
}
