using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.FollowUp;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.FollowUp;

namespace Soffi.Web.Features.FollowUp;

/// <summary>One body in the calendar of the reminders.</summary>
/// <param name="Next">The next step to come; null when there is none.</param>
public sealed record ReminderLine(PlannedReminder Planned, CampaignReminder? Next, IReadOnlyList<SentReminder> Sent, int Undelivered)
{
    public FollowedStatement Statement => Planned.Statement;
}

/// <summary>A reminder that was sent, as the register shows it.</summary>
/// <param name="By">Name of who asked for it, « Soffi » for the calendar.</param>
public sealed record RegisteredReminder(Guid Declaration, string Body, string Step, DateTimeOffset At, string Missing, int Recipients, int Undelivered, string By);

/// <param name="Steps">The steps before and after the ordinary deadline.</param>
/// <param name="Lines">Those who have not finished.</param>
/// <param name="Register">Those sent, the latest first.</param>
public sealed record RemindersViewModel(
    Campaign Campaign, IReadOnlyList<Campaign> Campaigns, IReadOnlyList<CampaignReminder> Steps, IReadOnlyList<ReminderLine> Lines, IReadOnlyList<RegisteredReminder> Register)
{
    public string Name => CampaignWords.Name(Campaign.Kind, Campaign.Exercise);

    /// <summary>What was just done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Reason being written.</summary>
    public string? Reason { get; init; }
}

/// <param name="Planned">What would leave, and what would not.</param>
public sealed record ReminderPreviewViewModel(IReadOnlyList<PlannedReminder> Planned)
{
    public IReadOnlyList<PlannedReminder> Leaving => [.. Planned.Where(p => p.Refusal is null)];
}

/// <summary>Shows the reminders of a campaign, and those that would be sent.</summary>
public sealed class ReminderPages(SoffiDbContext database, FollowedQueries queries, Reminders reminders, TimeProvider clock)
{
    /// <summary>Statements reminded at once.</summary>
    public const int MostAtOnce = 200;

    /// <returns>Null when there is no such campaign, or none at all.</returns>
    public async Task<RemindersViewModel?> Calendar(int? id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var campaigns = await queries.Campaigns(cancellation);
        var campaign = id is null ? campaigns.FirstOrDefault(c => c.IsOpen(now)) ?? (campaigns.Count > 0 ? campaigns[0] : null) : campaigns.FirstOrDefault(c => c.Id == id);
        if (campaign is null)
        {
            return null;
        }

        var statements = await queries.Statements([campaign.Id], cancellation);
        var sent = await queries.Reminders([campaign.Id], cancellation);
        var undelivered = await queries.Undelivered(cancellation);
        var planned = await reminders.ByHand([.. statements.Where(s => s.IsMissing).OrderBy(s => s.Deadline).ThenBy(s => s.Body.Name, StringComparer.Ordinal)], cancellation);
        return new RemindersViewModel(
            campaign, campaigns, CampaignReminder.Calendar(campaign, campaign.Deadline),
            [.. planned.Select(p => new ReminderLine(p, Next(p.Statement, sent, now), [.. sent[p.Statement.Id]], sent[p.Statement.Id].Sum(r => undelivered.GetValueOrDefault(r.Id))))],
            await Register(statements, undelivered, campaign.Id, cancellation));
    }

    /// <returns>Null when one of them is unknown.</returns>
    public async Task<ReminderPreviewViewModel?> Preview(IReadOnlyCollection<Guid> declarations, CancellationToken cancellation) =>
        await Find(declarations, cancellation) is { } statements ? new ReminderPreviewViewModel(await reminders.ByHand(statements, cancellation)) : null;

    /// <returns>Null when one of them is unknown.</returns>
    public async Task<IReadOnlyList<FollowedStatement>?> Find(IReadOnlyCollection<Guid> declarations, CancellationToken cancellation)
    {
        var campaigns = await database.Declarations.Where(d => declarations.Contains(d.Id)).Select(d => d.CampaignId).Distinct().ToListAsync(cancellation);
        var statements = (await queries.Statements(campaigns, cancellation)).Where(s => declarations.Contains(s.Id)).ToList();
        return statements.Count == declarations.Distinct().Count() ? statements : null;
    }

