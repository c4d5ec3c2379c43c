using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Mail;
using Soffi.Web.Infrastructure.People;

namespace Soffi.Web.Features.Cgu;

/// <summary>
/// Ends agreements: a person gives the service up (CGU article 19), the ministry notifies a breach, sees it repaired or
/// ends the agreement (articles 77, 79, 80). Each act, its message and its entry of the journal in one transaction.
/// </summary>
public sealed class AgreementEnding(SoffiDbContext database, AuditTrail audit, AccessEnding access, Outbox outbox, TimeProvider clock)
{
    private const string Closed = "Ce manquement est déjà clos.";

    public Task Renounce(Actor actor, CancellationToken cancellation) => database.InTransaction(
        async token =>
        {
            database.ChangeTracker.Clear();
            await access.Prepare(actor.UserId, (actor.UserId, actor.DisplayName), "renonciation au service", token);
            var at = await EndingInstant(actor.UserId, token);
            database.CguEndings.Add(new CguEnding(actor.UserId, CguEndingKind.Renounced, "", actor.DisplayName, at));
            Write(AuditAction.CguRenounced, "utilisateur", actor.UserId.ToString(), new { le = at }, actor);
            outbox.Add($"renonciation-{actor.UserId}-{at.UtcTicks}", actor.Email, "Soffi\u00a0: vous avez renoncé au service",
                $"Vous avez renoncé au service le {ParisTime.DayAndHour(at)}. Vos accès sont retirés.",
                "Vous restez responsable de ce que vous avez fait auparavant\u00a0; les dépôts et les traces sont conservés (article 19 des conditions générales d’utilisation).");
            return await database.SaveChangesAsync(token);
        },
        cancellation);

    /// <returns>The notice, or why nothing was sent.</returns>
    public async Task<(int? Id, string? Refusal)> Notify(string address, string article, string facts, bool serious, Actor actor, CancellationToken cancellation)
    {
        var email = User.NormaliseEmail(address);
        if (await database.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Email == email && u.DeletedAt == null, cancellation) is not { } person)
        {
            return (null, "Personne ne s’est encore connecté à Soffi avec cette adresse\u00a0: vérifiez-la dans la liste des accès.");
        }

        if (person.Id == actor.UserId)
        {
            return (null, "Vous ne pouvez pas vous notifier un manquement à vous-même.");
        }

