using System.Globalization;

namespace Soffi.Domain.Statistics;

/// <summary>Which versions of the statements are counted.</summary>
public enum StatPerimeter
{
    /// <summary>Validated or published statements only.</summary>
    Accepted = 1,

    /// <summary>Every submitted statement in its latest version; those not validated yet are marked « (p) ».</summary>
    Submitted = 2,

    /// <summary>The versions that counted at a given instant.</summary>
    AsOf = 3,
}

/// <summary>What stands beside each figure.</summary>
[Flags]
public enum StatDerived
{
    None = 0,

    /// <summary>Difference with the year before, in the unit of the measure.</summary>
    Difference = 1,

    /// <summary>Change from the year before, in percent.</summary>
    Growth = 2,

    /// <summary>Share of the total of the column, in percent, adding up to 100.0.</summary>
    ShareOfColumn = 4,

    /// <summary>Share of the total of the line, in percent, adding up to 100.0.</summary>
    ShareOfRow = 8,

    /// <summary>Rank in the column, the greatest first.</summary>
    Rank = 16,
}

/// <summary>
/// A question put to the figures: what is counted, crossed by what, kept to what. Pure data: an address, a saved query, a
/// published table and a call of the API are the same thing, and give the same result.
/// </summary>
public sealed record StatQuery
{
    /// <summary>Dimensions at most on each side.</summary>
    public const int MaxAxes = 3;

    /// <summary>Measures at most, indicators included.</summary>
    public const int MaxMeasures = 40;

    /// <summary>Crossings shown on a page; more are exported.</summary>
    public const int MaxShown = 20_000;

    /// <summary>Crossings computed at most.</summary>
    public const int MaxCells = 1_000_000;

    /// <summary>In French; the caption of the table.</summary>
    public string Title { get; init; } = "";

    public IReadOnlyList<StatMeasure> Measures { get; init; } = [];

    /// <summary>Codes of the dimensions of the lines, the outermost first.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Ascending; at least one.</summary>
    public IReadOnlyList<int> Exercises { get; init; } = [];

    /// <summary>Codes; empty: all of them.</summary>
    public IReadOnlyList<string> Operators { get; init; } = [];

    /// <summary>Members kept, by dimension; a dimension not named is kept whole. Members may be groupings.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Groupings shown in the place of their members, by dimension.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<StatGrouping>> Groupings { get; init; } = new Dictionary<string, IReadOnlyList<StatGrouping>>();

    public StatPerimeter Perimeter { get; init; } = StatPerimeter.Accepted;

    /// <summary>UTC; only with <see cref="StatPerimeter.AsOf"/>.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Only the operators counted in every exercise of the query.</summary>
    public bool ConstantPerimeter { get; init; }

    public StatDerived Derived { get; init; }

    /// <summary>The measures that get what is derived; empty: all of them.</summary>
    public IReadOnlyList<string> DerivedOf { get; init; } = [];

    /// <summary>Under this base, in the unit of the cells, a change in percent is « n.s. »: 3 to 6 is not +100 %.</summary>
    public decimal GrowthFloor { get; init; }

    /// <summary>Whether dimensions that add up get a total.</summary>
    public bool Totals { get; init; } = true;

    /// <summary>« charges comptabilisées »: bases are never mixed, and always said.</summary>
    public string Basis { get; init; } = "";

    /// <summary>Rows and columns exchanged.</summary>
    public StatQuery Swapped() => this with { Rows = Columns, Columns = Rows };

