using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>How the page shows a cell.</summary>
public enum CellMode
{
    /// <summary>A field.</summary>
    Input,

    /// <summary>Read-only text: computed, or the statement is closed to this person.</summary>
    Text,

    /// <summary>Filled from last year's submission.</summary>
    Locked,
}

/// <summary>A cell as the page shows it.</summary>
/// <param name="Text">What the field holds: word for word what was typed when it is not saved or not readable.</param>
/// <param name="Error">One sentence that says what to type; null when all is well.</param>
/// <param name="Previous">Last year's value, formatted; null not to show any.</param>
public sealed record CellState(FormCell Cell, CellMode Mode, string Text, string? Error, string? Previous)
{
    /// <summary>What must still be done with the value: « Repris de 2024, à confirmer »; null when nothing.</summary>
    public string? Note { get; init; }

    /// <param name="calculation">The values shown.</param>
    /// <param name="previous">Last year's values; null not to show them.</param>
    /// <param name="canType">False on a page that is only read.</param>
    /// <param name="typed">What was typed, word for word; null to show the value of the calculation.</param>
    /// <param name="error">A fault known apart from what the text itself tells.</param>
    public static CellState Of(FormCell cell, Calculation calculation, CellValues? previous, bool canType, string? typed, string? error = null)
    {
        var now = calculation.Values[cell.Code];
        var before = previous is null ? null : CellText.Beside(cell, now, previous[cell.Code]);
        var locked = calculation.Locked.Contains(cell.Code);
        if (!cell.IsInput || locked || !canType)
        {
            return new CellState(cell, locked ? CellMode.Locked : CellMode.Text, CellText.InGrid(cell, calculation), null, before);
        }

        if (typed is not null)
        {
            return new CellState(cell, CellMode.Input, typed, error ?? CellReader.Reason(cell, typed), before);
        }

        var text = CellFormatter.Edit(cell.Type, now);
        return new CellState(cell, CellMode.Input, text, error ?? CellReader.Reason(cell, now, text), before);
    }
}

/// <summary>A table of the cadre with the state of its cells.</summary>
/// <param name="PreviousYear">Exercise of the values shown beside; null when there are none.</param>
/// <param name="LockNote">Why locked cells are: « Repris de l’ESF 2024 déposé ».</param>
public sealed record GridViewModel(
    FormTable Table, IReadOnlyDictionary<CellCode, CellState> Cells, int? PreviousYear, string LockNote)
{
    /// <summary>A plain list of fields: one column named VAL.</summary>
    public bool IsFieldList => Table.Columns is [{ Code: "VAL" }];
}
