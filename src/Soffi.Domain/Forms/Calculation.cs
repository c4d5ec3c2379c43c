namespace Soffi.Domain.Forms;

/// <summary>All the values of a statement: typed, carried over from last year, computed.</summary>
/// <param name="Values">Inputs, carried-over and computed cells; an unavailable cell is absent.</param>
/// <param name="Unavailable">Computed cells that cannot be computed: shown « incalculable », never a number.</param>
/// <param name="Locked">Input cells filled from last year's submission.</param>
/// <param name="Notes">Information findings of the computation itself: division by zero, overflow.</param>
public sealed record Calculation(
    CellValues Values, IReadOnlySet<CellCode> Unavailable, IReadOnlySet<CellCode> Locked, IReadOnlyList<Finding> Notes);

/// <summary>Computes a statement: one engine, on the server, for pages, submissions and imports alike.</summary>
public static class FormCalculator
{
    /// <summary>Computes every cell in an order fixed once per definition; exact decimals; never throws.</summary>
    /// <param name="form">The definition.</param>
    /// <param name="inputs">What was typed; computed codes in it are ignored.</param>
    /// <param name="context">Last year's values, the body, the day.</param>
    public static Calculation Calculate(FormDefinition form, CellValues inputs, StatementContext context)
    {
        var values = new CellValue[form.Cells.Count];
        foreach (var (code, value) in inputs)
        {
            if (form.PlaceOf(code) is >= 0 and var place && form.Cells[place].IsInput)
            {
                values[place] = value;
            }
        }

        var scope = new FormScope(form, values, context);
        var locked = context.Previous.Count > 0 ? CarryOver(form, scope, values) : [];
        var unavailable = new HashSet<CellCode>();
        var notes = new List<Finding>();
        foreach (var cell in form.ComputationOrder)
        {
            Compute(cell, form.PlaceOf(cell.Code), scope, values, unavailable, notes);
        }

        return new Calculation(new CellValues(form, values), unavailable, locked, notes);
    }

    /// <summary>Computes those cells into the values, in their order; for the linter's examples.</summary>
    internal static void ComputeAll(FormDefinition form, IReadOnlyList<FormCell> cells, FormScope scope, CellValue[] values)
    {
        var (unavailable, notes) = (new HashSet<CellCode>(), new List<Finding>());
        foreach (var cell in cells)
        {
            Compute(cell, form.PlaceOf(cell.Code), scope, values, unavailable, notes);
        }
    }

    private static HashSet<CellCode> CarryOver(FormDefinition form, FormScope scope, CellValue[] values)
    {
        var locked = new HashSet<CellCode>();
        foreach (var cell in form.CarriedOver.Where(c => HasPast(form, c.CarryOver!)))
        {
            var value = cell.CarryOver!.Evaluate(scope);
            if (value.IsUnavailable)
            {
                continue;
            }

            locked.Add(cell.Code);
            Put(form.PlaceOf(cell.Code), value.IsNumber ? CellValue.Of(Rounded(cell, value.Number)) : CellValue.Blank, scope, values);
        }

        return locked;
    }

    private static void Put(int place, CellValue value, FormScope scope, CellValue[] values)
    {
        values[place] = value;
        scope.Set(place, value);
    }

    /// <summary>False when all it reads of last year is new this year, or one part of a line that was split: the opening is typed.</summary>
    private static bool HasPast(FormDefinition form, Formula carryOver) =>
        form.Mapping.Lines.Count == 0 || !carryOver.References.Where(r => r.Previous).All(r => form.Mapping.HasNoPast(r.Code));

    private static void Compute(
        FormCell cell, int place, FormScope scope, CellValue[] values, HashSet<CellCode> unavailable, List<Finding> notes)
    {
        var value = cell.Formula!.Evaluate(scope);
        if (value.DividedByZero)
        {
            notes.Add(Note(cell, value.IsBlank
                ? $"« {cell.Label} » : division par zéro, la cellule reste vide."
                : $"« {cell.Label} » : division par zéro, la part du calcul qui divise n’est pas comptée."));
        }

        if (value.Overflowed || (value.IsNumber && Math.Abs(value.Number) > CellScale.Limit))
        {
            notes.Add(Note(cell, $"« {cell.Label} » : le résultat dépasse mille milliards, il n’est pas affiché. Vérifiez les montants saisis."));
            value = FormulaValue.Unavailable;
        }

        if (value.IsUnavailable)
        {
            unavailable.Add(cell.Code);
            scope.MarkUnavailable(cell.Code);
        }
        else if (value.IsNumber)
        {
            Put(place, CellValue.Of(Rounded(cell, value.Number)), scope, values);
        }
    }

    /// <summary>To the decimals of the cell's type, half away from zero: what is shown is what is stored.</summary>
    private static decimal Rounded(FormCell cell, decimal number) =>
        Math.Round(number, CellTypes.ComputedDecimals(cell.Type), MidpointRounding.AwayFromZero);

    private static Finding Note(FormCell cell, string message) =>
        new("CALCUL", $"CALCUL:{cell.Code}", Severity.Information, "Calcul", message, "", [cell.Code]);
}
