using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Features.Review;

/// <summary>What became of a request of corrections.</summary>
public enum CorrectionOutcome
{
    /// <summary>There is no such statement any more.</summary>
    Missing,

    Done,

    /// <summary>A later submission took its place.</summary>
    Overtaken,

    /// <summary>Corrections are already asked.</summary>
    AlreadyAsked,

    /// <summary>Its review is over.</summary>
    Frozen,

    /// <summary>Its campaign is closed and accepts no correction.</summary>
    Closed,

    /// <summary>Somebody decided something since the page was shown.</summary>
    Changed,
}

/// <summary>Asks operators for corrections: status, decision, journal and mails in one transaction, or nothing.</summary>
public sealed class CorrectionRequests(DeclarationRepository repository, OperatorPeople operatorPeople, Outbox outbox, TimeProvider clock)
{
    /// <summary>Changes of cells are not needed: none is loaded.</summary>
    private const int NoChange = int.MaxValue;

    /// <summary>What the state of the statement says against it; <see cref="CorrectionOutcome.Done"/> for nothing.</summary>
    public static CorrectionOutcome Objection(Submission submission, DeclarationStatus status, Campaign campaign, DateTimeOffset now) =>
        status == DeclarationStatus.Validated ? CorrectionOutcome.Frozen
        : !submission.IsLatest ? CorrectionOutcome.Overtaken
        : DeclarationTransitions.After(status, DeclarationAct.RequestCorrections) is null ? CorrectionOutcome.AlreadyAsked
        : !campaign.Accepts(correcting: true, now) ? CorrectionOutcome.Closed
        : CorrectionOutcome.Done;

    /// <param name="seen">Revision of the statement that the agent saw.</param>
    public async Task<CorrectionOutcome> Ask(SubmittedStatement read, CorrectionRequest request, int seen, Actor actor, CancellationToken cancellation)
    {
        var submission = read.Submission;
        var people = await operatorPeople.Of(read.Operator, cancellation);
        return await repository.Change(submission.DeclarationId, NoChange, Act, cancellation);

        CorrectionOutcome Act(LoadedDeclaration loaded, AuditTrail trail)
        {
            var now = clock.GetUtcNow();
            var outcome = Objection(submission, loaded.Declaration.Status, loaded.Campaign, now);
            outcome = outcome == CorrectionOutcome.Done && loaded.Declaration.Revision != seen ? CorrectionOutcome.Changed : outcome;
            if (outcome == CorrectionOutcome.Done)
            {
                loaded.Declaration.RequestCorrections(request, actor, now);
                Tell(loaded, request, people);
            }

            var done = outcome == CorrectionOutcome.Done;
            trail.Add(new AuditEntry(
                now, actor.UserId, actor.DisplayName, done ? AuditAction.DeclarationReopened : AuditAction.ReopeningRefused, "declaration",
                loaded.Declaration.Id.ToString(), loaded.Operator.Id,
                JsonSerializer.Serialize(new
                {
                    accuse = submission.ReceiptNumber,
                    motifs = StatusWords.Of(request.Reasons),
                    demande = request.Text,
                    rouvert = request.Parts.Select(p => p.ToString()),
                    pieces = request.Documents,
                    avant = request.DueAt,
                    refus = done ? null : Words(outcome),
                    section = loaded.Section,
                }),
                done ? AuditEntry.Success : AuditEntry.Refused));
            return outcome;
        }
    }

    /// <summary>Why it is refused, as the agent reads it.</summary>
    public static string Words(CorrectionOutcome outcome) => outcome switch
    {
        CorrectionOutcome.AlreadyAsked => "Des corrections sont déjà demandées\u00a0: l’opérateur corrige la déclaration et la déposera de nouveau.",
        CorrectionOutcome.Overtaken => "Ce dépôt a été remplacé par un dépôt ultérieur\u00a0: ouvrez la version la plus récente.",
        CorrectionOutcome.Frozen => "La déclaration est validée\u00a0: levez d’abord la validation, avec un motif.",
        CorrectionOutcome.Closed => "La campagne est close\u00a0: demandez à un administrateur de l’ouvrir aux rectifications.",
        CorrectionOutcome.Changed => "Une décision a été prise pendant que vous prépariez cette demande\u00a0: lisez-la, puis envoyez de nouveau votre demande si elle tient toujours.",
        _ => "Cette déclaration n’existe plus.",
    };

    private void Tell(LoadedDeclaration loaded, CorrectionRequest request, IReadOnlyList<string> people)
    {
        var name = CampaignWords.Name(loaded.Campaign.Kind, loaded.Campaign.Exercise);
        foreach (var person in people)
        {
            outbox.Add($"correction-{loaded.Declaration.Id}-{request.Number}-{person}", person, $"Soffi\u00a0: corrections demandées ({name})",
                $"Des incohérences ont été relevées dans la déclaration {name} de {loaded.Operator.Name}, déposée sous le n°\u00a0{request.Number}. "
                    + $"Merci de corriger ou de justifier avant le {ParisTime.Day(request.DueAt!.Value)}.",
                $"Motif\u00a0: {StatusWords.Of(request.Reasons)}.",
                request.Text,
                "Pour lire ce qui est rouvert et corriger, connectez-vous à Soffi\u00a0: «\u00a0Mes déclarations\u00a0», puis votre déclaration. Le reste demeure scellé.");
        }
    }
}
