using System.Globalization;
using Microsoft.Extensions.Primitives;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>What the person does after saving.</summary>
public enum EntryMove
{
    Stay,
    Next,

    /// <summary>Gives up the values kept while they signed in again.</summary>
    GiveUpHeld,
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

    public bool IsRefused => Rejected.Count > 0 || Errors.Count > 0;
}

/// <summary>Reads the form of a cadre: it takes only the cells that the definition declares as input of this very cadre.</summary>
public sealed class TableFormBinder
{
    /// <summary>Greatest length of what a cell keeps, in characters.</summary>
    public const int MaxText = 2000;

    private readonly Dictionary<CellCode, string> _typed = [];
    private readonly Dictionary<CellCode, CellValue> _values = [];
    private readonly Dictionary<CellCode, string> _errors = [];
    private readonly Dictionary<CellCode, ConflictChoice> _choices = [];
    private readonly List<RejectedCell> _rejected = [];
    private readonly Statement _statement;
    private readonly Cadre _cadre;

    private TableFormBinder(Statement statement, Cadre cadre)
    {
        _statement = statement;
        _cadre = cadre;
    }

    /// <param name="fields">The posted form, or the one kept during a new sign-in.</param>
    /// <param name="statement">Says which cells are locked.</param>
    /// <param name="cadre">The cadre of the page.</param>
    public static TableForm Bind(IEnumerable<KeyValuePair<string, StringValues>> fields, Statement statement, Cadre cadre)
    {
        var binder = new TableFormBinder(statement, cadre);
        var (revision, move) = (0, EntryMove.Stay);
        foreach (var (name, values) in fields)
        {
            switch (name)
            {
                case TableForm.RevisionName:
                    _ = int.TryParse(values, NumberStyles.None, CultureInfo.InvariantCulture, out revision);
                    break;
                case TableForm.MoveName:
                    move = MoveOf(values);
                    break;
                case "__RequestVerificationToken":
                    break;
                default:
                    binder.Take(name, values);
                    break;
            }
        }

        // A revision that was never reached proves nothing about what its author saw.
        revision = revision > statement.Declaration.Revision ? 0 : revision;
        return new TableForm(binder._typed, binder._values, binder._errors, binder._rejected, revision, binder._choices, move);
    }

    private static EntryMove MoveOf(StringValues values) => values.ToString() switch
    {
        "suivant" => EntryMove.Next,
        "abandon" => EntryMove.GiveUpHeld,
        _ => EntryMove.Stay,
    };

    private void Take(string name, StringValues values)
    {
        if (name.StartsWith(TableForm.ConflictPrefix, StringComparison.Ordinal))
        {
            TakeChoice(name, values);
        }
        else if (RefusalOf(name, values) is { } reason)
        {
            _rejected.Add(new RejectedCell(name, reason));
        }
        else
        {
            var code = CellCode.Parse(name);
            TakeCell(_statement.Form.Find(code)!, values.ToString().ReplaceLineEndings("\n"));
        }
    }

    private void TakeCell(FormCell cell, string typed)
    {
        _typed[cell.Code] = typed;
        if (typed.Length > MaxText)
        {
            _errors[cell.Code] = $"Ce texte compte {typed.Length} caractères\u00a0; une cellule en garde {MaxText} au plus. Raccourcissez-le.";
            return;
        }

        _values[cell.Code] = CellReader.Read(cell, typed);
    }

    private void TakeChoice(string name, StringValues values)
    {
        if (!CellCode.TryParse(name[TableForm.ConflictPrefix.Length..], out var code) || RefusalOf(code.ToString(), StringValues.Empty) is not null)
        {
            _rejected.Add(new RejectedCell(name, "champ inconnu"));
            return;
        }

        // An empty hidden field comes with the radio buttons, so that a conflict left undecided is known too.
        _choices[code] = values.LastOrDefault() switch
        {
            "leur" => ConflictChoice.Theirs,
            "mienne" => ConflictChoice.Mine,
            _ => ConflictChoice.Undecided,
        };
    }

    private string? RefusalOf(string name, StringValues values)
    {
        if (!CellCode.TryParse(name, out var code))
        {
            return "champ inconnu";
        }

        if (values.Count > 1)
        {
            return "cellule envoyée plusieurs fois";
        }

        var form = _statement.Form;
        return form.Find(code) switch
        {
            null when form.FindTable(code.Table) is { } table && table.Rows.Any(r => r.Code == code.Row)
                && table.Columns.Any(c => c.Code == code.Column) => "cellule fermée",
            null => "cellule inconnue",
            not null when form.CadreOf(code) != _cadre => $"cellule du cadre {form.CadreOf(code)?.Code}",
            { IsInput: false } => "cellule calculée",
            not null when _statement.IsLocked(code) => "cellule verrouillée, reprise de l’année précédente",
            _ => null,
        };
    }
}
