using Soffi.Domain.Operators;

namespace Soffi.Domain.Campaigns;

/// <summary>What is declared: the statistical and financial statement, or the supplementary apprenticeship contribution.</summary>
public enum StatementKind
{
    Esf = 1,
    Csa = 2,
}

/// <summary>Where a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>Its opening is not decided: nobody outside sees it.</summary>
    InPreparation = 1,

    /// <summary>Its opening is decided, for a date to come.</summary>
    Scheduled,

    Open,

    /// <summary>Nothing may be typed or submitted.</summary>
    Closed,

    /// <summary>Closed, but a submitted statement may be reopened and submitted again; nothing new may be started.</summary>
    CorrectionsOnly,
}

/// <summary>
/// The collection of one kind of statement for one exercise (calendar year): when it opens and closes, until when each body
/// may submit, who owes what and with which documents.
/// </summary>
public sealed class Campaign
{
    /// <summary>Greatest length of a written reason, in characters.</summary>
    public const int LongestReason = 500;

    private readonly List<CampaignDeadline> _deadlines = [];
    private readonly List<CampaignExtension> _extensions = [];
    private readonly List<CampaignObligation> _obligations = [];
    private readonly List<CampaignDocument> _documents = [];

    private Campaign()
    {
    }

    /// <summary>A campaign whose opening is decided. See <see cref="Prepare"/> for one that is not.</summary>
    /// <param name="kind">ESF or CSA.</param>
    /// <param name="exercise">Year of the data.</param>
    /// <param name="opensAt">From then on, operators may type.</param>
    /// <param name="deadline">
    /// Last instant to submit; « avant le 31 mai » (R. 6332-31 c. trav.), set by campaign, shown in Europe/Paris.
    /// </param>
    public Campaign(StatementKind kind, int exercise, DateTimeOffset opensAt, DateTimeOffset deadline)
    {
        Kind = kind;
        Exercise = exercise;
        OpensAt = opensAt;
        Deadline = deadline;
        OpeningDecided = true;
    }

    /// <summary>A campaign in preparation: nothing opens, whatever the date, before <see cref="Open"/>.</summary>
    public static Campaign Prepare(StatementKind kind, int exercise, DateTimeOffset opensAt, DateTimeOffset deadline) =>
        new(kind, exercise, opensAt, deadline) { OpeningDecided = false };

    public int Id { get; private set; }

    public StatementKind Kind { get; private set; }

    public int Exercise { get; private set; }

    /// <summary>Planned while the opening is not decided, then decided.</summary>
    public DateTimeOffset OpensAt { get; private set; }

    /// <summary>False while in preparation.</summary>
    public bool OpeningDecided { get; private set; }

    /// <summary>For the types of operators that have none of their own. Ask <see cref="DeadlineFor(Operator)"/>, not this.</summary>
    public DateTimeOffset Deadline { get; private set; }

    /// <summary>Set when an administrator closes the campaign: nothing may be typed or submitted any more.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Set while a closed campaign accepts corrections of what was submitted.</summary>
    public DateTimeOffset? CorrectionsSince { get; private set; }

    /// <summary>Since when no reminder leaves by itself; null while they do.</summary>
    public DateTimeOffset? RemindersOffSince { get; private set; }

    /// <summary>Why; null while they leave.</summary>
    public string? RemindersOffReason { get; private set; }

    /// <summary>Name of who decided it.</summary>
    public string? RemindersOffBy { get; private set; }

    /// <summary>Deadlines of types of operators, one per type at most. Always loaded.</summary>
    public IReadOnlyCollection<CampaignDeadline> Deadlines => _deadlines;

    /// <summary>Extensions granted to operators, those ended included. Always loaded.</summary>
    public IReadOnlyCollection<CampaignExtension> Extensions => _extensions;

    /// <summary>Who owes a statement. Loaded when asked for.</summary>
    public IReadOnlyCollection<CampaignObligation> Obligations => _obligations;

    /// <summary>Documents to join to the statements. Loaded when asked for.</summary>
    public IReadOnlyCollection<CampaignDocument> Documents => _documents;

    public CampaignState StateAt(DateTimeOffset now) =>
        IsClosed(now) ? (CorrectionsSince <= now ? CampaignState.CorrectionsOnly : CampaignState.Closed)
        : !OpeningDecided ? CampaignState.InPreparation
        : OpensAt > now ? CampaignState.Scheduled
        : CampaignState.Open;

    /// <summary>Entry and submission are possible. A submission after the deadline stays possible until closure: late, but due.</summary>
    public bool IsOpen(DateTimeOffset now) => StateAt(now) == CampaignState.Open;

    public bool IsClosed(DateTimeOffset now) => ClosedAt <= now;

    /// <summary>Statements may be typed: all of them while open, those reopened for correction when only these are accepted.</summary>
    /// <param name="correcting">Whether the statement was reopened after a submission.</param>
    public bool Accepts(bool correcting, DateTimeOffset now) => StateAt(now) switch
    {
        CampaignState.Open => true,
        CampaignState.CorrectionsOnly => correcting,
        _ => false,
    };

