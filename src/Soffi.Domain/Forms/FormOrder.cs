namespace Soffi.Domain.Forms;

/// <summary>Order of computation, and the cycles that forbid one.</summary>
internal static class FormOrder
{
    /// <summary>Computed cells, each after the computed cells it reads. Cells of a cycle are left out (the reader refuses them).</summary>
    public static IReadOnlyList<FormCell> Sort(IReadOnlyDictionary<CellCode, FormCell> cells)
    {
        var waiting = new Dictionary<CellCode, int>();
        var readers = new Dictionary<CellCode, List<FormCell>>();
        foreach (var cell in cells.Values.Where(c => !c.IsInput))
        {
            var operands = Operands(cell, cells).ToList();
            waiting[cell.Code] = operands.Count;
            foreach (var operand in operands)
            {
                (readers.TryGetValue(operand, out var list) ? list : readers[operand] = []).Add(cell);
            }
        }

        var ready = new Queue<FormCell>(cells.Values.Where(c => !c.IsInput && waiting[c.Code] == 0));
        var order = new List<FormCell>();
        while (ready.TryDequeue(out var cell))
        {
            order.Add(cell);
            foreach (var reader in readers.GetValueOrDefault(cell.Code) ?? [])
            {
                if (--waiting[reader.Code] == 0)
                {
                    ready.Enqueue(reader);
                }
            }
        }

        return order;
    }

    /// <summary>One cycle as a readable path, or null.</summary>
    public static IReadOnlyList<CellCode>? FindCycle(IReadOnlyDictionary<CellCode, FormCell> cells)
    {
        var sorted = Sort(cells).Select(c => c.Code).ToHashSet();
        var start = cells.Values.FirstOrDefault(c => !c.IsInput && !sorted.Contains(c.Code));
        if (start is null)
        {
            return null;
        }

        // From a cell that could not be sorted, following unsorted operands must come back on itself.
        var path = new List<CellCode>();
        var current = start.Code;
        while (!path.Contains(current))
        {
            path.Add(current);
            current = Operands(cells[current], cells).First(o => !sorted.Contains(o));
        }

        return [.. path.SkipWhile(c => c != current), current];
    }

    private static IEnumerable<CellCode> Operands(FormCell cell, IReadOnlyDictionary<CellCode, FormCell> cells) => cell.Formula!.References
        .Where(r => !r.Previous && cells.TryGetValue(r.Code, out var operand) && !operand.IsInput)
        .Select(r => r.Code).Distinct();
}
