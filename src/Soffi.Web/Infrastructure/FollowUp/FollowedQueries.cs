using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.FollowUp;
using Soffi.Domain.Notices;
using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.FollowUp;

/// <summary>A statement that is owed, without its content.</summary>
/// <param name="ActivityAt">When anything of it last changed.</param>
/// <param name="FirstSubmittedAt">Null before the first submission.</param>
/// <param name="LatestSubmissionId">Null before the first submission.</param>
public sealed record FollowedStatement(
    Guid Id, DeclarationStatus Status, int Revision, DateTimeOffset CreatedAt, DateTimeOffset ActivityAt, int FormVersionId, bool HasWaivers, Operator Body,
    Campaign Campaign, string? HostName, DateTimeOffset? FirstSubmittedAt, Guid? LatestSubmissionId)
{
    /// <summary>Until when its corrections are awaited; null when none are, or without a date.</summary>
    public DateTimeOffset? CorrectionDueAt { get; init; }

    /// <summary>Corrections are awaited, and their day is past.</summary>
    public bool IsCorrectionLate(DateTimeOffset now) => CorrectionDueAt is { } due && now >= due.AddSeconds(1);

    /// <summary>Never submitted, and owed.</summary>
    public bool IsMissing => Status is DeclarationStatus.ToFill or DeclarationStatus.InProgress;

    /// <summary>Its people still have to do something in it: its progress means something.</summary>
    public bool IsBeingFilled => DeclarationTransitions.After(Status, DeclarationAct.SaveCells) is not null;

    public DateTimeOffset Deadline => Campaign.DeadlineFor(Body);

    /// <summary>First submitted after the deadline, or missing while it is past.</summary>
    public bool IsLate(DateTimeOffset now) => (FirstSubmittedAt ?? now) > Deadline;
}

/// <summary>Somebody who declares or signs for a body.</summary>
public sealed record FollowedPerson(int OperatorId, Role Role, string Email);

/// <summary>A reminder that was sent.</summary>
public sealed record SentReminder(Guid Id, Guid DeclarationId, string Key, int? Offset, DateTimeOffset At, int Recipients);

/// <summary>A notice, without its letter.</summary>
public sealed record FollowedNotice(Guid Id, Guid DeclarationId, string Number, NoticeState State, DateTimeOffset? IssuedAt, DateTimeOffset? DueAt, bool IsOpen, int Answers)
{
    /// <summary>The month is over and nobody decided what follows.</summary>
    public bool IsToDecide(DateTimeOffset now) => State == NoticeState.Issued && now > DueAt;
}

/// <summary>Reads all the statements of campaigns at once: as many queries for forty bodies as for one.</summary>
public sealed class FollowedQueries(SoffiDbContext database)
{
    /// <summary>Campaigns whose opening was decided, the latest exercise first.</summary>
    public async Task<IReadOnlyList<Campaign>> Campaigns(CancellationToken cancellation) =>
        await database.Campaigns.AsNoTracking().AsSplitQuery().Where(c => c.OpeningDecided).OrderByDescending(c => c.Exercise).ThenBy(c => c.Kind).ToListAsync(cancellation);

    /// <summary>The statements owed in those campaigns.</summary>
    public async Task<IReadOnlyList<FollowedStatement>> Statements(IReadOnlyCollection<int> campaigns, CancellationToken cancellation)
    {
        var known = await database.Campaigns.AsNoTracking().AsSplitQuery().Where(c => campaigns.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellation);
        var bodies = await database.Operators.AsNoTracking().ToDictionaryAsync(o => o.Id, cancellation);
        var rows = await database.Declarations.AsNoTracking().Where(d => campaigns.Contains(d.CampaignId) && d.Status != DeclarationStatus.Waived)
            .Select(d => new { d.Id, d.Status, d.Revision, d.CreatedAt, d.ModifiedAt, d.FormVersionId, d.HasWaivers, d.OperatorId, d.CampaignId }).ToListAsync(cancellation);
        var submissions = (await database.Submissions.AsNoTracking().Where(s => campaigns.Contains(s.CampaignId) && (s.Number == 1 || s.IsLatest))
            .Select(s => new { s.Id, s.DeclarationId, s.Number, s.IsLatest, s.SubmittedAt }).ToListAsync(cancellation)).ToLookup(s => s.DeclarationId);
        var corrections = await (
            from declaration in database.Declarations
            join request in database.DeclarationReopenings on new { declaration.Id, Number = declaration.CorrectedNumber } equals new { Id = request.DeclarationId, Number = (int?)request.Number }
            where campaigns.Contains(declaration.CampaignId) && request.DueAt != null
            select new { declaration.Id, request.DueAt }).ToDictionaryAsync(r => r.Id, r => r.DueAt, cancellation);
        return
        [
            .. from row in rows
               let body = bodies[row.OperatorId]
               let sent = submissions[row.Id].ToList()
               select new FollowedStatement(
                   row.Id, row.Status, row.Revision, row.CreatedAt, row.ModifiedAt, row.FormVersionId, row.HasWaivers, body, known[row.CampaignId],
                   body.HostId is { } host ? bodies[host].Name : null, sent.Find(s => s.Number == 1)?.SubmittedAt, sent.Find(s => s.IsLatest)?.Id)
               {
                   CorrectionDueAt = corrections.GetValueOrDefault(row.Id),
               },
        ];
    }

