using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>What the person does after saving.</summary>
public enum EntryMove
{
    Stay,
    Next,

    /// <summary>Gives up the values kept while they signed in again.</summary>
    GiveUpHeld,

    /// <summary>Fills blank cells with last year's values.</summary>
    TakeOver,

    /// <summary>Confirms values taken over from last year.</summary>
    Confirm,
}

/// <summary>How one settles a cell that somebody else changed.</summary>
public enum ConflictChoice
{
    Undecided,
    Theirs,
    Mine,
}

/// <summary>A posted name that the cadre does not let anyone type.</summary>
/// <param name="Reason">« cellule calculée », « cellule inconnue »…</param>
public sealed record RejectedCell(string Name, string Reason);

/// <summary>A form of a cadre as it was posted.</summary>
/// <param name="Typed">Word for word, cells of this cadre only.</param>
/// <param name="Values">The same, read; a blank erases.</param>
/// <param name="Errors">A sentence for each cell that cannot be saved as it is (too long for a cell).</param>
/// <param name="Rejected">Names that are no input of this cadre: nothing of the form is saved then.</param>
/// <param name="Revision">Of the statement when the page was shown; 0 when the form does not say: every change since is then looked at.</param>
/// <param name="Choices">Cells shown in conflict, with what was chosen.</param>
public sealed record TableForm(
    IReadOnlyDictionary<CellCode, string> Typed, IReadOnlyDictionary<CellCode, CellValue> Values,
    IReadOnlyDictionary<CellCode, string> Errors, IReadOnlyList<RejectedCell> Rejected, int Revision,
    IReadOnlyDictionary<CellCode, ConflictChoice> Choices, EntryMove Move)
{
    /// <summary>Field of the revision.</summary>
    public const string RevisionName = "revision";

    /// <summary>Field of the button pressed.</summary>
    public const string MoveName = "suite";

    /// <summary>Start of the name of the radio buttons of a conflict; the code of the cell follows.</summary>
    public const string ConflictPrefix = "conflit.";

    /// <summary>Start of the name of the list of lines to take over or confirm; the code of the table follows.</summary>
    public const string LinePrefix = "ligne.";

    /// <summary>Start of the value of the button that takes over; the code of the table follows.</summary>
    public const string TakeOverMove = "reprise.";

    /// <summary>Start of the value of the button that confirms; the code of the table follows.</summary>
    public const string ConfirmMove = "confirmation.";

    /// <summary>What is taken over or confirmed; null for another move.</summary>
    public CarryOverScope? Scope { get; init; }

    /// <summary>Start of the name of the hidden field that tells on which revision one cell was typed.</summary>
    public const string BasePrefix = "base.";

    /// <summary>Where some values come from: typed on an older revision than the page's, pasted, sent before.</summary>
    public IReadOnlyDictionary<CellCode, CellOrigin> Origins { get; init; } = new Dictionary<CellCode, CellOrigin>();

    public bool IsRefused => Rejected.Count > 0 || Errors.Count > 0;
}
