namespace Soffi.Domain.Forms;

/// <summary>What a formula is as a weighted sum of cells, this year's and last year's.</summary>
public static class FormulaLinear
{
    /// <summary>The cells with their coefficients, those of zero left out; null when it is no such sum (a product of cells, a maximum).</summary>
    /// <param name="parameter">Value of a parameter; null when bodies have several, the formula then being no one sum.</param>
    public static IReadOnlyDictionary<CellReference, decimal>? Of(Formula formula, Func<string, decimal?> parameter) => Of(formula.Root, parameter)?.Cells;

    /// <summary>What an equality says: the cells whose weighted sum is the same for every statement; null when it is no equality of such sums.</summary>
    public static IReadOnlyDictionary<CellReference, decimal>? OfEquality(Formula condition, Func<string, decimal?> parameter) =>
        condition.Root is ComparisonNode { Sign: "=" } equality && Of(equality.Left, parameter) is { } left && Of(equality.Right, parameter) is { } right
            ? Add(left, right, -1).Cells : null;

    private static Weighted? Of(FormulaNode node, Func<string, decimal?> parameter)
    {
        switch (node)
        {
            case NumberNode number:
                return new Weighted(number.Number, []);
            case ParameterNode named:
                return parameter(named.Parameters().Single()) is { } value ? new Weighted(value, []) : null;
            case CellNode cell:
                return new Weighted(0, new() { [cell.Reference] = 1 });
            case RangeNode range:
                return new Weighted(0, range.Cells.GroupBy(c => c).ToDictionary(g => g.Key, g => (decimal)g.Count()));
        }

        var parts = node.Children().Select(c => Of(c, parameter)).ToList();
        if (parts.Exists(p => p is null))
        {
            return null;
        }

        return node switch
        {
            NegateNode => Add(Weighted.Zero, parts[0]!, -1),
            ArithmeticNode { Sign: '+' } or FunctionNode { Name: "SUM" } => parts.Aggregate(Weighted.Zero, (a, b) => Add(a, b!, 1)),
            ArithmeticNode { Sign: '-' } => Add(parts[0]!, parts[1]!, -1),
            ArithmeticNode { Sign: '*' } when parts[0]!.IsConstant => Add(Weighted.Zero, parts[1]!, parts[0]!.Constant),
            ArithmeticNode { Sign: '*' } when parts[1]!.IsConstant => Add(Weighted.Zero, parts[0]!, parts[1]!.Constant),
            ArithmeticNode { Sign: '/' } when parts[1] is { IsConstant: true, Constant: not 0 } by => Add(Weighted.Zero, parts[0]!, 1 / by.Constant),
            FunctionNode function when function.Name.Equals("round", StringComparison.OrdinalIgnoreCase) => parts[0], // Rounding hides nothing.
            _ => null,
        };
    }

    private static Weighted Add(Weighted a, Weighted b, decimal times)
    {
        var cells = new Dictionary<CellReference, decimal>(a.Cells);
        foreach (var (cell, weight) in b.Cells)
        {
            cells[cell] = cells.GetValueOrDefault(cell) + (weight * times);
        }

        return new Weighted(a.Constant + (b.Constant * times), cells.Where(c => c.Value != 0).ToDictionary());
    }

    private sealed record Weighted(decimal Constant, Dictionary<CellReference, decimal> Cells)
    {
        public static Weighted Zero { get; } = new(0, []);

        public bool IsConstant => Cells.Count == 0;
    }
}
