using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Web.Features.Errors;
using Soffi.Web.Infrastructure.Errors;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Infrastructure.People;

/// <summary>Leaves to an agent of the assistance, who sees as somebody else, the end of that view and their own sign-out.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAssistanceAttribute : Attribute;

/// <summary>Whoever sees the pages as somebody else changes nothing: every other verb than GET is refused, and noted.</summary>
public sealed class AssistanceGate(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, CurrentUser current, SoffiDbContext database, AuditTrail audit, TimeProvider clock)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || http.GetEndpoint() is not RouteEndpoint endpoint
            || endpoint.Metadata.GetMetadata<OpenToAssistanceAttribute>() is not null
            || await current.FindAsync(http.RequestAborted) is not { SeenBy: not null } person)
        {
            await next(http);
            return;
        }

        audit.Add(new AuditEntry(
            clock.GetUtcNow(), person.UserId, person.DisplayName, AuditAction.AssistanceWriteRefused, "utilisateur", person.UserId.ToString(), null,
            System.Text.Json.JsonSerializer.Serialize(new { page = endpoint.RoutePattern.RawText }), AuditEntry.Refused));
        await database.SaveChangesAsync(http.RequestAborted);
        await ErrorPages.Write(http, new ErrorViewModel(
            StatusCodes.Status403Forbidden, "Vue d’assistance\u00a0: lecture seule",
            $"Vous voyez Soffi comme {person.DisplayName}. Rien n’a été enregistré.",
            "Terminez la vue d’assistance, par le bandeau en haut de la page, pour agir en votre nom.", ErrorPages.RequestNumber(http))
        {
            Bare = false,
        });
    }
}
