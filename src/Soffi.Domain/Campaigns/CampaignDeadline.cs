using Soffi.Domain.Operators;

namespace Soffi.Domain.Campaigns;

/// <summary>The deadline of one type of operators in one campaign, when it is not that of the campaign.</summary>
public sealed class CampaignDeadline
{
    private CampaignDeadline()
    {
    }

    public CampaignDeadline(OperatorType operatorType, DateTimeOffset deadline)
    {
        OperatorType = operatorType;
        Deadline = deadline;
    }

    public int Id { get; private set; }

    public int CampaignId { get; private set; }

    public OperatorType OperatorType { get; private set; }

    public DateTimeOffset Deadline { get; private set; }

    public void Move(DateTimeOffset deadline) => Deadline = deadline;
}

/// <summary>
/// A later deadline granted to one operator, with its reason. A decision: it is never rewritten, only ended, and another
/// takes its place.
/// </summary>
public sealed class CampaignExtension
{
    private CampaignExtension()
    {
    }

    public CampaignExtension(int operatorId, DateTimeOffset deadline, string reason, string grantedBy, DateTimeOffset grantedAt)
    {
        OperatorId = operatorId;
        Deadline = deadline;
        Reason = reason;
        GrantedBy = grantedBy;
        GrantedAt = grantedAt;
    }

    public int Id { get; private set; }

    public int CampaignId { get; private set; }

    public int OperatorId { get; private set; }

    public DateTimeOffset Deadline { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Name of the person.</summary>
    public string GrantedBy { get; private set; } = "";

    public DateTimeOffset GrantedAt { get; private set; }

    /// <summary>Withdrawn or replaced; null while it holds.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndReason { get; private set; }

    public string? EndedBy { get; private set; }

    public bool IsActive => EndedAt is null;

    public void End(string reason, string by, DateTimeOffset now)
    {
        EndReason = reason;
        EndedBy = by;
        EndedAt = now;
    }
}
