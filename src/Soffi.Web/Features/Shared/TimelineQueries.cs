using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;

namespace Soffi.Web.Features.Shared;

/// <summary>Gathers all that happened to a statement. Who may read it is for the pages to say.</summary>
public sealed class TimelineQueries(SoffiDbContext database, TimeProvider clock)
{
    private const string System = "Soffi";

    /// <param name="forOperator">What the agents prepare, and the operator does not know yet, is left out; links lead to its pages.</param>
    /// <returns>Null when there is no such statement.</returns>
    public async Task<StatementTimeline?> Of(Guid id, bool forOperator, CancellationToken cancellation)
    {
        var head = await (
            from d in database.Declarations
            join b in database.Operators on d.OperatorId equals b.Id
            join c in database.Campaigns on d.CampaignId equals c.Id
            where d.Id == id
            select new { d.Status, d.CreatedAt, Body = b, Campaign = c }).AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (head is null)
        {
            return null;
        }

        var notices = await database.FormalNotices.AsNoTracking().Include(n => n.Observations).Where(n => n.DeclarationId == id).OrderBy(n => n.Id).ToListAsync(cancellation);
        var reopenings = await database.DeclarationReopenings.AsNoTracking().Include(r => r.Widenings).Include(r => r.Asks).AsSplitQuery()
            .Where(r => r.DeclarationId == id).OrderBy(r => r.Number).ToListAsync(cancellation);
        var moments = Opening(head.Campaign, head.Body.Id, head.CreatedAt)
            .Concat(await Entry(id, cancellation)).Concat(await Reminders(id, cancellation)).Concat(await Submissions(id, forOperator, cancellation))
            .Concat(await Deliveries(id, forOperator, cancellation)).Concat(reopenings.SelectMany(Corrections))
            .Concat(await Decisions(id, cancellation)).Concat(notices.SelectMany(n => Notice(n, forOperator)));
        var open = notices.Find(n => n.IsOpen && n.IsSent);
        return new StatementTimeline(
            id, CampaignWords.Name(head.Campaign.Kind, head.Campaign.Exercise), head.Body.Name, head.Status, [.. moments.OrderBy(m => m.At)],
            Next(head.Status, head.Campaign, head.Campaign.DeadlineFor(head.Body), reopenings.LastOrDefault(), open, clock.GetUtcNow()), clock.GetUtcNow());
    }

    private static IEnumerable<TimelineMoment> Opening(Campaign campaign, int body, DateTimeOffset createdAt)
    {
        yield return new TimelineMoment(createdAt > campaign.OpensAt ? createdAt : campaign.OpensAt, "Ouverture de la déclaration", System);
        foreach (var extension in campaign.Extensions.Where(e => e.OperatorId == body))
        {
            yield return new TimelineMoment(extension.GrantedAt, $"Délai accordé jusqu’au {ParisTime.DayAndHour(extension.Deadline)}", Agent(extension.GrantedBy), null, extension.Reason);
            if (extension.EndedAt is { } ended)
            {
                yield return new TimelineMoment(ended, "Délai retiré ou remplacé", Agent(extension.EndedBy!), null, extension.EndReason);
            }
        }
    }

    /// <summary>What was typed, explained and set aside, without its content: agents read it once it is submitted.</summary>
    private async Task<IEnumerable<TimelineMoment>> Entry(Guid id, CancellationToken cancellation)
    {
        var explained = (await database.Declarations.AsNoTracking().Where(d => d.Id == id).SelectMany(d => d.Explanations).Select(e => new { e.At, e.AuthorName }).ToListAsync(cancellation))
            .GroupBy(e => (e.AuthorName, ParisTime.Of(e.At).Date))
            .Select(g => new TimelineMoment(g.Max(e => e.At), g.Count() == 1 ? "Un constat justifié" : $"{g.Count()}\u00a0constats justifiés", g.Key.AuthorName));
        var aside = (await database.Declarations.AsNoTracking().Where(d => d.Id == id).SelectMany(d => d.CadresWithoutObject).Select(c => new { c.At, c.Cadre, c.AuthorName }).ToListAsync(cancellation))
            .Select(c => new TimelineMoment(c.At, $"Cadre {c.Cadre} déclaré sans objet", c.AuthorName));
        return (await Typing(id, cancellation)).Concat(explained).Concat(aside);
    }

