using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Deliveries;

/// <summary>One submitted statement and one of its recipients by law.</summary>
/// <param name="Line">Its last delivery; null when none was ordered.</param>
/// <param name="Address">Null when it is missing.</param>
/// <param name="FormerNumber">Number of an earlier version that this recipient got; null for none.</param>
public sealed record DeliveryRow(
    Guid SubmissionId, string OperatorName, OperatorType Type, int Exercise, string Statement, int Number, string ReceiptNumber, DeclarationStatus Status,
    LegalRecipient Recipient, DeliveryLine? Line, string? Address, int? FormerNumber)
{
    /// <summary>Value of its box.</summary>
    public string Choice => $"{SubmissionId}:{Recipient.Code}";

    /// <summary>Nothing was ordered, or what was ordered is cancelled.</summary>
    public bool MayOrder => Line is null or { Delivery.State: DeliveryState.Cancelled };

    public string Words(DateTimeOffset now) => MayOrder ? "à transmettre" : Line!.Words(now);
}

/// <summary>Reads what is to be delivered to whom, and what was.</summary>
public sealed class DeliveryQueueQueries(SoffiDbContext database, DeliveryQueries deliveries)
{
    /// <summary>Every latest submission that the law sends to somebody else than the ministry, recipient by recipient: the latest exercise first.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> All(CancellationToken cancellation)
    {
        var heads = await (
            from submission in database.Submissions
            join declaration in database.Declarations on submission.DeclarationId equals declaration.Id
            join campaign in database.Campaigns.IgnoreAutoIncludes() on submission.CampaignId equals campaign.Id
            join body in database.Operators on submission.OperatorId equals body.Id
            where submission.IsLatest && campaign.Kind == StatementKind.Esf
            orderby campaign.Exercise descending, body.Type, body.Name
            select new { submission.Id, submission.DeclarationId, submission.Number, submission.ReceiptNumber, declaration.Status, campaign.Exercise, Body = body })
            .AsNoTracking().ToListAsync(cancellation);
        var addresses = await Addresses(cancellation);
        var lines = (await deliveries.OfStatements([.. heads.Select(h => h.DeclarationId)], cancellation)).ToLookup(l => (l.Delivery.DeclarationId, l.Delivery.Recipient));
        var numbers = await database.Submissions.AsNoTracking().Where(s => !s.IsLatest).Select(s => new { s.Id, s.Number }).ToDictionaryAsync(s => s.Id, s => s.Number, cancellation);
        return
        [
            .. from head in heads
               from recipient in LegalRecipients.Of(StatementKind.Esf, head.Body).Where(r => r.IsDelivered)
               let own = lines[(head.DeclarationId, recipient.Code)].ToList()
               let former = own.Where(l => l.Delivery.SubmissionId != head.Id && l.Delivery.State == DeliveryState.HandedOver)
                   .Select(l => (int?)numbers.GetValueOrDefault(l.Delivery.SubmissionId)).Max()
               select new DeliveryRow(
                   head.Id, head.Body.Name, head.Body.Type, head.Exercise, CampaignWords.Name(StatementKind.Esf, head.Exercise), head.Number, head.ReceiptNumber, head.Status,
                   recipient, own.Where(l => l.Delivery.SubmissionId == head.Id).MaxBy(l => l.Delivery.Copy), addresses.GetValueOrDefault(recipient.Code)?.Email, former),
        ];
    }

    /// <summary>Address of each recipient that has one, by code.</summary>
    public Task<Dictionary<string, RecipientAddress>> Addresses(CancellationToken cancellation) =>
        database.RecipientAddresses.AsNoTracking().ToDictionaryAsync(a => a.Recipient, cancellation);

    /// <summary>The submission, without its cells; null when there is none.</summary>
    public Task<Submission?> Submission(Guid id, CancellationToken cancellation) =>
        database.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellation);

    /// <summary>The message of a delivery, as it was written; null before it was.</summary>
    public async Task<WrittenMail?> Message(string key, CancellationToken cancellation) =>
        await database.OutgoingMessages.AsNoTracking().Where(m => m.Key == key).Select(m => new { m.Subject, m.Body }).SingleOrDefaultAsync(cancellation) is { } written
            ? new WrittenMail(written.Subject, written.Body.Split("\n\n"))
            : null;
}
