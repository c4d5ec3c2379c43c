using Soffi.Domain.Declarations;

namespace Soffi.Domain.Cgu;

/// <summary>Where a notice of breach stands.</summary>
public enum BreachState
{
    /// <summary>Notified: the person has until the end of the eighth day.</summary>
    Notified = 1,

    /// <summary>The breach ended or was repaired.</summary>
    Remedied,

    /// <summary>The agreement was ended.</summary>
    Terminated,
}

/// <summary>
/// A breach of the terms, notified to a person: eight calendar days to put an end to it, then the ministry may end the
/// agreement (CGU article 80); at once when the breach is serious or repeated (article 79).
/// </summary>
public sealed class BreachNotice
{
    /// <summary>Calendar days, from the day after the notification (CGU article 80).</summary>
    public const int Days = 8;

    public const int ShortestText = 20;
    public const int LongestText = 4000;
    public const int LongestArticle = 60;

    private BreachNotice()
    {
    }

    /// <param name="article">Articles of the terms that were not kept, as people say them: « 63 », « 64 et 65 ».</param>
    /// <param name="facts">What was seen, and what is asked.</param>
    /// <param name="serious">Serious or repeated: no delay is due.</param>
    public BreachNotice(Guid userId, string article, string facts, bool serious, string by, DateTimeOffset now)
    {
        UserId = userId;
        Article = article;
        Facts = facts;
        Serious = serious;
        NotifiedBy = by;
        NotifiedAt = now;
        DueAt = DueFor(now);
        State = BreachState.Notified;
    }

    public int Id { get; private set; }

    public Guid UserId { get; private set; }

    public string Article { get; private set; } = "";

    public string Facts { get; private set; } = "";

    public bool Serious { get; private set; }

    public string NotifiedBy { get; private set; } = "";

    public DateTimeOffset NotifiedAt { get; private set; }

    /// <summary>The last second of the eighth day, in Paris.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>What the person answered; null as long as they have not.</summary>
    public string? Answer { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public BreachState State { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public string? ClosedBy { get; private set; }

    public string? ClosingReason { get; private set; }

    /// <summary>The end of the eighth calendar day after that instant, in Paris.</summary>
    public static DateTimeOffset DueFor(DateTimeOffset notifiedAt) =>
        ParisTime.At(DateOnly.FromDateTime(ParisTime.Of(notifiedAt).Date).AddDays(Days), new TimeOnly(23, 59, 59))!.Value;

    /// <summary>Why the agreement may not be ended now: a French sentence; null when it may.</summary>
    public string? ObjectionToTermination(DateTimeOffset now) =>
        State != BreachState.Notified ? "Ce manquement est déjà clos."
        : !Serious && now <= DueAt
            ? $"La personne a jusqu’au {ParisTime.DayAndHour(DueAt)} pour mettre fin au manquement (article 80)\u00a0: attendez cet instant, ou constatez qu’il est réparé."
            : null;

    /// <returns>False when it is closed already.</returns>
    public bool Reply(string answer, DateTimeOffset now)
    {
        if (State != BreachState.Notified)
        {
            return false;
        }

        Answer = answer;
        AnsweredAt = now;
        return true;
    }

    /// <returns>False when it is closed already.</returns>
    public bool Remedy(string reason, string by, DateTimeOffset now)
    {
        if (State != BreachState.Notified)
        {
            return false;
        }

        Close(BreachState.Remedied, reason, by, now);
        return true;
    }

    /// <exception cref="InvalidOperationException">It may not be ended now: see <see cref="ObjectionToTermination"/>.</exception>
    public CguEnding Terminate(string reason, string by, DateTimeOffset now)
    {
        if (ObjectionToTermination(now) is { } objection)
        {
            throw new InvalidOperationException(objection);
        }

        Close(BreachState.Terminated, reason, by, now);
        return new CguEnding(UserId, CguEndingKind.Terminated, reason, by, now, Id);
    }

    private void Close(BreachState state, string reason, string by, DateTimeOffset now)
    {
        State = state;
        ClosingReason = reason;
        ClosedBy = by;
        ClosedAt = now;
    }
}
