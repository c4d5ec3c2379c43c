using System.Globalization;
using System.Text.RegularExpressions;

namespace Soffi.Domain.Forms;

/// <summary>The full check of a statement: form (F01 to F03), then the controls of its definition.</summary>
public static partial class FormChecker
{
    /// <summary>Findings by severity, then in the order of the form. Nothing is a finding when all is well.</summary>
    public static IReadOnlyList<Finding> Check(FormDefinition form, Calculation calculation, StatementContext context) =>
        FormEvaluation.Of(form, calculation, context).Findings(context.Facts, context.WithoutObject);

    /// <summary>What the controls read: every value of the statement, those that cannot be computed marked.</summary>
    internal static FormScope ScopeOf(FormDefinition form, Calculation calculation, StatementContext context)
    {
        var scope = new FormScope(form, calculation.Values.SheetOf(form), context);
        foreach (var code in calculation.Unavailable)
        {
            scope.MarkUnavailable(code);
        }

        return scope;
    }

    /// <summary>F01 required, F02 type and range, F03 company numbers.</summary>
    internal static Finding? CheckCell(FormCell cell, CellValue value, IReadOnlySet<CellCode> locked)
    {
        if (value.IsBlank && cell.Required && !locked.Contains(cell.Code))
        {
            return new Finding("F01", $"F01:{cell.Code}", Severity.Blocking, "Cellule obligatoire",
                $"« {cell.Label} » est obligatoire. Renseignez la cellule {cell.Code}, ou écrivez « s.o. » si elle est sans objet.",
                "R. 6332-31 du code du travail", [cell.Code]);
        }

        if (value.Kind != CellKind.Unreadable)
        {
            return null;
        }

        var code = cell.Type is CellType.Siren or CellType.Siret ? "F03" : "F02";
        var reason = CellReader.Reason(cell, value.Text) ?? "Saisissez la valeur à nouveau.";
        return new Finding(code, $"{code}:{cell.Code}", Severity.Blocking, code == "F03" ? "Numéro d’entreprise" : "Valeur illisible",
            $"« {cell.Label} » contient « {value.Text} ». {reason}", "", [cell.Code]);
    }

    internal static Finding? CheckControl(FormDefinition form, Control control, FormScope scope, StatementContext context)
    {
        if (context.ControlChanges.TryGetValue(control.Code, out var change) && change.Severity is null)
        {
            return null;
        }

        if (control.When is not null && !control.When.Evaluate(scope).IsTrue)
        {
            return null;
        }

        var outcome = Evaluate(control, scope);
        if (outcome.Value.IsUnavailable)
        {
            return Make(control, control.ForAgents ? control.Severity : change?.Severity ?? Severity.Blocking,
                $"{control.Label} : le contrôle ne peut pas être fait, une des cellules qu’il compare est illisible. Corrigez-la d’abord.");
        }

        return outcome.Value.IsTrue ? null : Make(control, Lowered(control, change), Fill(form, control, scope, outcome));
    }

    /// <summary>The condition with its tolerance and, where it fails, the absolute gap between the two sides of its comparison.</summary>
    internal static Outcome Evaluate(Control control, IFormulaScope scope)
    {
        var tolerance = control.ToleranceFormula is null ? control.Tolerance : Math.Max(0, control.ToleranceFormula.Evaluate(scope).Number);
        if (control.Condition.Root is not ComparisonNode comparison)
        {
            return new Outcome(control.Condition.Evaluate(scope), 0, tolerance);
        }

        var (left, right) = (comparison.Left.Evaluate(scope), comparison.Right.Evaluate(scope));
        var value = comparison.Compare(left, right, tolerance);
        return new Outcome(value, value.IsTrue ? 0 : Math.Abs(ComparisonNode.Gap(left, right).Number), tolerance);
    }

    /// <summary>A change of the campaign lowers a control, never raises it.</summary>
    private static Severity Lowered(Control control, ControlChange? change) =>
        change?.Severity is { } severity && severity > control.Severity ? severity : control.Severity;

    /// <param name="Value">Whether the condition holds, its tolerance included.</param>
    /// <param name="Gap">Absolute gap between the two sides of the comparison; zero where the condition holds.</param>
    /// <param name="Tolerance">That was applied.</param>
    internal readonly record struct Outcome(FormulaValue Value, decimal Gap, decimal Tolerance);

    private static Finding Make(Control control, Severity severity, string message) =>
        new(control.Code, control.Instance, severity, control.Label, message, control.LegalBasis, control.Cells);

    private static string Fill(FormDefinition form, Control control, FormScope scope, Outcome outcome)
    {
        var kind = control.Cells.Select(form.Find).FirstOrDefault(c => c is not null && CellTypes.IsNumeric(c.Type));
        var type = (kind?.Type ?? CellType.Amount, kind?.Unit ?? CellTypes.Unit(CellType.Amount));
        return Hole().Replace(control.Message, hole => hole.Groups[1].Value switch
        {
            "écart" => Show(type, FormulaValue.Of(outcome.Gap)),
            "toléré" => Show(type, FormulaValue.Of(outcome.Tolerance)),
            var name when control.Holes.TryGetValue(name, out var formula) => Show(TypeOf(form, formula, type), formula.Evaluate(scope)),
            _ => hole.Value,
        });
    }

    /// <summary>A lone cell speaks in its own unit; an expression in that of the control's first cell.</summary>
    private static (CellType Type, string Unit) TypeOf(FormDefinition form, Formula formula, (CellType Type, string Unit) otherwise) =>
        formula.Root is CellNode node && form.Find(node.Reference.Code) is { } cell ? (cell.Type, cell.Unit) : otherwise;

    private static string Show((CellType Type, string Unit) kind, FormulaValue value) => value.Kind switch
    {
        FormulaValueKind.Number when kind.Type == CellType.Date => ShowDay(value.Number),
        FormulaValueKind.Number => CellFormatter.WithUnit(kind.Type, kind.Unit, CellValue.Of(
            Math.Round(value.Number, Math.Max(2, CellTypes.ComputedDecimals(kind.Type)), MidpointRounding.AwayFromZero))),
        FormulaValueKind.Blank => "vide",
        _ => "incalculable",
    };

    private static string ShowDay(decimal day) => day >= 0 && day <= DateOnly.MaxValue.DayNumber
        ? DateOnly.FromDayNumber((int)day).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)
        : "date impossible";

    /// <summary>« {…} » of a message, without its braces.</summary>
    [GeneratedRegex(@"\{([^{}]+)\}", RegexOptions.CultureInvariant)]
    internal static partial Regex Hole();
}
