namespace Soffi.Domain.Access;

/// <summary>
/// What the ministry closes to a person for a time, with its reason: the whole service, or one thing that could be done
/// there (CGU article 62). Their accesses stay, and hold again once it is lifted.
/// </summary>
public sealed class Restriction
{
    private Restriction()
    {
    }

    /// <param name="permission">What is closed; null for everything.</param>
    /// <param name="endsAt">When it ends by itself; null for no end.</param>
    public Restriction(Guid userId, Permission? permission, string reason, string by, DateTimeOffset now, DateTimeOffset? endsAt)
    {
        UserId = userId;
        Permission = permission;
        Reason = reason;
        DecidedBy = by;
        DecidedAt = now;
        EndsAt = endsAt;
    }

    public int Id { get; private set; }

    public Guid UserId { get; private set; }

    public Permission? Permission { get; private set; }

    public string Reason { get; private set; } = "";

    public string DecidedBy { get; private set; } = "";

    public DateTimeOffset DecidedAt { get; private set; }

    public DateTimeOffset? EndsAt { get; private set; }

    public DateTimeOffset? LiftedAt { get; private set; }

    public string? LiftedBy { get; private set; }

    public string? LiftReason { get; private set; }

    public bool Holds(DateTimeOffset now) => LiftedAt is null && (EndsAt is null || EndsAt > now);

    /// <returns>False when it does not hold any more.</returns>
    public bool Lift(string reason, string by, DateTimeOffset now)
    {
        if (!Holds(now))
        {
            return false;
        }

        LiftReason = reason;
        LiftedBy = by;
        LiftedAt = now;
        return true;
    }
}
