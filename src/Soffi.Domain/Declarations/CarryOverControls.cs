using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>
/// Control F10: a value taken over from last year's submission is a proposal until somebody of the body confirms it; a
/// statement that still holds one is not submitted (R. 6332-31 c. trav.: the figures are those of the exercise).
/// </summary>
public static class CarryOverControls
{
    public const string Unconfirmed = "F10";

    /// <summary>One finding by table that holds values not confirmed.</summary>
    /// <param name="form">Names the tables, and leaves out cells it does not know.</param>
    /// <param name="declaration">The statement as it stands.</param>
    /// <param name="exercise">Its exercise: the values come from the one before.</param>
    public static IReadOnlyList<Finding> Check(FormDefinition form, Declaration declaration, int exercise) =>
    [
        .. declaration.Unconfirmed.Where(c => form.Find(c) is { IsInput: true }).GroupBy(c => c.Table).Select(g => Of(form, [.. g], exercise)),
    ];

    private static Finding Of(FormDefinition form, IReadOnlyList<CellCode> cells, int exercise)
    {
        var table = form.FindTable(cells[0].Table)!;
        var what = cells.Count == 1 ? "1\u00a0valeur reprise n’est pas confirmée" : $"{cells.Count}\u00a0valeurs reprises ne sont pas confirmées";
        return new Finding(
            Unconfirmed, $"{Unconfirmed}:{table.Code}", Severity.Blocking, "Valeurs reprises de l’année précédente confirmées",
            $"Tableau «\u00a0{table.Title}\u00a0»\u00a0: {what} (exercice {exercise - 1}). Vérifiez-les dans le cadre, puis confirmez-les ou remplacez-les.",
            "", cells);
    }
}
