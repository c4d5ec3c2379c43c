namespace Soffi.Domain.Forms;

/// <summary>A cell read by a formula, this year's or last year's.</summary>
public readonly record struct CellReference(CellCode Code, bool Previous)
{
    public override string ToString() => Previous ? $"N-1:{Code}" : Code.ToString();
}

/// <summary>A parsed expression of the formula language (docs/forms.md). Immutable.</summary>
public sealed class Formula
{
    internal Formula(string text, FormulaNode root)
    {
        Text = text;
        Root = root;
        References = [.. root.References().Distinct()];
        Parameters = [.. root.Parameters().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The expression with absolute references: no wildcard, no word.</summary>
    public string Text { get; }

    /// <summary>Every cell read, ranges expanded.</summary>
    public IReadOnlyList<CellReference> References { get; }

    /// <summary>Names of the parameters read, without the dollar.</summary>
    public IReadOnlyList<string> Parameters { get; }

    internal FormulaNode Root { get; }

    /// <summary>Reads an expression.</summary>
    /// <returns>The formula, or the French sentence that says what is wrong and where.</returns>
    public static FormulaParsing Parse(string text, FormulaContext context) => FormulaParser.Parse(text, context);

    /// <summary>The value for those cells; never throws.</summary>
    public FormulaValue Evaluate(IFormulaScope scope) => Root.Evaluate(scope);

    public override string ToString() => Text;
}

/// <param name="Formula">The formula, or null when refused.</param>
/// <param name="Error">French sentence with the position, or null.</param>
public sealed record FormulaParsing(Formula? Formula, string? Error);

/// <summary>What a formula may name where it stands.</summary>
public sealed class FormulaContext
{
    /// <summary>Row for <c>*</c>, or null when a star has no meaning there.</summary>
    public string? Row { get; init; }

    /// <summary>Column for <c>*</c>, or null.</summary>
    public string? Column { get; init; }

    /// <summary>Names that <c>$name</c> may have.</summary>
    public IReadOnlySet<string> Parameters { get; init; } = new HashSet<string>();

    /// <summary>Sub-expressions named <c>[word]</c>.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether an open cell has that code; null accepts all.</summary>
    public Func<CellCode, bool>? Exists { get; init; }

    /// <summary>Open cells from one corner to the other in definition order; null when the corners are not of one table.</summary>
    public Func<CellCode, CellCode, IReadOnlyList<CellCode>?>? Range { get; init; }

    /// <summary>Open cells of a table, by row and column, one of which is <c>@</c> or <c>@MEMBER</c>; null when there is no such table.</summary>
    public Func<string, string, string, IReadOnlyList<CellCode>?>? Select { get; init; }
}

/// <summary>Where a formula reads its cells.</summary>
public interface IFormulaScope
{
    FormulaValue Read(CellReference reference);

    /// <summary>The same, the rank of the cell in its form being known (−1 when it is not).</summary>
    FormulaValue Read(CellReference reference, int place) => Read(reference);

    /// <summary>Sum of cells, a blank counting for nothing; blank when all are.</summary>
    FormulaValue Sum(IReadOnlyList<CellReference> cells, int[]? places)
    {
        var total = FormulaValue.Blank;
        foreach (var cell in cells)
        {
            total = FormulaNode.Combine(total, Read(cell), static (a, b) => a + b, blankAsZero: true);
        }

        return total;
    }

    decimal Parameter(string name);
}

/// <summary>What a formula can be worth.</summary>
public enum FormulaValueKind
{
    Blank = 0,
    Number,

    /// <summary>An operand is unreadable, or the result is out of bounds: shown « incalculable », never a number.</summary>
    Unavailable,
}

/// <summary>Result of a formula. A comparison gives 1 or 0.</summary>
/// <param name="DividedByZero">A division by zero happened on the way; the result is blank there.</param>
public readonly record struct FormulaValue(FormulaValueKind Kind, decimal Number, bool DividedByZero = false)
{
    public static FormulaValue Blank { get; }

    public static FormulaValue Unavailable { get; } = new(FormulaValueKind.Unavailable, 0);

    /// <summary>A number on the way is beyond what can be computed; the result is unavailable.</summary>
    public bool Overflowed { get; init; }

    /// <summary>The cell holds a text: nothing in arithmetic, yet not blank for <c>blank()</c>.</summary>
    public bool HoldsText { get; init; }

    public bool IsBlank => Kind == FormulaValueKind.Blank;

    public bool IsNumber => Kind == FormulaValueKind.Number;

    public bool IsUnavailable => Kind == FormulaValueKind.Unavailable;

    /// <summary>A condition holds when it is a number other than zero.</summary>
    public bool IsTrue => IsNumber && Number != 0;

    public static FormulaValue Of(decimal number) => new(FormulaValueKind.Number, number);

    public static FormulaValue Of(bool condition) => Of(condition ? 1 : 0);

    public static FormulaValue Of(CellValue value) => value.Kind switch
    {
        CellKind.Number => Of(value.Number),
        CellKind.Unreadable => Unavailable,
        CellKind.Text => Blank with { HoldsText = true },
        _ => Blank,
    };
}
