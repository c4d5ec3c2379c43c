using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Mail;
using Soffi.Web.Infrastructure.People;

namespace Soffi.Web.Features.Access;

/// <summary>
/// What is decided about a person: closed or opened again (CGU article 62), confirmed, seen by the assistance, deleted
/// (article 24). Each act, its message and its entry of the journal in one transaction.
/// </summary>
public sealed class PersonRegister(SoffiDbContext database, AuditTrail trail, AccessEnding ending, Outbox outbox, TimeProvider clock)
{
    /// <summary>Whether that manager decides for somebody who holds these accesses: for all of them, or for a person without any.</summary>
    public static bool Decides(Actor by, IReadOnlyList<Grant> grants) =>
        AccessManagement.IsNational(by) || (grants.Count > 0 && grants.All(g => AccessManagement.Covers(by, g.Role, g.OperatorId, g.RegionCode)));

    /// <summary>Why that agent may not see as that person; null when they may.</summary>
    public static string? ObjectionToView(Actor by, Guid personId, IReadOnlyList<Grant> grants) =>
        by.UserId == personId ? "C’est vous-même."
        : grants.Any(g => g.Role is Role.AccessManager or Role.Administrator) ? "On ne voit pas comme un gestionnaire des accès ou un administrateur."
        : !Decides(by, grants) ? AccessManagement.Outside
        : null;

    public Task Restrict(PersonViewModel person, Permission? permission, string reason, DateTimeOffset? endsAt, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var what = permission is { } one ? RoleWords.Of(one) : "tout le service";
        var restriction = new Restriction(person.Id, permission, reason, actor.DisplayName, now, endsAt);
        return database.InTransaction(
            async token =>
            {
                database.Restrictions.Add(restriction);
                await database.SaveChangesAsync(token);
                Write(AuditAction.AccessRestricted, person.Id, new { personne = person.Email, quoi = what, motif = reason, fin = endsAt }, actor, now);
                outbox.Add($"interdiction-{restriction.Id}", person.Email, "Soffi\u00a0: votre accès est restreint",
                    $"Il vous est interdit, {(endsAt is { } end ? $"jusqu’au {ParisTime.Day(end)}" : "jusqu’à nouvel ordre")}\u00a0: {what} (article 62 des conditions générales d’utilisation).",
                    $"Motif\u00a0: {reason}", "Pour contester cette décision, écrivez à l’assistance.");
                return await database.SaveChangesAsync(token);
            },
            cancellation);
    }

    /// <returns>The person concerned; null when there is nothing to lift.</returns>
    public async Task<Guid?> Lift(int id, string reason, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await database.Restrictions.SingleOrDefaultAsync(r => r.Id == id && r.UserId != actor.UserId, cancellation) is not { } restriction
            || !restriction.Lift(reason, actor.DisplayName, now))
        {
            return null;
        }

