using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Declarations;

/// <summary>Sends a receipt once more to the person who asks, with its entry in the journal, in one transaction.</summary>
public sealed class ReceiptResending(SoffiDbContext context, ReceiptMails mails, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Their address; null when they have none any more. Asked twice in a minute, it leaves once.</summary>
    public async Task<string?> Send(Statement statement, Submission submission, CancellationToken cancellation)
    {
        var user = statement.Actor.UserId;
        if (await context.Users.Where(u => u.Id == user && u.DeletedAt == null).Select(u => u.Email).SingleOrDefaultAsync(cancellation) is not { Length: > 0 } email)
        {
            return null;
        }

        mails.Again(submission, new Recipient(user, email));
        trail.Add(new AuditEntry(
            clock.GetUtcNow(), user, statement.Actor.DisplayName, AuditAction.ReceiptResent, "declaration", statement.Id.ToString(),
            statement.Declaration.OperatorId, JsonSerializer.Serialize(new { numero = submission.ReceiptNumber, section = statement.Loaded.Section })));
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            context.ChangeTracker.Clear(); // A double click: the other one is on its way.
        }

        return email;
    }
}
