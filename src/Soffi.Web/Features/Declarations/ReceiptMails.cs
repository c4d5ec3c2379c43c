using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Features.Declarations;

/// <summary>Somebody who is sent a receipt.</summary>
public sealed record Recipient(Guid UserId, string Email);

/// <summary>
/// The receipt by mail: to everybody who declares for the body, in the transaction of the submission; again, later, to whoever
/// asks for it. Neither makes a submission.
/// </summary>
public sealed class ReceiptMails(SoffiDbContext context, Outbox outbox, IOptions<AssistanceOptions> assistance, TimeProvider clock)
{
    /// <summary>Findings written in full; the receipt itself has them all.</summary>
    private const int MostFindings = 50;

    /// <summary>Those who declare or sign for that body now, through its host for a section.</summary>
    public async Task<IReadOnlyList<Recipient>> Recipients(Operator body, CancellationToken cancellation)
    {
        var (own, host, now) = (body.Id, body.HostId ?? body.Id, clock.GetUtcNow());
        var rows = await (
            from grant in context.Grants
            join user in context.Users on grant.UserId equals (Guid?)user.Id
            where (grant.OperatorId == own || grant.OperatorId == host) && user.DeletedAt == null
            select new { Grant = grant, user.Id, user.Email }).AsNoTracking().ToListAsync(cancellation);
        return [.. rows.Where(r => r.Grant.IsActive(now) && RolePermissions.Allows(r.Grant.Role, Permission.EditDeclaration))
            .Select(r => new Recipient(r.Id, r.Email)).Distinct()];
    }

    /// <summary>
    /// Adds the receipt of a new submission to the unit of work, one message a person; another one says, to each, that the
    /// formal notice is at an end.
    /// </summary>
    /// <param name="lifted">The notices that this submission lifts.</param>
    public void Announce(Submission submission, IReadOnlyList<Recipient> recipients, IReadOnlyList<FormalNotice> lifted)
    {
        foreach (var recipient in recipients)
        {
            Add($"accuse-{submission.Id}-{recipient.UserId}", submission, recipient);
        }

        foreach (var (notice, recipient) in lifted.SelectMany(n => recipients.Select(r => (n, r))))
        {
            outbox.Add(
                $"fin-mise-en-demeure-{notice.Id:N}-{recipient.UserId}", recipient.Email, $"Soffi\u00a0: mise en demeure n°\u00a0{notice.Number} levée",
                $"La mise en demeure n°\u00a0{notice.Number}, envoyée le {ParisTime.Day(notice.IssuedAt!.Value)}, est levée le {ParisTime.DayAndHour(submission.SubmittedAt)} (heure de Paris)\u00a0: la déclaration a été déposée sous le n°\u00a0{submission.ReceiptNumber}.",
                "Aucune réponse n’est plus attendue à son sujet. La lettre et vos observations restent lisibles dans Soffi. La levée ne vaut pas contrôle de conformité de la déclaration.");
        }
    }

    /// <summary>Adds one more copy, at most one a minute for a person: a double click sends one.</summary>
    public void Again(Submission submission, Recipient recipient) => Add(
        $"accuse-{submission.Id}-{recipient.UserId}-{clock.GetUtcNow().UtcDateTime:yyyyMMddHHmm}", submission, recipient);

    private void Add(string key, Submission submission, Recipient recipient)
    {
        var receipt = SealedReceipt.Of(submission.CanonicalJson);
        outbox.Add(key, recipient.Email, $"Soffi\u00a0: accusé de dépôt {receipt.ReceiptNumber}", [.. Lines(receipt)]);
    }

    private IEnumerable<string> Lines(SealedReceipt receipt)
    {
        yield return $"La déclaration {receipt.Kind} {receipt.Exercise} ({receipt.OperatorName}) a été déposée {receipt.Date}.";
        yield return $"Numéro\u00a0: {receipt.ReceiptNumber} (dépôt n°\u00a0{receipt.Number} de cette déclaration)\n"
            + $"Date et heure\u00a0: {receipt.Date}, soit {receipt.Instant}\n"
            + $"Opérateur\u00a0: {receipt.Body}\n"
            + $"Formulaire\u00a0: {receipt.Form}\n"
            + $"Signataire\u00a0: {receipt.SignatoryName}, {receipt.SignatoryFunction}\n"
            + $"Empreinte SHA-256 du dépôt\u00a0: {receipt.Sha256}";
        yield return Findings(receipt.Content.Findings);
        yield return SealedReceipt.Worth;
        yield return "Pour lire l’accusé, le télécharger en PDF ou obtenir le dossier de preuve, connectez-vous à Soffi\u00a0: « Mes déclarations », votre déclaration, « Accusé de dépôt ».";
        yield return $"Contact\u00a0: Délégation générale à l’emploi et à la formation professionnelle (DGEFP). Assistance\u00a0: {assistance.Value.Contact}, {assistance.Value.Url}";
    }

    private static string Findings(IReadOnlyList<SealedFinding> findings) => findings.Count == 0
        ? "Aucun constat au moment du dépôt."
        : $"Constats au moment du dépôt ({findings.Count})\u00a0:\n"
            + string.Join('\n', findings.Take(MostFindings).Select(f =>
                $"– {f.Label} ({f.Severity}){(f.Explanation is null ? "" : $". Justification de {f.Author}\u00a0: {f.Explained}")}"))
            + (findings.Count > MostFindings ? $"\n– et {findings.Count - MostFindings} de plus, dans l’accusé." : "");
}
