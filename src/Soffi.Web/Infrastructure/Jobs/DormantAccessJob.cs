using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>Suspends the accesses of those who have not signed in for more than a year, and tells holders whose access ends soon.</summary>
public sealed class DormantAccessJob(SoffiDbContext database, AuditTrail trail, Outbox outbox, IOptions<AccessOptions> options, TimeProvider clock) : IScheduledJob
{
    public static string Name => "accès dormants";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = await (
            from grant in database.Grants
            where grant.RevokedAt == null && grant.SuspendedAt == null
            join user in database.Users on grant.UserId equals (Guid?)user.Id into users
            from user in users.DefaultIfEmpty()
            select new { Grant = grant, SeenAt = user == null ? (DateTimeOffset?)null : user.LastSignInAt }).ToListAsync(cancellation);
        var managers = rows.Where(r => r.Grant.Role == Role.AccessManager && r.Grant.IsActive(now)).ToList();
        var limit = now.AddDays(-options.Value.DormantAfterDays);
        var suspended = 0;
        foreach (var row in rows.Where(r => Latest(r.Grant, r.SeenAt) < limit))
        {
            // The last manager of accesses stays: nobody could confirm anybody any more.
            if (row.Grant.Role == Role.AccessManager && !managers.Exists(m => m.Grant.Id != row.Grant.Id && Latest(m.Grant, m.SeenAt) >= limit))
            {
                continue;
            }

            if (row.Grant.Suspend(SuspensionCause.Dormant, now))
            {
                suspended++;
                AccessSuspension.Tell(row.Grant, now, trail, outbox);
            }
        }

        await database.SaveChangesAsync(cancellation);
        var told = await TellEnds(now, cancellation);
        return suspended + told == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{suspended} accès dormant(s) suspendu(s), {told} fin(s) d’accès annoncée(s)");
    }

    private async Task<int> TellEnds(DateTimeOffset now, CancellationToken cancellation)
    {
        var soon = now.AddDays(options.Value.ExpiryNoticeDays);
        var ending = await database.Grants.AsNoTracking().Where(g => g.RevokedAt == null && g.ExpiresAt > now && g.ExpiresAt <= soon).ToListAsync(cancellation);
        var told = 0;
        foreach (var grant in ending)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"fin-acces-{grant.Id}-{grant.ExpiresAt!.Value.UtcTicks}");
            if (await database.OutgoingMessages.AnyAsync(m => m.Key == key, cancellation))
            {
                continue;
            }

            outbox.Add(key, grant.Email, "Soffi\u00a0: votre accès prend bientôt fin",
                $"Un de vos accès à Soffi prend fin le {ParisTime.Day(grant.ExpiresAt.Value)}. S’il vous reste nécessaire, demandez-le de nouveau, page «\u00a0Mon accès\u00a0».");
            await database.SaveChangesAsync(cancellation);
            told++;
        }

        return told;
    }

    /// <summary>The last sign that it is needed: signed in, confirmed, or given.</summary>
    private static DateTimeOffset Latest(Grant grant, DateTimeOffset? seenAt) =>
        new[] { grant.GrantedAt, grant.ConfirmedAt ?? DateTimeOffset.MinValue, seenAt ?? DateTimeOffset.MinValue }.Max();
}
