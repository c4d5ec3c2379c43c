using System.Globalization;
using System.Text;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Workbooks;

/// <summary>
/// Says the formulas of a form in the language of spreadsheets, with the same treatment of blanks (docs/forms.md): a blank
/// counts for nothing in a sum, makes a product blank, and a sum of blanks is blank. Last year's values and the parameters
/// are written as numbers. The server computes all the same: a result found in a file never enters a statement.
/// </summary>
/// <param name="form">The definition.</param>
/// <param name="layout">Where its cells stand.</param>
/// <param name="context">Last year's values, the body.</param>
public sealed class ExcelFormulas(FormDefinition form, WorkbookLayout layout, StatementContext context)
{
    /// <summary>Longest formula of the format is 8,192 characters.</summary>
    private const int MaxLength = 8_000;

    private const int MaxArguments = 250;
    private const string Always = "TRUE";
    private const string Never = "FALSE";

    /// <summary>The formula, without the equals sign; null when spreadsheets cannot say it.</summary>
    public string? Of(FormCell cell)
    {
        try
        {
            var sheet = layout.Find(cell.Code)!.Value.Sheet;
            var part = Say(cell.Formula!.Root, sheet);
            var decimals = CellTypes.ComputedDecimals(cell.Type).ToString(CultureInfo.InvariantCulture);
            var text = part.Present switch
            {
                Always => $"ROUND({part.Value},{decimals})",
                Never => "\"\"",
                _ => $"IF({part.Present},ROUND({part.Value},{decimals}),\"\")",
            };
            return text.Length <= MaxLength ? text : null;
        }
        catch (UnsaidException)
        {
            return null;
        }
    }

    private Part Say(FormulaNode node, string sheet) => node switch
    {
        NumberNode number => Constant(number.Number),
        ParameterNode parameter => Constant(ParameterOf(parameter)),
        CellNode one => Cell(one.Reference, sheet),
        RangeNode range => Range(range.Cells, sheet),
        NegateNode negated => Say(negated.Children().Single(), sheet) is var part ? part with { Value = $"(-{part.Value})" } : default,
        ArithmeticNode arithmetic => Arithmetic(arithmetic, sheet),
        ComparisonNode comparison => Truth($"{Say(comparison.Left, sheet).Value}{comparison.Sign}{Say(comparison.Right, sheet).Value}"),
        LogicNode logic => Truth($"{(logic.IsAnd ? "AND" : "OR")}({string.Join(',', logic.Children().Select(c => Condition(Say(c, sheet))))})"),
        NotNode not => Truth($"NOT({Condition(Say(not.Children().Single(), sheet))})"),
        FunctionNode function => Function(function, [.. function.Children().Select(c => Say(c, sheet))]),
        _ => throw new UnsaidException(),
    };

    private decimal ParameterOf(ParameterNode node)
    {
        var name = node.Parameters().Single();
        return name == FormHeader.TodayName ? throw new UnsaidException() : form.Header.ParameterFor(name, context);
    }

    private static Part Constant(decimal number)
    {
        var text = number.ToString("0.####################", CultureInfo.InvariantCulture);
        return new Part(number < 0 ? $"({text})" : text, Always);
    }

    private Part Cell(CellReference reference, string sheet)
    {
        var cell = form.Find(reference.Code);
        if (cell is null)
        {
            return new Part("0", Never);
        }

        if (!CellTypes.IsNumeric(cell.Type))
        {
            throw new UnsaidException(); // Days and texts do not compare in a spreadsheet as they do here.
        }

        if (reference.Previous)
        {
            var value = context.Previous[reference.Code];
            return value.Kind == CellKind.Unreadable ? throw new UnsaidException() : value.IsNumber ? Constant(value.Number) : new Part("0", Never);
        }

        var place = Place(reference.Code, sheet);
        return new Part($"N({place})", $"ISNUMBER({place})");
    }

    private string Place(CellCode code, string sheet)
    {
        var (where, address) = layout.Find(code)!.Value;
        return where == sheet ? address.ToString() : $"'{where}'!{address}";
    }

    private Part Range(IReadOnlyList<CellReference> cells, string sheet)
    {
        if (cells.Any(c => c.Previous))
        {
            return cells.Select(c => Cell(c, sheet)).Aggregate(new Part("0", Never), (a, b) => Sum(a, b));
        }

        var blocks = Blocks(cells, sheet);
        return blocks.Count switch
        {
            0 => new Part("0", Never),
            > MaxArguments => throw new UnsaidException(),
            _ => new Part($"SUM({string.Join(',', blocks)})", $"COUNT({string.Join(',', blocks)})>0"),
        };
    }

