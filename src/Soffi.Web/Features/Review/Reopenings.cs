using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Review;

/// <summary>What became of the reopening of a statement.</summary>
public enum ReopeningOutcome
{
    /// <summary>There is no such statement any more.</summary>
    Missing,

    Done,

    /// <summary>A later submission took its place.</summary>
    Overtaken,

    /// <summary>It is already under correction.</summary>
    AlreadyOpen,

    /// <summary>Its campaign is closed and accepts no correction.</summary>
    Closed,
}

/// <summary>Opens submitted statements again: status, decision and journal in one transaction, or nothing.</summary>
public sealed class Reopenings(DeclarationRepository repository, TimeProvider clock)
{
    /// <summary>Changes of cells are not needed: none is loaded.</summary>
    private const int NoChange = int.MaxValue;

    /// <summary>What the state of the statement says against reopening it; <see cref="ReopeningOutcome.Done"/> for nothing.</summary>
    public static ReopeningOutcome Objection(Submission submission, DeclarationStatus status, Campaign campaign, DateTimeOffset now) =>
        DeclarationTransitions.After(status, DeclarationAct.Reopen) is null ? ReopeningOutcome.AlreadyOpen
        : !submission.IsLatest ? ReopeningOutcome.Overtaken
        : !campaign.Accepts(correcting: true, now) ? ReopeningOutcome.Closed
        : ReopeningOutcome.Done;

    public Task<ReopeningOutcome> Reopen(SubmittedStatement read, string reason, Actor actor, CancellationToken cancellation)
    {
        var submission = read.Submission;
        return repository.Change(submission.DeclarationId, NoChange, Act, cancellation);

        ReopeningOutcome Act(LoadedDeclaration loaded, AuditTrail trail)
        {
            var now = clock.GetUtcNow();
            var outcome = Objection(submission, loaded.Declaration.Status, loaded.Campaign, now);
            if (outcome == ReopeningOutcome.Done)
            {
                loaded.Declaration.Reopen(submission.Number, reason, actor, now);
            }

            var done = outcome == ReopeningOutcome.Done;
            trail.Add(new AuditEntry(
                now, actor.UserId, actor.DisplayName, done ? AuditAction.DeclarationReopened : AuditAction.ReopeningRefused, "declaration",
                loaded.Declaration.Id.ToString(), loaded.Operator.Id,
                JsonSerializer.Serialize(new
                {
                    accuse = submission.ReceiptNumber,
                    motif = reason,
                    refus = done ? null : Words(outcome),
                    section = loaded.Section,
                }),
                done ? AuditEntry.Success : AuditEntry.Refused));
            return outcome;
        }
    }

    /// <summary>Why it is refused, as the agent reads it.</summary>
    public static string Words(ReopeningOutcome outcome) => outcome switch
    {
        ReopeningOutcome.AlreadyOpen => "La déclaration est déjà rouverte\u00a0: l’opérateur la rectifie et la déposera de nouveau.",
        ReopeningOutcome.Overtaken => "Ce dépôt a été remplacé par un dépôt ultérieur\u00a0: ouvrez la version la plus récente.",
        ReopeningOutcome.Closed => "La campagne est close\u00a0: demandez à un administrateur de l’ouvrir aux rectifications.",
        _ => "Cette déclaration n’existe plus.",
    };
}

/// <summary>Why a statement is reopened, as typed.</summary>
public sealed class ReopeningForm
{
    public const int Shortest = 10;

    public string? Reason { get; set; }

    /// <summary>Null when the reason can be kept; else what to type.</summary>
    public string? Fault => (Reason?.Trim().Length ?? 0) switch
    {
        < Shortest => "Dites à l’opérateur, en une phrase, ce qu’il doit rectifier.",
        > DeclarationReopening.LongestReason => $"Le motif ne peut pas dépasser {DeclarationReopening.LongestReason}\u00a0caractères.",
        _ => null,
    };
}
