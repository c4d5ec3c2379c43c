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
/// <param name="Changes">What changed since the page was shown, oldest first.</param>
public sealed record SubmissionOutcome(int? Number, SubmissionRefusal Refusal, IReadOnlyList<CellChange> Changes)
{
    public static SubmissionOutcome Refused(SubmissionRefusal refusal, IReadOnlyList<CellChange>? changes = null) => new(null, refusal, changes ?? []);
}

/// <summary>
/// Submits a statement: status, immutable snapshot and journal in one transaction, or nothing. Sending twice leads to the
/// same receipt.
/// </summary>
public sealed class Submissions(DeclarationRepository repository, TimeProvider clock)
{
    public async Task<SubmissionOutcome> Submit(Statement statement, SignatureRequest request, CancellationToken cancellation)
    {
        var latest = await repository.LatestSubmission(statement.Id, cancellation);
        var outcome = await repository.Change(statement.Id, request.Revision, Act, cancellation);
        return outcome ?? SubmissionOutcome.Refused(SubmissionRefusal.NotAllowed);

        SubmissionOutcome Act(LoadedDeclaration loaded, AuditTrail trail)
        {
            var now = clock.GetUtcNow();
            var standing = statement with { Loaded = loaded };
            var declaration = loaded.Declaration;
            if (declaration.IsSealed && statement.Actor.HasOn(Domain.Access.Permission.SubmitDeclaration, loaded.Operator))
            {
                return new SubmissionOutcome(Math.Max(latest?.Number ?? 1, 1), SubmissionRefusal.None, []);
            }

            if (RefusalOf(standing, request, now) is { } refused)
            {
                trail.Add(Entry(standing, now, AuditAction.SubmissionRefused, AuditEntry.Refused, new { motif = Motive(refused.Refusal), revision = declaration.Revision, section = loaded.Section }));
                return refused;
            }

            return Seal(standing, request, (latest?.Number ?? 0) + 1, now, trail);
        }
    }

    private static SubmissionOutcome? RefusalOf(Statement standing, SignatureRequest request, DateTimeOffset now)
    {
        var declaration = standing.Declaration;
        if (!standing.Loaded.AccessOf(standing.Actor, now).CanSubmit)
        {
            return SubmissionOutcome.Refused(SubmissionRefusal.NotAllowed);
        }

        if (declaration.Revision != request.Revision)
        {
            return SubmissionOutcome.Refused(SubmissionRefusal.Changed, [.. declaration.Changes.OrderBy(c => c.Revision).ThenBy(c => c.Id)]);
        }

        return standing.Readiness.IsReady ? null : SubmissionOutcome.Refused(SubmissionRefusal.NotReady);
    }

    private SubmissionOutcome Seal(Statement standing, SignatureRequest request, int number, DateTimeOffset now, AuditTrail trail)
    {
        var loaded = standing.Loaded;
        var findings = standing.Findings;
        var values = standing.Calculation.Values;
        var correction = loaded.Declaration.Correction;
        loaded.Declaration.Submit(now);
        var signatory = new SignedBy(standing.Actor.UserId, standing.Actor.DisplayName, request.Function!.Trim());
        var submission = SubmissionSnapshot.Build(new SubmissionContent(
            loaded.Declaration, loaded.Operator, loaded.Campaign, standing.Form.Header, values, findings, signatory, number, now, loaded.Host)
        {
            Correction = correction,
            ChangedControls = standing.ChangedControls,
            WithoutObject = loaded.Declaration.WithoutObject(standing.Form),
        });
        repository.Add(submission);
        trail.Add(Entry(standing, now, AuditAction.DeclarationSubmitted, AuditEntry.Success,
            new { numero = submission.ReceiptNumber, sha256 = submission.Sha256, fonction = signatory.Function, revision = loaded.Declaration.Revision, section = loaded.Section }));
        return new SubmissionOutcome(number, SubmissionRefusal.None, []);
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
