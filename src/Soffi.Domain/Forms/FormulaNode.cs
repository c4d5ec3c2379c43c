namespace Soffi.Domain.Forms;

/// <summary>A node of a formula's tree. Evaluation is total: no exception leaves it (semantics table of docs/forms.md).</summary>
internal abstract class FormulaNode
{
    public abstract FormulaValue Evaluate(IFormulaScope scope);

    public virtual IEnumerable<CellReference> References() => Children().SelectMany(c => c.References());

    public virtual IEnumerable<string> Parameters() => Children().SelectMany(c => c.Parameters());

    public virtual IEnumerable<FormulaNode> Children() => [];

    /// <summary>Learns the rank of its cells in their form.</summary>
    public virtual void Bind(Func<CellCode, int> placeOf)
    {
        foreach (var child in Children())
        {
            child.Bind(placeOf);
        }
    }

    /// <summary>Unavailable beats all; the mark of a division by zero is carried up.</summary>
    internal static FormulaValue Combine(FormulaValue left, FormulaValue right, Func<decimal, decimal, decimal> operation, bool blankAsZero)
    {
        var divided = left.DividedByZero || right.DividedByZero;
        if (left.IsUnavailable || right.IsUnavailable)
        {
            return FormulaValue.Unavailable with { DividedByZero = divided, Overflowed = left.Overflowed || right.Overflowed };
        }

        if ((left.IsBlank && right.IsBlank) || (!blankAsZero && (left.IsBlank || right.IsBlank)))
        {
            return FormulaValue.Blank with { DividedByZero = divided };
        }

        try
        {
            return FormulaValue.Of(operation(left.Number, right.Number)) with { DividedByZero = divided };
        }
        catch (OverflowException)
        {
            return FormulaValue.Unavailable with { Overflowed = true };
        }
    }
}

internal sealed class NumberNode(decimal number) : FormulaNode
{
    public decimal Number => number;

    public override FormulaValue Evaluate(IFormulaScope scope) => FormulaValue.Of(number);
}

internal sealed class ParameterNode(string name) : FormulaNode
{
    public override FormulaValue Evaluate(IFormulaScope scope) => FormulaValue.Of(scope.Parameter(name));

    public override IEnumerable<string> Parameters() => [name];
}

internal sealed class CellNode(CellReference reference) : FormulaNode
{
    private int _place = -1;

    public CellReference Reference => reference;

    public override FormulaValue Evaluate(IFormulaScope scope) => scope.Read(reference, _place);

    public override void Bind(Func<CellCode, int> placeOf) => _place = placeOf(reference.Code);

    public override IEnumerable<CellReference> References() => [reference];
}

internal sealed class RangeNode(IReadOnlyList<CellReference> cells) : FormulaNode
{
    public IReadOnlyList<CellReference> Cells => cells;

    private int[]? _places;

    public override FormulaValue Evaluate(IFormulaScope scope) => scope.Sum(cells, _places);

    public override IEnumerable<CellReference> References() => cells;

    public override void Bind(Func<CellCode, int> placeOf) => _places = [.. cells.Select(c => placeOf(c.Code))];
}

internal sealed class NegateNode(FormulaNode operand) : FormulaNode
{
    public override FormulaValue Evaluate(IFormulaScope scope)
    {
        var value = operand.Evaluate(scope);
        return value.IsNumber ? value with { Number = -value.Number } : value;
    }

    public override IEnumerable<FormulaNode> Children() => [operand];
}

/// <summary>+ − × ÷</summary>
internal sealed class ArithmeticNode(char sign, FormulaNode left, FormulaNode right) : FormulaNode
{
    public char Sign => sign;

    public override FormulaValue Evaluate(IFormulaScope scope)
    {
        var (a, b) = (left.Evaluate(scope), right.Evaluate(scope));
        if (sign == '/' && b.IsNumber && b.Number == 0 && !a.IsUnavailable)
        {
            return FormulaValue.Blank with { DividedByZero = !a.IsBlank || a.DividedByZero };
        }

        return sign switch
        {
            '+' => Combine(a, b, (x, y) => x + y, blankAsZero: true),
            '-' => Combine(a, b, (x, y) => x - y, blankAsZero: true),
            '*' => Combine(a, b, (x, y) => x * y, blankAsZero: false),
            _ => Combine(a, b, (x, y) => x / y, blankAsZero: false),
        };
    }

    public override IEnumerable<FormulaNode> Children() => [left, right];
}

/// <summary>= &lt;&gt; &lt; &lt;= &gt; &gt;=, a blank counting as zero.</summary>
internal sealed class ComparisonNode(string sign, FormulaNode left, FormulaNode right) : FormulaNode
{
    public string Sign => sign;

    public FormulaNode Left => left;

    public FormulaNode Right => right;

    public override FormulaValue Evaluate(IFormulaScope scope) => Compare(left.Evaluate(scope), right.Evaluate(scope), 0);

