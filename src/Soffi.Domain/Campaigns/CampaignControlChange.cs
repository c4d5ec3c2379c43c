using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Campaigns;

/// <summary>
/// A control of the form of one type of operators, switched off or downgraded during a campaign, with its reason. The form does
/// not move. A decision: it is never rewritten nor deleted, only ended, and another takes its place.
/// </summary>
public sealed class CampaignControlChange
{
    /// <summary>Greatest length of the code of a control, in characters.</summary>
    public const int LongestCode = 32;

    private CampaignControlChange()
    {
    }

    /// <param name="campaignId">The campaign.</param>
    /// <param name="operatorType">Whose form.</param>
    /// <param name="controlCode">« P04 »: all its instances.</param>
    /// <param name="severity">The lower severity it now has; null when it is switched off.</param>
    /// <param name="reason">In French; shown to those concerned.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="now">From then on.</param>
    public CampaignControlChange(
        int campaignId, OperatorType operatorType, string controlCode, Severity? severity, string reason, Access.Actor by, DateTimeOffset now)
    {
        CampaignId = campaignId;
        OperatorType = operatorType;
        ControlCode = controlCode;
        Severity = severity;
        Reason = reason;
        AuthorId = by.UserId;
        AuthorName = by.DisplayName;
        At = now;
    }

    public int Id { get; private set; }

    public int CampaignId { get; private set; }

    public OperatorType OperatorType { get; private set; }

    public string ControlCode { get; private set; } = "";

    /// <summary>Null when the control is switched off.</summary>
    public Severity? Severity { get; private set; }

    public string Reason { get; private set; } = "";

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>Restored or replaced; null while it holds.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndReason { get; private set; }

    public string? EndedBy { get; private set; }

    public bool IsActive => EndedAt is null;

    public void End(string reason, Access.Actor by, DateTimeOffset now)
    {
        EndReason = reason;
        EndedBy = by.DisplayName;
        EndedAt = now;
    }

    /// <summary>As the check applies it.</summary>
    public ControlChange ToChange() => new(ControlCode, Severity, Reason, At);
}
