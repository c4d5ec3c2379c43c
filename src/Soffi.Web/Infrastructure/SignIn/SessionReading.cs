using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Access;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>
/// What the database says, at this very request, of a session and of the person behind it: a right withdrawn, a session closed
/// or an agreement ended takes effect at the next click.
/// </summary>
/// <param name="Ticket">The session as it was stored, encrypted.</param>
/// <param name="Person">Null when the account is gone.</param>
internal sealed record SessionReading(byte[] Ticket, Guid UserId, KnownPerson? Person);

/// <summary>A person as the database knows them. Shared by requests: nobody changes it.</summary>
/// <param name="Grants">Those not taken back.</param>
/// <param name="Restrictions">Those not lifted.</param>
/// <param name="Accepted">Versions of the terms of use accepted and not gone back on since (CGU articles 19, 79, 80).</param>
internal sealed record KnownPerson(User User, IReadOnlyList<Grant> Grants, IReadOnlyList<Restriction> Restrictions, IReadOnlyList<int> Accepted);

/// <summary>
/// Reads sessions: one small query at each request, which also gives the stamp of everything that is known of people
/// (<see cref="ChangeStamp.People"/>); a person is read again when that stamp is another one than when they were read.
/// </summary>
public sealed class SessionReader : IDisposable
{
    private static readonly Prepared<Func<SoffiDbContext, string, DateTimeOffset, CancellationToken, Task<Row?>>> Sessions = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext database, string key, DateTimeOffset now, CancellationToken cancellation) => database.UserSessions
            .Where(s => s.Key == key && s.ExpiresAt > now)
            .Select(s => new Row(s.Ticket, s.UserId, database.ChangeStampRows.Where(x => x.Id == ChangeStamp.People).Select(x => x.Value).FirstOrDefault()))
            .SingleOrDefault()));

    private static readonly Prepared<Func<SoffiDbContext, Guid, CancellationToken, Task<Parts?>>> People = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext database, Guid id, CancellationToken cancellation) => database.Users
            .AsNoTracking()
            .Where(u => u.Id == id && u.DeletedAt == null)
            .Select(u => new Parts
            {
                User = u,
                Grants = database.Grants.Where(g => g.UserId == u.Id && g.RevokedAt == null).OrderBy(g => g.Id).ToList(),
                Restrictions = database.Restrictions.Where(r => r.UserId == u.Id && r.LiftedAt == null).OrderBy(r => r.Id).ToList(),
                Accepted = database.CguAcceptances
                    .Where(a => a.UserId == u.Id && !database.CguEndings.Any(e => e.UserId == a.UserId && e.At >= a.AcceptedAt))
                    .OrderBy(a => a.Id).Select(a => a.CguVersionId).ToList(),
            })
            .SingleOrDefault()));

    private readonly MemoryCache _people = new(new MemoryCacheOptions { SizeLimit = 2_000 });

    /// <summary>Null when there is no such session, or when it is over.</summary>
    internal async Task<SessionReading?> Read(SoffiDbContext database, string key, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await Sessions.On(database)(database, key, now, cancellation) is not { } session)
        {
            return null;
        }

        if (_people.Get<Kept>(session.UserId) is { } kept && kept.Stamp == session.Stamp)
        {
            return new SessionReading(session.Ticket, session.UserId, kept.Person);
        }

        // Read after the stamp: at least as new.
        var person = await People.On(database)(database, session.UserId, cancellation) is { } parts
            ? new KnownPerson(parts.User, parts.Grants, parts.Restrictions, parts.Accepted)
            : null;
        _people.Set(session.UserId, new Kept(session.Stamp, person), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = ChangeStamps.Longest });
        return new SessionReading(session.Ticket, session.UserId, person);
    }

    public void Dispose() => _people.Dispose();

    private sealed record Row(byte[] Ticket, Guid UserId, Guid Stamp);

    private sealed record Kept(Guid Stamp, KnownPerson? Person);

    private sealed class Parts
    {
        public required User User { get; init; }

        public required IReadOnlyList<Grant> Grants { get; init; }

        public required IReadOnlyList<Restriction> Restrictions { get; init; }

        public required IReadOnlyList<int> Accepted { get; init; }
    }
}