        var person = await database.Users.AsNoTracking().SingleAsync(u => u.Id == restriction.UserId, cancellation);
        Write(AuditAction.AccessRestrictionLifted, person.Id, new { personne = person.Email, motif = reason }, actor, now);
        outbox.Add($"interdiction-{id}-levee", person.Email, "Soffi\u00a0: votre accès est rétabli", $"L’interdiction qui vous avait été notifiée est levée. Motif\u00a0: {reason}");
        await database.SaveChangesAsync(cancellation);
        return person.Id;
    }

    /// <returns>How many accesses were confirmed: those of the manager's perimeter that still stand, not their own.</returns>
    public async Task<int> Confirm(IReadOnlyCollection<int> ids, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var grants = await database.Grants.Where(g => ids.Contains(g.Id)).ToListAsync(cancellation);
        var done = 0;
        foreach (var grant in grants.Where(g => g.UserId != actor.UserId && AccessManagement.Covers(actor, g.Role, g.OperatorId, g.RegionCode)))
        {
            var suspended = grant.SuspendedAt is not null;
            if (!grant.Confirm(actor.DisplayName, now))
            {
                continue;
            }

            done++;
            trail.Add(new AuditEntry(
                now, actor.UserId, actor.DisplayName, AuditAction.AccessConfirmed, "habilitation", grant.Email, grant.OperatorId,
                JsonSerializer.Serialize(new { role = grant.Role.ToString(), region = grant.RegionCode, etaitSuspendu = suspended })));
        }

        await database.SaveChangesAsync(cancellation);
        return done;
    }

    public Task SeeAs(PersonViewModel person, string reason, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        database.AssistanceViews.Add(new AssistanceView(actor.UserId, actor.DisplayName, person.Id, reason, now));
        Write(AuditAction.AssistanceViewStarted, person.Id, new { personne = person.Email, motif = reason }, actor, now);
        return database.SaveChangesAsync(cancellation);
    }

    /// <summary>Ends the views of that agent.</summary>
    /// <param name="agentId">Who signed in.</param>
    public async Task EndView(Guid agentId, Actor seen, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var view in await database.AssistanceViews.Where(v => v.AgentId == agentId && v.EndsAt > now).ToListAsync(cancellation))
        {
            view.End(now);
            Write(AuditAction.AssistanceViewEnded, view.PersonId, new { }, seen, now);
        }

        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Closes every session of that person, here; the portal of services has its own.</summary>
    public async Task CloseSessions(Actor actor, CancellationToken cancellation)
    {
        var rows = await database.UserSessions.Where(s => s.UserId == actor.UserId).ToListAsync(cancellation);
        database.UserSessions.RemoveRange(rows);
        Write(AuditAction.SessionsClosed, actor.UserId, new { sessions = rows.Count }, actor, clock.GetUtcNow());
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Notes that somebody took a copy of their data.</summary>
    public Task NoteDownload(Actor actor, CancellationToken cancellation)
    {
        Write(AuditAction.MyDataDownloaded, actor.UserId, new { }, actor, clock.GetUtcNow());
        return database.SaveChangesAsync(cancellation);
    }

    /// <summary>
    /// Deletes an account (CGU article 24): nothing says any more whose it was, but the evidence, which stays: acceptances,
    /// submissions, journal (articles 19, 82, 83).
    /// </summary>
    public Task Delete(Guid userId, string reason, Actor actor, CancellationToken cancellation) => database.InTransaction(
        async token =>
        {
            database.ChangeTracker.Clear();
            var now = clock.GetUtcNow();
            var person = await database.Users.SingleAsync(u => u.Id == userId, token);
            var email = person.Email;
            await ending.Prepare(userId, (actor.UserId, actor.DisplayName), "suppression du compte", token);
            database.CguEndings.Add(new CguEnding(userId, CguEndingKind.Deleted, reason, actor.DisplayName, now));
            Write(AuditAction.AccountDeleted, userId, new { motif = reason, parLaPersonne = actor.UserId == userId }, actor, now);
            outbox.Add($"suppression-{userId}", email, "Soffi\u00a0: votre compte est supprimé",
                "Votre compte Soffi est supprimé (article 24 des conditions générales d’utilisation). Vos dépôts et les preuves de vos acceptations sont conservés.",
                "Votre compte sur le portail de services n’est pas concerné\u00a0: il se supprime depuis ce portail.");
            foreach (var grant in await database.Grants.Where(g => g.Email == email).ToListAsync(token))
            {
                grant.Forget(userId);
            }

            foreach (var request in await database.AccessRequests.Where(r => r.UserId == userId).ToListAsync(token))
            {
                request.Forget();
            }

            person.Delete(now);
            return await database.SaveChangesAsync(token);
        },
        cancellation);

    private void Write(string action, Guid personId, object details, Actor actor, DateTimeOffset now) => trail.Add(new AuditEntry(
        now, actor.UserId, actor.DisplayName, action, "utilisateur", personId.ToString(), null, JsonSerializer.Serialize(details)));
}