    /// <summary>The question kept to one line and one column; null when its measure is an indicator, or a series.</summary>
    public StatQuery? At(IReadOnlyList<StatMember> row, IReadOnlyList<StatMember> column)
    {
        // A measure may be called TOTAL; it is not a total of measures, which there are none of.
        var at = Rows.Zip(row).Concat(Columns.Zip(column)).Where(p => p.First == StatDimensions.Measure || p.Second.Code != StatRow.TotalKey)
            .ToDictionary(p => p.First, p => p.Second.Code);
        var measure = Measures.FirstOrDefault(m => m.Code == at.GetValueOrDefault(StatDimensions.Measure, Measures.First(x => !x.IsHidden).Code));
        if (measure is not { Terms.Count: > 0 })
        {
            return null;
        }

        var filters = new Dictionary<string, IReadOnlyList<string>>(Filters);
        foreach (var (dimension, code) in at.Where(a => a.Key is not (StatDimensions.Measure or StatDimensions.Exercise or StatDimensions.Operator)))
        {
            filters[dimension] = [code];
        }

        return this with
        {
            Measures = [measure],
            Rows = [],
            Columns = [],
            Filters = filters,
            Derived = StatDerived.None,
            Exercises = at.TryGetValue(StatDimensions.Exercise, out var year) ? [int.Parse(year, CultureInfo.InvariantCulture)] : [Exercises[^1]],
            Operators = at.TryGetValue(StatDimensions.Operator, out var one) ? [one] : Operators,
        };
    }

    public IEnumerable<string> Axes => Rows.Concat(Columns);

    /// <summary>The families it reads, in the order of its measures.</summary>
    public IReadOnlyList<StatFamily> Families => [.. Measures.SelectMany(m => m.Terms).Select(t => t.Family).Distinct()];

    public bool Compares => (Derived & (StatDerived.Difference | StatDerived.Growth)) != 0;

    /// <summary>The exercises to read: those asked, and the year before each where they are compared.</summary>
    public IReadOnlyList<int> ExercisesRead =>
        Compares ? [.. Exercises.Concat(Exercises.Select(e => e - 1)).Distinct().Order()] : Exercises;
}

/// <summary>What may be chosen: the exercises collected, the operators, the dimensions of the cells.</summary>
/// <param name="Exercises">Ascending.</param>
/// <param name="Operators">In the order of their types, then of their codes.</param>
public sealed record StatFrame(IReadOnlyList<int> Exercises, IReadOnlyList<StatOperator> Operators, StatCells Cells)
{
    /// <summary>The published series that count, in the order of their codes.</summary>
    public IReadOnlyList<StatSeries> Series { get; init; } = [];

    public StatSeries? FindSeries(string? code) => code is null ? null : Series.FirstOrDefault(s => s.Code == code);

    /// <summary>The dimension of that code, with all its members, for these measures; null when there is none.</summary>
    public StatDimension? Dimension(string code, IReadOnlyList<StatMeasure> measures) => code switch
    {
        StatDimensions.Operator => new(code, "Opérateur", [], [.. Operators.Select(o => new StatMember(o.Code, o.Name))], []),
        StatDimensions.Type => new(code, "Type d’opérateur", [], [.. Operators.Select(o => o.Type).Distinct().Order().Select(t => new StatMember(StatText.Family(t), StatText.Family(t)))], []),
        StatDimensions.Exercise => new(code, "Exercice", [], [.. Exercises.Select(e => new StatMember(StatText.Year(e), StatText.Year(e)))], []),
        StatDimensions.Measure => new(code, "Mesure", [], [.. measures.Where(m => !m.IsHidden).Select(m => new StatMember(m.Code, m.Label))], []),
        StatDimensions.Region when Cells.Dimension(code) is null || !StandsOnCells(code, measures) => new(
            code, "Région", [], [.. Domain.Operators.Region.All.Select(r => new StatMember(r.Code, r.Name))], Cells.Dimension(code)?.Groupings ?? []),
        _ => Cells.Dimension(code) ?? OfSeries(code, measures),
    };

    /// <summary>A dimension that only series have: the members of those asked.</summary>
    private StatDimension? OfSeries(string code, IReadOnlyList<StatMeasure> measures)
    {
        var members = measures.Select(m => FindSeries(m.Series)).OfType<StatSeries>().Where(s => s.Dimension == code).SelectMany(s => s.Members)
            .DistinctBy(m => m.Code).ToList();
        return members.Count == 0 ? null : new StatDimension(code, char.ToUpperInvariant(code[0]) + code[1..], [], members, []);
    }

    /// <summary>Whether every cell these measures add up stands on that dimension.</summary>
    public bool StandsOnCells(string code, IReadOnlyList<StatMeasure> measures)
    {
        var terms = measures.SelectMany(m => m.Terms).ToList();
        return terms.Count > 0 && terms.All(t => StatCells.DimensionsOf(Cells.Resolve(t)).Contains(code));
    }
}
