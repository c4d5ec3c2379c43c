namespace Soffi.Domain.Access;

/// <summary>Why an access waits to be confirmed.</summary>
public enum SuspensionCause
{
    /// <summary>Nobody confirmed it in the review of the campaign.</summary>
    NotConfirmed = 1,

    /// <summary>Its holder has not signed in for long.</summary>
    Dormant,
}

/// <summary>
/// One role given to one address, on one perimeter: an operator (declarant, signatory), a region (DREETS) or the whole
/// country. It is prepared for an address and bound to the person at the first sign-in with that verified address.
/// </summary>
public sealed class Grant
{
    private Grant()
    {
    }

    /// <param name="expiresAt">When it stops by itself; null for no end.</param>
    public Grant(string email, Role role, DateTimeOffset grantedAt, int? operatorId = null, string? regionCode = null, DateTimeOffset? expiresAt = null)
    {
        ExpiresAt = expiresAt;
        Email = User.NormaliseEmail(email);
        Role = role;
        OperatorId = operatorId;
        RegionCode = regionCode;
        GrantedAt = grantedAt;
    }

    public int Id { get; private set; }

    public string Email { get; private set; } = "";

    public Guid? UserId { get; private set; }

    public Role Role { get; private set; }

    public int? OperatorId { get; private set; }

    public string? RegionCode { get; private set; }

    public DateTimeOffset GrantedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>When somebody last said that it is still needed.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public string? ConfirmedBy { get; private set; }

    /// <summary>Since when it waits to be confirmed again, opening nothing; null while it holds.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    public SuspensionCause? SuspendedFor { get; private set; }

    public bool IsActive(DateTimeOffset now) => Stands(now) && SuspendedAt is null;

    /// <summary>Neither taken back nor past its end; it may be suspended.</summary>
    public bool Stands(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);

    /// <returns>False when it does not hold.</returns>
    public bool Suspend(SuspensionCause cause, DateTimeOffset now)
    {
        if (!IsActive(now))
        {
            return false;
        }

        SuspendedAt = now;
        SuspendedFor = cause;
        return true;
    }

    /// <summary>Says that it is still needed: it holds again if it was suspended.</summary>
    /// <returns>False when it was taken back or is over.</returns>
    public bool Confirm(string by, DateTimeOffset now)
    {
        if (!Stands(now))
        {
            return false;
        }

        ConfirmedAt = now;
        ConfirmedBy = by;
        SuspendedAt = null;
        SuspendedFor = null;
        return true;
    }

    public void BindTo(Guid userId) => UserId ??= userId;

    /// <summary>Takes it back from now on; it stays as history.</summary>
    /// <returns>False when it was already.</returns>
    public bool Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
        {
            return false;
        }

        RevokedAt = now;
        return true;
    }

    /// <summary>Takes away the address of a deleted account; the access is over.</summary>
    public void Forget(Guid userId) => Email = $"{userId}@supprime.invalid";
}
