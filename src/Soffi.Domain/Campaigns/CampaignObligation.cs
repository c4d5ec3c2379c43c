using Soffi.Domain.Operators;

namespace Soffi.Domain.Campaigns;

/// <summary>Why a body owes a statement or does not.</summary>
public enum ObligationReason
{
    /// <summary>What the law says of its type (reference-metier §1.8).</summary>
    ByType = 1,

    /// <summary>Created during or after the exercise.</summary>
    Created,

    /// <summary>Merged into another body.</summary>
    Merged,

    /// <summary>Ceased its activity.</summary>
    Ceased,

    /// <summary>No activity in the exercise.</summary>
    NoActivity,

    /// <summary>Another reason, which the note tells.</summary>
    Other,
}

/// <summary>Whether one operator owes a statement in one campaign. Without a row, nothing is owed.</summary>
public sealed class CampaignObligation
{
    private CampaignObligation()
    {
    }

    public CampaignObligation(int operatorId, bool owes, ObligationReason reason, string note, string decidedBy, DateTimeOffset decidedAt)
    {
        OperatorId = operatorId;
        Decide(owes, reason, note, decidedBy, decidedAt);
    }

    public int CampaignId { get; private set; }

    public int OperatorId { get; private set; }

    public bool Owes { get; private set; }

    public ObligationReason Reason { get; private set; }

    /// <summary>Words of the person who decided; empty when the type says it all.</summary>
    public string Note { get; private set; } = "";

    /// <summary>Name of the person, or « système ».</summary>
    public string DecidedBy { get; private set; } = "";

    public DateTimeOffset DecidedAt { get; private set; }

    public void Decide(bool owes, ObligationReason reason, string note, string by, DateTimeOffset now)
    {
        Owes = owes;
        Reason = reason;
        Note = note;
        DecidedBy = by;
        DecidedAt = now;
    }

    /// <summary>
    /// What the law says without knowing more of the body: the ESF is owed by all (R. 6332-31, D. 6323-21-2 and R. 6332-63
    /// c. trav., R. 718-19 c. rural), the CSA was collected by the OPCO (article 1609 quinvicies CGI, until 2022).
    /// </summary>
    public static bool IsOwedBy(OperatorType type, StatementKind kind) => kind == StatementKind.Esf || type == OperatorType.Opco;
}
