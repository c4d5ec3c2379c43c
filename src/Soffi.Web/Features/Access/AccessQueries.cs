using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Access;

/// <summary>Reads what Soffi knows of a person and of their rights.</summary>
public sealed class AccessQueries(SoffiDbContext database, TimeProvider clock)
{
    public async Task<AccessViewModel> Of(Guid userId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var user = await database.Users.AsNoTracking().SingleAsync(u => u.Id == userId, cancellation);
        var grants = await (
            from g in database.Grants
            where g.UserId == userId
            join o in database.Operators on g.OperatorId equals (int?)o.Id into bodies
            from o in bodies.DefaultIfEmpty()
            select new { Grant = g, Operator = o }).AsNoTracking().ToListAsync(cancellation);
        var lines = grants
            .OrderByDescending(g => g.Grant.IsActive(now)).ThenBy(g => g.Grant.Role)
            .Select(g => Line(g.Grant, g.Operator, now)).ToList();
        return new AccessViewModel(
            new ReceivedIdentity(user.DisplayName, user.Email, user.Issuer, user.Subject, user.CreatedAt, user.LastSignInAt),
            [.. lines.Where(l => l.Ended is null)],
            [.. lines.Where(l => l.Ended is not null)],
            await Managers(now, cancellation));
    }

    private static GrantLine Line(Grant grant, Operator? body, DateTimeOffset now) => new(
        grant.Role,
        body is not null ? $"{body.Name} ({body.Code})" : Region.Find(grant.RegionCode)?.Directorate ?? "Tout le territoire",
        [.. RolePermissions.Of(grant.Role)],
        grant.GrantedAt,
        grant.ExpiresAt,
        grant.IsActive(now) ? null : grant.RevokedAt ?? grant.SuspendedAt ?? grant.ExpiresAt,
        grant.Stands(now) && grant.SuspendedAt is not null);

    /// <summary>The people who may grant an access now.</summary>
    private async Task<IReadOnlyList<Granter>> Managers(DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await (
            from g in database.Grants
            where g.Role == Role.AccessManager && g.RevokedAt == null
            join u in database.Users on g.UserId equals (Guid?)u.Id into users
            from u in users.DefaultIfEmpty()
            select new { Grant = g, User = u }).AsNoTracking().ToListAsync(cancellation);
        return [.. rows.Where(r => r.Grant.IsActive(now)).Select(r => new Granter(r.User?.DisplayName, r.Grant.Email))];
    }
}
