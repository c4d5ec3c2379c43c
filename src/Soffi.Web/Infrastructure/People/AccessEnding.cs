using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;

namespace Soffi.Web.Infrastructure.People;

/// <summary>Takes from a person all that opens the service to them, in the unit of work of the act that asks for it.</summary>
public sealed class AccessEnding(SoffiDbContext database, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Their accesses are taken back, their requests withdrawn, their sessions closed. What they did stays.</summary>
    /// <param name="by">Who decides; the person themselves when they leave.</param>
    public async Task Prepare(Guid userId, (Guid? Id, string Name) by, string reason, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var grants = await database.Grants.Where(g => g.UserId == userId && g.RevokedAt == null).ToListAsync(cancellation);
        foreach (var grant in grants.Where(g => g.Revoke(now)))
        {
            audit.Add(new AuditEntry(
                now, by.Id, by.Name, AuditAction.AccessRevoked, "habilitation", grant.Email, grant.OperatorId,
                JsonSerializer.Serialize(new { role = grant.Role.ToString(), region = grant.RegionCode, motif = reason })));
        }

        foreach (var request in await database.AccessRequests.Where(r => r.UserId == userId && r.State == AccessRequestState.Pending).ToListAsync(cancellation))
        {
            request.Withdraw(now);
            audit.Add(new AuditEntry(
                now, by.Id, by.Name, AuditAction.AccessRequestWithdrawn, "demande d’accès", request.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), request.OperatorId,
                JsonSerializer.Serialize(new { motif = reason })));
        }

        database.UserSessions.RemoveRange(await database.UserSessions.Where(s => s.UserId == userId).ToListAsync(cancellation));
    }
}
