using Soffi.Domain.Access;

namespace Soffi.Domain.Declarations;

/// <summary>Where a delivery stands. Stored: numbers never change.</summary>
public enum DeliveryState
{
    /// <summary>It leaves at its moment; asked « now », at once.</summary>
    Scheduled = 1,

    /// <summary>Its message was written: the mail server has it, or will.</summary>
    HandedOver = 2,

    /// <summary>It will not leave, unless it is ordered again.</summary>
    Cancelled = 3,
}

/// <summary>
/// The sending of one submission to one of its recipients by law (R. 6332-31, D. 6323-21-2, R. 6332-63 c. trav., R. 718-19 c. rural).
/// Unique by submission, recipient and copy: whatever is clicked twice, or run by two instances, leaves once. Sending again is another
/// copy, ordered with a reason.
/// </summary>
public sealed class Delivery
{
    /// <summary>Greatest length of a reason, in characters.</summary>
    public const int LongestReason = 500;

    private Delivery()
    {
    }

    /// <param name="copy">1, then 2… when it is sent again.</param>
    /// <param name="reason">Why it is sent again; empty for the first copy.</param>
    public Delivery(Submission submission, LegalRecipient recipient, int copy, string reason, Actor actor, DateTimeOffset dueAt, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SubmissionId = submission.Id;
        DeclarationId = submission.DeclarationId;
        OperatorId = submission.OperatorId;
        Recipient = recipient.Code;
        RecipientName = recipient.Name;
        LegalBasis = recipient.LegalBasis;
        Copy = copy;
        Reason = reason;
        Order(actor, dueAt, now);
    }

    public Guid Id { get; private set; }

    public Guid SubmissionId { get; private set; }

    public Guid DeclarationId { get; private set; }

    public int OperatorId { get; private set; }

    /// <summary>Code of the recipient (<see cref="LegalRecipient.Code"/>).</summary>
    public string Recipient { get; private set; } = "";

    /// <summary>As it was named when the delivery was ordered.</summary>
    public string RecipientName { get; private set; } = "";

    /// <summary>Article by which it goes there.</summary>
    public string LegalBasis { get; private set; } = "";

    public int Copy { get; private set; }

    /// <summary>Why it is sent again, or was cancelled; may be empty.</summary>
    public string Reason { get; private set; } = "";

    public DeliveryState State { get; private set; }

    /// <summary>When it leaves, UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public Guid OrderedById { get; private set; }

    public string OrderedBy { get; private set; } = "";

    public DateTimeOffset OrderedAt { get; private set; }

    /// <summary>What kept it from leaving at its moment, in French; null for nothing.</summary>
    public string? Fault { get; private set; }

    public string? CancelledBy { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>When its message was written.</summary>
    public DateTimeOffset? HandedOverAt { get; private set; }

    /// <summary>Where it was sent.</summary>
    public string? Address { get; private set; }

    /// <summary>SHA-256 of the proof bundle joined; null when it was too heavy to be.</summary>
    public string? BundleSha256 { get; private set; }

    /// <summary>Grows with each change: of two at once, the second is refused.</summary>
    public int Revision { get; private set; }

    /// <summary>Key of its message in the outbox.</summary>
    public string MessageKey => $"transmission-{Id}";

    /// <summary>Orders it, or orders it again after a cancellation.</summary>
    /// <exception cref="InvalidOperationException">It is scheduled or gone already.</exception>
    public void Order(Actor actor, DateTimeOffset dueAt, DateTimeOffset now)
    {
        Expect(State is 0 or DeliveryState.Cancelled);
        (State, DueAt, OrderedById, OrderedBy, OrderedAt) = (DeliveryState.Scheduled, dueAt, actor.UserId, actor.DisplayName, now);
        (CancelledAt, CancelledBy, Fault) = (null, null, null);
    }

    /// <exception cref="InvalidOperationException">It is gone, or cancelled already.</exception>
    public void Cancel(string by, string reason, DateTimeOffset now)
    {
        Expect(State == DeliveryState.Scheduled);
        (State, CancelledBy, CancelledAt, Reason) = (DeliveryState.Cancelled, by, now, reason);
    }

    /// <summary>Its moment came and it could not leave: it is tried again.</summary>
    public void Fail(string fault)
    {
        Expect(State == DeliveryState.Scheduled);
        Fault = fault;
    }

    /// <param name="bundleSha256">Of the bundle joined; null when it is not.</param>
    /// <exception cref="InvalidOperationException">It is gone already, or cancelled.</exception>
    public void HandOver(string address, string? bundleSha256, DateTimeOffset now)
    {
        Expect(State == DeliveryState.Scheduled);
        (State, Address, BundleSha256, HandedOverAt, Fault) = (DeliveryState.HandedOver, address, bundleSha256, now, null);
    }

    private void Expect(bool possible)
    {
        if (!possible)
        {
            throw new InvalidOperationException($"Transmission {State} : impossible.");
        }

        Revision++;
    }
}
