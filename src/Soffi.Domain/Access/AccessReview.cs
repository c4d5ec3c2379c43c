namespace Soffi.Domain.Access;

/// <summary>
/// The accesses looked at again when a campaign opens: each one that was given before must be confirmed before the end
/// said, else it is suspended until somebody confirms it.
/// </summary>
public sealed class AccessReview
{
    /// <summary>Days left to confirm.</summary>
    public const int Days = 30;

    private AccessReview()
    {
    }

    public AccessReview(int campaignId, DateTimeOffset openedAt)
    {
        CampaignId = campaignId;
        OpenedAt = openedAt;
        DueAt = openedAt.AddDays(Days);
    }

    public int Id { get; private set; }

    public int CampaignId { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When the accesses left unconfirmed were suspended; null before.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Whether that access has to be confirmed: given before, not confirmed since.</summary>
    public bool Awaits(Grant grant, DateTimeOffset now) =>
        grant.RevokedAt is null && (grant.ExpiresAt is null || grant.ExpiresAt > now)
        && grant.GrantedAt < OpenedAt && (grant.ConfirmedAt is null || grant.ConfirmedAt < OpenedAt);

    public void Close(DateTimeOffset now) => ClosedAt ??= now;
}
