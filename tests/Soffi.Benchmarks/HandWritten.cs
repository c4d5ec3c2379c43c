using System.Linq.Expressions;
using Soffi.Domain.Forms;

namespace Soffi.Benchmarks;

/// <summary>
/// The floor: the sums and comparisons of a form as plain C# would write them on two arrays of decimals (this year, last
/// year), a blank being zero: no type, no unit, no message, no unavailable cell. Compiled from the formulas, so that it
/// stays that of the form whatever the form becomes; loops over constant places stand for ranges.
/// </summary>
internal sealed class HandWritten
{
    private static readonly ParameterExpression Now = Expression.Parameter(typeof(decimal[]), "now");
    private static readonly ParameterExpression Before = Expression.Parameter(typeof(decimal[]), "before");

    private readonly FormDefinition _form;
    private readonly StatementContext _context;
    private readonly decimal[] _inputs;
    private readonly decimal[] _before;
    private readonly decimal[] _now;
    private readonly List<(int Place, int Decimals, Func<decimal[], decimal[], decimal> Value)> _cells = [];
    private readonly List<(Func<decimal[], decimal[], decimal>? When, Func<decimal[], decimal[], decimal> Condition)> _controls = [];

    public HandWritten(FormDefinition form, CellValues inputs, StatementContext context)
    {
        _form = form;
        _context = context;
        _inputs = Sheet(inputs);
        _before = Sheet(context.Previous);
        _now = new decimal[_inputs.Length];
        foreach (var cell in form.CarriedOver)
        {
            _cells.Add((form.PlaceOf(cell.Code), CellTypes.ComputedDecimals(cell.Type), Compile(cell.CarryOver!)));
        }

        foreach (var cell in form.ComputationOrder)
        {
            _cells.Add((form.PlaceOf(cell.Code), CellTypes.ComputedDecimals(cell.Type), Compile(cell.Formula!)));
        }

        foreach (var control in form.Controls.Where(c => !c.ForAgents))
        {
            _controls.Add((control.When is null ? null : Compile(control.When), Compile(control.Condition)));
        }
    }

    /// <summary>Comparisons made by a run.</summary>
    public int Comparisons => _controls.Count;

    /// <returns>How many controls fail.</returns>
    public int Run()
    {
        Array.Copy(_inputs, _now, _inputs.Length);
        foreach (var (place, decimals, value) in _cells)
        {
            _now[place] = Math.Round(value(_now, _before), decimals, MidpointRounding.AwayFromZero);
        }

        var failures = 0;
        foreach (var (when, condition) in _controls)
        {
            if ((when is null || when(_now, _before) != 0) && condition(_now, _before) == 0)
            {
                failures++;
            }
        }

        return failures;
    }

    private decimal[] Sheet(CellValues values) => [.. values.SheetOf(_form).Select(v => v.Number)];

    private Func<decimal[], decimal[], decimal> Compile(Formula formula) =>
        Expression.Lambda<Func<decimal[], decimal[], decimal>>(Of(formula.Root), Now, Before).Compile();

    private Expression Of(FormulaNode node) => node switch
    {
        NumberNode number => Expression.Constant(number.Number),
        ParameterNode parameter => Expression.Constant(_form.Header.ParameterFor(parameter.Parameters().Single(), _context)),
        CellNode cell => Place(cell.Reference),
        RangeNode range => Range(range),
        NegateNode => Expression.Negate(Of(Child(node, 0))),
        ArithmeticNode { Sign: '/' } => Expression.Call(typeof(HandWritten), nameof(Divide), null, Of(Child(node, 0)), Of(Child(node, 1))),
        ArithmeticNode sum => Expression.MakeBinary(
            sum.Sign switch { '+' => ExpressionType.Add, '-' => ExpressionType.Subtract, _ => ExpressionType.Multiply }, Of(Child(node, 0)), Of(Child(node, 1))),
        ComparisonNode comparison => Truth(Compare(comparison)),
        LogicNode => Truth(IsAnd(node)
            ? Expression.AndAlso(IsTrue(Child(node, 0)), IsTrue(Child(node, 1)))
            : Expression.OrElse(IsTrue(Child(node, 0)), IsTrue(Child(node, 1)))),
        NotNode => Truth(Expression.Not(IsTrue(Child(node, 0)))),
        FunctionNode function => Call(function),
        _ => throw new NotSupportedException(node.GetType().Name),
    };

