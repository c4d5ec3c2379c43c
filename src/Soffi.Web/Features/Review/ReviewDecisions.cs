using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Features.Review;

/// <summary>What became of a decision.</summary>
public enum DecisionOutcome
{
    /// <summary>There is no such statement, agent or explanation any more.</summary>
    Missing,

    Done,

    /// <summary>Somebody decided something since the page was shown.</summary>
    Changed,

    /// <summary>The status of the statement does not allow it.</summary>
    Impossible,
}

/// <summary>
/// Takes the decisions of a review: status, decision, journal and mails in one transaction, or nothing. A decision stands on the
/// revision that was shown: an agent never decides against what another has just decided without having read it.
/// </summary>
public sealed class ReviewDecisions(
    SoffiDbContext database, DeclarationRepository repository, PublicationQueries publications, OperatorPeople people, Outbox outbox, TimeProvider clock)
{
    /// <summary>Changes of cells are not needed: none is loaded.</summary>
    private const int NoChange = int.MaxValue;

    /// <summary>Gives the review to an agent, oneself or another.</summary>
    public async Task<DecisionOutcome> Take(Guid declaration, int seen, Guid agentId, Actor actor, CancellationToken cancellation)
    {
        if ((await people.Agents(cancellation)).FirstOrDefault(a => a.Id == agentId) is not { Name: { } name })
        {
            return DecisionOutcome.Missing;
        }

        return await Decide(
            declaration, seen, DeclarationAct.TakeCharge, AuditAction.ReviewTaken, new { agent = name }, actor,
            (loaded, now) => loaded.Declaration.TakeCharge(agentId, name, actor, now), cancellation);
    }

    /// <summary>Validates, publishes, or takes one of them back.</summary>
    public async Task<DecisionOutcome> Decide(Guid declaration, int seen, DeclarationAct act, string reason, Actor actor, CancellationToken cancellation)
    {
        var told = act == DeclarationAct.LiftValidation ? [] : await People(declaration, cancellation);
        var receipt = act != DeclarationAct.Publish ? "" : await database.Submissions.Where(s => s.DeclarationId == declaration && s.IsLatest)
            .Select(s => s.ReceiptNumber).SingleOrDefaultAsync(cancellation) ?? "";
        var nothingPublic = act == DeclarationAct.WithdrawPublication && await publications.Of(declaration, cancellation) is null;
        return await Decide(
            declaration, seen, act, ActionOf(act), receipt.Length == 0 ? new { motif = reason } : new { accuse = receipt }, actor,
            (loaded, now) =>
            {
                loaded.Declaration.Decide(act, reason, actor, now, receipt);
                if (PublicationWords.Mail(act, Name(loaded), loaded.Operator.Name, reason) is var (key, subject, lines))
                {
                    Tell(loaded, told, $"{key}-{loaded.Declaration.Revision}", subject, lines);
                }
            },
            cancellation, nothingPublic);
    }

    /// <summary>Accepts an explanation, or questions it: the operator gets a mail, and the question stands in the conversation of the cell.</summary>
    /// <param name="question">Null to accept.</param>
    /// <param name="cell">The cell of the finding; null when it has none.</param>
    public async Task<DecisionOutcome> Judge(
        Guid declaration, int seen, string instance, string? question, CellCode? cell, Actor actor, CancellationToken cancellation)
    {
        var told = question is null ? [] : await People(declaration, cancellation);
        return await database.InTransaction(
            async token =>
            {
                database.ChangeTracker.Clear();
                var known = true;
                var outcome = await Decide(
                    declaration, seen, DeclarationAct.JudgeExplanation, AuditAction.ExplanationJudged, new { controle = instance, accepte = question is null, question }, actor,
                    (loaded, now) =>
                    {
                        known = loaded.Declaration.JudgeExplanation(instance, question, actor, now);
                        Tell(loaded, told, $"question-{loaded.Declaration.Revision}", "question sur une justification",
                            $"Une question est posée sur la justification du contrôle {instance}, dans la déclaration {Name(loaded)} de {loaded.Operator.Name}.",
                            "Pour la lire et y répondre, connectez-vous à Soffi\u00a0: «\u00a0Mes déclarations\u00a0», votre déclaration, «\u00a0Contrôles\u00a0» et «\u00a0Conversations\u00a0».");
                    },
                    token);
                if (outcome == DecisionOutcome.Done && known && question is not null && cell is { } code)
                {
                    await Ask(declaration, code, $"Question sur la justification du contrôle {instance}\u00a0: {question}", actor, token);
                }

                return known ? outcome : DecisionOutcome.Missing;
            },
            cancellation);
    }

    /// <summary>Sets a control aside for that statement.</summary>
    public Task<DecisionOutcome> Waive(
        Guid declaration, int seen, string control, string reason, DateTimeOffset expiresAt, Actor actor, CancellationToken cancellation) => Decide(
            declaration, seen, DeclarationAct.WaiveControl, AuditAction.ControlWaived, new { controle = control, motif = reason, fin = expiresAt }, actor,
            (loaded, now) => loaded.Declaration.WaiveControl(control, reason, expiresAt, actor, now), cancellation);

    private Task<DecisionOutcome> Decide(
        Guid declaration, int seen, DeclarationAct act, string action, object details, Actor actor, Action<LoadedDeclaration, DateTimeOffset> change,
        CancellationToken cancellation, bool impossible = false)
    {
        return repository.Change(declaration, NoChange, Act, cancellation);

        DecisionOutcome Act(LoadedDeclaration loaded, AuditTrail trail)
        {
            var now = clock.GetUtcNow();
            var outcome = loaded.Declaration.Revision != seen ? DecisionOutcome.Changed
                : impossible || DeclarationTransitions.After(loaded.Declaration.Status, act) is null ? DecisionOutcome.Impossible
                : DecisionOutcome.Done;
            if (outcome == DecisionOutcome.Done)
            {
                change(loaded, now);
            }

            var done = outcome == DecisionOutcome.Done;
            trail.Add(new AuditEntry(
                now, actor.UserId, actor.DisplayName, done ? action : AuditAction.ReviewRefused, "declaration", loaded.Declaration.Id.ToString(), loaded.Operator.Id,
                done ? JsonSerializer.Serialize(details) : JsonSerializer.Serialize(new { acte = action, refus = outcome == DecisionOutcome.Changed ? "une autre décision est venue entre-temps" : "l’état ne le permet pas" }),
                done ? AuditEntry.Success : AuditEntry.Refused));
            return outcome;
        }
    }

    private static string ActionOf(DeclarationAct act) => act switch
    {
        DeclarationAct.Validate => AuditAction.DeclarationValidated,
        DeclarationAct.LiftValidation => AuditAction.ValidationLifted,
        DeclarationAct.Publish => AuditAction.DeclarationPublished,
        DeclarationAct.WithdrawPublication => AuditAction.PublicationWithdrawn,
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Not a decision by itself."),
    };

    private async Task<IReadOnlyList<string>> People(Guid declaration, CancellationToken cancellation)
    {
        var body = await (
            from statement in database.Declarations
            join carried in database.Operators on statement.OperatorId equals carried.Id
            where statement.Id == declaration
            select carried).AsNoTracking().SingleOrDefaultAsync(cancellation);
        return body is null ? [] : await people.Of(body, cancellation);
    }

    private async Task Ask(Guid declaration, CellCode code, string text, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var thread = await database.CellThreads.Include(t => t.Messages)
            .SingleOrDefaultAsync(t => t.DeclarationId == declaration && t.Table == code.Table && t.Row == code.Row && t.Column == code.Column, cancellation);
        if (thread is null)
        {
            thread = new CellThread(declaration, code, now);
            database.CellThreads.Add(thread);
        }

        if (thread.State != ConversationState.Continued)
        {
            thread.Write(Guid.CreateVersion7(now), text, actor, now);
            await database.SaveChangesAsync(cancellation);
        }
    }

    private static string Name(LoadedDeclaration loaded) => CampaignWords.Name(loaded.Campaign.Kind, loaded.Campaign.Exercise);

    private void Tell(LoadedDeclaration loaded, IReadOnlyList<string> told, string key, string subject, params string[] lines)
    {
        foreach (var person in told)
        {
            outbox.Add($"{key}-{loaded.Declaration.Id}-{person}", person, $"Soffi\u00a0: {subject} ({Name(loaded)})", lines);
        }
    }
}
