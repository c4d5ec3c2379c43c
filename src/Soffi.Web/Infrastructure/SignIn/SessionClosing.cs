using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>Closes the session of the request: the row goes and the journal says so, in one transaction.</summary>
public sealed class SessionClosing(IHttpContextAccessor accessor, SoffiDbContext database, AuditTrail audit, TimeProvider clock)
{
    public async Task CloseAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var context = accessor.HttpContext!;
        var user = SoffiPrincipal.UserId(context.User);
        var ticket = await context.AuthenticateAsync(SoffiSignIn.Session);
        var key = ticket.Properties?.GetString(DatabaseTickets.SessionId);
        if (await database.UserSessions.SingleOrDefaultAsync(session => session.Key == key, cancellation) is { } row)
        {
            database.UserSessions.Remove(row);
        }

        // Seeing as somebody else does not outlive the session.
        foreach (var view in await database.AssistanceViews.Where(v => v.AgentId == user && v.EndsAt > now).ToListAsync(cancellation))
        {
            view.End(now);
        }

        audit.Add(new AuditEntry(clock.GetUtcNow(), user, context.User.FindFirstValue(ClaimTypes.Name) ?? "",
            AuditAction.SignOut, "utilisateur", user.ToString() ?? "", null, "{}"));
        await database.SaveChangesAsync(cancellation);
    }
}