    private Expression Call(FunctionNode function)
    {
        var arguments = function.Children().ToList();
        Expression Fold(string method) => arguments.Select(Of).Aggregate((a, b) => Expression.Call(typeof(Math), method, null, a, b));
        return function.Name switch
        {
            "SUM" => arguments.Select(Of).Aggregate(Expression.Add),
            "abs" => Expression.Call(typeof(Math), nameof(Math.Abs), null, Of(arguments[0])),
            "min" => Fold(nameof(Math.Min)),
            "max" => Fold(nameof(Math.Max)),
            "round" => Expression.Call(
                typeof(HandWritten), nameof(Round), null, Of(arguments[0]), Of(arguments[1])),
            "blank" => Truth(Expression.Equal(Of(arguments[0]), Expression.Constant(0m))),
            "if" => Expression.Condition(IsTrue(arguments[0]), Of(arguments[1]), Of(arguments[2])),
            "date" => Expression.Constant(Day(arguments)),
            _ => throw new NotSupportedException(function.Name),
        };
    }

    private decimal Day(List<FormulaNode> arguments)
    {
        var parts = arguments.Select(a => Expression.Lambda<Func<decimal>>(Of(a)).Compile()()).Select(n => (int)n).ToList();
        return new DateOnly(parts[0], parts[1], parts[2]).DayNumber;
    }

    private BinaryExpression Compare(ComparisonNode comparison) => Expression.MakeBinary(
        comparison.Sign switch
        {
            "=" => ExpressionType.Equal,
            "<>" => ExpressionType.NotEqual,
            "<" => ExpressionType.LessThan,
            "<=" => ExpressionType.LessThanOrEqual,
            ">" => ExpressionType.GreaterThan,
            _ => ExpressionType.GreaterThanOrEqual,
        },
        Of(comparison.Left),
        Of(comparison.Right));

    private BinaryExpression IsTrue(FormulaNode node) => node is ComparisonNode comparison ? Compare(comparison) : Expression.NotEqual(Of(node), Expression.Constant(0m));

    private static ConditionalExpression Truth(Expression condition) => Expression.Condition(condition, Expression.Constant(1m), Expression.Constant(0m));

    private Expression Place(CellReference reference) => _form.PlaceOf(reference.Code) is >= 0 and var place
        ? Expression.ArrayIndex(reference.Previous ? Before : Now, Expression.Constant(place))
        : Expression.Constant(0m);

    private MethodCallExpression Range(RangeNode range)
    {
        var places = range.Cells.Select(c => _form.PlaceOf(c.Code)).ToArray();
        return Expression.Call(typeof(HandWritten), nameof(Sum), null, range.Cells[0].Previous ? Before : Now, Expression.Constant(places));
    }

    private static FormulaNode Child(FormulaNode node, int index) => node.Children().ElementAt(index);

    private static bool IsAnd(FormulaNode node) => node is LogicNode { IsAnd: true };

    private static decimal Sum(decimal[] sheet, int[] places)
    {
        var total = 0m;
        foreach (var place in places)
        {
            total += sheet[place];
        }

        return total;
    }

    private static decimal Divide(decimal a, decimal b) => b == 0 ? 0 : a / b;

    private static decimal Round(decimal value, decimal decimals) =>
        Math.Round(value, int.CreateTruncating(decimals), MidpointRounding.AwayFromZero);
}
