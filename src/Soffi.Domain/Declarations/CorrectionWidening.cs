using Soffi.Domain.Access;

namespace Soffi.Domain.Declarations;

/// <summary>What an agent adds to corrections that are being made.</summary>
/// <param name="Reason">In French; read by the operator.</param>
/// <param name="Parts">Tables and cells to open besides; those that are open already count for nothing.</param>
/// <param name="Whole">Everything is open from now on.</param>
/// <param name="Documents">Documents may be joined, replaced or removed from now on.</param>
/// <param name="DueAt">The new end, later than that which stands; null to keep that one.</param>
/// <param name="Ask">What the operator had asked and is so granted; null when the agent widens by themselves.</param>
public sealed record WideningRequest(string Reason, IReadOnlyList<ReopenedPart> Parts, bool Whole, bool Documents, DateTimeOffset? DueAt, WideningAsk? Ask = null);

/// <summary>A decision of the DGEFP: corrections that are being made bear on more than was first asked, or may come later. Kept for ever.</summary>
public sealed class CorrectionWidening
{
    /// <summary>Greatest length of the list of what is opened, in characters.</summary>
    public const int LongestOpened = 4000;

    private CorrectionWidening()
    {
    }

    internal CorrectionWidening(string opened, DateTimeOffset? dueAt, string reason, Actor actor, DateTimeOffset at)
    {
        Opened = opened;
        DueAt = dueAt;
        Reason = reason;
        ActorId = actor.UserId;
        ActorName = actor.DisplayName;
        At = at;
    }

    public int Id { get; private set; }

    public int ReopeningId { get; private set; }

    /// <summary>« B3, B2.010.ALT, pièces »; empty when the end alone moved.</summary>
    public string Opened { get; private set; } = "";

    /// <summary>The new end; null when it did not move.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public string Reason { get; private set; } = "";

    public Guid ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}

/// <summary>What an operator asks to have opened besides, while it makes corrections. An agent accepts it or refuses it.</summary>
public sealed class WideningAsk
{
    /// <summary>Greatest length of the list of parts, in characters.</summary>
    public const int LongestParts = 4000;

    private WideningAsk()
    {
    }

    internal WideningAsk(Guid id, IEnumerable<ReopenedPart> parts, bool documents, string reason, Actor actor, DateTimeOffset at)
    {
        Id = id;
        Parts = string.Join(' ', parts);
        Documents = documents;
        Reason = reason;
        AuthorId = actor.UserId;
        AuthorName = actor.DisplayName;
        At = at;
    }

    public Guid Id { get; private set; }

    public int ReopeningId { get; private set; }

    /// <summary>Codes of tables and of cells, separated by spaces; empty for the documents alone.</summary>
    public string Parts { get; private set; } = "";

    public bool Documents { get; private set; }

    /// <summary>Why, in French.</summary>
    public string Reason { get; private set; } = "";

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>Null while nobody answered.</summary>
    public bool? IsAccepted { get; private set; }

    public string? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>What the agent answered; the operator reads it.</summary>
    public string? Answer { get; private set; }

    public bool IsPending => IsAccepted is null;

    public IReadOnlyList<ReopenedPart> Opens => [.. Parts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReopenedPart.Parse)];

    /// <summary>« B3, B2.010.ALT, pièces ».</summary>
    public string Words => string.Join(", ", Parts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(Documents ? ["pièces"] : Array.Empty<string>()));

    internal void Decide(bool accepted, string answer, Actor actor, DateTimeOffset at)
    {
        IsAccepted = accepted;
        Answer = answer;
        DecidedBy = actor.DisplayName;
        DecidedAt = at;
    }
}

/// <summary>Corrections that are being made may be widened; what is asked and decided stays with the request.</summary>
public sealed partial class Declaration
{
    /// <summary>Opens more, or moves the end later. The operator's work is not touched.</summary>
    /// <exception cref="InvalidOperationException">It is not under correction.</exception>
    public CorrectionWidening WidenCorrections(WideningRequest request, Actor actor, DateTimeOffset now)
    {
        var correction = Correction ?? throw new InvalidOperationException("Nothing is being corrected.");
        Become(DeclarationAct.WidenCorrections, now);
        var widening = correction.Widen(request, actor, now);
        request.Ask?.Decide(true, request.Reason, actor, now);
        Note(DeclarationAct.WidenCorrections, "", request.Reason, actor, now);
        return widening;
    }

    /// <summary>The operator asks to have more opened.</summary>
    /// <returns>Null, and nothing is done, when the same is asked already and waits for an answer: a double click.</returns>
    /// <exception cref="InvalidOperationException">It is not under correction.</exception>
    public WideningAsk? AskWidening(IReadOnlyList<ReopenedPart> parts, bool documents, string reason, Actor actor, DateTimeOffset now)
    {
        var correction = Correction ?? throw new InvalidOperationException("Nothing is being corrected.");
        var ask = new WideningAsk(Guid.CreateVersion7(now), parts, documents, reason, actor, now);
        if (correction.Asks.Any(a => a.IsPending && a.Parts == ask.Parts && a.Documents == documents))
        {
            return null;
        }

        Become(DeclarationAct.AskWidening, now);
        correction.Note(ask);
        return ask;
    }

    /// <summary>Refuses what the operator asked, with a reason.</summary>
    /// <exception cref="InvalidOperationException">It is not under correction.</exception>
    public void RefuseWidening(WideningAsk ask, string answer, Actor actor, DateTimeOffset now)
    {
        var correction = Correction ?? throw new InvalidOperationException("Nothing is being corrected.");
        Become(DeclarationAct.RefuseWidening, now);
        correction.Refuse(ask, answer, actor, now);
        Note(DeclarationAct.RefuseWidening, "", answer, actor, now);
    }
}
