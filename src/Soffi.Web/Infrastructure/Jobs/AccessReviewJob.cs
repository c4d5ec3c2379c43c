using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>
/// Opens the review of accesses of each campaign that opens, and at its end suspends those that nobody confirmed. Those who
/// manage accesses or administer the service are never suspended by it: nobody could confirm the others any more.
/// </summary>
public sealed class AccessReviewJob(SoffiDbContext database, AuditTrail trail, Outbox outbox, TimeProvider clock) : IScheduledJob
{
    public static string Name => "revue des accès";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var opened = await Open(cancellation);
        var suspended = await Close(cancellation);
        return opened + suspended == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{opened} revue(s) ouverte(s), {suspended} accès suspendu(s)");
    }

    private async Task<int> Open(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var campaigns = await database.Campaigns.AsNoTracking().Where(c => !database.AccessReviews.Any(r => r.CampaignId == c.Id)).ToListAsync(cancellation);
        var due = campaigns.Where(c => c.StateAt(now) == CampaignState.Open).ToList();
        foreach (var campaign in due)
        {
            var review = new AccessReview(campaign.Id, now);
            database.AccessReviews.Add(review);
            trail.Add(new AuditEntry(
                now, null, AuditEntry.System, AuditAction.AccessReviewOpened, "campagne", campaign.Id.ToString(CultureInfo.InvariantCulture), null,
                JsonSerializer.Serialize(new { exercice = campaign.Exercise, echeance = review.DueAt })));
            foreach (var manager in await Managers(now, cancellation))
            {
                outbox.Add($"revue-{campaign.Id}-{manager}", manager, "Soffi\u00a0: accès à confirmer",
                    $"La campagne de l’exercice {campaign.Exercise} ouvre une revue des accès. Confirmez ceux qui restent nécessaires avant le {ParisTime.Day(review.DueAt)}\u00a0; les autres seront suspendus.");
            }

            await database.SaveChangesAsync(cancellation);
        }

        return due.Count;
    }

    private async Task<int> Close(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var suspended = 0;
        foreach (var review in await database.AccessReviews.Where(r => r.ClosedAt == null && r.DueAt <= now).ToListAsync(cancellation))
        {
            var grants = await database.Grants.Where(g => g.RevokedAt == null && g.Role != Role.AccessManager && g.Role != Role.Administrator).ToListAsync(cancellation);
            foreach (var grant in grants.Where(g => review.Awaits(g, now) && g.Suspend(SuspensionCause.NotConfirmed, now)))
            {
                suspended++;
                AccessSuspension.Tell(grant, now, trail, outbox);
            }

            review.Close(now);
            trail.Add(new AuditEntry(
                now, null, AuditEntry.System, AuditAction.AccessReviewClosed, "campagne", review.CampaignId.ToString(CultureInfo.InvariantCulture), null,
                JsonSerializer.Serialize(new { suspendus = suspended })));
            await database.SaveChangesAsync(cancellation);
        }

        return suspended;
    }

    private async Task<List<string>> Managers(DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await database.Grants.AsNoTracking().Where(g => g.Role == Role.AccessManager && g.RevokedAt == null).ToListAsync(cancellation))
            .Where(g => g.IsActive(now)).Select(g => g.Email).Distinct()];
}

/// <summary>What is noted and told of a suspended access.</summary>
internal static class AccessSuspension
{
    public static void Tell(Grant grant, DateTimeOffset now, AuditTrail trail, Outbox outbox)
    {
        var cause = grant.SuspendedFor == SuspensionCause.Dormant ? "vous ne vous êtes pas connecté depuis longtemps" : "personne ne l’a confirmé lors de la revue des accès";
        trail.Add(new AuditEntry(
            now, null, AuditEntry.System, AuditAction.AccessSuspended, "habilitation", grant.Email, grant.OperatorId,
            JsonSerializer.Serialize(new { role = grant.Role.ToString(), region = grant.RegionCode, cause = grant.SuspendedFor.ToString() })));
        outbox.Add(
            string.Create(CultureInfo.InvariantCulture, $"suspension-{grant.Id}-{now.UtcTicks}"), grant.Email, "Soffi\u00a0: votre accès est suspendu",
            $"Un de vos accès à Soffi est suspendu\u00a0: {cause}. Il n’est pas perdu.", "Pour le retrouver, demandez-le à la personne qui gère les accès de votre organisme ou de votre service, ou à l’assistance.");
    }
}
