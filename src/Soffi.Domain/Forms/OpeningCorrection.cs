using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>
/// R06: last year's statement was corrected after this one was begun, so that its opening is computed again. The body is
/// told which cells moved, and explains.
/// </summary>
public static class OpeningCorrection
{
    /// <summary>Code of the control.</summary>
    public const string Code = "R06";

    /// <summary>How many moved cells are named.</summary>
    private const int Named = 5;

    /// <summary>The finding, or null when no opening cell moved.</summary>
    /// <param name="form">This year's form.</param>
    /// <param name="before">Last year's values when this statement was begun, in this year's codes.</param>
    /// <param name="after">Last year's values since the correction, in this year's codes.</param>
    /// <param name="version">Number of the correcting submission.</param>
    /// <param name="day">Its day in Paris.</param>
    public static Finding? Find(FormDefinition form, CellValues before, CellValues after, int version, DateOnly day)
    {
        var old = FormCalculator.Calculate(form, CellValues.Empty, before);
        var now = FormCalculator.Calculate(form, CellValues.Empty, after);
        var moved = form.CarriedOver.Where(c => (old.Locked.Contains(c.Code) || now.Locked.Contains(c.Code)) && old.Values[c.Code] != now.Values[c.Code]).ToList();
        if (moved.Count == 0)
        {
            return null;
        }

        var named = moved.Take(Named).Select(c => $"{c.Code} passe de {Show(c, old)} à {Show(c, now)}");
        var others = moved.Count > Named ? string.Create(CultureInfo.InvariantCulture, $", et {moved.Count - Named} autres") : "";
        return new Finding(
            Code, Code, Severity.ToExplain, "Ouverture recalculée après une rectification de l’exercice précédent",
            string.Create(CultureInfo.InvariantCulture, $"L’état {form.Header.Exercise - 1} a été rectifié le {day:dd/MM/yyyy} (version {version}) : l’ouverture de cet état est recalculée ; ")
                + $"{string.Join(", ", named)}{others}. Vérifiez les cadres concernés et indiquez que la rectification est prise en compte.",
            form.Header.LegalBasis, [.. moved.Select(c => c.Code)]);
    }

    private static string Show(FormCell cell, Calculation calculation) => CellFormatter.WithUnit(cell.Type, cell.Unit, calculation.Values[cell.Code]);
}