    private static CampaignReminder? Next(FollowedStatement statement, ILookup<Guid, SentReminder> sent, DateTimeOffset now)
    {
        if (!statement.Campaign.IsOpen(now) || statement.Campaign.RemindersOffSince is not null)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(ParisTime.Of(now).DateTime);
        return ReminderPlan.Due(statement.Campaign, statement.Body, sent[statement.Id].Select(r => r.Key).ToHashSet(), now)
            ?? CampaignReminder.Calendar(statement.Campaign, statement.Deadline).FirstOrDefault(r => r.Day > today);
    }

    private async Task<IReadOnlyList<RegisteredReminder>> Register(
        IReadOnlyList<FollowedStatement> statements, IReadOnlyDictionary<Guid, int> undelivered, int campaign, CancellationToken cancellation)
    {
        var bodies = statements.ToDictionary(s => s.Id, s => s.Body.Name);
        var rows = await (
            from reminder in database.Reminders
            join declaration in database.Declarations on reminder.DeclarationId equals declaration.Id
            where declaration.CampaignId == campaign
            orderby reminder.At descending
            select reminder).AsNoTracking().ToListAsync(cancellation);
        return [.. rows.Where(r => bodies.ContainsKey(r.DeclarationId)).Select(r => new RegisteredReminder(
            r.DeclarationId, bodies[r.DeclarationId], r.Name, r.At, r.Missing, r.Recipients, undelivered.GetValueOrDefault(r.Id), r.ActorName ?? "Soffi"))];
    }
}

/// <summary>Sends reminders asked by hand, and switches those of a campaign off and on.</summary>
public sealed class ReminderActs(SoffiDbContext database, ReminderPages pages, Reminders reminders, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Null when that reason can be kept; else what to write.</summary>
    public static string? Fault(string? reason) => (reason?.Trim().Length ?? 0) switch
    {
        0 => "Dites pourquoi\u00a0: le motif est conservé et inscrit au journal.",
        > Campaign.LongestReason => $"Raccourcissez le motif\u00a0: {Campaign.LongestReason}\u00a0caractères au plus.",
        _ => null,
    };

    /// <returns>A campaign of theirs and what was done; null when one of them is unknown.</returns>
    public async Task<(int Campaign, string Told)?> Send(IReadOnlyCollection<Guid> declarations, Actor actor, CancellationToken cancellation)
    {
        if (await pages.Find(declarations, cancellation) is not { } statements)
        {
            return null;
        }

        var (sent, people) = (0, 0);
        foreach (var planned in await reminders.ByHand(statements, cancellation))
        {
            if (await reminders.Send(planned, actor, cancellation))
            {
                (sent, people) = (sent + 1, people + planned.Recipients.Count);
            }
        }

        var kept = statements.Count - sent;
        return (statements[0].Campaign.Id, (sent switch { 0 => "Aucun rappel n’est parti.", 1 => $"1\u00a0rappel est parti, à {people}\u00a0personne(s).", _ => $"{sent}\u00a0rappels sont partis, à {people}\u00a0personnes." })
            + (kept == 0 ? "" : $" {kept}\u00a0déclaration(s) n’en ont pas reçu\u00a0: déposée entre-temps, déjà rappelée aujourd’hui, ou sans personne à prévenir."));
    }

    /// <returns>What was done.</returns>
    public async Task<string> Switch(int id, bool on, string reason, Actor actor, CancellationToken cancellation)
    {
        var campaign = await database.Campaigns.SingleAsync(c => c.Id == id, cancellation);
        var now = clock.GetUtcNow();
        if (on)
        {
            campaign.ResumeReminders();
        }
        else
        {
            campaign.StopReminders(reason, actor.DisplayName, now);
        }

        trail.Add(new Domain.Audit.AuditEntry(
            now, actor.UserId, actor.DisplayName, on ? Domain.Audit.AuditAction.RemindersResumed : Domain.Audit.AuditAction.RemindersStopped, "campagne",
            $"{campaign.Kind.ToString().ToUpperInvariant()}-{campaign.Exercise}", null, System.Text.Json.JsonSerializer.Serialize(new { motif = reason })));
        await database.SaveChangesAsync(cancellation);
        return on ? "Les rappels automatiques de cette campagne reprennent." : "Les rappels automatiques de cette campagne sont arrêtés.";
    }
}
