namespace Soffi.Domain.Audit;

/// <summary>
/// One line of the journal: who, what, on which object, when, with which result (CGU articles 49, 59, 83).
/// Written in the transaction of the act it tells. Domain words and explicit JSON, never names of the code.
/// </summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    /// <param name="at">UTC instant.</param>
    /// <param name="actorId">The person, or null for the system.</param>
    /// <param name="actorName">Name at the time, or « système ».</param>
    /// <param name="action">One of <see cref="AuditAction"/>.</param>
    /// <param name="objectType">Domain word, e.g. « declaration ».</param>
    /// <param name="objectId">Identifier of the object.</param>
    /// <param name="operatorId">Operator concerned, if any, so that it may read who acted on its statements.</param>
    /// <param name="detailsJson">Explicit JSON object, e.g. before and after.</param>
    /// <param name="result">« succès » or « refus ».</param>
    /// <param name="onBehalfOf">Name of the body for which an agent acts; null for one's own.</param>
    public AuditEntry(
        DateTimeOffset at, Guid? actorId, string actorName, string action, string objectType, string objectId,
        int? operatorId, string detailsJson, string result = Success, string? onBehalfOf = null)
    {
        OnBehalfOf = onBehalfOf;
        At = at;
        ActorId = actorId;
        ActorName = actorName;
        Action = action;
        ObjectType = objectType;
        ObjectId = objectId;
        OperatorId = operatorId;
        DetailsJson = detailsJson;
        Result = result;
    }

    /// <summary>The same act, done by that person for that one; to be said before it is written.</summary>
    public AuditEntry DoneBy(Guid actorId, string actorName, string onBehalfOf)
    {
        ActorId = actorId;
        ActorName = actorName;
        OnBehalfOf = onBehalfOf;
        return this;
    }

    /// <summary>The same act, done for that body; to be said before it is written.</summary>
    public AuditEntry DoneFor(string body)
    {
        OnBehalfOf ??= body;
        return this;
    }

    public const string Success = "succès";
    public const string Refused = "refus";
    public const string System = "système";

    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid? ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    public string Action { get; private set; } = "";

    public string ObjectType { get; private set; } = "";

    public string ObjectId { get; private set; } = "";

    public int? OperatorId { get; private set; }

    public string DetailsJson { get; private set; } = "{}";

    public string Result { get; private set; } = Success;

    public string? OnBehalfOf { get; private set; }
}
