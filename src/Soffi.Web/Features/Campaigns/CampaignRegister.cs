using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Life and deadlines of a campaign; each change writes the journal in the same transaction.</summary>
public sealed class CampaignRegister(SoffiDbContext database, StatementOpenings openings, CampaignTrail trail, TimeProvider clock)
{
    public Task<Campaign?> Find(int id, CancellationToken cancellation) =>
        database.Campaigns.SingleOrDefaultAsync(c => c.Id == id, cancellation);

    /// <summary>Prepares a campaign: nobody outside sees it before its opening is decided.</summary>
    /// <returns>Its identifier; null when there is one of that kind for that exercise.</returns>
    public async Task<int?> Create(NewCampaign wanted, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var bodies = await database.Operators.AsNoTracking().OrderBy(o => o.Id).ToListAsync(cancellation);
        var last = wanted.CopyFrom is { } from
            ? await database.Campaigns.AsNoTracking().Include(c => c.Obligations).Include(c => c.Documents).SingleAsync(c => c.Id == from, cancellation)
            : null;
        var campaign = last is null
            ? CampaignCopy.FromTheLaw(wanted.Kind, wanted.Exercise, wanted.OpensAt!.Value, wanted.Deadline!.Value, bodies, actor.DisplayName, now)
            : CampaignCopy.Of(last, wanted.Exercise, bodies, actor.DisplayName, now);
        campaign.Plan(wanted.OpensAt ?? campaign.OpensAt);
        campaign.MoveDeadline(wanted.Deadline ?? campaign.Deadline);
        database.Campaigns.Add(campaign);
        trail.Add(campaign, actor, AuditAction.CampaignCreated, new
        {
            ouverture = campaign.OpensAt,
            echeance = campaign.Deadline,
            copieDe = last is null ? null : $"{last.Kind.ToString().ToUpperInvariant()}-{last.Exercise}",
            obligations = campaign.Obligations.Count(o => o.Owes),
            pieces = campaign.Documents.Count,
            motif = wanted.Reason,
        });
        try
        {
            await database.SaveChangesAsync(cancellation);
            return campaign.Id;
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            return null;
        }
    }

    /// <summary>Decides the opening and creates the statements of those who owe one.</summary>
    /// <returns>The bodies whose form is not published: then nothing is done.</returns>
    public async Task<IReadOnlyList<Operator>> Open(Campaign campaign, DateTimeOffset opensAt, string reason, Actor actor, CancellationToken cancellation)
    {
        var plan = await openings.Plan(campaign, cancellation);
        if (plan.WithoutForm.Count > 0)
        {
            return plan.WithoutForm;
        }

        campaign.Open(opensAt);
        openings.Open(campaign, plan, actor, clock.GetUtcNow());
        await Save(campaign, actor, AuditAction.CampaignOpened, new { ouverture = opensAt, declarations = plan.ToOpen.Count, motif = reason }, cancellation);
        return [];
    }

    /// <param name="type">The type of operators whose deadline moves; null for that of the campaign.</param>
    /// <param name="deadline">Null gives a type back the deadline of the campaign.</param>
    public Task MoveDeadline(
        Campaign campaign, OperatorType? type, DateTimeOffset? deadline, string reason, Actor actor, CancellationToken cancellation)
    {
        var before = type is { } one ? campaign.DeadlineOf(one) : campaign.Deadline;
        if (type is { } own)
        {
            campaign.SetDeadline(own, deadline);
        }
        else
        {
            campaign.MoveDeadline(deadline!.Value);
        }

        var details = new { type = type?.ToString().ToUpperInvariant(), avant = before, apres = deadline ?? campaign.Deadline, motif = reason };
        return Save(campaign, actor, AuditAction.DeadlineMoved, details, cancellation);
    }

    /// <summary>Does nothing when it is already closed.</summary>
    public Task Close(Campaign campaign, string reason, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (campaign.IsClosed(now))
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

    /// <summary>A closed campaign accepts corrections. Does nothing when it already does, or is not closed.</summary>
    public Task AcceptCorrections(Campaign campaign, string reason, Actor actor, CancellationToken cancellation) =>
        Corrections(campaign, CampaignState.Closed, true, AuditAction.CorrectionsOpened, reason, actor, cancellation);

    /// <summary>Ends the corrections: what was reopened and not submitted again stays as it is, its last submission counts.</summary>
    public Task EndCorrections(Campaign campaign, string reason, Actor actor, CancellationToken cancellation) =>
        Corrections(campaign, CampaignState.CorrectionsOnly, false, AuditAction.CorrectionsClosed, reason, actor, cancellation);

    private Task Corrections(
        Campaign campaign, CampaignState from, bool accepted, string action, string reason, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (campaign.StateAt(now) != from)
        {
            return Task.CompletedTask;
        }

        campaign.AcceptCorrections(accepted, now);
        return Save(campaign, actor, action, new { motif = reason }, cancellation);
    }

    private Task Save(Campaign campaign, Actor actor, string action, object details, CancellationToken cancellation)
    {
        trail.Add(campaign, actor, action, details);
        return database.SaveChangesAsync(cancellation);
    }
}
