using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Audit;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>
/// Closes the sessions that the portal of services has ended (CGU articles 32 and 52, « déconnecter partout »): the rows go
/// and the journal says so, in one transaction.
/// </summary>
public sealed class ProviderLogoutClosing(SoffiDbContext database, DatabaseTickets tickets, AuditTrail audit, TimeProvider clock)
{
    /// <returns>How many sessions were closed.</returns>
    public Task<int> CloseAsync(ProviderLogout logout, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(logout);
        return database.InTransaction(token => TryAsync(logout, token), cancellation);
    }

    private async Task<int> TryAsync(ProviderLogout logout, CancellationToken cancellation)
    {
        // The whole act may be repeated: nothing may be left of an attempt before.
        database.ChangeTracker.Clear();
        var people = await database.Users.AsNoTracking()
            .Where(user => user.Issuer == logout.Issuer && (logout.Subject == null || user.Subject == logout.Subject))
            .Where(user => database.UserSessions.Any(session => session.UserId == user.Id))
            .ToDictionaryAsync(user => user.Id, cancellation);
        var numbers = people.Keys.ToList();
        var candidates = await database.UserSessions.Where(session => numbers.Contains(session.UserId)).ToListAsync(cancellation);
        var closed = candidates.Where(session => IsOf(session, logout)).ToList();
        foreach (var session in closed)
        {
            audit.Add(new AuditEntry(clock.GetUtcNow(), session.UserId, people[session.UserId].DisplayName, AuditAction.SignOut,
                "utilisateur", session.UserId.ToString(), null, JsonSerializer.Serialize(new { demandePar = "portail de services" })));
        }

        database.UserSessions.RemoveRange(closed);
        await database.SaveChangesAsync(cancellation);
        return closed.Count;
    }

    /// <summary>A session opened before the portal gave numbers closes with any of its person.</summary>
    private bool IsOf(UserSession session, ProviderLogout logout)
    {
        if (logout.Session is null)
        {
            return true;
        }

        var number = tickets.ProviderSessionOf(session);
        return number == logout.Session || (number is null && logout.Subject is not null);
    }
}
