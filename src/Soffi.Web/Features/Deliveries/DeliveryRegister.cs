using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Deliveries;

/// <summary>What became of an order.</summary>
/// <param name="Done">How many deliveries were ordered.</param>
/// <param name="Refused">What was not, each a sentence.</param>
public sealed record DeliveryOutcome(int Done, IReadOnlyList<string> Refused);

/// <summary>Writes the register of deliveries: each order, cancellation and new copy with its entry in the journal, in one transaction.</summary>
public sealed class DeliveryRegister(SoffiDbContext database, DeliveryQueueQueries queue, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Orders the first delivery of each. One that cannot be does not keep the others back.</summary>
    /// <param name="choices">As <see cref="DeliveryRow.Choice"/> writes them.</param>
    public async Task<DeliveryOutcome> Order(IReadOnlyCollection<string> choices, DateTimeOffset dueAt, Actor actor, CancellationToken cancellation)
    {
        var rows = (await queue.All(cancellation)).ToDictionary(r => r.Choice);
        var (done, refused) = (0, new List<string>());
        foreach (var choice in choices.Distinct())
        {
            var refusal = rows.GetValueOrDefault(choice) is { } row ? await Order(row, dueAt, actor, cancellation) : "Une déclaration choisie a été remplacée par un dépôt ultérieur\u00a0: choisissez-le.";
            if (refusal is null)
            {
                done++;
            }
            else
            {
                refused.Add(refusal);
            }
        }

        return new DeliveryOutcome(done, refused);
    }

    /// <returns>False when it is gone or cancelled already, or there is none.</returns>
    public Task<bool> Cancel(Guid id, Actor actor, CancellationToken cancellation) => Try(
        async token =>
        {
            if (await database.Deliveries.SingleOrDefaultAsync(d => d.Id == id, token) is not { State: DeliveryState.Scheduled } delivery)
            {
                return false;
            }

            delivery.Cancel(actor.DisplayName, "", clock.GetUtcNow());
            Note(delivery, AuditAction.DeliveryCancelled, actor, new { destinataire = delivery.RecipientName, prevue = delivery.DueAt });
            return true;
        },
        cancellation);

    /// <summary>Orders one more copy, at once.</summary>
    /// <returns>False when the last one has not left yet.</returns>
    public Task<bool> Again(Guid id, string reason, Actor actor, CancellationToken cancellation) => Try(
        async token =>
        {
            var known = await database.Deliveries.AsNoTracking().SingleAsync(d => d.Id == id, token);
            var copies = await database.Deliveries.AsNoTracking().Where(d => d.SubmissionId == known.SubmissionId && d.Recipient == known.Recipient).ToListAsync(token);
            if (copies.Exists(c => c.State == DeliveryState.Scheduled))
            {
                return false;
            }

            var submission = await database.Submissions.AsNoTracking().SingleAsync(s => s.Id == known.SubmissionId, token);
            var now = clock.GetUtcNow();
            var copy = new Delivery(submission, LegalRecipients.Of(known), copies.Max(c => c.Copy) + 1, reason, actor, now, now);
            database.Deliveries.Add(copy);
            Note(copy, AuditAction.DeliveryRepeated, actor, new { accuse = submission.ReceiptNumber, destinataire = copy.RecipientName, envoi = copy.Copy, motif = reason });
            return true;
        },
        cancellation);

    /// <returns>Null when it is ordered, else why it is not.</returns>
    private async Task<string?> Order(DeliveryRow row, DateTimeOffset dueAt, Actor actor, CancellationToken cancellation)
    {
        var name = $"{row.Statement}, {row.OperatorName}, {row.Recipient.Name}";
        if (row.Address is null)
        {
            return $"{name}\u00a0: adresse manquante. Saisissez-la dans «\u00a0Adresses des destinataires\u00a0».";
        }

        var ordered = await Try(
            async token =>
            {
                var (submissionId, code, now) = (row.SubmissionId, row.Recipient.Code, clock.GetUtcNow());
                var delivery = await database.Deliveries.Where(d => d.SubmissionId == submissionId && d.Recipient == code).OrderByDescending(d => d.Copy).FirstOrDefaultAsync(token);
                if (delivery is not null and not { State: DeliveryState.Cancelled })
                {
                    return false;
                }

                if (delivery is null)
                {
                    delivery = new Delivery(await database.Submissions.AsNoTracking().SingleAsync(s => s.Id == submissionId, token), row.Recipient, 1, "", actor, dueAt, now);
                    database.Deliveries.Add(delivery);
                }
                else
                {
                    delivery.Order(actor, dueAt, now);
                }

                Note(delivery, AuditAction.DeliveryOrdered, actor, new { accuse = row.ReceiptNumber, destinataire = row.Recipient.Name, fondement = row.Recipient.LegalBasis, prevue = dueAt });
                return true;
            },
            cancellation);
        return ordered ? null : $"{name}\u00a0: déjà programmée ou transmise. Un nouvel envoi se demande depuis sa page, avec un motif.";
    }

    /// <summary>One transaction. Somebody who was first is a refusal, not a failure.</summary>
    private async Task<bool> Try(Func<CancellationToken, Task<bool>> act, CancellationToken cancellation)
    {
        try
        {
            return await database.InTransaction(
                async token =>
                {
                    database.ChangeTracker.Clear();
                    var done = await act(token);
                    await database.SaveChangesAsync(token);
                    return done;
                },
                cancellation);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || UniqueViolation.Is(e))
        {
            database.ChangeTracker.Clear();
            return false;
        }
    }

    private void Note(Delivery delivery, string action, Actor actor, object details) => trail.Add(new AuditEntry(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, "declaration", delivery.DeclarationId.ToString(), delivery.OperatorId, JsonSerializer.Serialize(details)));
}
