using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Soffi.Data;
using Soffi.Data.Configurations;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Deliveries;

/// <summary>Keeps the addresses of the recipients by law, with each change in the journal.</summary>
public sealed class RecipientRegister(SoffiDbContext database, AuditTrail trail, TimeProvider clock)
{
    /// <summary>What is wrong with an address; null for nothing. An empty one takes it away.</summary>
    public static string? Fault(string typed) => typed.Length == 0 || (typed.Length <= Lengths.Email && MailboxAddress.TryParse(typed, out var read)
            && read.Address == typed && typed.Split('@') is [{ Length: > 0 }, var domain] && domain.Contains('.', StringComparison.Ordinal))
        ? null
        : "Saisissez une adresse électronique, par exemple esf@service.gouv.fr, ou rien pour la retirer.";

    /// <param name="typed">By code of recipient; the unknown ones are passed over.</param>
    /// <returns>How many changed.</returns>
    public Task<int> Save(IReadOnlyDictionary<string, string> typed, Actor actor, CancellationToken cancellation) => database.InTransaction(
        async token =>
        {
            database.ChangeTracker.Clear();
            var known = await database.RecipientAddresses.ToDictionaryAsync(a => a.Recipient, token);
            var changed = LegalRecipients.Known.Count(r => typed.TryGetValue(r.Code, out var email) && Put(r, email, known.GetValueOrDefault(r.Code), actor));
            await database.SaveChangesAsync(token);
            return changed;
        },
        cancellation);

    private bool Put(LegalRecipient recipient, string email, RecipientAddress? row, Actor actor)
    {
        var before = row?.Email ?? "";
        if (before == email)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        if (row is not null && email.Length == 0)
        {
            database.RecipientAddresses.Remove(row);
        }
        else if (row is not null)
        {
            (row.Email, row.ChangedBy, row.ChangedAt) = (email, actor.DisplayName, now);
        }
        else
        {
            database.RecipientAddresses.Add(new RecipientAddress { Recipient = recipient.Code, Email = email, ChangedBy = actor.DisplayName, ChangedAt = now });
        }

        trail.Add(new AuditEntry(
            now, actor.UserId, actor.DisplayName, AuditAction.RecipientChanged, "destinataire", recipient.Code, null,
            JsonSerializer.Serialize(new { destinataire = recipient.Name, avant = before, apres = email })));
        return true;
    }
}
