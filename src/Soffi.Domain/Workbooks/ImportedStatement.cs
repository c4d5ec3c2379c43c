using Soffi.Domain.Forms;

namespace Soffi.Domain.Workbooks;

/// <summary>An input cell as a file holds it.</summary>
/// <param name="Shown">What the file shows; empty for an empty cell.</param>
/// <param name="Value">The same, read.</param>
/// <param name="Fault">Why it cannot be accepted, a sentence; null when it can.</param>
public sealed record ImportedCell(CellCode Code, SheetAddress Address, string Shown, CellValue Value, string? Fault);

/// <summary>A computed cell where the file holds a figure instead of the formula.</summary>
public sealed record OverwrittenTotal(CellCode Code, SheetAddress Address, decimal Number);

/// <summary>Something of the file that keeps cells from being read.</summary>
/// <param name="Address">Cell to look at; null for the whole sheet.</param>
/// <param name="Subject">The line, the column or the table.</param>
public sealed record ImportFault(string Sheet, SheetAddress? Address, string Subject, string Shown, string Message);

/// <summary>What a workbook brings: the input cells found where they were laid out, and what was not.</summary>
/// <param name="Cells">Empty ones included: a cell that was cleared is a change. Those that could not be looked for are absent.</param>
public sealed record ImportedStatement(
    IReadOnlyList<ImportedCell> Cells, IReadOnlyList<ImportFault> Faults, IReadOnlyList<OverwrittenTotal> Totals)
{
    /// <summary>
    /// Reads every input cell at its place. A line or a column whose code or label is no longer beside it was moved: its cells
    /// are not read, since they would be taken for others; it is said once, where to look.
    /// </summary>
    public static ImportedStatement Read(Spreadsheet file, WorkbookLayout layout)
    {
        var (cells, faults, totals) = (new List<ImportedCell>(), new List<ImportFault>(), new List<OverwrittenTotal>());
        foreach (var sheet in layout.Tables.GroupBy(t => t.Sheet))
        {
            if (file.Find(sheet.Key) is not { } content)
            {
                faults.Add(new ImportFault(sheet.Key, null, $"Cadre {sheet.Key}", "", $"La feuille «\u00a0{sheet.Key}\u00a0» manque\u00a0: rien de ce cadre n’est repris. Rendez-lui son nom, ou repartez du classeur."));
                continue;
            }

            foreach (var place in sheet)
            {
                Read(place, content, cells, faults, totals);
            }
        }

        return new ImportedStatement(cells, faults, totals);
    }

    private static void Read(TablePlace place, Sheet sheet, List<ImportedCell> cells, List<ImportFault> faults, List<OverwrittenTotal> totals)
    {
        var columns = place.Table.Columns.Select((c, j) => Moved(place, sheet, c, j)).ToList();
        var rows = place.Table.Rows.Select((r, i) => Moved(place, sheet, r, i)).ToList();
        if (columns.TrueForAll(c => c is not null) || rows.TrueForAll(r => r is not null))
        {
            faults.Add(new ImportFault(
                place.Sheet, new SheetAddress(place.Title, TablePlace.CodeColumn), place.Table.Title, sheet.TextAt(place.Title, TablePlace.CodeColumn),
                $"Ce tableau n’est plus à sa place (ligne {place.Title} attendue)\u00a0: rien n’en est repris. Des lignes ou des colonnes ont été ajoutées ou retirées\u00a0: remettez-les comme avant."));
            return;
        }

        faults.AddRange(columns.Concat(rows).OfType<ImportFault>());
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < columns.Count; j++)
            {
                if (rows[i] is null && columns[j] is null && place.Table.At(place.Table.Rows[i].Code, place.Table.Columns[j].Code) is { } cell)
                {
                    Read(cell, new SheetAddress(place.First + i, TablePlace.FirstColumn + j), sheet, cells, totals);
                }
            }
        }
    }

    private static void Read(FormCell cell, SheetAddress address, Sheet sheet, List<ImportedCell> cells, List<OverwrittenTotal> totals)
    {
        SheetCell? found = sheet.Cells.TryGetValue(address, out var content) ? content : null;
        if (cell.IsInput)
        {
            var (value, shown, fault) = SheetCellReader.Read(cell, found);
            cells.Add(new ImportedCell(cell.Code, address, shown, value, fault));
        }
        else if (found is { IsFormula: false, Kind: SheetCellKind.Number or SheetCellKind.Percentage } typed)
        {
            totals.Add(new OverwrittenTotal(cell.Code, address, typed.Number));
        }
    }

    private static ImportFault? Moved(TablePlace place, Sheet sheet, FormColumn column, int rank)
    {
        var at = TablePlace.FirstColumn + rank;
        var label = SpreadsheetText.Plain(column.Group.Length > 0 ? column.Short : column.Label);
        var (code, shown) = (sheet.TextAt(place.Codes, at), sheet.TextAt(place.Head, at));
        if (code == place.CodeOf(column) && shown == label)
        {
            return null;
        }

        return new ImportFault(
            place.Sheet, new SheetAddress(place.Head, at), $"{place.Table.Title}, colonne «\u00a0{column.Label}\u00a0»", shown,
            $"La colonne {SheetAddress.ColumnName(at)} devrait être «\u00a0{label}\u00a0»{Found(shown, label)}\u00a0: elle a été déplacée ou renommée, ses cellules ne sont pas reprises. Remettez-la comme avant.");
    }

    private static ImportFault? Moved(TablePlace place, Sheet sheet, FormRow row, int rank)
    {
        var at = place.First + rank;
        var label = SpreadsheetText.Plain(row.Label);
        var (code, shown) = (sheet.TextAt(at, TablePlace.CodeColumn), sheet.TextAt(at, TablePlace.LabelColumn));
        if (SameCode(code, row.Code) && shown == label)
        {
            return null;
        }

        return new ImportFault(
            place.Sheet, new SheetAddress(at, TablePlace.LabelColumn), $"{place.Table.Title}, ligne {row.Code} «\u00a0{row.Label}\u00a0»", shown,
            $"La ligne {at} devrait être «\u00a0{row.Code} {label}\u00a0»{Found(shown, label)}\u00a0: elle a été déplacée ou renommée, ses cellules ne sont pas reprises. Remettez-la comme avant.");
    }

    /// <summary>« 010 » may come back as the number 10.</summary>
    private static bool SameCode(string found, string code) => found == code || (found.Length > 0 && found == code.TrimStart('0'));

    private static string Found(string shown, string label) =>
        shown == label ? "" : shown.Length == 0 ? ", et rien n’y est écrit" : $", et il y est écrit «\u00a0{(shown.Length > 60 ? shown[..60] + "…" : shown)}\u00a0»";
}
