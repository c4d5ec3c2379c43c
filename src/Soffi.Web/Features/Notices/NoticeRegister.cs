using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.FollowUp;
using Soffi.Web.Infrastructure.Mail;
using Soffi.Web.Infrastructure.Pdf;

namespace Soffi.Web.Features.Notices;

/// <summary>What became of an act on a notice.</summary>
/// <param name="Id">Of the notice; null when nothing was done.</param>
/// <param name="Refusal">Why nothing was done: a French sentence.</param>
public sealed record NoticeOutcome(Guid? Id, string? Refusal)
{
    public static NoticeOutcome Refused(string refusal) => new(null, refusal);
}

/// <summary>Writes, sends and closes notices: the notice, its letter, its messages and its line of the journal in one transaction.</summary>
public sealed class NoticeRegister(
    SoffiDbContext database, NoticeQueries queries, FollowedQueries followed, AuditTrail trail, Outbox outbox, IOptions<AssistanceOptions> assistance, TimeProvider clock)
{
    private const string Changed = "La mise en demeure a changé depuis l’affichage de la page\u00a0: lisez ce qu’elle est devenue, puis décidez de nouveau s’il y a lieu.";

    /// <summary>A regional directorate asks the minister for one.</summary>
    public Task<NoticeOutcome> Propose(Guid declaration, string text, Actor actor, CancellationToken cancellation) => Write(
        declaration, AuditAction.NoticeProposed,
        (subject, statement, number, now) => subject.Open is { } standing
            ? (null, $"La mise en demeure n°\u00a0{standing.Number} est déjà proposée ou préparée.")
            : (FormalNotice.Propose(statement, number, text, actor, now), null),
        text, actor, cancellation);

    /// <summary>Writes the reason of a notice, or changes it.</summary>
    public Task<NoticeOutcome> Prepare(Guid declaration, string text, Actor actor, CancellationToken cancellation) => Write(
        declaration, AuditAction.NoticePrepared,
        (subject, statement, number, now) =>
        {
            if (subject.Open is null)
            {
                return (FormalNotice.Prepare(statement, number, text, actor, now), null);
            }

            var standing = database.FormalNotices.Local.Single(n => n.Id == subject.Open.Id);
            standing.Write(text, actor, now);
            return (standing, null);
        },
        text, actor, cancellation);

    /// <summary>Sends it: the month begins, the letter is made for ever, those who declare or sign are told.</summary>
    public Task<NoticeOutcome> Issue(Guid id, int seen, Actor actor, CancellationToken cancellation) => Change(
        id, seen,
        async (subject, notice, now, token) =>
        {
            if (notice.State != NoticeState.Prepared || subject.Refusal(now) is not null)
            {
                return subject.Refusal(now) ?? "Cette mise en demeure n’est pas prête à être envoyée.";
            }

            notice.Issue(actor, now);
            var letter = NoticeLetter.Of(notice, subject.Campaign, subject.Body, subject.HostName);
            var pdf = NoticePdf.Write(letter, now, assistance.Value.Contact);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf));
            database.NoticeFiles.Add(new NoticeFileRow { NoticeId = notice.Id, Pdf = pdf, Sha256 = sha256 });
            var people = await followed.People(now, token);
            var told = people[subject.Body.Id].Concat(subject.Body.HostId is { } host ? people[host] : []).Select(p => p.Email).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            for (var i = 0; i < told.Count; i++)
            {
                outbox.Add($"{NoticeQueries.MessagePrefix(notice)}{i + 1}", told[i], $"Soffi\u00a0: mise en demeure n°\u00a0{notice.Number}", [
                    $"Une mise en demeure, n°\u00a0{notice.Number}, vous est notifiée le {ParisTime.DayAndHour(now)} (heure de Paris). {letter.Subject}.",
                    .. letter.Paragraphs,
                    $"Pour lire et télécharger la lettre, ou présenter vos observations, connectez-vous à Soffi\u00a0: l’accueil y mène. Empreinte SHA-256 de la lettre\u00a0: {sha256}",
                ]);
            }

            Note(subject, notice, AuditAction.NoticeIssued, new { echeance = notice.DueAt, destinataires = told.Count, sha256 }, actor, now);
            return null;
        },
        cancellation);

    /// <summary>Notes that a letter was received that day.</summary>
    public Task<NoticeOutcome> Receive(Guid id, int seen, DateTimeOffset at, string how, Actor actor, CancellationToken cancellation) => Change(
        id, seen,
        (subject, notice, now, _) =>
        {
            if (notice.State != NoticeState.Issued || at < notice.IssuedAt!.Value.AddDays(-1) || at > now)
            {
                return Task.FromResult<string?>("La date de réception se situe entre l’envoi et aujourd’hui, pour une mise en demeure en cours.");
            }

            notice.Receive(how, at);
            Note(subject, notice, AuditAction.NoticeReceived, new { recue = at, moyen = how, echeance = notice.DueAt }, actor, now);
            return Task.FromResult<string?>(null);
        },
        cancellation);

    /// <summary>Gives it up, lifts it, or decides what follows.</summary>
    public Task<NoticeOutcome> Close(Guid id, int seen, NoticeState to, string text, Actor actor, CancellationToken cancellation) => Change(
        id, seen,
        async (subject, notice, now, token) =>
        {
            if (DeclarationTransitions.After(subject.Status, DeclarationAct.CloseNotice) is null || !notice.MayClose(to, now))
            {
                return "L’état de la mise en demeure ne permet pas cette décision.";
            }

            var sent = notice.IsSent;
            notice.Close(to, text, actor, now);
            Note(subject, notice, to switch { NoticeState.Lifted => AuditAction.NoticeLifted, NoticeState.Decided => AuditAction.NoticeDecided, _ => AuditAction.NoticeAbandoned }, new { motif = text }, actor, now);
            if (sent)
            {
                var people = await followed.People(now, token);
                foreach (var person in people[subject.Body.Id].Concat(subject.Body.HostId is { } host ? people[host] : []).Select(p => p.Email).Distinct(StringComparer.OrdinalIgnoreCase))
                {
                    outbox.Add($"fin-mise-en-demeure-{notice.Id:N}-{person}", person, $"Soffi\u00a0: mise en demeure n°\u00a0{notice.Number}",
                        $"La mise en demeure n°\u00a0{notice.Number} est {(to == NoticeState.Lifted ? "levée" : "suivie d’une décision")}\u00a0: «\u00a0{text}\u00a0»");
                }
            }

            return null;
        },
        cancellation);

    /// <summary>Notes that somebody of the body opened it, once.</summary>
    public async Task Read(NoticeSubject subject, FormalNotice notice, Actor actor, CancellationToken cancellation)
    {
        if (notice.State != NoticeState.Issued || notice.ReceivedAt is not null || actor.SeenBy is not null || actor.ActingFor is not null)
        {
            return;
        }

        await Change(
            notice.Id, notice.Revision,
            (_, standing, now, _) =>
            {
                if (standing.Read(actor.DisplayName, now))
                {
                    Note(subject, standing, AuditAction.NoticeRead, new { }, actor, now);
                }

                return Task.FromResult<string?>(null);
            },
            cancellation);
    }

    private async Task<NoticeOutcome> Write(
        Guid declaration, string action, Func<NoticeSubject, Declaration, string, DateTimeOffset, (FormalNotice? Notice, string? Refusal)> make, string text, Actor actor,
        CancellationToken cancellation)
    {
        try
        {
            return await database.InTransaction(
                async token =>
                {
                    database.ChangeTracker.Clear();
                    var now = clock.GetUtcNow();
                    var subject = (await queries.Subject(declaration, token))!; // Known to the page: statements are never deleted.
                    if (subject.Refusal(now) is { } refusal)
                    {
                        return NoticeOutcome.Refused(refusal);
                    }

                    var statement = await database.Declarations.AsNoTracking().SingleAsync(d => d.Id == declaration, token);
                    await database.FormalNotices.Where(n => n.DeclarationId == declaration && n.ClosedAt == null).LoadAsync(token);
                    var (notice, refused) = make(subject, statement, FormalNotice.NumberOf(subject.Campaign, subject.Body.Code, subject.Notices.Count + 1), now);
                    if (notice is null)
                    {
                        return NoticeOutcome.Refused(refused!);
                    }

                    if (database.Entry(notice).State == EntityState.Detached)
                    {
                        database.FormalNotices.Add(notice);
                    }

                    Note(subject, notice, action, new { texte = text }, actor, now);
                    await database.SaveChangesAsync(token);
                    return new NoticeOutcome(notice.Id, null);
                },
                cancellation);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || UniqueViolation.Is(e))
        {
            database.ChangeTracker.Clear();
            return NoticeOutcome.Refused(Changed);
        }
    }

    private async Task<NoticeOutcome> Change(
        Guid id, int seen, Func<NoticeSubject, FormalNotice, DateTimeOffset, CancellationToken, Task<string?>> act, CancellationToken cancellation)
    {
        try
        {
            return await database.InTransaction(
                async token =>
                {
                    database.ChangeTracker.Clear();
                    var notice = await database.FormalNotices.SingleAsync(n => n.Id == id, token);

                    // Held until the end of the transaction: a submission that lifts the notice comes before or after, not between.
                    await database.Declarations.Where(d => d.Id == notice.DeclarationId).ExecuteUpdateAsync(s => s.SetProperty(d => d.Revision, d => d.Revision), token);
                    var subject = (await queries.Subject(notice.DeclarationId, token))!;
                    if (notice.Revision != seen)
                    {
                        return NoticeOutcome.Refused(Changed);
                    }

                    var others = subject with { Notices = [.. subject.Notices.Where(n => n.Id != id)] };
                    if (await act(others, notice, clock.GetUtcNow(), token) is { } refusal)
                    {
                        return NoticeOutcome.Refused(refusal);
                    }

                    await database.SaveChangesAsync(token);
                    return new NoticeOutcome(id, null);
                },
                cancellation);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || UniqueViolation.Is(e))
        {
            database.ChangeTracker.Clear();
            return NoticeOutcome.Refused(Changed);
        }
    }

    private void Note(NoticeSubject subject, FormalNotice notice, string action, object details, Actor actor, DateTimeOffset now) => trail.Add(new AuditEntry(
        now, actor.UserId, actor.DisplayName, action, "mise-en-demeure", notice.Number, subject.Body.Id, JsonSerializer.Serialize(details)));
}
