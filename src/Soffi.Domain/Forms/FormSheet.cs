namespace Soffi.Domain.Forms;

/// <summary>A sheet being computed, in the order of the form: its values, what formulas read of them, what went wrong on the way.</summary>
internal sealed class FormSheet
{
    private readonly FormDefinition _form;

    public FormSheet(FormDefinition form, CellValue[] values, FormScope scope)
    {
        (_form, Values, Scope, Locked, Unavailable, Notes) = (form, values, scope, [], [], []);
    }

    /// <summary>A sheet computed before.</summary>
    public FormSheet(FormDefinition form, Calculation calculation, StatementContext context)
    {
        _form = form;
        Values = calculation.Values.SheetOf(form);
        Scope = FormChecker.ScopeOf(form, calculation, context);
        Locked = [.. calculation.Locked];
        Unavailable = [.. calculation.Unavailable];
        Notes = new SortedDictionary<int, IReadOnlyList<Finding>> { [0] = calculation.Notes };
    }

    /// <summary>A sheet that starts from where another one ended; that one does not change.</summary>
    public FormSheet(FormSheet other)
    {
        _form = other._form;
        Values = [.. other.Values];
        Scope = other.Scope.Copy();
        Locked = other.Locked;
        Unavailable = [.. other.Unavailable];
        Notes = new SortedDictionary<int, IReadOnlyList<Finding>>(other.Notes);
    }

    public CellValue[] Values { get; }

    public FormScope Scope { get; }

    /// <summary>Input cells filled from last year's submission.</summary>
    public HashSet<CellCode> Locked { get; private set; }

    public HashSet<CellCode> Unavailable { get; }

    /// <summary>By rank in the order of computation.</summary>
    public SortedDictionary<int, IReadOnlyList<Finding>> Notes { get; }

    public void Put(int place, CellValue value)
    {
        Values[place] = value;
        Scope.Set(place, value);
    }

    /// <summary>Fills the openings from last year's values.</summary>
    public void CarryOver()
    {
        Locked = [];
        foreach (var cell in _form.CarriedFromPast)
        {
            var value = cell.CarryOver!.Evaluate(Scope);
            if (value.IsUnavailable)
            {
                continue;
            }

            Locked.Add(cell.Code);
            Put(_form.PlaceOf(cell.Code), value.IsNumber ? CellValue.Of(Rounded(cell, value.Number)) : CellValue.Blank);
        }
    }

    /// <summary>Computes a cell from those it reads, whatever it was worth before.</summary>
    /// <param name="rank">Of the cell in the order of computation.</param>
    /// <returns>False when it is worth what it was.</returns>
    public bool Compute(FormCell cell, int place, int rank)
    {
        var (before, wasUnavailable) = (Values[place], Unavailable.Count > 0 && Unavailable.Contains(cell.Code));
        var value = cell.Formula!.Evaluate(Scope);
        List<Finding>? notes = null;
        if (value.DividedByZero)
        {
            (notes ??= []).Add(Note(cell, value.IsBlank
                ? $"« {cell.Label} » : division par zéro, la cellule reste vide."
                : $"« {cell.Label} » : division par zéro, la part du calcul qui divise n’est pas comptée."));
        }

        if (value.Overflowed || (value.IsNumber && Math.Abs(value.Number) > CellScale.Limit))
        {
            (notes ??= []).Add(Note(cell, $"« {cell.Label} » : le résultat dépasse mille milliards, il n’est pas affiché. Vérifiez les montants saisis."));
            value = FormulaValue.Unavailable;
        }

        Say(rank, notes);
        if (value.IsUnavailable)
        {
            Values[place] = CellValue.Blank;
            Unavailable.Add(cell.Code);
            Scope.MarkUnavailable(cell.Code);
        }
        else
        {
            if (wasUnavailable)
            {
                Unavailable.Remove(cell.Code);
            }

            Put(place, value.IsNumber ? CellValue.Of(Rounded(cell, value.Number)) : CellValue.Blank);
        }

        return wasUnavailable != value.IsUnavailable || before != Values[place];
    }

    private void Say(int rank, List<Finding>? notes)
    {
        if (notes is not null)
        {
            Notes[rank] = notes;
        }
        else if (Notes.Count > 0)
        {
            Notes.Remove(rank);
        }
    }

    /// <summary>To the decimals of the cell's type, half away from zero: what is shown is what is stored.</summary>
    private static decimal Rounded(FormCell cell, decimal number) =>
        Math.Round(number, CellTypes.ComputedDecimals(cell.Type), MidpointRounding.AwayFromZero);

    private static Finding Note(FormCell cell, string message) =>
        new("CALCUL", $"CALCUL:{cell.Code}", Severity.Information, "Calcul", message, "", [cell.Code]);
}
