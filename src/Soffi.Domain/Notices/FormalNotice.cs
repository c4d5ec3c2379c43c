using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;

namespace Soffi.Domain.Notices;

/// <summary>Where a notice stands. Stored: numbers never change. It is an attribute of the statement, never one of its states.</summary>
public enum NoticeState
{
    /// <summary>A regional directorate proposes it; nothing was written yet.</summary>
    Proposed = 1,

    /// <summary>Written, not sent: it may be changed and given up.</summary>
    Prepared = 2,

    /// <summary>Sent: the month runs, or is over and something is to be decided.</summary>
    Issued = 3,

    /// <summary>The statement was submitted, or the notice was taken back.</summary>
    Lifted = 4,

    /// <summary>What follows it is decided.</summary>
    Decided = 5,

    /// <summary>Given up before it was sent.</summary>
    Abandoned = 6,
}

/// <summary>
/// Formal notice to a body that did not transmit its statement: « l’autorité administrative peut le mettre en demeure d’y
/// procéder » (L. 6332-24 c. trav.). Reasoned, with a certain date, it leaves one month to transmit or to present observations.
/// One at a time for a statement.
/// </summary>
public sealed class FormalNotice
{
    /// <summary>Least length of a reason, in characters.</summary>
    public const int ShortestReason = 10;

    /// <summary>Greatest length of a reason, a decision or an observation, in characters.</summary>
    public const int LongestText = 4000;

    /// <summary>Greatest length of how the date became certain, in characters.</summary>
    public const int LongestReceipt = 200;

    private readonly List<NoticeObservation> _observations = [];

    private FormalNotice()
    {
    }

    private FormalNotice(Declaration declaration, string number, NoticeState state, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        DeclarationId = declaration.Id;
        OperatorId = declaration.OperatorId;
        CampaignId = declaration.CampaignId;
        Number = number;
        State = state;
    }

    public Guid Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    public int OperatorId { get; private set; }

    public int CampaignId { get; private set; }

    /// <summary>« MED-ESF-2025-AKTO-1 »: unique, never used again.</summary>
    public string Number { get; private set; } = "";

    public NoticeState State { get; private set; }

    /// <summary>Why a regional directorate asks for it; null when none did.</summary>
    public string? Proposal { get; private set; }

    public string? ProposedBy { get; private set; }

    public DateTimeOffset? ProposedAt { get; private set; }

    /// <summary>The facts, as the letter says them.</summary>
    public string Reason { get; private set; } = "";

    public string? PreparedBy { get; private set; }

    public DateTimeOffset? PreparedAt { get; private set; }

    public string? IssuedBy { get; private set; }

    public DateTimeOffset? IssuedAt { get; private set; }

    /// <summary>When somebody of the body first opened it, or when a letter was received: the certain date.</summary>
    public DateTimeOffset? ReceivedAt { get; private set; }

    /// <summary>How that is known; null while nothing is.</summary>
    public string? ReceivedHow { get; private set; }

    /// <summary>Last instant to transmit or to answer; null before it is sent.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Null when the submission lifted it.</summary>
    public string? ClosedBy { get; private set; }

    /// <summary>Why it was lifted or given up, or what was decided.</summary>
    public string? ClosingText { get; private set; }

    /// <summary>Grows by one at each change; concurrency token of the row.</summary>
    public int Revision { get; private set; }

    public IReadOnlyCollection<NoticeObservation> Observations => _observations;

    public bool IsOpen => ClosedAt is null;

    /// <summary>The body knows of it.</summary>
    public bool IsSent => IssuedAt is not null;

    /// <summary>The month is over and nobody decided what follows.</summary>
    public bool IsToDecide(DateTimeOffset now) => State == NoticeState.Issued && now > DueAt;

    /// <summary>The body may still answer.</summary>
    public bool MayAnswer(DateTimeOffset now) => State == NoticeState.Issued && now <= DueAt;