        var breach = new BreachNotice(person.Id, article, facts, serious, actor.DisplayName, clock.GetUtcNow());
        await database.InTransaction(
            async token =>
            {
                database.BreachNotices.Add(breach);
                await database.SaveChangesAsync(token);
                Write(AuditAction.BreachNotified, breach, new { personne = person.Email, article, faits = facts, grave = serious, echeance = breach.DueAt }, actor);
                outbox.Add($"manquement-{breach.Id}", person.Email, "Soffi\u00a0: manquement aux conditions générales d’utilisation",
                    $"Un manquement à l’article {article} des conditions générales d’utilisation vous est notifié\u00a0:", facts,
                    serious
                        ? "Il est grave ou répété\u00a0: l’accord peut être résilié sans autre délai (article 79)."
                        : $"Vous avez jusqu’au {ParisTime.DayAndHour(breach.DueAt)}, heure de Paris, pour y mettre fin ou le réparer\u00a0; à défaut, l’accord pourra être résilié (article 80).",
                    "Connectez-vous à Soffi pour lire cette notification et y répondre.");
                return await database.SaveChangesAsync(token);
            },
            cancellation);
        return (breach.Id, null);
    }

    /// <returns>False when it is closed, or not theirs.</returns>
    public async Task<bool> Answer(int id, string answer, Actor actor, CancellationToken cancellation)
    {
        if (await database.BreachNotices.SingleOrDefaultAsync(b => b.Id == id && b.UserId == actor.UserId, cancellation) is not { } breach
            || !breach.Reply(answer, clock.GetUtcNow()))
        {
            return false;
        }

        Write(AuditAction.BreachAnswered, breach, new { reponse = answer }, actor);
        return await Saved(cancellation);
    }

    /// <returns>Why nothing was done; null when it was.</returns>
    public async Task<string?> Remedy(int id, string reason, Actor actor, CancellationToken cancellation)
    {
        var breach = await database.BreachNotices.SingleAsync(b => b.Id == id, cancellation);
        if (!breach.Remedy(reason, actor.DisplayName, clock.GetUtcNow()))
        {
            return Closed;
        }

        Write(AuditAction.BreachRemedied, breach, new { motif = reason }, actor);
        await Tell(breach, "regularisation", "Soffi\u00a0: manquement régularisé",
            $"Le manquement à l’article {breach.Article} qui vous avait été notifié est régularisé\u00a0: {reason}", cancellation);
        return await Saved(cancellation) ? null : Closed;
    }

    /// <returns>Why nothing was done; null when it was.</returns>
    public async Task<string?> Terminate(int id, string reason, Actor actor, CancellationToken cancellation)
    {
        var breach = await database.BreachNotices.SingleAsync(b => b.Id == id, cancellation);
        if (breach.ObjectionToTermination(clock.GetUtcNow()) is { } objection)
        {
            return objection;
        }

        if (breach.UserId == actor.UserId)
        {
            return "Vous ne pouvez pas résilier votre propre accord\u00a0: une autre personne doit le faire.";
        }

        database.CguEndings.Add(breach.Terminate(reason, actor.DisplayName, await EndingInstant(breach.UserId, cancellation)));
        await access.Prepare(breach.UserId, (actor.UserId, actor.DisplayName), "résiliation de l’accord", cancellation);
        Write(AuditAction.CguTerminated, breach, new { motif = reason, article = breach.Article, grave = breach.Serious }, actor);
        await Tell(breach, "resiliation", "Soffi\u00a0: votre accord est résilié",
            $"Votre accord est résilié (articles 79 et 80 des conditions générales d’utilisation) et vos accès sont retirés\u00a0: {reason}", cancellation);
        return await Saved(cancellation) ? null : Closed;
    }

    /// <summary>Allows the person to accept the terms again; their accesses are to be asked anew.</summary>
    /// <returns>False when there is nothing to lift.</returns>
    public async Task<bool> Lift(int endingId, string reason, Actor actor, CancellationToken cancellation)
    {
        if (await database.CguEndings.SingleOrDefaultAsync(e => e.Id == endingId && e.UserId != actor.UserId, cancellation) is not { } ending
            || !ending.Lift(reason, actor.DisplayName, clock.GetUtcNow()))
        {
            return false;
        }

        Write(AuditAction.CguTerminationLifted, "utilisateur", ending.UserId.ToString(), new { motif = reason }, actor);
        return await Saved(cancellation);
    }

    /// <summary>Not before what it ends, even when the clock was set back.</summary>
    private async Task<DateTimeOffset> EndingInstant(Guid userId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var last = await database.CguAcceptances.Where(a => a.UserId == userId).MaxAsync(a => (DateTimeOffset?)a.AcceptedAt, cancellation);
        return last > now ? last.Value : now;
    }

    private async Task Tell(BreachNotice breach, string kind, string subject, string line, CancellationToken cancellation)
    {
        var person = await database.Users.AsNoTracking().SingleAsync(u => u.Id == breach.UserId, cancellation);
        outbox.Add($"manquement-{breach.Id}-{kind}", person.Email, subject, line);
    }

    private async Task<bool> Saved(CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
            return false;
        }
    }

    private void Write(string action, BreachNotice breach, object details, Actor actor) =>
        Write(action, "manquement", breach.Id.ToString(CultureInfo.InvariantCulture), details, actor);

    private void Write(string action, string type, string id, object details, Actor actor) => audit.Add(new AuditEntry(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, type, id, null, JsonSerializer.Serialize(details)));
}
