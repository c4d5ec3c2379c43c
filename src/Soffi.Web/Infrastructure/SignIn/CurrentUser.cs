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
public sealed class CurrentUser(IHttpContextAccessor accessor, SoffiDbContext database, AgentNetwork network, TimeProvider clock)
{
    private Actor? _actor;
    private bool _read;

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

    private async Task<Actor?> ReadAsync(CancellationToken cancellation)
    {
        if (SoffiPrincipal.UserId(accessor.HttpContext?.User) is not { } id)
        {
            return null;
        }

        var user = await database.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellation);
        if (user is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var grants = await database.Grants.AsNoTracking().Where(g => g.UserId == id && g.RevokedAt == null).ToListAsync(cancellation);
        var active = grants.Where(grant => grant.IsActive(now)).ToList();
        return new Actor(user.Id, user.DisplayName, user.Email, network.Withhold(active, accessor.HttpContext!));
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
