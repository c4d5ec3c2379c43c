using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Declarations;

/// <summary>Why a submission was refused.</summary>
public enum SubmissionRefusal
{
    None,

    /// <summary>The person may not sign, or the statement or its campaign is closed.</summary>
    NotAllowed,

    /// <summary>The statement changed since the page was shown.</summary>
    Changed,

    /// <summary>Blocking findings, or findings not explained.</summary>
    NotReady,
}

/// <param name="Number">Of the submission, made now or before; null when refused.</param>
public sealed record SubmissionOutcome(int? Number, SubmissionRefusal Refusal)
{
    public static SubmissionOutcome Refused(SubmissionRefusal refusal) => new(null, refusal);
}

/// <summary>What the signatory ticks.</summary>
public static class CertificationWords
{
    /// <summary>What to tick when corrections were asked, besides the rest.</summary>
    public const string Corrected = "Je certifie avoir effectué les corrections demandées.";

    /// <summary>Everything that is ticked.</summary>
    public static string Whole(Statement statement) => statement.Declaration.IsCorrecting ? $"{Of(statement)} {Corrected}" : Of(statement);

    /// <summary>Names the findings left open, when there are some.</summary>
    public static string Of(Statement statement)
    {
        var (explained, noted) = (statement.Readiness.ToExplain.Count, statement.Readiness.Information.Count);
        var open = explained + noted == 0 ? "" : $", déposée avec {string.Join(" et ", new[]
        {
            explained == 0 ? null : $"{Words.Count(explained, "constat justifié", "constats justifiés")}",
            noted == 0 ? null : $"{Words.Count(noted, "constat d’information", "constats d’information")}",
        }.OfType<string>())} dont j’ai pris connaissance,";
        return $"Je certifie l’exactitude des renseignements de cette déclaration{open} et être habilité·e à la signer pour {statement.Loaded.Operator.Name}.";
    }
}

/// <summary>
/// Submits a statement: status, immutable snapshot, journal and messages in one transaction, or nothing. What is signed is what
/// was read: a page overtaken signs nothing. Sending twice, at once or later, leads to the same receipt.
/// </summary>
public sealed class Submissions(DeclarationRepository repository, ReceiptMails mails, TimeProvider clock)
{
    public async Task<SubmissionOutcome> Submit(Statement statement, SignatureRequest request, CancellationToken cancellation)
    {
        var recipients = await mails.Recipients(statement.Loaded.Operator, cancellation);
        var outcome = await repository.Change(statement.Id, int.MaxValue, Act, cancellation)
            ?? SubmissionOutcome.Refused(SubmissionRefusal.NotAllowed);
        return outcome.Number == Already && await repository.LatestSubmission(statement.Id, cancellation) is { } made
            ? outcome with { Number = made.Number }
            : outcome.Number == Already ? SubmissionOutcome.Refused(SubmissionRefusal.NotAllowed) : outcome;

        SubmissionOutcome Act(LoadedDeclaration loaded, AuditTrail trail)
        {
            var now = clock.GetUtcNow();
            var standing = statement with { Loaded = loaded };
            if (loaded.Declaration.IsSealed && statement.Actor.HasOn(Domain.Access.Permission.SubmitDeclaration, loaded.Operator))
            {
                return new SubmissionOutcome(Already, SubmissionRefusal.None);
            }

            if (RefusalOf(standing, request, now) is var refusal and not SubmissionRefusal.None)
            {
                trail.Add(Entry(standing, now, AuditAction.SubmissionRefused, AuditEntry.Refused, new { motif = Motive(refusal), revision = loaded.Declaration.Revision, section = loaded.Section }));
                return SubmissionOutcome.Refused(refusal);
            }

            return Seal(standing, request, recipients, now, trail);
        }
    }

    /// <summary>It was submitted before: its number is read once the transaction is over.</summary>
    private const int Already = 0;

    private static SubmissionRefusal RefusalOf(Statement standing, SignatureRequest request, DateTimeOffset now)
    {
        if (!standing.Loaded.AccessOf(standing.Actor, now).CanSubmit)
        {
            return SubmissionRefusal.NotAllowed;
        }

        if (ReadContent.Of(standing).Fingerprint != request.Fingerprint)
        {
            return SubmissionRefusal.Changed;
        }

        return standing.Readiness.IsReady ? SubmissionRefusal.None : SubmissionRefusal.NotReady;
    }

    private SubmissionOutcome Seal(
        Statement standing, SignatureRequest request, IReadOnlyList<Recipient> recipients, DateTimeOffset now, AuditTrail trail)
    {
        var loaded = standing.Loaded;
        var number = (loaded.Declaration.CorrectedNumber ?? 0) + 1;
        var signatory = new SignedBy(standing.Actor.UserId, standing.Actor.DisplayName, request.Function!.Trim());
        var content = ReadContent.ContentOf(standing, signatory, number, now) with
        {
            Correction = loaded.Declaration.Correction,
            Certification = new Certification(CertificationWords.Whole(standing), request.Fingerprint!),
        };
        loaded.Declaration.Submit(now);
        var submission = SubmissionSnapshot.Build(content);
        var lifted = repository.Add(submission);
        mails.Announce(submission, recipients, lifted);
        trail.Add(Entry(standing, now, AuditAction.DeclarationSubmitted, AuditEntry.Success, new
        {
            numero = submission.ReceiptNumber,
            sha256 = submission.Sha256,
            empreinteLue = request.Fingerprint,
            fonction = signatory.Function,
            revision = loaded.Declaration.Revision,
            section = loaded.Section,
        }));
        return new SubmissionOutcome(number, SubmissionRefusal.None);
    }

    private static string Motive(SubmissionRefusal refusal) => refusal switch
    {
        SubmissionRefusal.Changed => "modifiée depuis l’affichage",
        SubmissionRefusal.NotReady => "constats bloquants ou non justifiés",
        _ => "non habilité ou déclaration close",
    };

    private static AuditEntry Entry(Statement standing, DateTimeOffset now, string action, string result, object details) => new(
        now, standing.Actor.UserId, standing.Actor.DisplayName, action, "declaration", standing.Id.ToString(),
        standing.Declaration.OperatorId, JsonSerializer.Serialize(details), result);
}