    /// <summary>One statement; null when it is not owed or does not exist.</summary>
    public async Task<FollowedStatement?> Statement(Guid id, CancellationToken cancellation)
    {
        var campaign = await database.Declarations.Where(d => d.Id == id).Select(d => (int?)d.CampaignId).SingleOrDefaultAsync(cancellation);
        return campaign is { } known ? (await Statements([known], cancellation)).FirstOrDefault(s => s.Id == id) : null;
    }

    /// <summary>Those who declare or sign for any body, by an access that holds at that instant.</summary>
    public async Task<ILookup<int, FollowedPerson>> People(DateTimeOffset now, CancellationToken cancellation) =>
        (await database.Grants.AsNoTracking().Where(g => g.OperatorId != null && (g.Role == Role.Declarant || g.Role == Role.Signatory)).ToListAsync(cancellation))
            .Where(g => g.IsActive(now)).Select(g => new FollowedPerson(g.OperatorId!.Value, g.Role, g.Email)).ToLookup(p => p.OperatorId);

    /// <summary>The reminders of those campaigns, the first one first.</summary>
    public async Task<ILookup<Guid, SentReminder>> Reminders(IReadOnlyCollection<int> campaigns, CancellationToken cancellation) =>
        (await (
            from reminder in database.Reminders
            join declaration in database.Declarations on reminder.DeclarationId equals declaration.Id
            where campaigns.Contains(declaration.CampaignId)
            orderby reminder.At
            select new SentReminder(reminder.Id, reminder.DeclarationId, reminder.Key, reminder.Offset, reminder.At, reminder.Recipients)).ToListAsync(cancellation))
        .ToLookup(r => r.DeclarationId);

    /// <summary>Identifiers of the reminders of which a mail could not be delivered yet, with how many.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> Undelivered(CancellationToken cancellation)
    {
        var keys = await database.OutgoingMessages.AsNoTracking().Where(m => m.SentAt == null && m.Attempts > 0 && m.Key.StartsWith(Reminder.MessagePrefix))
            .Select(m => m.Key).ToListAsync(cancellation);
        return keys.Select(k => k[Reminder.MessagePrefix.Length..].Split('-')[0]).Where(k => Guid.TryParseExact(k, "N", out _))
            .GroupBy(k => Guid.ParseExact(k, "N")).ToDictionary(g => g.Key, g => g.Count());
    }

    /// <summary>The notices of those campaigns, the first one first.</summary>
    public async Task<ILookup<Guid, FollowedNotice>> Notices(IReadOnlyCollection<int> campaigns, CancellationToken cancellation) =>
        (await database.FormalNotices.AsNoTracking().Where(n => campaigns.Contains(n.CampaignId)).OrderBy(n => n.Id)
            .Select(n => new FollowedNotice(n.Id, n.DeclarationId, n.Number, n.State, n.IssuedAt, n.DueAt, n.ClosedAt == null, n.Observations.Count)).ToListAsync(cancellation))
        .ToLookup(n => n.DeclarationId);

    /// <summary>When each statement of a campaign was first submitted, the earliest first.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> FirstSubmissions(int campaign, IReadOnlyCollection<int> operators, CancellationToken cancellation) =>
        await database.Submissions.AsNoTracking().Where(s => s.CampaignId == campaign && s.Number == 1 && operators.Contains(s.OperatorId))
            .OrderBy(s => s.SubmittedAt).Select(s => s.SubmittedAt).ToListAsync(cancellation);
}