    /// <summary>
    /// Last instant for that body to submit without being late: its extension if it has one, else the deadline of its type,
    /// else that of the campaign. An extension overtaken by a later deadline of the type gives way to it.
    /// </summary>
    public DateTimeOffset DeadlineFor(Operator body) => DeadlineFor(body.Id, body.Type);

    /// <inheritdoc cref="DeadlineFor(Operator)"/>
    public DateTimeOffset DeadlineFor(int operatorId, OperatorType type)
    {
        var ordinary = DeadlineOf(type);
        return ExtensionOf(operatorId) is { } extension && extension.Deadline > ordinary ? extension.Deadline : ordinary;
    }

    /// <summary>The deadline of that type of operators, without the extensions.</summary>
    public DateTimeOffset DeadlineOf(OperatorType type) => _deadlines.Find(d => d.OperatorType == type)?.Deadline ?? Deadline;

    /// <summary>The extension that holds for that body; null when it has none.</summary>
    public CampaignExtension? ExtensionOf(int operatorId) => _extensions.Find(e => e.OperatorId == operatorId && e.IsActive);

    /// <summary>The last of all the deadlines, extensions included: after it, everybody who has not submitted is late.</summary>
    public DateTimeOffset LastDeadline => _deadlines.Select(d => d.Deadline)
        .Concat(_extensions.Where(e => e.IsActive).Select(e => e.Deadline)).Append(Deadline).Max();

    /// <summary>That instant is after the deadline of that body.</summary>
    public bool IsLate(Operator body, DateTimeOffset at) => at > DeadlineFor(body);

    /// <inheritdoc cref="IsLate(Operator, DateTimeOffset)"/>
    public bool IsLate(int operatorId, OperatorType type, DateTimeOffset at) => at > DeadlineFor(operatorId, type);

    /// <summary>Plans the opening, without deciding it.</summary>
    public void Plan(DateTimeOffset opensAt) => OpensAt = opensAt;

    /// <summary>Decides the opening, at once when <paramref name="opensAt"/> is past.</summary>
    public void Open(DateTimeOffset opensAt)
    {
        OpensAt = opensAt;
        OpeningDecided = true;
    }

    public void Close(DateTimeOffset now)
    {
        ClosedAt = now;
        CorrectionsSince = null;
    }

    /// <summary>Entry and submission become possible again.</summary>
    public void Reopen()
    {
        ClosedAt = null;
        CorrectionsSince = null;
    }

    /// <summary>A closed campaign accepts corrections of what was submitted, or no longer does.</summary>
    /// <exception cref="InvalidOperationException">It is not closed.</exception>
    public void AcceptCorrections(bool accepted, DateTimeOffset now)
    {
        if (!IsClosed(now))
        {
            throw new InvalidOperationException("La campagne n’est pas close.");
        }

        CorrectionsSince = accepted ? now : null;
    }

    public void MoveDeadline(DateTimeOffset deadline) => Deadline = deadline;

    /// <summary>No reminder leaves by itself any more; those asked by hand still do.</summary>
    public void StopReminders(string reason, string by, DateTimeOffset now) => (RemindersOffSince, RemindersOffReason, RemindersOffBy) = (now, reason, by);

    public void ResumeReminders() => (RemindersOffSince, RemindersOffReason, RemindersOffBy) = (null, null, null);

    /// <summary>Gives a type of operators its own deadline; null takes it away.</summary>
    public void SetDeadline(OperatorType type, DateTimeOffset? deadline)
    {
        var standing = _deadlines.Find(d => d.OperatorType == type);
        if (deadline is { } own && standing is not null)
        {
            standing.Move(own);
        }
        else if (deadline is { } first)
        {
            _deadlines.Add(new CampaignDeadline(type, first));
        }
        else if (standing is not null)
        {
            _deadlines.Remove(standing);
        }
    }

    /// <summary>Grants an extension, or changes the one that holds: the former one is kept, ended.</summary>
    public CampaignExtension Extend(int operatorId, DateTimeOffset deadline, string reason, string by, DateTimeOffset now)
    {
        ExtensionOf(operatorId)?.End(reason, by, now);
        var extension = new CampaignExtension(operatorId, deadline, reason, by, now);
        _extensions.Add(extension);
        return extension;
    }

    /// <summary>Says whether that body owes a statement. <see cref="Obligations"/> must be loaded.</summary>
    public CampaignObligation Oblige(int operatorId, bool owes, ObligationReason reason, string note, string by, DateTimeOffset now)
    {
        var obligation = _obligations.Find(o => o.OperatorId == operatorId);
        if (obligation is null)
        {
            _obligations.Add(obligation = new CampaignObligation(operatorId, owes, reason, note, by, now));
        }
        else
        {
            obligation.Decide(owes, reason, note, by, now);
        }

        return obligation;
    }

    public void Add(CampaignDocument document) => _documents.Add(document);

    public void Remove(CampaignDocument document) => _documents.Remove(document);
}
