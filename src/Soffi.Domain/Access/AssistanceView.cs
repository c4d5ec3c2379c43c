namespace Soffi.Domain.Access;

/// <summary>
/// An agent of the assistance sees the pages as a person sees them, to help them: for half an hour, with a reason,
/// without being able to change anything, and the person sees that it happened.
/// </summary>
public sealed class AssistanceView
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private AssistanceView()
    {
    }

    public AssistanceView(Guid agentId, string agentName, Guid personId, string reason, DateTimeOffset now)
    {
        AgentId = agentId;
        AgentName = agentName;
        PersonId = personId;
        Reason = reason;
        StartedAt = now;
        EndsAt = now + Longest;
    }

    public int Id { get; private set; }

    public Guid AgentId { get; private set; }

    public string AgentName { get; private set; } = "";

    public Guid PersonId { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    public bool Runs(DateTimeOffset now) => EndsAt > now;

    public void End(DateTimeOffset now)
    {
        if (Runs(now))
        {
            EndsAt = now;
        }
    }
}
