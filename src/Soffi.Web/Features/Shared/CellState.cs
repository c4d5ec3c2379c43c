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
        var before = previous is null ? null : CellText.Beside(cell, calculation.Values[cell.Code], previous[cell.Code]);
        var locked = calculation.Locked.Contains(cell.Code);
        if (!cell.IsInput || locked || !canType)
        {
            return new CellState(cell, locked ? CellMode.Locked : CellMode.Text, CellText.InGrid(cell, calculation), null, before);
        }

        var text = typed ?? CellFormatter.Edit(cell.Type, calculation.Values[cell.Code]);
        return new CellState(cell, CellMode.Input, text, error ?? CellReader.Reason(cell, text), before);
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

    /// <summary>What each line holds, its unit, its legal basis, and whether it may be made public.</summary>
    public IEnumerable<LineFacts> Lines => Table.Rows.Select(r => LineFacts.Of(r, [.. Table.Cells.Where(c => c.Code.Row == r.Code)]));
}

/// <param name="Facts">« Unité : contrats. Publiable. Fondement : L. 6332-23 du code du travail. »</param>
public sealed record LineFacts(FormRow Row, string Facts)
{
    public static LineFacts Of(FormRow row, IReadOnlyList<FormCell> cells)
    {
        var units = string.Join(", ", cells.Select(c => c.Unit).Where(u => u.Length > 0).Distinct());
        var published = cells.All(c => c.Publishable) ? "Publiable." : cells.Any(c => c.Publishable) ? "Publiable en partie." : "Non publiable.";
        var bases = string.Join(" ; ", cells.Select(c => c.LegalBasis).Where(b => b.Length > 0).Distinct());
        return new LineFacts(
            row,
            $"{(units.Length > 0 ? $"Unité\u00a0: {units}. " : "")}{published}{(bases.Length > 0 ? $" Fondement\u00a0: {bases}." : "")}");
    }
}
