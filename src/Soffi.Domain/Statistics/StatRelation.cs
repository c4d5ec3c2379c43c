using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>A cell of the form of one exercise.</summary>
public readonly record struct StatPlace(int Exercise, CellCode Code) : IComparable<StatPlace>
{
    public int CompareTo(StatPlace other) => Exercise != other.Exercise ? Exercise.CompareTo(other.Exercise) : Code.CompareTo(other.Code);

    public override string ToString() => $"{Exercise} {Code}";
}

/// <summary>
/// What statements hold to by their form: cells that, each times its coefficient, add up to the same whatever is declared. What
/// each statement holds to, their national sums do.
/// </summary>
public sealed class StatRelation
{
    public StatRelation(IReadOnlyList<(StatPlace Cell, decimal Coefficient)> terms)
    {
        Terms = terms;
        Total = TotalOf(terms);
    }

    public IReadOnlyList<(StatPlace Cell, decimal Coefficient)> Terms { get; }

    /// <summary>The one cell that the others add up to, each once; null where the relation is anything else than a plain sum.</summary>
    public StatPlace? Total { get; }

    /// <summary>The total equals the parts.</summary>
    public static StatRelation Sum(StatPlace total, params IEnumerable<StatPlace> parts) => new([(total, -1), .. parts.Select(p => (p, 1m))]);

    /// <summary>
    /// What a form says of its cells: computed cells, carry-overs from the year before, and the equalities that controls ask for,
    /// whatever their severity, since a statement that breaks one is the exception.
    /// </summary>
    public static IReadOnlyList<StatRelation> Of(FormDefinition form)
    {
        var known = form.Header.Parameters;
        var computed = form.Cells.SelectMany(c => new[] { c.Formula, c.CarryOver }.OfType<Formula>().Select(f => Equal(c.Code, FormulaLinear.Of(f, Parameter))));
        var asked = form.Controls.Select(c => FormulaLinear.OfEquality(c.Condition, Parameter));
        return [.. computed.Concat(asked).Where(w => w is { Count: > 1 }).Select(w => new StatRelation([.. w!.Select(p => (Place(p.Key), p.Value))]))];

        decimal? Parameter(string name) => known.TryGetValue(name, out var value) && value.Values.Count() == 1 ? value.Value : null;

        StatPlace Place(CellReference cell) => new(cell.Previous ? form.PreviousExercise : form.Header.Exercise, cell.Code);
    }

    private static Dictionary<CellReference, decimal>? Equal(CellCode cell, IReadOnlyDictionary<CellReference, decimal>? weighted) =>
        weighted is null ? null : new(weighted) { [new CellReference(cell, false)] = -1 };

    private static StatPlace? TotalOf(IReadOnlyList<(StatPlace Cell, decimal Coefficient)> terms)
    {
        if (terms.Count < 3 || terms.Any(t => Math.Abs(t.Coefficient) != 1))
        {
            return null;
        }

        var (above, below) = (terms.Where(t => t.Coefficient > 0).ToList(), terms.Where(t => t.Coefficient < 0).ToList());
        return above.Count == 1 ? above[0].Cell : below.Count == 1 ? below[0].Cell : null;
    }
}
