using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>
/// What the database says, at this very request, of a session and of the person behind it: a right withdrawn, a session closed
/// or an agreement ended takes effect at the next click.
/// </summary>
internal sealed class SessionReading
{
    private static readonly Prepared<Func<SoffiDbContext, string, DateTimeOffset, CancellationToken, Task<SessionReading?>>> Query = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext database, string key, DateTimeOffset now, CancellationToken cancellation) => database.UserSessions
            .AsNoTracking()
            .Where(s => s.Key == key && s.ExpiresAt > now)
            .Select(s => new SessionReading
            {
                Ticket = s.Ticket,
                UserId = s.UserId,
                Person = database.Users.FirstOrDefault(u => u.Id == s.UserId && u.DeletedAt == null),
                Grants = database.Grants.Where(g => g.UserId == s.UserId && g.RevokedAt == null).OrderBy(g => g.Id).ToList(),
                Restrictions = database.Restrictions.Where(r => r.UserId == s.UserId && r.LiftedAt == null).OrderBy(r => r.Id).ToList(),
                Accepted = database.CguAcceptances
                    .Where(a => a.UserId == s.UserId && !database.CguEndings.Any(e => e.UserId == a.UserId && e.At >= a.AcceptedAt))
                    .OrderBy(a => a.Id).Select(a => a.CguVersionId).ToList(),
            })
            .SingleOrDefault()));

    /// <summary>The session as it was stored, encrypted.</summary>
    public required byte[] Ticket { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>Null when the account is gone.</summary>
    public required User? Person { get; init; }

    /// <summary>Those not taken back.</summary>
    public required IReadOnlyList<Grant> Grants { get; init; }

    /// <summary>Those not lifted.</summary>
    public required IReadOnlyList<Restriction> Restrictions { get; init; }

    /// <summary>Versions of the terms of use accepted and not gone back on since (CGU articles 19, 79, 80).</summary>
    public required IReadOnlyList<int> Accepted { get; init; }

    /// <summary>Null when there is no such session, or when it is over.</summary>
    public static Task<SessionReading?> Of(SoffiDbContext database, string key, DateTimeOffset now, CancellationToken cancellation) =>
        Query.On(database)(database, key, now, cancellation);
}
