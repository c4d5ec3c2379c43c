namespace Soffi.Domain.Forms;

/// <summary>The classic fault of such forms: a line is opened and the total is not told.</summary>
internal static class TotalLinter
{
    /// <summary>Numeric inputs that no total of their column, or of their row, reaches though there is one.</summary>
    public static IEnumerable<string> ForgottenCells(FormDefinition form, FormTable table)
    {
        var totals = table.Cells.Where(c => !c.IsInput).ToList();
        foreach (var cell in table.Cells.Where(c => c.IsInput && !c.OutsideTotal && CellTypes.IsNumeric(c.Type)))
        {
            var down = totals.Where(t => t.Code.Column == cell.Code.Column && Adds(t, c => c.Column == cell.Code.Column)).ToList();
            var across = totals.Where(t => t.Code.Row == cell.Code.Row && Adds(t, c => c.Row == cell.Code.Row)).ToList();
            if ((down.Count > 0 && !down.Exists(t => Reaches(form, t, cell.Code))) || (across.Count > 0 && !across.Exists(t => Reaches(form, t, cell.Code))))
            {
                yield return $"La cellule {cell.Code} n’entre dans aucun total de sa {(down.Exists(t => Reaches(form, t, cell.Code)) || down.Count == 0 ? "ligne" : "colonne")} : corrigez la formule du total ou marquez-la « outsideTotal ».";
            }
        }
    }

    /// <summary>Totals whose ranges meet one cell by two ways.</summary>
    public static IEnumerable<string> CountedTwice(FormDefinition form, FormTable table)
    {
        foreach (var total in table.Cells.Where(c => c.Formula is not null))
        {
            var leaves = Leaves(form, total.Formula!.Root, 0).ToList();
            foreach (var twice in leaves.GroupBy(l => l).Where(g => g.Count() > 1).Take(1))
            {
                yield return $"Le total {total.Code} compte deux fois la cellule {twice.Key}.";
            }
        }
    }

    /// <summary>A total of that line: a sum of at least two of its cells.</summary>
    private static bool Adds(FormCell total, Func<CellCode, bool> inLine) =>
        Sums(total.Formula!.Root).Any(s => s.References().Count(c => !c.Previous && c.Code.Table == total.Code.Table && inLine(c.Code)) > 1);

    private static IEnumerable<FormulaNode> Sums(FormulaNode node) =>
        node is FunctionNode { Name: "SUM" } ? [node] : node.Children().SelectMany(Sums);

    private static bool Reaches(FormDefinition form, FormCell total, CellCode target)
    {
        var seen = new HashSet<CellCode>();
        var waiting = new Stack<FormCell>([total]);
        while (waiting.TryPop(out var cell))
        {
            foreach (var reference in cell.Formula!.References.Where(r => !r.Previous && seen.Add(r.Code)))
            {
                if (reference.Code == target)
                {
                    return true;
                }

                if (form.Find(reference.Code) is { IsInput: false } computed)
                {
                    waiting.Push(computed);
                }
            }
        }

        return false;
    }

    /// <summary>Inputs added by a formula made of sums only; anything else (a difference, a ratio) adds nothing here.</summary>
    private static IEnumerable<CellCode> Leaves(FormDefinition form, FormulaNode node, int depth) => node switch
    {
        _ when depth > 8 => [],
        RangeNode range => range.Cells.Where(c => !c.Previous).SelectMany(c => Leaves(form, c.Code, depth)),
        FunctionNode { Name: "SUM" } sum => sum.Children().SelectMany(c => Leaves(form, c, depth)),
        CellNode cell when !cell.Reference.Previous => Leaves(form, cell.Reference.Code, depth),
        ArithmeticNode { Sign: '+' } plus => plus.Children().SelectMany(c => Leaves(form, c, depth)),
        _ => [],
    };

    private static IEnumerable<CellCode> Leaves(FormDefinition form, CellCode code, int depth) =>
        form.Find(code) is { Formula: { } formula } ? Leaves(form, formula.Root, depth + 1) : [code];
}