    private async Task<IEnumerable<TimelineMoment>> Typing(Guid id, CancellationToken cancellation)
    {
        var changes = database.CellChanges.AsNoTracking().Where(c => c.DeclarationId == id);
        var first = await changes.OrderBy(c => c.Id).Select(c => new { c.At, c.AuthorName }).FirstOrDefaultAsync(cancellation);
        var last = await changes.OrderByDescending(c => c.Id).Select(c => new { c.At, c.AuthorName }).FirstOrDefaultAsync(cancellation);
        return first is null || last is null ? []
            : first.At == last.At ? [new TimelineMoment(first.At, "Première saisie", first.AuthorName)]
            : [new TimelineMoment(first.At, "Première saisie", first.AuthorName), new TimelineMoment(last.At, "Dernière saisie", last.AuthorName)];
    }

    private async Task<IEnumerable<TimelineMoment>> Reminders(Guid id, CancellationToken cancellation)
    {
        var sent = await database.Reminders.AsNoTracking().Where(r => r.DeclarationId == id).ToListAsync(cancellation);
        return sent.Select(r => new TimelineMoment(
            r.At, $"Rappel {r.Name} envoyé à {r.Recipients}\u00a0personne{(r.Recipients > 1 ? "s" : "")}", r.ActorName is null ? System : Agent(r.ActorName), null, $"Il manquait\u00a0: {r.Missing}."));
    }

    private async Task<IEnumerable<TimelineMoment>> Submissions(Guid id, bool forOperator, CancellationToken cancellation)
    {
        var sent = await database.Submissions.AsNoTracking().Where(s => s.DeclarationId == id)
            .Select(s => new { s.Id, s.Number, s.ReceiptNumber, s.SubmittedAt, s.SignatoryName, s.SignatoryFunction }).ToListAsync(cancellation);
        return sent.Select(s => new TimelineMoment(
            s.SubmittedAt, $"{(s.Number == 1 ? "Certifiée, signée et déposée" : $"Version n°\u00a0{s.Number} rectifiée, signée et déposée")}, accusé {s.ReceiptNumber}",
            s.SignatoryFunction.Length == 0 ? s.SignatoryName : $"{s.SignatoryName}, {s.SignatoryFunction}",
            forOperator ? $"/declarations/{id}/accuses/{s.Number}" : $"/instruction/{s.Id}"));
    }

    private static IEnumerable<TimelineMoment> Corrections(DeclarationReopening request)
    {
        yield return new TimelineMoment(
            request.At, $"Corrections du dépôt n°\u00a0{request.Number} demandées{(request.DueAt is { } due ? $", avant la fin du {ParisTime.Day(due)}" : "")}",
            Agent(request.ActorName), null, request.Reason);
        foreach (var ask in request.Asks)
        {
            yield return new TimelineMoment(ask.At, $"Demande de rouvrir aussi {ask.Words}", ask.AuthorName, null, ask.Reason);
        }

        foreach (var widening in request.Widenings)
        {
            var end = widening.DueAt is { } later ? $"à rendre avant la fin du {ParisTime.Day(later)}" : null;
            yield return new TimelineMoment(
                widening.At, $"Corrections élargies\u00a0: {string.Join(", ", new[] { widening.Opened, end }.Where(w => !string.IsNullOrEmpty(w)))}", Agent(widening.ActorName), null, widening.Reason);
        }
    }

    /// <summary>To the recipients by law. What is only scheduled, or was cancelled, is for the agents.</summary>
    private async Task<IEnumerable<TimelineMoment>> Deliveries(Guid id, bool forOperator, CancellationToken cancellation)
    {
        var deliveries = await database.Deliveries.AsNoTracking().Where(d => d.DeclarationId == id).ToListAsync(cancellation);
        return deliveries.SelectMany(d => Delivery(d, forOperator));
    }

    private static IEnumerable<TimelineMoment> Delivery(Delivery delivery, bool forOperator)
    {
        var href = forOperator ? null : $"/instruction/transmissions/{delivery.Id}";
        if (delivery.HandedOverAt is { } gone)
        {
            yield return new TimelineMoment(
                gone, $"Transmission à {delivery.RecipientName} ({delivery.LegalBasis}){(delivery.Copy > 1 ? $", envoi n°\u00a0{delivery.Copy}" : "")}", Agent(delivery.OrderedBy), href,
                delivery.Copy > 1 ? delivery.Reason : null);
        }
        else if (!forOperator && delivery.CancelledAt is { } cancelled)
        {
            yield return new TimelineMoment(
                cancelled, $"Transmission à {delivery.RecipientName} annulée", delivery.CancelledBy == AuditEntry.System ? System : Agent(delivery.CancelledBy!), href,
                delivery.Reason.Length == 0 ? null : delivery.Reason);
        }
        else if (!forOperator)
        {
            yield return new TimelineMoment(delivery.OrderedAt, $"Transmission à {delivery.RecipientName} prévue le {ParisTime.DayAndHour(delivery.DueAt)}", Agent(delivery.OrderedBy), href);
        }
    }

