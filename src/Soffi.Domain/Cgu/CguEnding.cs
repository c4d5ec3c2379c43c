namespace Soffi.Domain.Cgu;

/// <summary>How the agreement between a person and the ministry ended.</summary>
public enum CguEndingKind
{
    /// <summary>The person gave the service up (CGU article 19).</summary>
    Renounced = 1,

    /// <summary>The ministry ended it, eight days after a notice or at once (CGU articles 79 and 80).</summary>
    Terminated,

    /// <summary>The account was deleted (CGU article 24).</summary>
    Deleted,
}

/// <summary>
/// The end of an agreement: what was accepted before it opens nothing any more. What the person did before stays theirs,
/// and stays (CGU article 19). Never deleted.
/// </summary>
public sealed class CguEnding
{
    private CguEnding()
    {
    }

    /// <param name="by">Name of who ended it.</param>
    /// <param name="breachId">The notice it follows, for a termination.</param>
    public CguEnding(Guid userId, CguEndingKind kind, string reason, string by, DateTimeOffset at, int? breachId = null)
    {
        UserId = userId;
        Kind = kind;
        Reason = reason;
        By = by;
        At = at;
        BreachId = breachId;
    }

    public int Id { get; private set; }

    public Guid UserId { get; private set; }

    public CguEndingKind Kind { get; private set; }

    public string Reason { get; private set; } = "";

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public int? BreachId { get; private set; }

    /// <summary>When the ministry allowed the person to accept the terms again; of no use to who renounced, who may at any time.</summary>
    public DateTimeOffset? LiftedAt { get; private set; }

    public string? LiftedBy { get; private set; }

    public string? LiftReason { get; private set; }

    /// <summary>Whether it forbids to accept again.</summary>
    public bool Bars => Kind == CguEndingKind.Terminated && LiftedAt is null;

    /// <returns>False when there is nothing to lift.</returns>
    public bool Lift(string reason, string by, DateTimeOffset now)
    {
        if (!Bars)
        {
            return false;
        }

        LiftReason = reason;
        LiftedBy = by;
        LiftedAt = now;
        return true;
    }
}
