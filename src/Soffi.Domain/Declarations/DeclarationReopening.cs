namespace Soffi.Domain.Declarations;

/// <summary>A decision of the DGEFP: a submitted statement is opened again, so that its operator corrects it. Kept for ever.</summary>
public sealed class DeclarationReopening
{
    /// <summary>Greatest length of the reason, in characters.</summary>
    public const int LongestReason = 2000;

    private DeclarationReopening()
    {
    }

    public DeclarationReopening(Guid declarationId, int number, string reason, Guid actorId, string actorName, DateTimeOffset at)
    {
        DeclarationId = declarationId;
        Number = number;
        Reason = reason;
        ActorId = actorId;
        ActorName = actorName;
        At = at;
    }

    public int Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    /// <summary>The submission to correct; it stays readable, and counts until the next one.</summary>
    public int Number { get; private set; }

    /// <summary>What to correct and why, as the operator reads it.</summary>
    public string Reason { get; private set; } = "";

    public Guid ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}