    private List<string> Blocks(IReadOnlyList<CellReference> cells, string sheet) =>
    [
        .. from place in cells.Select(c => layout.Find(c.Code)).OfType<(string Sheet, SheetAddress Address)>()
           group place.Address by place.Sheet into together
           from block in SheetBlock.Of(together)
           select together.Key == sheet ? block.ToString() : $"'{together.Key}'!{block}",
    ];

    private Part Arithmetic(ArithmeticNode node, string sheet)
    {
        var parts = node.Children().Select(c => Say(c, sheet)).ToList();
        var (a, b) = (parts[0], parts[1]);
        return node.Sign switch
        {
            '+' => Sum(a, b),
            '-' => new Part($"({a.Value}-{b.Value})", Any(a.Present, b.Present)),
            '*' => new Part($"({a.Value}*{b.Value})", All(a.Present, b.Present)),
            _ when decimal.TryParse(b.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var by) && by != 0 => new Part($"({a.Value}/{b.Value})", a.Present),
            _ => new Part($"IF({b.Value}=0,0,{a.Value}/{b.Value})", All(All(a.Present, b.Present), $"{b.Value}<>0")),
        };
    }

    private static Part Function(FunctionNode node, List<Part> arguments) => node.Name switch
    {
        "SUM" => arguments.Aggregate(Sum),
        "abs" => arguments[0] with { Value = $"ABS({arguments[0].Value})" },
        "min" or "max" => arguments.Aggregate((a, b) => Extreme(node.Name.ToUpperInvariant(), a, b)),
        "round" => new Part($"ROUND({arguments[0].Value},{arguments[1].Value})", All(arguments[0].Present, arguments[1].Present)),
        "blank" => Truth($"NOT({arguments[0].Present})"),
        "if" => new Part(
            $"IF({Condition(arguments[0])},{arguments[1].Value},{arguments[2].Value})",
            arguments[1].Present == arguments[2].Present
                ? arguments[1].Present : $"IF({Condition(arguments[0])},{arguments[1].Present},{arguments[2].Present})"),
        _ => throw new UnsaidException(),
    };

    private static Part Sum(Part a, Part b) => b.Present == Never ? a : a.Present == Never ? b : new Part($"({a.Value}+{b.Value})", Any(a.Present, b.Present));

    /// <summary>The least or the greatest, a blank being ignored.</summary>
    private static Part Extreme(string name, Part a, Part b)
    {
        var both = $"{name}({a.Value},{b.Value})";
        var value = (a.Present, b.Present) switch
        {
            (Always, Always) => both,
            (Always, _) => $"IF({b.Present},{both},{a.Value})",
            (_, Always) => $"IF({a.Present},{both},{b.Value})",
            _ => $"IF({a.Present},IF({b.Present},{both},{a.Value}),{b.Value})",
        };
        return new Part(value, Any(a.Present, b.Present));
    }

    private static Part Truth(string condition) => new($"IF({condition},1,0)", Always);

    private static string Condition(Part part) => part.Present == Always ? $"{part.Value}<>0" : $"AND({part.Present},{part.Value}<>0)";

    private static string Any(string a, string b) => a == Always || b == Always ? Always : a == Never ? b : b == Never || a == b ? a : Joined("OR", a, b);

    private static string All(string a, string b) => a == Never || b == Never ? Never : a == Always ? b : b == Always || a == b ? a : Joined("AND", a, b);

    /// <summary>OR(OR(a,b),c) is OR(a,b,c): the depth of a formula is bounded.</summary>
    private static string Joined(string name, string a, string b)
    {
        var start = name + "(";
        return new StringBuilder(start)
            .Append(a.StartsWith(start, StringComparison.Ordinal) ? a[start.Length..^1] : a).Append(',')
            .Append(b.StartsWith(start, StringComparison.Ordinal) ? b[start.Length..^1] : b).Append(')').ToString();
    }

    /// <param name="Value">A number, zero when there is none.</param>
    /// <param name="Present">Condition for there to be one.</param>
    private readonly record struct Part(string Value, string Present);

    private sealed class UnsaidException : Exception;
}
