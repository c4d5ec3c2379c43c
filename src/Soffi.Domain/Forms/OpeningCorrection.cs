using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>An opening cell that a correction of last year's statement moved.</summary>
/// <param name="Before">As shown, with its unit.</param>
/// <param name="After">As shown, with its unit.</param>
public sealed record MovedOpening(FormCell Cell, string Before, string After);

/// <summary>Last year's statement was corrected after this one was submitted: its opening is no longer last year's closing.</summary>
/// <param name="Exercise">The exercise corrected.</param>
/// <param name="Version">Number of the correcting submission.</param>
/// <param name="Day">Its day in Paris.</param>
/// <param name="Cells">The opening cells that differ; never empty.</param>
public sealed record LateCorrection(int Exercise, int Version, DateOnly Day, IReadOnlyList<MovedOpening> Cells);

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
        var moved = Moved(form, CellValues.Empty, before, after);
        if (moved.Count == 0)
        {
            return null;
        }

        var named = moved.Take(Named).Select(m => $"{m.Cell.Code} passe de {m.Before} à {m.After}");
        var others = moved.Count > Named ? string.Create(CultureInfo.InvariantCulture, $", et {moved.Count - Named} autres") : "";
        return new Finding(
            Code, Code, Severity.ToExplain, "Ouverture recalculée après une rectification de l’exercice précédent",
            string.Create(CultureInfo.InvariantCulture, $"L’état {form.Header.Exercise - 1} a été rectifié le {day:dd/MM/yyyy} (version {version}) : l’ouverture de cet état est recalculée ; ")
                + $"{string.Join(", ", named)}{others}. Vérifiez les cadres concernés et indiquez que la rectification est prise en compte.",
            form.Header.LegalBasis, [.. moved.Select(m => m.Cell.Code)]);
    }

    /// <summary>The opening cells that are not the same with one last year or the other.</summary>
    /// <param name="inputs">What this statement typed: an opening is typed when nothing was submitted last year.</param>
    /// <param name="before">Last year's values as they were known, in this year's codes.</param>
    /// <param name="after">As they are now, in this year's codes.</param>
    public static IReadOnlyList<MovedOpening> Moved(FormDefinition form, CellValues inputs, CellValues before, CellValues after)
    {
        var old = FormCalculator.Calculate(form, inputs, before);
        var now = FormCalculator.Calculate(form, inputs, after);
        return [.. form.CarriedOver
            .Where(c => (old.Locked.Contains(c.Code) || now.Locked.Contains(c.Code)) && old.Values[c.Code] != now.Values[c.Code])
            .Select(c => new MovedOpening(c, Show(c, old), Show(c, now)))];
    }

    private static string Show(FormCell cell, Calculation calculation) => CellFormatter.WithUnit(cell.Type, cell.Unit, calculation.Values[cell.Code]);
}
