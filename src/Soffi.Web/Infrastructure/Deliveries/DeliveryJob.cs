using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Infrastructure.Deliveries;

/// <summary>
/// Sends the deliveries whose moment came, those asked « now » included: register, journal and message in one transaction. Cut anywhere,
/// a delivery is either still to leave, or in the outbox with its files; a dead mail server delays it only.
/// </summary>
public sealed partial class DeliveryJob(
    SoffiDbContext database, DeliveryParcels parcels, Outbox outbox, AuditTrail trail, IOptions<AssistanceOptions> assistance, TimeProvider clock, ILogger<DeliveryJob> logger)
    : IScheduledJob
{
    /// <summary>Deliveries of one run: each makes its files.</summary>
    private const int Most = 50;

    /// <summary>What is told when nobody gave the address of the recipient.</summary>
    public const string NoAddress = "Adresse manquante\u00a0: saisissez celle du destinataire, la transmission partira alors.";

    public static string Name => "transmissions";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var due = await database.Deliveries.AsNoTracking().Where(d => d.State == DeliveryState.Scheduled && d.DueAt <= now)
            .OrderBy(d => d.DueAt).ThenBy(d => d.Id).Select(d => d.Id).Take(Most).ToListAsync(cancellation);
        var gone = 0;
        foreach (var id in due)
        {
            gone += await Try(id, cancellation) ? 1 : 0;
        }

        return due.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{gone} transmission(s) remise(s) au courriel sur {due.Count}");
    }

    /// <summary>One delivery that fails keeps none of the others back.</summary>
    private async Task<bool> Try(Guid id, CancellationToken cancellation)
    {
        try
        {
            return await Send(id, cancellation);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || UniqueViolation.Is(e))
        {
            return false; // Cancelled meanwhile, or sent by the other instance.
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or IOException or DbException or DbUpdateException)
        {
            LogFailed(id, e);
            await Fail(id, $"L’envoi n’a pas pu être préparé ({e.GetType().Name})\u00a0: il est réessayé.", cancellation);
            return false;
        }
        finally
        {
            database.ChangeTracker.Clear();
        }
    }

    private async Task<bool> Send(Guid id, CancellationToken cancellation)
    {
        var known = await database.Deliveries.AsNoTracking().SingleAsync(d => d.Id == id, cancellation);
        var submission = await database.Submissions.AsNoTracking().SingleAsync(s => s.Id == known.SubmissionId, cancellation);
        if (!submission.IsLatest && known.Copy == 1)
        {
            return await Overtaken(id, submission, cancellation);
        }

        var recipient = known.Recipient;
        if (await database.RecipientAddresses.AsNoTracking().SingleOrDefaultAsync(a => a.Recipient == recipient, cancellation) is not { } address)
        {
            await Fail(id, NoAddress, cancellation);
            return false;
        }

        var parcel = await parcels.Make(submission, cancellation);
        return await database.InTransaction(
            async token =>
            {
                database.ChangeTracker.Clear();
                var delivery = await database.Deliveries.SingleAsync(d => d.Id == id, token);
                if (delivery.State != DeliveryState.Scheduled)
                {
                    return false;
                }

                delivery.HandOver(address.Email, parcel.BundleSha256, clock.GetUtcNow());
                outbox.Add(
                    delivery.MessageKey, address.Email, DeliveryMail.Subject(parcel.Receipt), parcel.Joined,
                    [.. DeliveryMail.Lines(parcel.Receipt, LegalRecipients.Of(delivery), parcel.Files, parcel.BundleSha256, delivery.Copy, $"{assistance.Value.Contact}, {assistance.Value.Url}")]);
                Note(delivery, AuditAction.DeliverySent, new
                {
                    accuse = submission.ReceiptNumber,
                    destinataire = delivery.RecipientName,
                    adresse = address.Email,
                    envoi = delivery.Copy,
                    dossier = parcel.BundleSha256,
                    joints = parcel.Files.Where(f => f.Why is null).Select(f => f.Name),
                    nonJoints = parcel.Files.Where(f => f.Why is not null).Select(f => f.Name),
                });
                await database.SaveChangesAsync(token);
                return true;
            },
            cancellation);
    }

    /// <summary>A version that was replaced before its moment does not leave: the new one is to be delivered.</summary>
    private async Task<bool> Overtaken(Guid id, Submission submission, CancellationToken cancellation)
    {
        var delivery = await database.Deliveries.SingleAsync(d => d.Id == id, cancellation);
        delivery.Cancel(AuditEntry.System, "Un dépôt ultérieur a remplacé celui-ci avant l’envoi\u00a0: transmettez le nouveau.", clock.GetUtcNow());
        Note(delivery, AuditAction.DeliveryCancelled, new { accuse = submission.ReceiptNumber, destinataire = delivery.RecipientName, motif = delivery.Reason });
        await database.SaveChangesAsync(cancellation);
        return false;
    }

    private async Task Fail(Guid id, string fault, CancellationToken cancellation)
    {
        database.ChangeTracker.Clear();
        var delivery = await database.Deliveries.SingleAsync(d => d.Id == id, cancellation);
        if (delivery.State == DeliveryState.Scheduled && delivery.Fault != fault)
        {
            delivery.Fail(fault);
            await database.SaveChangesAsync(cancellation);
        }
    }

    private void Note(Delivery delivery, string action, object details) => trail.Add(new AuditEntry(
        clock.GetUtcNow(), null, AuditEntry.System, action, "declaration", delivery.DeclarationId.ToString(), delivery.OperatorId, JsonSerializer.Serialize(details)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The delivery {Delivery} could not be prepared")]
    private partial void LogFailed(Guid delivery, Exception error);
}
