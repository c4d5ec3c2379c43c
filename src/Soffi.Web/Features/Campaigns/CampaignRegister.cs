using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Changes a campaign and writes the journal in the same transaction.</summary>
public sealed class CampaignRegister(SoffiDbContext database, AuditTrail audit, TimeProvider clock)
{
    public Task<Campaign?> Find(int id, CancellationToken cancellation) =>
        database.Campaigns.SingleOrDefaultAsync(c => c.Id == id, cancellation);

    public Task MoveDeadline(Campaign campaign, DateTimeOffset deadline, string reason, Actor actor, CancellationToken cancellation)
    {
        var before = campaign.Deadline;
        campaign.MoveDeadline(deadline);
        return Save(campaign, actor, AuditAction.DeadlineMoved, new { avant = before, apres = deadline, motif = reason }, cancellation);
    }

    /// <summary>Does nothing when it is already closed.</summary>
    public Task Close(Campaign campaign, string reason, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (campaign.ClosedAt <= now)
        {
            return Task.CompletedTask;
        }

        campaign.Close(now);
        return Save(campaign, actor, AuditAction.CampaignClosed, new { motif = reason }, cancellation);
    }

    /// <summary>Does nothing when it is not closed.</summary>
    public Task Reopen(Campaign campaign, string reason, Actor actor, CancellationToken cancellation)
    {
        if (campaign.ClosedAt is not { } closed)
        {
            return Task.CompletedTask;
        }

        campaign.Reopen();
        return Save(campaign, actor, AuditAction.CampaignOpened, new { closeDepuis = closed, motif = reason }, cancellation);
    }

    private Task Save(Campaign campaign, Actor actor, string action, object details, CancellationToken cancellation)
    {
        audit.Add(new AuditEntry(
            clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, "campagne",
            $"{campaign.Kind.ToString().ToUpperInvariant()}-{campaign.Exercise}", null, JsonSerializer.Serialize(details)));
        return database.SaveChangesAsync(cancellation);
    }
}