    /// <summary>« MED-ESF-2025-AKTO-1 ».</summary>
    public static string NumberOf(Campaign campaign, string operatorCode, int rank) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"MED-{campaign.Kind.ToString().ToUpperInvariant()}-{campaign.Exercise}-{operatorCode}-{rank}");

    /// <summary>A regional directorate asks the minister for it.</summary>
    public static FormalNotice Propose(Declaration declaration, string number, string proposal, Actor actor, DateTimeOffset now) =>
        new(declaration, number, NoticeState.Proposed, now) { Proposal = proposal, ProposedBy = actor.DisplayName, ProposedAt = now };

    public static FormalNotice Prepare(Declaration declaration, string number, string reason, Actor actor, DateTimeOffset now)
    {
        var notice = new FormalNotice(declaration, number, NoticeState.Prepared, now);
        notice.Write(reason, actor, now);
        return notice;
    }

    /// <summary>Writes its reason, or changes it.</summary>
    /// <exception cref="InvalidOperationException">It was sent, or is closed.</exception>
    public void Write(string reason, Actor actor, DateTimeOffset now)
    {
        Need(NoticeState.Proposed, NoticeState.Prepared);
        (State, Reason, PreparedBy, PreparedAt) = (NoticeState.Prepared, reason, actor.DisplayName, now);
        Revision++;
    }

    /// <summary>Sends it: the month begins.</summary>
    /// <exception cref="InvalidOperationException">It is not written, or was sent.</exception>
    public void Issue(Actor actor, DateTimeOffset now)
    {
        Need(NoticeState.Prepared);
        (State, IssuedBy, IssuedAt, DueAt) = (NoticeState.Issued, actor.DisplayName, now, NoticeTerm.After(now));
        Revision++;
    }

    /// <summary>Somebody of the body opened it: proof that it was received. The month, which runs from the sending, does not move.</summary>
    /// <returns>False when its reception is known, or it does not run.</returns>
    public bool Read(string by, DateTimeOffset now)
    {
        if (State != NoticeState.Issued || ReceivedAt is not null)
        {
            return false;
        }

        (ReceivedAt, ReceivedHow) = (now, $"ouverte dans Soffi par {by}");
        Revision++;
        return true;
    }

    /// <summary>Notes that a letter was received that day: the month runs from there when that leaves more time.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public void Receive(string how, DateTimeOffset at)
    {
        Need(NoticeState.Issued);
        (ReceivedAt, ReceivedHow) = (at, how);
        DueAt = NoticeTerm.After(at) is var due && due > DueAt ? due : DueAt;
        Revision++;
    }

    /// <summary>Observations of the body.</summary>
    /// <exception cref="InvalidOperationException">It does not run, or the month is over.</exception>
    public NoticeObservation Answer(string text, NoticeFile? file, Actor actor, DateTimeOffset now)
    {
        if (!MayAnswer(now))
        {
            throw new InvalidOperationException("The notice may not be answered now.");
        }

        var observation = new NoticeObservation(Id, text, file, actor, now);
        _observations.Add(observation);
        Revision++;
        return observation;
    }

    /// <summary>The statement was submitted: the notice has had its effect.</summary>
    /// <returns>False when it was not running: one that was never sent is given up.</returns>
    public bool LiftBySubmission(string receiptNumber, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return false;
        }

        End(IsSent ? NoticeState.Lifted : NoticeState.Abandoned, $"Déclaration déposée sous le n°\u00a0{receiptNumber}.", null, now);
        return true;
    }

    /// <summary>Lifts it, gives it up or decides what follows.</summary>
    /// <exception cref="InvalidOperationException">Its state does not allow it: see <see cref="MayClose"/>.</exception>
    public void Close(NoticeState to, string text, Actor actor, DateTimeOffset now)
    {
        if (!MayClose(to, now))
        {
            throw new InvalidOperationException($"{State} does not lead to {to}.");
        }

        End(to, text, actor.DisplayName, now);
    }

    /// <summary>Given up before it is sent; lifted while it runs; something decided once the month is over.</summary>
    public bool MayClose(NoticeState to, DateTimeOffset now) => to switch
    {
        NoticeState.Abandoned => IsOpen && !IsSent,
        NoticeState.Lifted => State == NoticeState.Issued,
        NoticeState.Decided => IsToDecide(now),
        _ => false,
    };

    private void End(NoticeState to, string text, string? by, DateTimeOffset now)
    {
        (State, ClosingText, ClosedBy, ClosedAt) = (to, text, by, now);
        Revision++;
    }

    private void Need(params NoticeState[] states)
    {
        if (!states.Contains(State))
        {
            throw new InvalidOperationException($"The notice is {State}.");
        }
    }
}

/// <summary>A file that bears observations out, its content already stored.</summary>
public sealed record NoticeFile(string Name, FileFormat Format, int Size, string Sha256, Guid ContentId, bool Scanned);

/// <summary>What a body answers to a notice. Append-only.</summary>
public sealed class NoticeObservation
{
    private NoticeObservation()
    {
    }

    internal NoticeObservation(Guid noticeId, string text, NoticeFile? file, Actor author, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        NoticeId = noticeId;
        Text = text;
        AuthorId = author.UserId;
        AuthorName = author.DisplayName;
        At = at;
        (FileName, Format, Size, Sha256, ContentId, Scanned) = (file?.Name, file?.Format, file?.Size, file?.Sha256, file?.ContentId, file?.Scanned == true);
    }

    public Guid Id { get; private set; }

    public Guid NoticeId { get; private set; }

    public string Text { get; private set; } = "";

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>Null when no file is joined; so are those below.</summary>
    public string? FileName { get; private set; }

    public FileFormat? Format { get; private set; }

    /// <summary>Bytes.</summary>
    public int? Size { get; private set; }

    public string? Sha256 { get; private set; }

    public Guid? ContentId { get; private set; }

    /// <summary>An antivirus found it clean; false where it is openly switched off.</summary>
    public bool Scanned { get; private set; }

    /// <summary>The file joined; null for none.</summary>
    public NoticeFile? File => FileName is null ? null : new NoticeFile(FileName, Format!.Value, Size!.Value, Sha256!, ContentId!.Value, Scanned);
}
