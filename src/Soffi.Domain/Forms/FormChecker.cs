using System.Text.RegularExpressions;

namespace Soffi.Domain.Forms;

/// <summary>The full check of a statement: form (F01 to F03), then the controls of its definition.</summary>
public static partial class FormChecker
{
    /// <summary>Findings by severity, then in the order of the form. Nothing is a finding when all is well.</summary>
    public static IReadOnlyList<Finding> Check(FormDefinition form, Calculation calculation, CellValues previous)
    {
        var scope = new FormScope(form.Header.Parameters, calculation.Values.ToDictionary(), previous);
        scope.MarkUnavailable(calculation.Unavailable);
        var findings = form.Cells.Where(c => c.IsInput).Select(c => CheckCell(c, calculation)).OfType<Finding>()
            .Concat(form.Controls.Select(c => CheckControl(form, c, scope)).OfType<Finding>())
            .Concat(calculation.Notes);
        return [.. findings.OrderBy(f => f.Severity)];
    }

    /// <summary>F01 required, F02 type and range, F03 company numbers.</summary>
    private static Finding? CheckCell(FormCell cell, Calculation calculation)
    {
        var value = calculation.Values[cell.Code];
        if (value.IsBlank && cell.Required && !calculation.Locked.Contains(cell.Code))
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

    private static Finding? CheckControl(FormDefinition form, Control control, FormScope scope)
    {
        if (control.When is not null && !control.When.Evaluate(scope).IsTrue)
        {
            return null;
        }

        var outcome = Evaluate(control, scope);
        if (outcome.Value.IsUnavailable)
        {
            return Make(control, Severity.Blocking,
                $"{control.Label} : le contrôle ne peut pas être fait, une des cellules qu’il compare est illisible. Corrigez-la d’abord.");
        }

        return outcome.Value.IsTrue ? null : Make(control, control.Severity, Fill(form, control, scope, outcome.Gap));
    }

    /// <summary>The condition with its tolerance, and the absolute gap between the two sides of its comparison.</summary>
    internal static (FormulaValue Value, decimal Gap) Evaluate(Control control, IFormulaScope scope)
    {
        if (control.Condition.Root is not ComparisonNode comparison)
        {
            return (control.Condition.Evaluate(scope), 0);
        }

        var (left, right) = (comparison.Left.Evaluate(scope), comparison.Right.Evaluate(scope));
        return (comparison.Compare(left, right, control.Tolerance), Math.Abs(ComparisonNode.Gap(left, right).Number));
    }

    private static Finding Make(Control control, Severity severity, string message) =>
        new(control.Code, control.Instance, severity, control.Label, message, control.LegalBasis, control.Cells);

    private static string Fill(FormDefinition form, Control control, FormScope scope, decimal gap)
    {
        var type = control.Cells.Select(c => form.Find(c)?.Type).FirstOrDefault(t => t is { } known && CellTypes.IsNumeric(known)) ?? CellType.Amount;
        return Hole().Replace(control.Message, hole => hole.Groups[1].Value switch
        {
            "écart" => Show(type, FormulaValue.Of(gap)),
            "toléré" => Show(type, FormulaValue.Of(control.Tolerance)),
            var name when control.Holes.TryGetValue(name, out var formula) => Show(TypeOf(form, formula, type), formula.Evaluate(scope)),
            _ => hole.Value,
        });
    }

    /// <summary>A lone cell speaks in its own unit; an expression in that of the control's first cell.</summary>
    private static CellType TypeOf(FormDefinition form, Formula formula, CellType otherwise) =>
        formula.Root is CellNode node && form.Find(node.Reference.Code) is { } cell ? cell.Type : otherwise;

    private static string Show(CellType type, FormulaValue value) => value.Kind switch
    {
        FormulaValueKind.Number => CellFormatter.WithUnit(type, CellValue.Of(
            Math.Round(value.Number, Math.Max(2, CellTypes.ComputedDecimals(type)), MidpointRounding.AwayFromZero))),
        FormulaValueKind.Blank => "vide",
        _ => "incalculable",
    };

    /// <summary>« {…} » of a message, without its braces.</summary>
    [GeneratedRegex(@"\{([^{}]+)\}", RegexOptions.CultureInvariant)]
    internal static partial Regex Hole();
}
