using System.Text.Json;
using Soffi.Domain.Forms;
using Soffi.Domain.Workbooks;

namespace Soffi.Web.Features.Declarations;

/// <summary>What was read of a workbook, as text: what one accepts is what was shown, whatever reads files next.</summary>
public static class WorkbookImportJson
{
    public static string Write(ImportedStatement import) => JsonSerializer.Serialize(new Kept(
        [.. import.Cells.Select(Keep)],
        import.Faults,
        [.. import.Totals.Select(t => new KeptTotal(t.Code.ToString(), t.Address.Row, t.Address.Column, t.Number))]));

    /// <exception cref="JsonException">Not what <see cref="Write"/> wrote.</exception>
    public static ImportedStatement Read(string json)
    {
        var kept = JsonSerializer.Deserialize<Kept>(json) ?? throw new JsonException("Nothing.");
        return new ImportedStatement(
            [.. kept.Cells.Select(Give)],
            kept.Faults,
            [.. kept.Totals.Select(t => new OverwrittenTotal(CellCode.Parse(t.Code), new SheetAddress(t.Row, t.Column), t.Number))]);
    }

    private static KeptCell Keep(ImportedCell cell) => new(
        cell.Code.ToString(), cell.Address.Row, cell.Address.Column, cell.Shown, cell.Value.Kind, cell.Value.Number, cell.Value.Text, cell.Fault);

    private static ImportedCell Give(KeptCell cell) => new(
        CellCode.Parse(cell.Code), new SheetAddress(cell.Row, cell.Column), cell.Shown,
        cell.Kind switch
        {
            CellKind.Number => CellValue.Of(cell.Number),
            CellKind.Text => CellValue.OfText(cell.Text ?? ""),
            CellKind.NotApplicable => CellValue.NotApplicable,
            CellKind.Unreadable => CellValue.Unreadable(cell.Text ?? ""),
            _ => CellValue.Blank,
        },
        cell.Fault);

    private sealed record Kept(IReadOnlyList<KeptCell> Cells, IReadOnlyList<ImportFault> Faults, IReadOnlyList<KeptTotal> Totals);

    private sealed record KeptCell(string Code, int Row, int Column, string Shown, CellKind Kind, decimal Number, string? Text, string? Fault);

    private sealed record KeptTotal(string Code, int Row, int Column, decimal Number);
}
