using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.FollowUp;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Infrastructure.FollowUp;

/// <summary>A reminder as it would leave.</summary>
/// <param name="Step">Null for one asked by hand.</param>
/// <param name="Recipients">Only those who have something left to do; empty when nobody may.</param>
/// <param name="Refusal">Why it would not leave: a French sentence; null when it would.</param>
public sealed record PlannedReminder(
    FollowedStatement Statement, CampaignReminder? Step, ReminderLetter Letter, IReadOnlyList<FollowedPerson> Recipients, string? Refusal);

/// <summary>Plans the reminders and sends them; each, its register, its messages and its line of the journal are written together.</summary>
public sealed class Reminders(
    SoffiDbContext database, FollowedQueries queries, ProgressBook progress, AuditTrail trail, Outbox outbox, TimeProvider clock)
{
    /// <summary>Those that the calendar sends now.</summary>
    public async Task<IReadOnlyList<PlannedReminder>> Due(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var open = (await queries.Campaigns(cancellation)).Where(c => c.IsOpen(now) && c.RemindersOffSince is null).Select(c => c.Id).ToList();
        var sent = await queries.Reminders(open, cancellation);
        var due = (await queries.Statements(open, cancellation)).Where(s => s.IsMissing)
            .Select(s => (Statement: s, Step: ReminderPlan.Due(s.Campaign, s.Body, sent[s.Id].Select(r => r.Key).ToHashSet(), now))).Where(s => s.Step is not null).ToList();
        return await Plan(due, sent, cancellation);
    }

    /// <summary>Those that somebody asks for by hand.</summary>
    public async Task<IReadOnlyList<PlannedReminder>> ByHand(IReadOnlyList<FollowedStatement> statements, CancellationToken cancellation)
    {
        var sent = await queries.Reminders([.. statements.Select(s => s.Campaign.Id).Distinct()], cancellation);
        return await Plan([.. statements.Select(s => (s, (CampaignReminder?)null))], sent, cancellation);
    }

    /// <returns>False when it was sent meanwhile, or there is nothing to remind any more.</returns>
    public async Task<bool> Send(PlannedReminder planned, Actor? by, CancellationToken cancellation)
    {
        if (planned.Refusal is not null)
        {
            return false;
        }

        try
        {
            return await database.InTransaction(token => Write(planned, by, token), cancellation);
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            database.ChangeTracker.Clear();
            return false; // Another instance, or another agent, was first.
        }
    }

    private async Task<bool> Write(PlannedReminder planned, Actor? by, CancellationToken cancellation)
    {
        database.ChangeTracker.Clear();
        var statement = planned.Statement;
        var status = await database.Declarations.Where(d => d.Id == statement.Id).Select(d => d.Status).SingleAsync(cancellation);
        if (status is not (DeclarationStatus.ToFill or DeclarationStatus.InProgress))
        {
            return false; // Submitted since it was planned.
        }

        var now = clock.GetUtcNow();
        var reminder = new Reminder(statement.Id, planned.Step, statement.Deadline, planned.Letter.Missing, planned.Recipients.Count, by, now);
        database.Reminders.Add(reminder);
        for (var i = 0; i < planned.Recipients.Count; i++)
        {
            outbox.Add(reminder.MessageKey(i + 1), planned.Recipients[i].Email, planned.Letter.Subject, [.. planned.Letter.Lines]);
        }

        trail.Add(new AuditEntry(
            now, by?.UserId, by?.DisplayName ?? AuditEntry.System, AuditAction.ReminderSent, "declaration", statement.Id.ToString(), statement.Body.Id,
            JsonSerializer.Serialize(new { rappel = reminder.Name, echeance = reminder.Deadline, manque = reminder.Missing, destinataires = reminder.Recipients })));
        await database.SaveChangesAsync(cancellation);
        return true;
    }

    private async Task<IReadOnlyList<PlannedReminder>> Plan(
        IReadOnlyList<(FollowedStatement Statement, CampaignReminder? Step)> wanted, ILookup<Guid, SentReminder> sent, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var left = await progress.Of([.. wanted.Select(w => w.Statement)], cancellation);
        var people = await queries.People(now, cancellation);
        var plans = new List<PlannedReminder>();
        foreach (var (statement, step) in wanted)
        {
            var body = statement.Body;
            var all = people[body.Id].Concat(body.HostId is { } host ? people[host] : []).DistinctBy(p => p.Email.ToUpperInvariant() + p.Role).ToList();
            var signatories = all.Where(p => p.Role == Role.Signatory).ToList();
            var what = left.GetValueOrDefault(statement.Id);
            var told = (what?.IsReady == true && signatories.Count > 0 ? signatories : all).DistinctBy(p => p.Email, StringComparer.OrdinalIgnoreCase).ToList();
            var refusal = !statement.IsMissing || what is null ? "La déclaration est déposée ou n’est pas due\u00a0: il n’y a rien à rappeler."
                : !statement.Campaign.IsOpen(now) ? "La campagne n’est pas ouverte\u00a0: personne ne peut déposer."
                : step is null && sent[statement.Id].Any(r => r.Key == Reminder.ByHand(now) || ParisTime.DaysBetween(r.At, now) == 0) ? "Un rappel est déjà parti aujourd’hui."
                : told.Count == 0 ? "Personne n’a d’accès en cours pour cet organisme\u00a0: écrivez-lui par un autre moyen." : null;
            var letter = ReminderLetter.Of(statement.Campaign, body, what ?? new StatementLeft(false, 0, 0, 0, 0, 0, 0, 0, 0, 0), signatories.Count > 0, now);
            plans.Add(new PlannedReminder(statement, step, letter, told, refusal));
        }

        return plans;
    }
}

/// <summary>Registers what follows the statements of campaigns.</summary>
public static class FollowUpSetup
{
    public static IServiceCollection AddFollowUpReading(this IServiceCollection services) =>
        services.AddScoped<FollowedQueries>().AddScoped<ProgressQueries>().AddScoped<ProgressBook>().AddScoped<Reminders>();
}
