using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Declarations;

/// <summary>The receipt of a submission: everything is read from the evidence, so that what is on the receipt is what was sealed.</summary>
/// <param name="Intact">The stored evidence still has the stored hash.</param>
public sealed record ReceiptViewModel(Statement Statement, Submission Submission, SealedReceipt Receipt, bool Intact)
{
    /// <summary>What was just done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>What became of it for each recipient by law.</summary>
    public IReadOnlyList<DeliveryLine> Deliveries { get; init; } = [];

    public DateTimeOffset Now { get; init; }

    /// <summary>« reçu par le dépôt dans Soffi », « transmise le … », « à transmettre ».</summary>
    public string Delivered(LegalRecipient recipient)
    {
        if (!recipient.IsDelivered)
        {
            return "reçue par le dépôt dans Soffi";
        }

        var lines = Deliveries.Where(l => l.Delivery.Recipient == recipient.Code && l.Delivery.SubmissionId == Submission.Id && l.Delivery.State != DeliveryState.Cancelled).ToList();
        return lines.Find(l => l.IsSent) is { } sent ? sent.Words(Now) : lines.Count == 0 ? "à transmettre par l’administration" : lines.Exists(l => l.HasFailed) ? "envoi retardé" : lines[^1].Words(Now);
    }

    public static ReceiptViewModel Of(Statement statement, Submission submission) =>
        new(statement, submission, SealedReceipt.Of(submission.CanonicalJson), SubmissionSnapshot.IsIntact(submission));
}
