using Soffi.Domain.Access;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>Where a conversation stands.</summary>
public enum ConversationState
{
    /// <summary>« en cours ».</summary>
    Open = 1,

    /// <summary>« résolue ».</summary>
    Resolved = 2,

    /// <summary>It goes on beside the cell of the next exercise.</summary>
    Continued = 3,
}

/// <summary>What an entry of a conversation is.</summary>
public enum MessageKind
{
    /// <summary>Somebody wrote.</summary>
    Text = 1,

    /// <summary>Somebody said that it is settled.</summary>
    Resolution = 2,

    /// <summary>Somebody said that it is not.</summary>
    Reopening = 3,
}

/// <summary>
/// The conversation of those who declare for a body about one cell of one statement. It stands beside the statement: it does
/// not make its revision grow, so that nobody has to read again what they are about to sign, and it goes on after the submission.
/// </summary>
public sealed class CellThread
{
    private readonly List<CellMessage> _messages = [];

    private CellThread()
    {
    }

    public CellThread(Guid declarationId, CellCode code, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        DeclarationId = declarationId;
        Table = code.Table;
        Row = code.Row;
        Column = code.Column;
        State = ConversationState.Open;
    }

    public Guid Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    public string Table { get; private set; } = "";

    public string Row { get; private set; } = "";

    public string Column { get; private set; } = "";

    public ConversationState State { get; private set; }

    /// <summary>The conversation of the next exercise in which it goes on; null while it does not.</summary>
    public Guid? ContinuedById { get; private set; }

    /// <summary>Grows at each change; concurrency token of the row.</summary>
    public int Version { get; private set; }

    /// <summary>What was written and decided, in any order.</summary>
    public IReadOnlyCollection<CellMessage> Messages => _messages;

    public CellCode Code => new(Table, Row, Column);

    /// <summary>Writes a message; a settled conversation is open again.</summary>
    /// <param name="key">Unique to what was sent: sent twice, it is written once.</param>
    /// <param name="text">Plain text, <see cref="CellMessage.MaxLength"/> characters at most.</param>
    /// <returns>What was added; nothing when it was already.</returns>
    /// <exception cref="InvalidOperationException">It goes on in the next exercise.</exception>
    public IReadOnlyList<CellMessage> Write(Guid key, string text, Actor actor, DateTimeOffset now)
    {
        if (State == ConversationState.Continued)
        {
            throw new InvalidOperationException("La conversation se poursuit dans l’exercice suivant.");
        }

        if (_messages.Exists(m => m.Key == key))
        {
            return [];
        }

        var added = new List<CellMessage> { new(Id, key, MessageKind.Text, text, actor, now) };
        if (State == ConversationState.Resolved)
        {
            added.Add(new CellMessage(Id, Guid.CreateVersion7(now), MessageKind.Reopening, "", actor, now));
        }

        State = ConversationState.Open;
        return Add(added);
    }

    /// <summary>Says that it is settled.</summary>
    /// <returns>What was added; nothing when it was not open.</returns>
    public IReadOnlyList<CellMessage> Resolve(Actor actor, DateTimeOffset now) =>
        Become(ConversationState.Open, ConversationState.Resolved, MessageKind.Resolution, actor, now);

    /// <summary>Says that it is not settled after all.</summary>
    /// <returns>What was added; nothing when it was not settled.</returns>
    public IReadOnlyList<CellMessage> Reopen(Actor actor, DateTimeOffset now) =>
        Become(ConversationState.Resolved, ConversationState.Open, MessageKind.Reopening, actor, now);

    /// <summary>Its author takes a message back: it is kept, and shown to nobody any more.</summary>
    /// <returns>The message; null when it is not theirs, or was taken back already.</returns>
    public CellMessage? Withdraw(long messageId, Actor actor, DateTimeOffset now)
    {
        var message = _messages.Find(m => m.Id == messageId && m.AuthorId == actor.UserId);
        if (message?.Withdraw(now) != true)
        {
            return null;
        }

        Version++;
        return message;
    }

    /// <summary>Goes on in that conversation of the next exercise.</summary>
    public void ContinueIn(CellThread next)
    {
        State = ConversationState.Continued;
        ContinuedById = next.Id;
        Version++;
    }

    private IReadOnlyList<CellMessage> Become(ConversationState from, ConversationState to, MessageKind kind, Actor actor, DateTimeOffset now)
    {
        if (State != from)
        {
            return [];
        }

        State = to;
        return Add([new CellMessage(Id, Guid.CreateVersion7(now), kind, "", actor, now)]);
    }

    private List<CellMessage> Add(List<CellMessage> added)
    {
        _messages.AddRange(added);
        Version++;
        return added;
    }
}

/// <summary>One entry of a conversation: written once, never changed but by being taken back.</summary>
public sealed class CellMessage
{
    private CellMessage()
    {
    }

    internal CellMessage(Guid threadId, Guid key, MessageKind kind, string text, Actor author, DateTimeOffset at)
    {
        ThreadId = threadId;
        Key = key;
        Kind = kind;
        Text = text;
        AuthorId = author.UserId;
        AuthorName = author.DisplayName;
        At = at;
    }

    /// <summary>Greatest length, in characters.</summary>
    public const int MaxLength = 2000;

    public long Id { get; private set; }

    public Guid ThreadId { get; private set; }

    /// <summary>Unique in the conversation: the same message sent twice is written once.</summary>
    public Guid Key { get; private set; }

    public MessageKind Kind { get; private set; }

    /// <summary>Empty for a decision. Still there when the message is withdrawn, and shown to nobody.</summary>
    public string Text { get; private set; } = "";

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    internal bool Withdraw(DateTimeOffset now)
    {
        if (WithdrawnAt is not null || Kind != MessageKind.Text)
        {
            return false;
        }

        WithdrawnAt = now;
        return true;
    }
}
