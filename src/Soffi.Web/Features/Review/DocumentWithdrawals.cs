using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Features.Review;

/// <summary>Withdraws documents, with the message to who joined them and the entry of the journal, in one transaction.</summary>
public sealed class DocumentWithdrawals(SoffiDbContext database, AuditTrail audit, Outbox outbox, TimeProvider clock)
{
    private const int Shortest = 10;
    private const int Longest = 1000;

    /// <summary>Null when that reason can be kept; else what to type.</summary>
    public static string? Fault(string? reason) => (reason?.Trim().Length ?? 0) switch
    {
        < Shortest => $"Expliquez en {Shortest} caractères au moins pourquoi ce contenu est retiré.",
        > Longest => $"Raccourcissez\u00a0: {Longest} caractères au plus.",
        _ => null,
    };

    public async Task Withdraw(Guid documentId, string reason, SubmittedStatement statement, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var document = await database.Documents.SingleAsync(d => d.Id == documentId, cancellation);
        if (!document.Withdraw(reason, actor.DisplayName, now))
        {
            return; // Another agent did.
        }

        audit.Add(new AuditEntry(
            now, actor.UserId, actor.DisplayName, AuditAction.DocumentWithdrawn, "declaration", statement.Submission.DeclarationId.ToString(), statement.Operator.Id,
            JsonSerializer.Serialize(new { accuse = statement.Submission.ReceiptNumber, piece = document.Code, fichier = document.Name, sha256 = document.Sha256, motif = reason })));
        if (await database.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == document.AuthorId && u.DeletedAt == null, cancellation) is { } author)
        {
            outbox.Add($"piece-retiree-{document.Id}", author.Email, "Soffi\u00a0: une pièce est retirée",
                $"Le contenu de la pièce «\u00a0{document.Name}\u00a0», jointe à la déclaration de {statement.Operator.Name}, est retiré par un agent de l’État (articles 62 à 65 et 75 des conditions générales d’utilisation).",
                $"Motif\u00a0: {reason}");
        }

        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear(); // Another agent did, at the same time.
        }
    }
}
