using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Notices;

/// <summary>A statement of which a notice is, or may be, given.</summary>
/// <param name="Notices">Those it had, the first one first.</param>
/// <param name="Reminders">How many were sent.</param>
public sealed record NoticeSubject(Guid DeclarationId, DeclarationStatus Status, Operator Body, string? HostName, Campaign Campaign, IReadOnlyList<FormalNotice> Notices, int Reminders)
{
    /// <summary>« ESF 2025 ».</summary>
    public string Name => CampaignWords.Name(Campaign.Kind, Campaign.Exercise);

    public FormalNotice? Open => Notices.FirstOrDefault(n => n.IsOpen);

    /// <summary>Why no notice may be proposed nor given now: a French sentence; null when one may.</summary>
    public string? Refusal(DateTimeOffset now) => DeclarationTransitions.After(Status, DeclarationAct.GiveNotice) is null
        ? "La déclaration est déposée, ou n’est pas due\u00a0: il n’y a pas lieu de mettre en demeure."
        : now <= Campaign.DeadlineFor(Body) ? $"L’échéance de cet organisme n’est pas passée\u00a0: elle est le {ParisTime.DayAndHour(Campaign.DeadlineFor(Body))} (heure de Paris)."
        : Open is { IsSent: true } running ? $"La mise en demeure n°\u00a0{running.Number} est déjà en cours."
        : null;
}

/// <summary>A mail of a notice, without its address.</summary>
public sealed record NoticeMail(DateTimeOffset CreatedAt, DateTimeOffset? SentAt, int Attempts);

/// <summary>One line of the register.</summary>
public sealed record NoticeLine(
    Guid Id, string Number, string Body, string Statement, NoticeState State, DateTimeOffset? IssuedAt, DateTimeOffset? DueAt, bool ToDecide, int Answers);

/// <summary>Reads formal notices.</summary>
public sealed class NoticeQueries(SoffiDbContext database, TimeProvider clock)
{
    /// <summary>Key of the messages of a notice in the outbox, before the rank of the recipient.</summary>
    public static string MessagePrefix(FormalNotice notice) => $"mise-en-demeure-{notice.Id:N}-";

    /// <summary>Those of the bodies that the person may read: what is to be decided first, then the latest.</summary>
    public async Task<IReadOnlyList<NoticeLine>> List(ReviewScope scope, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = await (
            from notice in database.FormalNotices
            join body in database.Operators on notice.OperatorId equals body.Id
            join campaign in database.Campaigns.IgnoreAutoIncludes() on notice.CampaignId equals campaign.Id
            select new { Notice = notice, Body = body, campaign.Kind, campaign.Exercise, Answers = notice.Observations.Count }).AsNoTracking().ToListAsync(cancellation);
        return
        [
            .. rows.Where(r => scope.Covers(r.Body))
                .Select(r => new NoticeLine(
                    r.Notice.Id, r.Notice.Number, r.Body.Name, CampaignWords.Name(r.Kind, r.Exercise), r.Notice.State, r.Notice.IssuedAt, r.Notice.DueAt,
                    r.Notice.IsToDecide(now), r.Answers))
                .OrderByDescending(l => l.ToDecide).ThenByDescending(l => l.Id),
        ];
    }

    /// <summary>The statement, with its notices; null when there is none.</summary>
    public async Task<NoticeSubject?> Subject(Guid declaration, CancellationToken cancellation)
    {
        var head = await (
            from d in database.Declarations
            join b in database.Operators on d.OperatorId equals b.Id
            join c in database.Campaigns on d.CampaignId equals c.Id
            join h in database.Operators on b.HostId equals (int?)h.Id into hosts
            from h in hosts.DefaultIfEmpty()
            where d.Id == declaration
            select new { d.Id, d.Status, Body = b, Campaign = c, HostName = (string?)h.Name }).AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (head is null)
        {
            return null;
        }

        var notices = await database.FormalNotices.AsNoTracking().Include(n => n.Observations).Where(n => n.DeclarationId == declaration).OrderBy(n => n.Id).ToListAsync(cancellation);
        return new NoticeSubject(
            head.Id, head.Status, head.Body, head.HostName, head.Campaign, notices, await database.Reminders.CountAsync(r => r.DeclarationId == declaration, cancellation));
    }

    /// <summary>The statement of that notice; null when there is none.</summary>
    public async Task<(NoticeSubject Subject, FormalNotice Notice)?> Find(Guid id, CancellationToken cancellation)
    {
        var declaration = await database.FormalNotices.Where(n => n.Id == id).Select(n => (Guid?)n.DeclarationId).SingleOrDefaultAsync(cancellation);
        return declaration is { } known && await Subject(known, cancellation) is { } subject ? (subject, subject.Notices.Single(n => n.Id == id)) : null;
    }

    /// <summary>The letter as it was sent; null before.</summary>
    public Task<byte[]?> Letter(Guid notice, CancellationToken cancellation) =>
        database.NoticeFiles.AsNoTracking().Where(f => f.NoticeId == notice).Select(f => f.Pdf).SingleOrDefaultAsync(cancellation);

    /// <summary>The mails that told it, and whether they left.</summary>
    public async Task<IReadOnlyList<NoticeMail>> Mails(string prefix, CancellationToken cancellation) => await database.OutgoingMessages.AsNoTracking()
        .Where(m => m.Key.StartsWith(prefix)).OrderBy(m => m.Id).Select(m => new NoticeMail(m.CreatedAt, m.SentAt, m.Attempts)).ToListAsync(cancellation);
}
