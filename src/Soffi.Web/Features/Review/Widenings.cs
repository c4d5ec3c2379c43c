using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Features.Review;

/// <summary>What became of a widening.</summary>
public enum WideningOutcome
{
    /// <summary>There is no such statement, or no such ask.</summary>
    Missing,

    Done,

    /// <summary>The corrected statement came meanwhile: nothing is being corrected.</summary>
    Over,

    /// <summary>Another agent decided something about this request since the page was shown.</summary>
    Changed,

    /// <summary>Its campaign is closed and accepts no correction.</summary>
    Closed,
}

/// <summary>Widens requests of corrections that are being answered: statement, decision, journal and mails in one transaction, or nothing.</summary>
public sealed class Widenings(DeclarationRepository repository, OperatorPeople operatorPeople, Outbox outbox, TimeProvider clock)
{
    /// <summary>Changes of cells are not needed: none is loaded.</summary>
    private const int NoChange = int.MaxValue;

    /// <param name="seen">Version of the request that the agent saw.</param>
    public Task<WideningOutcome> Widen(SubmittedStatement read, WideningRequest request, int seen, Actor actor, CancellationToken cancellation) =>
        Act(read, null, seen, actor, AuditAction.CorrectionWidened, (loaded, _, now) => Widen(loaded, request, actor, now), cancellation);

    /// <summary>Opens what the operator asked.</summary>
    public Task<WideningOutcome> Accept(SubmittedStatement read, Guid ask, string answer, int seen, Actor actor, CancellationToken cancellation) =>
        Act(read, ask, seen, actor, AuditAction.CorrectionWidened,
            (loaded, asked, now) => Widen(loaded, new WideningRequest(answer, asked!.Opens, false, asked.Documents, null, asked), actor, now), cancellation);

    /// <summary>Refuses it, with a reason.</summary>
    public Task<WideningOutcome> Refuse(SubmittedStatement read, Guid ask, string answer, int seen, Actor actor, CancellationToken cancellation) =>
        Act(read, ask, seen, actor, AuditAction.WideningRefused,
            (loaded, asked, now) =>
            {
                loaded.Declaration.RefuseWidening(asked!, answer, actor, now);
                return (new { demande = asked!.Words, reponse = answer, section = loaded.Section },
                    ["demande d’élargissement refusée", $"Votre demande de rouvrir aussi {asked.Words} n’est pas acceptée\u00a0: «\u00a0{answer}\u00a0»"]);
            },
            cancellation);

    /// <summary>Why it is refused, as the agent reads it.</summary>
    public static string Words(WideningOutcome outcome) => outcome switch
    {
        WideningOutcome.Over => "Rien n’est plus en correction\u00a0: l’opérateur a déposé sa version corrigée pendant que vous prépariez cette décision. Lisez-la, puis demandez de nouvelles corrections s’il y a lieu.",
        WideningOutcome.Changed => "Une autre décision a été prise sur cette demande de corrections depuis l’affichage de la page\u00a0: lisez-la ci-dessous, puis envoyez de nouveau la vôtre si elle tient toujours.",
        WideningOutcome.Closed => "La campagne est close\u00a0: demandez à un administrateur de l’ouvrir aux rectifications.",
        _ => "Cette demande n’existe plus.",
    };

    private static (object Details, string[] Mail) Widen(LoadedDeclaration loaded, WideningRequest request, Actor actor, DateTimeOffset now)
    {
        var widening = loaded.Declaration.WidenCorrections(request, actor, now);
        return (
            new { motif = request.Reason, rouvert = widening.Opened, avant = widening.DueAt, demande = request.Ask?.Words, section = loaded.Section },
            [
                "demande de corrections élargie",
                $"{(widening.Opened.Length == 0 ? "" : $"Sont aussi rouverts\u00a0: {widening.Opened}. ")}"
                    + $"{(loaded.Declaration.Correction?.DueAt is { } due ? $"Les corrections sont attendues avant la fin du {ParisTime.Day(due)}." : "")}".Trim(),
                $"Motif\u00a0: {request.Reason}",
            ]);
    }

    private async Task<WideningOutcome> Act(
        SubmittedStatement read, Guid? ask, int seen, Actor actor, string action,
        Func<LoadedDeclaration, WideningAsk?, DateTimeOffset, (object Details, string[] Mail)> change, CancellationToken cancellation)
    {
        var people = await operatorPeople.Of(read.Operator, cancellation);
        return await repository.Change(read.Submission.DeclarationId, NoChange, Decide, cancellation);

        WideningOutcome Decide(LoadedDeclaration loaded, AuditTrail trail)
        {
            var now = clock.GetUtcNow();
            var asked = loaded.Declaration.Correction?.Asks.FirstOrDefault(a => a.Id == ask);
            var outcome = OutcomeOf(loaded, read.Submission.Number, ask, asked, seen, now);
            if (outcome == WideningOutcome.Missing)
            {
                return outcome;
            }

            var done = outcome == WideningOutcome.Done;
            object details = new { acte = action, refus = Words(outcome), section = loaded.Section };
            if (done)
            {
                (details, var mail) = change(loaded, asked, now);
                Tell(loaded, people, mail);
            }

            trail.Add(new AuditEntry(
                now, actor.UserId, actor.DisplayName, done ? action : AuditAction.ReopeningRefused, "declaration", loaded.Declaration.Id.ToString(), loaded.Operator.Id,
                JsonSerializer.Serialize(details), done ? AuditEntry.Success : AuditEntry.Refused));
            return outcome;
        }
    }

    private static WideningOutcome OutcomeOf(LoadedDeclaration loaded, int number, Guid? ask, WideningAsk? asked, int seen, DateTimeOffset now) =>
        loaded.Declaration.Correction is not { } correction || correction.Number != number
            || DeclarationTransitions.After(loaded.Declaration.Status, DeclarationAct.WidenCorrections) is null ? WideningOutcome.Over
        : ask is not null && asked is null ? WideningOutcome.Missing
        : correction.Version != seen || asked?.IsPending == false ? WideningOutcome.Changed
        : !loaded.Campaign.Accepts(correcting: true, now) ? WideningOutcome.Closed
        : WideningOutcome.Done;

    /// <param name="mail">End of the subject, then the paragraphs.</param>
    private void Tell(LoadedDeclaration loaded, IReadOnlyList<string> people, string[] mail)
    {
        var name = CampaignWords.Name(loaded.Campaign.Kind, loaded.Campaign.Exercise);
        foreach (var person in people)
        {
            outbox.Add($"elargissement-{loaded.Declaration.Id}-{loaded.Declaration.Revision}-{person}", person, $"Soffi\u00a0: {mail[0]} ({name})",
                [$"Déclaration {name} de {loaded.Operator.Name}.", .. mail[1..],
                    "Pour lire ce qui est rouvert, connectez-vous à Soffi\u00a0: «\u00a0Mes déclarations\u00a0», puis votre déclaration."]);
        }
    }
}
