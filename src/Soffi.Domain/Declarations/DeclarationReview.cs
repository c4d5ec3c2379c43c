using Soffi.Domain.Access;

namespace Soffi.Domain.Declarations;

/// <summary>
/// The review of a submitted statement. Each decision is kept, and makes the revision grow: the forms of the review stand on
/// the revision that was shown, so that two agents never decide one against the other without knowing.
/// </summary>
public sealed partial class Declaration
{
    private List<ReviewDecision> _decisions = [];
    private List<ControlWaiver> _waivers = [];

    /// <summary>The agent in charge; null while nobody is.</summary>
    public Guid? AgentId { get; private set; }

    public string? AgentName { get; private set; }

    /// <summary>Controls were set aside for this statement, whether or not that still holds.</summary>
    public bool HasWaivers { get; private set; }

    /// <summary>The decisions of the review; not loaded with the statement.</summary>
    public IReadOnlyCollection<ReviewDecision> Decisions => _decisions;

    /// <summary>Controls set aside for this statement; not loaded with it.</summary>
    public IReadOnlyCollection<ControlWaiver> Waivers => _waivers;

    /// <summary>An agent takes the review in charge, or is given it.</summary>
    /// <exception cref="InvalidOperationException">There is nothing to review, or the review is over.</exception>
    public void TakeCharge(Guid agentId, string agentName, Actor actor, DateTimeOffset now)
    {
        Become(DeclarationAct.TakeCharge, now);
        (AgentId, AgentName) = (agentId, agentName);
        Note(DeclarationAct.TakeCharge, agentName, "", actor, now);
    }

    /// <summary>Accepts an explanation, or questions it.</summary>
    /// <param name="question">What is asked of the operator; null to accept.</param>
    /// <returns>False, and nothing is done, when there is no such explanation.</returns>
    /// <exception cref="InvalidOperationException">It is not under review.</exception>
    public bool JudgeExplanation(string instance, string? question, Actor actor, DateTimeOffset now)
    {
        if (_explanations.Find(e => e.Instance == instance) is not { } explanation)
        {
            return false;
        }

        Become(DeclarationAct.JudgeExplanation, now);
        explanation.Judge(question, actor, now);
        Note(DeclarationAct.JudgeExplanation, instance, question ?? "", actor, now);
        return true;
    }

    /// <summary>Sets a control aside for this statement, until a day.</summary>
    /// <exception cref="InvalidOperationException">It is frozen.</exception>
    public ControlWaiver WaiveControl(string controlCode, string reason, DateTimeOffset expiresAt, Actor actor, DateTimeOffset now)
    {
        Become(DeclarationAct.WaiveControl, now);
        var waiver = new ControlWaiver(Id, controlCode, reason, expiresAt, actor, now);
        _waivers.Add(waiver);
        HasWaivers = true;
        Note(DeclarationAct.WaiveControl, controlCode, reason, actor, now);
        return waiver;
    }

    /// <summary>Validates, publishes, or takes one of them back.</summary>
    /// <param name="reason">Why it is taken back; empty for the others.</param>
    /// <param name="receipt">Number of the submission that is published; empty for the others.</param>
    /// <exception cref="InvalidOperationException">The status does not allow it.</exception>
    public void Decide(DeclarationAct act, string reason, Actor actor, DateTimeOffset now, string receipt = "")
    {
        Become(act, now);
        Note(act, receipt, reason, actor, now);
    }

    private void Note(DeclarationAct act, string about, string text, Actor actor, DateTimeOffset now) =>
        _decisions.Add(new ReviewDecision(Id, Revision, act, about, text, actor, now));
}

/// <summary>One decision of the review: who, when, what and why. Append-only.</summary>
public sealed class ReviewDecision
{
    /// <summary>Greatest length of what it is about, in characters.</summary>
    public const int LongestAbout = 400;

    private ReviewDecision()
    {
    }

    internal ReviewDecision(Guid declarationId, int revision, DeclarationAct act, string about, string text, Actor actor, DateTimeOffset at)
    {
        DeclarationId = declarationId;
        Revision = revision;
        Act = act;
        About = about;
        Text = text;
        ActorId = actor.UserId;
        ActorName = actor.DisplayName;
        At = at;
    }

    public int Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    /// <summary>That of the statement once decided.</summary>
    public int Revision { get; private set; }

    public DeclarationAct Act { get; private set; }

    /// <summary>The agent, the control or the finding that it is about; empty for the whole statement.</summary>
    public string About { get; private set; } = "";

    /// <summary>Reason or question; may be empty.</summary>
    public string Text { get; private set; } = "";

    public Guid ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}

/// <summary>A control set aside for one statement, with a reason and an end: the full check does not make it.</summary>
public sealed class ControlWaiver
{
    private ControlWaiver()
    {
    }

    internal ControlWaiver(Guid declarationId, string controlCode, string reason, DateTimeOffset expiresAt, Actor actor, DateTimeOffset at)
    {
        DeclarationId = declarationId;
        ControlCode = controlCode;
        Reason = reason;
        ExpiresAt = expiresAt;
        ActorId = actor.UserId;
        ActorName = actor.DisplayName;
        At = at;
    }

    public int Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    /// <summary>« P04 »: all its instances.</summary>
    public string ControlCode { get; private set; } = "";

    /// <summary>In French; read by the operator.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>From then on the control is made again.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    public Guid ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public bool Holds(DateTimeOffset now) => now < ExpiresAt;
}
