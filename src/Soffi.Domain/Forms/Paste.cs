namespace Soffi.Domain.Forms;

/// <summary>What becomes of one pasted value.</summary>
public enum PasteFate
{
    /// <summary>« collée ».</summary>
    Pasted = 1,

    /// <summary>« ignorée »: it falls on a computed, locked or closed cell, or beyond the table.</summary>
    Ignored = 2,

    /// <summary>« illisible »: kept word for word in the cell, to be corrected there.</summary>
    Unreadable = 3,

    /// <summary>« 1.234 »: one chooses between two readings, none is guessed.</summary>
    Ambiguous = 4,
}

/// <param name="Line">Of the pasted text, from 1.</param>
/// <param name="Column">Of the pasted text, from 1.</param>
/// <param name="Cell">Where it falls; null beyond the table or on a closed crossing.</param>
/// <param name="Text">Word for word.</param>
/// <param name="Reason">Why it is not simply pasted: one sentence; null when it is.</param>
/// <param name="Choices">The two readings of an ambiguous number, to be written in its place; else empty.</param>
public sealed record PastedCell(int Line, int Column, FormCell? Cell, string Text, PasteFate Fate, string? Reason, IReadOnlyList<string> Choices);

/// <summary>A rectangle laid on a table from one of its cells: what falls where, and how it reads there. Writes nothing.</summary>
/// <param name="Cells">Each pasted value that is not blank on an ignored place.</param>
public sealed record Paste(IReadOnlyList<PastedCell> Cells)
{
    public int Pasted => Cells.Count(c => c.Fate == PasteFate.Pasted);

    public int Ignored => Cells.Count(c => c.Fate == PasteFate.Ignored);

    public int Unreadable => Cells.Count(c => c.Fate == PasteFate.Unreadable);

    public int Ambiguous => Cells.Count(c => c.Fate == PasteFate.Ambiguous);

    /// <summary>
    /// Lays the rectangle. A line of the copied table falls on a line of the form, a column on a column, computed ones
    /// included, as they stood side by side in the spreadsheet.
    /// </summary>
    /// <param name="table">The table pasted into.</param>
    /// <param name="start">Its cell that receives the first value.</param>
    /// <param name="rows">As <see cref="PastedRectangle.Read"/> gives them.</param>
    /// <param name="isLocked">Cells filled from last year's submission.</param>
    public static Paste Lay(FormTable table, CellCode start, IReadOnlyList<IReadOnlyList<string>> rows, Func<CellCode, bool> isLocked)
    {
        var top = table.Rows.Select((r, i) => (r.Code, i)).First(r => r.Code == start.Row).i;
        var left = table.Columns.Select((c, i) => (c.Code, i)).First(c => c.Code == start.Column).i;
        var cells = new List<PastedCell>();
        for (var line = 0; line < rows.Count; line++)
        {
            for (var column = 0; column < rows[line].Count; column++)
            {
                var text = rows[line][column];
                var cell = top + line < table.Rows.Count && left + column < table.Columns.Count
                    ? table.At(table.Rows[top + line].Code, table.Columns[left + column].Code) : null;
                var laid = Of(cell, isLocked, text, line + 1, column + 1);
                if (laid.Fate != PasteFate.Ignored || text.Length > 0)
                {
                    cells.Add(laid);
                }
            }
        }

        return new Paste(cells);
    }

    private static PastedCell Of(FormCell? cell, Func<CellCode, bool> isLocked, string text, int line, int column)
    {
        var ignored = cell is null ? "hors du tableau ou case fermée"
            : !cell.IsInput ? "cellule calculée\u00a0: Soffi la calcule"
            : isLocked(cell.Code) ? "cellule verrouillée, reprise de l’année précédente"
            : null;
        if (ignored is not null)
        {
            return new PastedCell(line, column, cell, text, PasteFate.Ignored, ignored, []);
        }

        var choices = CellReader.Choices(cell!, text);
        var reason = CellReader.Reason(cell!, text);
        var fate = choices.Count > 0 ? PasteFate.Ambiguous : reason is null ? PasteFate.Pasted : PasteFate.Unreadable;
        return new PastedCell(line, column, cell, text, fate, reason, choices);
    }
}
