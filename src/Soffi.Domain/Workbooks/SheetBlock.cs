namespace Soffi.Domain.Workbooks;

/// <summary>Cells side by side, named together: « D9:F21 ».</summary>
public readonly record struct SheetBlock(SheetAddress From, SheetAddress To)
{
    public override string ToString() => From == To ? From.ToString() : $"{From}:{To}";

    /// <summary>As few blocks as can be had by going down the columns, then across those of the same rows.</summary>
    public static IReadOnlyList<SheetBlock> Of(IEnumerable<SheetAddress> cells)
    {
        var blocks = new List<SheetBlock>();
        foreach (var cell in cells.OrderBy(c => c.Column).ThenBy(c => c.Row))
        {
            if (blocks.Count > 0 && blocks[^1].To == cell with { Row = cell.Row - 1 })
            {
                blocks[^1] = blocks[^1] with { To = cell };
            }
            else
            {
                blocks.Add(new SheetBlock(cell, cell));
            }
        }

        var merged = new List<SheetBlock>();
        foreach (var block in blocks.OrderBy(b => b.From.Row).ThenBy(b => b.To.Row).ThenBy(b => b.From.Column))
        {
            if (merged.Count > 0 && merged[^1] is var last && last.From.Row == block.From.Row && last.To.Row == block.To.Row
                && last.To.Column + 1 == block.From.Column)
            {
                merged[^1] = last with { To = block.To };
            }
            else
            {
                merged.Add(block);
            }
        }

        return merged;
    }
}
