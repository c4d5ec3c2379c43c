using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.Network;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>
/// The person behind the request and what they may do now, read from the database once per request: a right withdrawn
/// takes effect at the next click, whatever the session says.
/// </summary>
public sealed class CurrentUser(
    IHttpContextAccessor accessor, SoffiDbContext database, AgentNetwork network, AuditTrail audit, TimeProvider clock)
{
    private Actor? _actor;
    private bool _read;
    private SessionReading? _session;

    /// <summary>
    /// The person, in any action that is not open to all: authorization has already read it.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in, or nothing has called <see cref="FindAsync"/> yet.</exception>
    public Actor Actor => _actor ?? throw new InvalidOperationException("No signed-in person has been read for this request.");

    /// <summary>The person, or null when nobody is signed in or the account is gone.</summary>
    public async ValueTask<Actor?> FindAsync(CancellationToken cancellation = default)
    {
        if (!_read)
        {
            _actor = await ReadAsync(cancellation);
            _read = true;
        }

        return _actor;
    }

    /// <summary>What was read with the session at the beginning of the request.</summary>
    internal void Know(SessionReading session) => _session = session;

    /// <summary>Versions of the terms of use that this person has accepted and not gone back on; null when they were not read with the session.</summary>
    public IReadOnlyList<int>? AcceptedBy(Guid userId) => _session?.UserId == userId ? _session.Person?.Accepted ?? [] : null;

    /// <summary>Who signed in, also while they see the pages as somebody else.</summary>
    public Guid? SignedInId => SoffiPrincipal.UserId(accessor.HttpContext?.User);

    private async Task<Actor?> ReadAsync(CancellationToken cancellation)
    {
        if (SignedInId is not { } id)
        {
            return null;
        }

        var actor = await ReadAsync(id, cancellation);
        var now = clock.GetUtcNow();
        var view = actor?.Has(Permission.AssistUsers) == true
            ? await database.AssistanceViews.AsNoTracking().Where(v => v.AgentId == id && v.EndsAt > now).OrderByDescending(v => v.Id).FirstOrDefaultAsync(cancellation)
            : null;
        if (view is null || await ReadAsync(view.PersonId, cancellation) is not { } person)
        {
            return actor;
        }

        audit.SeenBy(id, actor!.DisplayName, person.DisplayName);
        return person with { SeenBy = actor.DisplayName };
    }

    /// <summary>That person with the accesses that hold now and nothing closes (CGU article 62).</summary>
    private async Task<Actor?> ReadAsync(Guid id, CancellationToken cancellation)
    {
        var (user, grants, restrictions) = _session is { } session && session.UserId == id
            ? (session.Person?.User, session.Person?.Grants ?? [], session.Person?.Restrictions ?? [])
            : await ReadFromDatabase(id, cancellation);
        if (user is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var active = grants.Where(grant => grant.IsActive(now)).ToList();
        restrictions = [.. restrictions.Where(r => r.Holds(now))];
        return new Actor(
            user.Id, user.DisplayName, user.Email,
            restrictions.Any(r => r.Permission is null) ? [] : network.Withhold(active, accessor.HttpContext!))
        {
            Closed = restrictions.Select(r => r.Permission).OfType<Permission>().ToHashSet(),
        };
    }

    private async Task<(User? Person, IReadOnlyList<Grant> Grants, IReadOnlyList<Restriction> Restrictions)> ReadFromDatabase(Guid id, CancellationToken cancellation)
    {
        var user = await database.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.DeletedAt == null, cancellation);
        return user is null
            ? (null, [], [])
            : (user, await database.Grants.AsNoTracking().Where(g => g.UserId == id && g.RevokedAt == null).ToListAsync(cancellation),
                await database.Restrictions.AsNoTracking().Where(r => r.UserId == id && r.LiftedAt == null).ToListAsync(cancellation));
    }
}

/// <summary>The identity kept in the session: who, and nothing of what they may do.</summary>
internal static class SoffiPrincipal
{
    public static ClaimsPrincipal Of(User user) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()), new Claim(ClaimTypes.Name, user.DisplayName)],
        SoffiSignIn.Session));

    public static Guid? UserId(ClaimsPrincipal? principal) =>
        principal?.Identity is { IsAuthenticated: true, AuthenticationType: SoffiSignIn.Session }
        && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
