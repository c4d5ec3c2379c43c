using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>
/// Control F09: a cadre declared « sans objet » that was filled in the year before is to be explained; the figures of one
/// exercise do not vanish without a reason (R. 6332-31 c. trav.).
/// </summary>
public static class CadreControls
{
    public const string WithoutObject = "F09";

    /// <param name="form">This year's form.</param>
    /// <param name="declaration">The statement as it stands.</param>
    /// <param name="previous">Last year's submission in this year's codes; empty when there is none.</param>
    /// <param name="exercise">This year's.</param>
    public static IReadOnlyList<Finding> Check(FormDefinition form, Declaration declaration, CellValues previous, int exercise) => previous.Count == 0
        ? []
        : [.. declaration.WithoutObject(form).Select(w => Of(form.FindCadre(w.Cadre)!, w, previous, exercise)).OfType<Finding>()];

    private static Finding? Of(Cadre cadre, CadreWithoutObject declared, CellValues previous, int exercise)
    {
        var filled = cadre.Cells.Where(c => c.IsInput && Says(previous[c.Code])).ToList();
        if (filled.Count == 0)
        {
            return null;
        }

        var first = filled[0];
        var how = filled.Count == 1 ? "1\u00a0cellule en était remplie" : $"{filled.Count}\u00a0cellules en étaient remplies";
        return new Finding(
            WithoutObject, $"{WithoutObject}:{cadre.Code}", Severity.ToExplain, "Cadre sans objet, rempli l’année précédente",
            $"Le cadre {cadre.Code} est déclaré sans objet («\u00a0{declared.Reason}\u00a0»), alors que {how} en {exercise - 1}, "
                + $"dont «\u00a0{first.Label}\u00a0»\u00a0: {CellFormatter.WithUnit(first.Type, first.Unit, previous[first.Code])}. Dites ce qui a changé, ou saisissez le cadre.",
            cadre.LegalBasis, [first.Code]);
    }

    /// <summary>Something was declared: a zero and « sans objet » say that there was nothing.</summary>
    private static bool Says(CellValue value) => value.Kind == CellKind.Text || (value.IsNumber && value.Number != 0);
}
