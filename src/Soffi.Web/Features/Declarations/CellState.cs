using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

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
public sealed record CellState(FormCell Cell, CellMode Mode, string Text, string? Error, string? Previous);

/// <summary>A table of the cadre with the state of its cells.</summary>
/// <param name="PreviousYear">Exercise of the values shown beside; null when there are none.</param>
/// <param name="LockNote">Why locked cells are: « Repris de l’ESF 2024 déposé ».</param>
public sealed record GridViewModel(
    FormTable Table, IReadOnlyDictionary<CellCode, CellState> Cells, int? PreviousYear, string LockNote)
{
    /// <summary>A plain list of fields: one column named VAL.</summary>
    public bool IsFieldList => Table.Columns is [{ Code: "VAL" }];

    public bool HasDefinitions => Table.Rows.Any(r => r.Definition.Length > 0) || Table.Columns.Any(c => c.Definition.Length > 0);
}
