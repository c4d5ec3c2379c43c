using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>A cell that another one is computed from, or goes into.</summary>
/// <param name="Value">As shown, with its unit.</param>
/// <param name="Href">Its own page; null for a cell of last year's statement.</param>
public sealed record LinkedCell(FormCell Cell, string Value, string? Href, bool Previous)
{
    /// <summary>It is itself computed: its own operands are worth looking at.</summary>
    public bool IsComputed => !Previous && !Cell.IsInput;
}

/// <summary>The page of a cell.</summary>
public sealed record CellViewModel(Statement Statement, Cadre Cadre, FormCell Cell)
{
    /// <summary>What it holds now, with its unit.</summary>
    public required string Value { get; init; }

    /// <summary>Where the value comes from: who, how, when.</summary>
    public required string Provenance { get; init; }

    /// <summary>How it is computed, in words; null for a typed cell.</summary>
    public string? Formula { get; init; }

    /// <summary>What it is computed from, in the order of the formula.</summary>
    public IReadOnlyList<LinkedCell> Operands { get; init; } = [];

    /// <summary>The computed cells that read it.</summary>
    public IReadOnlyList<LinkedCell> Totals { get; init; } = [];

    /// <summary>This year first.</summary>
    public IReadOnlyList<CellYear> Years { get; init; } = [];

    public required HistoryPage History { get; init; }

    /// <summary>What the controls say of it.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public required ConversationViewModel Conversation { get; init; }

    /// <summary>« Montant, en € ».</summary>
    public string Type
    {
        get
        {
            var word = CellTypes.French(Cell.Type);
            return char.ToUpperInvariant(word[0]) + word[1..] + (Cell.Unit.Length > 0 ? $", en {Cell.Unit}" : "");
        }
    }

    public string Answer => !Cell.IsInput ? "Calculée par Soffi, personne ne la saisit."
        : Statement.IsLocked(Cell.Code) ? $"Reprise de la déclaration {Statement.Exercise - 1} déposée, personne ne la saisit."
        : Cell.Required ? "Obligatoire\u00a0: une valeur, ou «\u00a0s.o.\u00a0» si elle est sans objet."
        : "Facultative.";

    public string Published => !Cell.SaysPublishable ? "Le formulaire ne le précise pas."
        : Cell.Publishable ? "Oui, elle peut être rendue publique (R. 6332-31 du code du travail)." : "Non, elle n’est pas rendue publique.";
}

/// <summary>The conversation of a cell, with what is being written in it.</summary>
/// <param name="Thread">Null before the first message.</param>
/// <param name="Earlier">Those of the exercise before that wait for an answer here.</param>
public sealed record ConversationViewModel(ThreadView? Thread, IReadOnlyList<ThreadView> Earlier)
{
    /// <summary>A message not sent.</summary>
    public string? Typed { get; init; }

    public string? Error { get; init; }

    public UnsavedReason Reason { get; init; }

    /// <summary>What was just done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Unique to the message being written: sent twice, it is written once.</summary>
    public Guid Key { get; init; } = Guid.NewGuid();

    /// <summary>Somebody may still write here: it does not go on in the next exercise.</summary>
    public bool IsHere => Thread?.State != ConversationState.Continued;
}

/// <summary>One entry of a conversation, as it is shown.</summary>
/// <param name="Text">Null when it was taken back, or for a decision.</param>
/// <param name="IsMine">Written by the person who reads.</param>
public sealed record MessageView(long Id, MessageKind Kind, string? Text, string AuthorName, DateTimeOffset At, bool IsMine, bool IsWithdrawn);

/// <summary>A conversation, as it is shown.</summary>
/// <param name="Exercise">Of the statement it is about.</param>
/// <param name="ContinuedIn">The statement where it goes on; null when it does not.</param>
public sealed record ThreadView(
    Guid Id, Guid DeclarationId, int Exercise, CellCode Code, ConversationState State, Guid? ContinuedIn, IReadOnlyList<MessageView> Messages)
{
    /// <summary>« en cours », « résolue par Marc Bernard le … », « poursuivie l’exercice suivant ».</summary>
    public string Standing
    {
        get
        {
            var last = Messages.LastOrDefault(m => m.Kind != MessageKind.Text);
            return State switch
            {
                ConversationState.Resolved when last is not null => $"résolue par {last.AuthorName} le {ParisTime.DayAndHour(last.At)}",
                ConversationState.Resolved => "résolue",
                ConversationState.Continued => "poursuivie l’exercice suivant",
                _ when last is not null => $"rouverte par {last.AuthorName} le {ParisTime.DayAndHour(last.At)}",
                _ => "en cours",
            };
        }
    }

    /// <summary>The last thing written that can still be read; null when there is none.</summary>
    public MessageView? LastText => Messages.LastOrDefault(m => m.Text is not null);
}