    /// <summary>With a tolerance, = &lt;= and &gt;= are widened by it; a gap equal to it passes.</summary>
    public FormulaValue Compare(FormulaValue a, FormulaValue b, decimal tolerance)
    {
        var gap = Gap(a, b);
        if (!gap.IsNumber)
        {
            return gap;
        }

        var holds = Holds(gap.Number, tolerance);
        return FormulaValue.Of(holds) with { DividedByZero = gap.DividedByZero };
    }

    /// <summary>Left minus right, a blank counting as zero; unavailable when one of them is.</summary>
    public static FormulaValue Gap(FormulaValue a, FormulaValue b) => Combine(
        a.IsBlank ? FormulaValue.Of(0) with { DividedByZero = a.DividedByZero } : a, b, (x, y) => x - y, blankAsZero: true);

    public override IEnumerable<FormulaNode> Children() => [left, right];

    private bool Holds(decimal gap, decimal tolerance) => sign switch
    {
        "=" => Math.Abs(gap) <= tolerance,
        "<>" => gap != 0,
        "<" => gap < 0,
        "<=" => gap <= tolerance,
        ">" => gap > 0,
        _ => gap >= -tolerance,
    };
}

/// <summary>and, or: an unavailable operand makes the whole unavailable unless the other decides.</summary>
internal sealed class LogicNode(bool isAnd, FormulaNode left, FormulaNode right) : FormulaNode
{
    public bool IsAnd => isAnd;

    public override FormulaValue Evaluate(IFormulaScope scope)
    {
        var a = left.Evaluate(scope);
        if (Decides(a))
        {
            return FormulaValue.Of(!isAnd);
        }

        var b = right.Evaluate(scope);
        if (Decides(b))
        {
            return FormulaValue.Of(!isAnd);
        }

        return a.IsUnavailable || b.IsUnavailable ? FormulaValue.Unavailable : FormulaValue.Of(isAnd);
    }

    public override IEnumerable<FormulaNode> Children() => [left, right];

    private bool Decides(FormulaValue value) => !value.IsUnavailable && value.IsTrue != isAnd;
}

internal sealed class NotNode(FormulaNode operand) : FormulaNode
{
    public override FormulaValue Evaluate(IFormulaScope scope)
    {
        var value = operand.Evaluate(scope);
        return value.IsUnavailable ? value : FormulaValue.Of(!value.IsTrue);
    }

    public override IEnumerable<FormulaNode> Children() => [operand];
}

internal sealed class FunctionNode(string name, IReadOnlyList<FormulaNode> arguments) : FormulaNode
{
    public string Name => name;

    public override FormulaValue Evaluate(IFormulaScope scope)
    {
        if (name == "SUM" && arguments.Count == 1)
        {
            return arguments[0].Evaluate(scope);
        }

        var values = new FormulaValue[arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(scope);
        }

        return name switch
        {
            "SUM" => values.Aggregate((a, b) => Combine(a, b, (x, y) => x + y, blankAsZero: true)),
            "abs" => values[0].IsNumber ? values[0] with { Number = Math.Abs(values[0].Number) } : values[0],
            "min" => Extreme(values, Math.Min),
            "max" => Extreme(values, Math.Max),
            "round" => Round(values[0], values[1]),
            "blank" => FormulaValue.Of(values[0].IsBlank && !values[0].HoldsText),
            "date" => Date(values[0], values[1], values[2]),
            _ => values[0].IsUnavailable ? values[0] : values[0].IsTrue ? values[1] : values[2],
        };
    }

    public override IEnumerable<FormulaNode> Children() => arguments;

    /// <summary>Blanks are ignored: the least of 5 and nothing is 5.</summary>
    private static FormulaValue Extreme(FormulaValue[] values, Func<decimal, decimal, decimal> choose)
    {
        var (result, divided) = (FormulaValue.Blank, false);
        foreach (var value in values)
        {
            if (value.IsUnavailable)
            {
                return FormulaValue.Unavailable;
            }

            divided |= value.DividedByZero;
            if (value.IsNumber)
            {
                result = FormulaValue.Of(result.IsNumber ? choose(result.Number, value.Number) : value.Number);
            }
        }

        return result with { DividedByZero = divided };
    }

    /// <summary>The day as a number of days; blank when there is no such day.</summary>
    private static FormulaValue Date(FormulaValue year, FormulaValue month, FormulaValue day)
    {
        if (year.IsUnavailable || month.IsUnavailable || day.IsUnavailable)
        {
            return FormulaValue.Unavailable;
        }

        var (y, m, d) = ((int)Math.Clamp(year.Number, 0, 9999), (int)Math.Clamp(month.Number, 0, 13), (int)Math.Clamp(day.Number, 0, 32));
        return y is >= 1 and <= 9998 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m)
            ? FormulaValue.Of(new DateOnly(y, m, d).DayNumber)
            : FormulaValue.Blank;
    }

    private static FormulaValue Round(FormulaValue value, FormulaValue decimals) => value.IsNumber && decimals.IsNumber
        ? value with { Number = Math.Round(value.Number, (int)Math.Clamp(decimals.Number, 0, 10), MidpointRounding.AwayFromZero) }
        : value.IsUnavailable || decimals.IsUnavailable ? FormulaValue.Unavailable : FormulaValue.Blank;
}
