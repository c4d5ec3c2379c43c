using System.Globalization;
using Microsoft.Extensions.Primitives;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

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
    private readonly Dictionary<CellCode, CellOrigin> _origins = [];
    private readonly Dictionary<string, string?> _lines = [];
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
        var (revision, move, table) = (0, EntryMove.Stay, "");
        foreach (var (name, values) in fields)
        {
            switch (name)
            {
                case TableForm.RevisionName:
                    _ = int.TryParse(values, NumberStyles.None, CultureInfo.InvariantCulture, out revision);
                    break;
                case TableForm.MoveName:
                    (move, table) = MoveOf(values);
                    break;
                case "__RequestVerificationToken":
                    break;
                default:
                    binder.Take(name, values);
                    break;
            }
        }

        var form = binder.Form(binder.Reached(revision), move);
        return table.Length == 0 ? form : form with { Scope = new CarryOverScope(table, binder._lines.GetValueOrDefault(table)) };
    }

    /// <summary>Reads cells sent by the page one by one.</summary>
    public static TableForm Bind(CellsPost post, Statement statement, Cadre cadre)
    {
        var binder = new TableFormBinder(statement, cadre);
        var revision = binder.Reached(post.Revision);
        foreach (var cell in post.Cells)
        {
            var code = cell.Code ?? "";
            if (binder.RefusalOf(code, cell.Text) is { } reason)
            {
                binder._rejected.Add(new RejectedCell(code, reason));
                continue;
            }

            var definition = statement.Form.Find(CellCode.Parse(code))!;
            binder.TakeCell(definition, (cell.Text ?? "").ReplaceLineEndings("\n"));
            binder._origins[definition.Code] = new CellOrigin(
                binder.Reached(cell.Base ?? revision), cell.Source, [.. (cell.Sent ?? []).Select(t => CellReader.Read(definition, t))]);
        }

        return binder.Form(revision, EntryMove.Stay);
    }

    /// <summary>A revision that was never reached proves nothing about what its author saw: every change is looked at.</summary>
    private int Reached(int revision) => revision < 0 || revision > _statement.Declaration.Revision ? 0 : revision;

    private TableForm Form(int revision, EntryMove move) => new(_typed, _values, _errors, _rejected, revision, _choices, move) { Origins = _origins };

    private static (EntryMove Move, string Table) MoveOf(StringValues values) => values.ToString() switch
    {
        "suivant" => (EntryMove.Next, ""),
        "abandon" => (EntryMove.GiveUpHeld, ""),
        var move when move.StartsWith(TableForm.TakeOverMove, StringComparison.Ordinal) => (EntryMove.TakeOver, move[TableForm.TakeOverMove.Length..]),
        var move when move.StartsWith(TableForm.ConfirmMove, StringComparison.Ordinal) => (EntryMove.Confirm, move[TableForm.ConfirmMove.Length..]),
        _ => (EntryMove.Stay, ""),
    };

    private void Take(string name, StringValues values)
    {
        if (name.StartsWith(TableForm.ConflictPrefix, StringComparison.Ordinal))
        {
            TakeChoice(name, values);
        }
        else if (name.StartsWith(TableForm.BasePrefix, StringComparison.Ordinal))
        {
            TakeBase(name, values);
        }
        else if (name.StartsWith(TableForm.LinePrefix, StringComparison.Ordinal))
        {
            _lines[name[TableForm.LinePrefix.Length..]] = values.ToString() is { Length: > 0 } row ? row : null;
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

    /// <summary>A page that waited (no network) says on which revision each of those cells was typed.</summary>
    private void TakeBase(string name, StringValues values)
    {
        if (CellCode.TryParse(name[TableForm.BasePrefix.Length..], out var code)
            && int.TryParse(values, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
        {
            _origins[code] = new CellOrigin(Reached(revision), CellSource.Typed, []);
        }
        else
        {
            _rejected.Add(new RejectedCell(name, "champ inconnu"));
        }
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
            not null when _statement.IsSealed(code) => "cellule scellée\u00a0: les corrections demandées ne portent pas sur elle",
            not null when _statement.IsLocked(code) => "cellule verrouillée, reprise de l’année précédente",
            _ => null,
        };
    }
}
