using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Soffi.Portal.Accounts;
using Soffi.Portal.Connect;
using Soffi.Portal.Store;

namespace Soffi.Portal.Security;

/// <summary>
/// The browsers signed in to the portal. Each has a row, looked at by every request: closing one takes effect at once, and
/// the services opened with it are told.
/// </summary>
public sealed class PortalSessions(
    PortalDbContext database,
    SignInManager<PortalUser> signIn,
    KnownBrowsers browsers,
    SecurityJournal journal,
    LogoutSignal signal,
    IOptions<PortalOptions> options,
    TimeProvider clock)
{
    /// <summary>A session ends after this time, however busy.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>The number of the session behind a principal.</summary>
    public static Guid? IdOf(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(ConnectController.SessionNumber), out var id) ? id : null;

    /// <summary>Opens a session in this browser, in place of the one it had.</summary>
    public async Task OpenAsync(HttpContext context, PortalUser user, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(user);
        var earlier = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var former = IdOf(earlier.Principal);
        await CloseAsync(row => row.Id == former, cancellation);
        var (now, origin) = (clock.GetUtcNow(), RequestOrigin.Of(context));
        var session = new PortalSession
        {
            Id = Guid.NewGuid(),
            UserId = user.Id,
            Source = origin.Source,
            Browser = origin.Browser,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + Longest,
        };
        database.Sessions.Add(session);
        await database.SaveChangesAsync(cancellation);
        browsers.Remember(context, user.Id);
        await signIn.SignInWithClaimsAsync(user, isPersistent: false, [new Claim(ConnectController.SessionNumber, session.Id.ToString())]);
        signal.Wake();
    }

    /// <summary>The sessions of a person, the one seen last first.</summary>
    public Task<List<PortalSession>> ListAsync(Guid user, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return database.Sessions.AsNoTracking().Where(s => s.UserId == user && s.ExpiresAt > now)
            .OrderByDescending(s => s.LastSeenAt).ToListAsync(cancellation);
    }

    /// <summary>True while the session lasts.</summary>
    public Task<bool> IsOpenAsync(Guid? session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return database.Sessions.AnyAsync(s => s.Id == session && s.ExpiresAt > now, cancellation);
    }

    /// <summary>Remembers that a service was opened with the session.</summary>
    public async Task UseAsync(Guid session, string client, CancellationToken cancellation) =>
        await database.Database.ExecuteSqlAsync(
            $"INSERT OR IGNORE INTO SessionUses (SessionId, ClientId) VALUES ({session}, {client})", cancellation);

    /// <summary>Closes sessions and prepares the notices to the services; the caller's save or this one writes both.</summary>
    /// <returns>How many were closed.</returns>
    public async Task<int> CloseAsync(
        System.Linq.Expressions.Expression<Func<PortalSession, bool>> which, CancellationToken cancellation)
    {
        var closed = await database.Sessions.Where(which).ToListAsync(cancellation);
        var numbers = closed.Select(session => session.Id).ToList();
        var uses = await database.SessionUses.Where(use => numbers.Contains(use.SessionId)).ToListAsync(cancellation);
        var told = options.Value.Clients.Where(client => !string.IsNullOrEmpty(client.BackChannelLogoutUri))
            .Select(client => client.ClientId).ToHashSet(StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        database.LogoutNotices.AddRange(uses.Where(use => told.Contains(use.ClientId)).Select(use => new LogoutNotice
        {
            Id = Guid.CreateVersion7(now),
            ClientId = use.ClientId,
            SessionId = use.SessionId,
            UserId = closed.Single(session => session.Id == use.SessionId).UserId,
            CreatedAt = now,
            NextAttemptAt = now,
        }));
        database.SessionUses.RemoveRange(uses);
        database.Sessions.RemoveRange(closed);
        await database.SaveChangesAsync(cancellation);
        return closed.Count;
    }

    /// <summary>Closes the session of this browser.</summary>
    public async Task CloseHereAsync(HttpContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (IdOf(session.Principal) is { } id && Guid.TryParse(signIn.UserManager.GetUserId(session.Principal!), out var user))
        {
            journal.Add(SecurityEventKind.SignedOut, user);
            await CloseAsync(row => row.Id == id, cancellation);
            signal.Wake();
        }

        await signIn.SignOutAsync();
    }

    /// <summary>Lets the notices go, once their transaction has ended.</summary>
    public void Tell() => signal.Wake();

    /// <summary>At each request: a session without its row has been closed elsewhere.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.HttpContext.RequestServices;
        var database = services.GetRequiredService<PortalDbContext>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var id = IdOf(context.Principal);
        var row = await database.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.ExpiresAt > now);
        if (row is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
        else if (now - row.LastSeenAt >= SeenEvery)
        {
            await database.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now));
        }
    }
}
