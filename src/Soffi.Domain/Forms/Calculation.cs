using System.Globalization;

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
        var values = new Dictionary<CellCode, CellValue>();
        foreach (var (code, value) in inputs)
        {
            if (form.Find(code) is { IsInput: true })
            {
                values[code] = value;
            }
        }

        var scope = new FormScope(form, values, context);
        var locked = context.Previous.Count > 0 ? CarryOver(form, scope, values) : [];
        var unavailable = new HashSet<CellCode>();
        var notes = new List<Finding>();
        foreach (var cell in form.ComputationOrder)
        {
            Compute(cell, scope, values, unavailable, notes);
        }

        return new Calculation(new CellValues(values), unavailable, locked, notes);
    }

    /// <summary>Computes those cells into the values, in their order; for the linter's examples.</summary>
    internal static void ComputeAll(IReadOnlyList<FormCell> cells, FormScope scope, Dictionary<CellCode, CellValue> values)
    {
        foreach (var cell in cells)
        {
            Compute(cell, scope, values, [], []);
        }
    }

    private static HashSet<CellCode> CarryOver(FormDefinition form, FormScope scope, Dictionary<CellCode, CellValue> values)
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
            values.Remove(cell.Code);
            if (value.IsNumber)
            {
                values[cell.Code] = CellValue.Of(Rounded(cell, value.Number));
            }
        }

        return locked;
    }

    /// <summary>False when all it reads of last year is new this year, or one part of a line that was split: the opening is typed.</summary>
    private static bool HasPast(FormDefinition form, Formula carryOver) =>
        form.Mapping.Lines.Count == 0 || !carryOver.References.Where(r => r.Previous).All(r => form.Mapping.HasNoPast(r.Code));

    private static void Compute(
        FormCell cell, FormScope scope, Dictionary<CellCode, CellValue> values, HashSet<CellCode> unavailable, List<Finding> notes)
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
            values[cell.Code] = CellValue.Of(Rounded(cell, value.Number));
        }
    }

    /// <summary>To the decimals of the cell's type, half away from zero: what is shown is what is stored.</summary>
    private static decimal Rounded(FormCell cell, decimal number) =>
        Math.Round(number, CellTypes.ComputedDecimals(cell.Type), MidpointRounding.AwayFromZero);

    private static Finding Note(FormCell cell, string message) =>
        new("CALCUL", $"CALCUL:{cell.Code}", Severity.Information, "Calcul", message, "", [cell.Code]);
}

/// <summary>Reads the cells of a statement for formulas.</summary>
internal sealed class FormScope(FormDefinition form, IReadOnlyDictionary<CellCode, CellValue> values, StatementContext context) : IFormulaScope
{
    private readonly HashSet<CellCode> _unavailable = [];

    public void MarkUnavailable(CellCode code) => _unavailable.Add(code);

    public void MarkUnavailable(IEnumerable<CellCode> codes) => _unavailable.UnionWith(codes);

    public FormulaValue Read(CellReference reference)
    {
        if (reference.Previous)
        {
            return ValueOf(reference.Code, context.Previous[reference.Code]);
        }

        return _unavailable.Contains(reference.Code)
            ? FormulaValue.Unavailable
            : ValueOf(reference.Code, values.TryGetValue(reference.Code, out var value) ? value : CellValue.Blank);
    }

    public decimal Parameter(string name) => form.Header.ParameterFor(name, context);

    /// <summary>A date counts as its day, so that two can be compared.</summary>
    private FormulaValue ValueOf(CellCode code, CellValue value) =>
        value.Kind == CellKind.Text && form.Find(code) is { Type: CellType.Date }
            && DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? FormulaValue.Of(day.DayNumber)
            : FormulaValue.Of(value);
}