    private async Task<IEnumerable<TimelineMoment>> Decisions(Guid id, CancellationToken cancellation)
    {
        var decisions = await database.ReviewDecisions.AsNoTracking()
            .Where(d => d.DeclarationId == id && d.Act != DeclarationAct.RequestCorrections && d.Act != DeclarationAct.WidenCorrections).ToListAsync(cancellation);
        return decisions.Select(d => new TimelineMoment(d.At, Words(d), Agent(d.ActorName), null, d.Text.Length == 0 ? null : d.Text));
    }

    private static string Words(ReviewDecision decision) => decision.Act switch
    {
        DeclarationAct.TakeCharge => $"Instruction confiée à {decision.About}",
        DeclarationAct.JudgeExplanation => $"Justification du contrôle {decision.About} {(decision.Text.Length == 0 ? "acceptée" : "questionnée")}",
        DeclarationAct.WaiveControl => $"Contrôle {decision.About} écarté pour cette déclaration",
        DeclarationAct.Validate => "Déclaration validée",
        DeclarationAct.LiftValidation => "Validation levée",
        DeclarationAct.Publish => "Données publiables publiées",
        DeclarationAct.WithdrawPublication => "Publication retirée",
        DeclarationAct.RefuseWidening => "Élargissement des corrections refusé",
        _ => "Décision d’instruction",
    };

    private static IEnumerable<TimelineMoment> Notice(FormalNotice notice, bool forOperator)
    {
        var href = forOperator ? $"/declarations/mises-en-demeure/{notice.Id}" : $"/instruction/mises-en-demeure/{notice.Id}";
        if (!forOperator && notice.ProposedAt is { } proposed)
        {
            yield return new TimelineMoment(proposed, "Mise en demeure proposée", $"{notice.ProposedBy} (DREETS)", href, notice.Proposal);
        }

        if (notice.IssuedAt is { } issued)
        {
            yield return new TimelineMoment(issued, $"Mise en demeure n°\u00a0{notice.Number}, réponse attendue avant le {ParisTime.Day(notice.DueAt!.Value)}", Agent(notice.IssuedBy!), href);
        }

        foreach (var observation in notice.Observations)
        {
            yield return new TimelineMoment(observation.At, $"Observations sur la mise en demeure n°\u00a0{notice.Number}", observation.AuthorName, href);
        }

        if (notice.ClosedAt is { } closed && (notice.IsSent || !forOperator))
        {
            var word = notice.State switch { NoticeState.Lifted => "levée", NoticeState.Decided => "suivie d’une décision", _ => "abandonnée avant envoi" };
            yield return new TimelineMoment(closed, $"Mise en demeure n°\u00a0{notice.Number} {word}", notice.ClosedBy is { } by ? Agent(by) : System, href, notice.ClosingText);
        }
    }

    private static TimelineNext? Next(
        DeclarationStatus status, Campaign campaign, DateTimeOffset deadline, DeclarationReopening? reopening, FormalNotice? notice, DateTimeOffset now)
    {
        return status switch
        {
            DeclarationStatus.ToFill or DeclarationStatus.InProgress when notice?.IsToDecide(now) == true => new("La décision sur les suites de la mise en demeure", "la DGEFP", null),
            DeclarationStatus.ToFill or DeclarationStatus.InProgress when notice is not null => new("Le dépôt de la déclaration, ou des observations sur la mise en demeure", "l’organisme", notice.DueAt),
            DeclarationStatus.ToFill or DeclarationStatus.InProgress when !campaign.IsOpen(now) => new("La réouverture de la campagne", "l’administration", null),
            DeclarationStatus.ToFill => new("La première saisie, puis le dépôt", "l’organisme", deadline),
            DeclarationStatus.InProgress => new("La certification et le dépôt", "l’organisme", deadline),
            DeclarationStatus.Submitted => new("La prise en charge par un agent", "la DGEFP", null),
            DeclarationStatus.UnderReview => new("La validation, ou une demande de corrections", "la DGEFP", null),
            DeclarationStatus.CorrectionsRequested => new("Le dépôt de la version corrigée", "l’organisme", reopening?.DueAt),
            DeclarationStatus.Validated => new("La publication des données publiables", "la DGEFP", null),
            _ => null,
        };
    }

    /// <summary>Agents are named with their service, as on the pages of corrections and findings.</summary>
    private static string Agent(string name) => $"{name} (DGEFP)";
}
