using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Declarations;

/// <summary>The receipt of a submission: everything is read from the evidence, so that what is on the receipt is what was sealed.</summary>
/// <param name="Intact">The stored evidence still has the stored hash.</param>
public sealed record ReceiptViewModel(Statement Statement, Submission Submission, SealedReceipt Receipt, bool Intact)
{
    /// <summary>What was just done; null for nothing.</summary>
    public string? Done { get; init; }

    public static ReceiptViewModel Of(Statement statement, Submission submission) =>
        new(statement, submission, SealedReceipt.Of(submission.CanonicalJson), SubmissionSnapshot.IsIntact(submission));
}
