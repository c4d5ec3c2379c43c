using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Review;

/// <summary>Who is written to about a statement.</summary>
public sealed class OperatorPeople(SoffiDbContext database, TimeProvider clock)
{
    /// <summary>Addresses of those who declare or sign for that body now.</summary>
    public async Task<IReadOnlyList<string>> Of(Operator body, CancellationToken cancellation)
    {
        var (own, host, now) = (body.Id, body.HostId ?? body.Id, clock.GetUtcNow());
        var grants = await database.Grants.AsNoTracking().Where(g => g.OperatorId == own || g.OperatorId == host).ToListAsync(cancellation);
        return [.. grants.Where(g => g.IsActive(now) && g.Role is Role.Declarant or Role.Signatory).Select(g => g.Email).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Those who may review statements now: identifier and name.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> Agents(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = await (
            from grant in database.Grants
            join user in database.Users on grant.UserId equals (Guid?)user.Id
            where grant.Role == Role.AgentDgefp && user.DeletedAt == null
            select new { Grant = grant, User = user }).AsNoTracking().ToListAsync(cancellation);
        return [.. rows.Where(r => r.Grant.IsActive(now)).Select(r => (r.User.Id, r.User.DisplayName)).Distinct().OrderBy(a => a.DisplayName, StringComparer.Ordinal)];
    }
}
