using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>How a value is said where it is read, not typed.</summary>
public static class CellText
{
    /// <summary>Blank, zero and « sans objet » stay three different things.</summary>
    public static string Of(FormCell cell, CellValue value) => value.Kind switch
    {
        CellKind.Blank => "non renseigné",
        CellKind.NotApplicable => "sans objet",
        CellKind.Unreadable => $"illisible\u00a0: {value.Text}",
        _ => CellFormatter.WithUnit(cell.Type, value),
    };

    /// <summary>In a grid, whose caption says the unit: nothing more than the figure.</summary>
    public static string InGrid(FormCell cell, Calculation calculation) => calculation.Unavailable.Contains(cell.Code)
        ? "incalculable"
        : InGrid(cell, calculation.Values[cell.Code]);

    /// <summary>Last year's value as it stands beside this year's: « 1 200 (+34 ; +2,8 %) ».</summary>
    public static string Beside(FormCell cell, CellValue now, CellValue before) => CellVariation.Of(cell.Type, now, before) is { } variation
        ? $"{InGrid(cell, before)} ({variation.Text(cell.Type)})"
        : InGrid(cell, before);

    public static string InGrid(FormCell cell, CellValue value) =>
        value.IsBlank ? "–" : CellFormatter.Display(cell.Type, value);
}
