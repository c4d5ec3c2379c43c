using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <param name="ordinals">One per axis; 0 where members are added up.</param>
public delegate bool StatLack(StatMeasure measure, int exercise, ReadOnlySpan<int> ordinals);

/// <summary>
/// The sums of a question, ready to be read at any crossing, members added up included (ordinal 0). Indicators are computed
/// on the sums of their crossing.
/// </summary>
public sealed class StatGrid
{
    private readonly StatHiding? _hiding;
    private readonly Dictionary<int, StatCoverage> _coverage;
    private readonly Dictionary<string, StatMeasure> _measures;
    private readonly Dictionary<(string Measure, int Exercise), Dictionary<long, Sum>> _sums = [];
    private readonly Dictionary<(StatMeasure Measure, int Exercise), Column> _columns = new(new SameMeasure());
    private readonly HashSet<(int Exercise, long Key)> _covered = [];
    private readonly long[] _radix;

    /// <param name="axes">Those of <see cref="Dimensions"/>, in that order.</param>
    /// <param name="hiding">What may not be shown; null when everything may.</param>
    public StatGrid(
        StatQuery query, IReadOnlyList<StatAxis> axes, IReadOnlyList<StatCoverage> coverage, IReadOnlyList<StatFact> facts, IReadOnlySet<string> notAdditive,
        StatHiding? hiding)
    {
        _hiding = hiding;
        Axes = axes;
        NotAdditive = notAdditive;
        _coverage = coverage.ToDictionary(c => c.Exercise);
        _measures = query.Measures.ToDictionary(m => m.Code);
        _radix = new long[axes.Count];
        var radix = 1L;
        for (var i = 0; i < axes.Count; i++)
        {
            _radix[i] = radix;
            radix *= axes[i].Members.Count + 1;
        }

        Add(facts);

        foreach (var year in coverage)
        {
            Cover(year);
        }
    }

    public IReadOnlyList<StatAxis> Axes { get; }

    /// <summary>Codes of the measures whose cells are not added up from one body to another: rates, durations.</summary>
    public IReadOnlySet<string> NotAdditive { get; }

    /// <summary>By dimension, the members that the filters of the question keep, groupings unfolded.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Kept { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Measures, by their codes, none of whose cells the form of that exercise has.</summary>
    public IReadOnlySet<(string Measure, int Exercise)> Absent { get; init; } = new HashSet<(string, int)>();

    /// <summary>Whether the form of that exercise has no cell of the measure at those members.</summary>
    public StatLack? Lacks { get; init; }

    /// <summary>The dimensions that facts are crossed by: those of the lines and columns but the exercise, always there, and the measures.</summary>
    public static IReadOnlyList<string> Dimensions(StatQuery query) =>
        [.. query.Axes.Where(a => a is not (StatDimensions.Exercise or StatDimensions.Measure))];

    public StatCoverage? Coverage(int exercise) => _coverage.GetValueOrDefault(exercise);

    /// <summary>The figure of that measure in that exercise, at those members.</summary>
    /// <param name="ordinals">One per axis; 0 where members are added up.</param>
    public StatCell At(StatMeasure measure, int exercise, ReadOnlySpan<int> ordinals)
    {
        var column = ColumnOf(measure, exercise);
        if (column.IsAbsent || !IsCovered(measure, exercise, ordinals))
        {
            return StatCell.Sign(StatState.NotAvailable);
        }

        if (measure is { Formula: null, Series: null, Terms.Count: 0 })
        {
            return StatCell.Sign(StatState.NotApplicable); // A block of a table that does not have this column.
        }

        return measure.Formula is { } formula ? Indicator(measure, formula, exercise, ordinals) : Measured(column, measure, exercise, ordinals);
    }

    /// <summary>What a table asks of every one of its lines, looked up once.</summary>
    private Column ColumnOf(StatMeasure measure, int exercise)
    {
        if (!_columns.TryGetValue((measure, exercise), out var column))
        {
            var key = (measure.Code, exercise);
            _columns[(measure, exercise)] = column = new Column(Absent.Contains(key), NotAdditive.Contains(measure.Code), _sums.GetValueOrDefault(key));
        }

        return column;
    }

    private StatCell Measured(Column column, StatMeasure measure, int exercise, ReadOnlySpan<int> ordinals)
    {
        var sum = column.Sums?.GetValueOrDefault(Key(ordinals)) ?? default;
        if (sum.Numbers == 0)
        {
            return StatCell.Sign(sum.NotApplicable > 0 ? StatState.NotApplicable
                : measure.Series is not null || Lacks?.Invoke(measure, exercise, ordinals) == true ? StatState.NotAvailable : StatState.NotReported);
        }

        if (_hiding is not null && _hiding.Hides(measure, exercise, Chosen(ordinals)))
        {
            return StatCell.Sign(StatState.Secret);
        }

        if (sum.Numbers > 1 && column.IsNotAdditive)
        {
            return StatCell.Sign(StatState.NotMeaningful);
        }

        var raw = (decimal)sum.Total / CellScale.Factor;
        return Value(measure.Unit, raw, sum.Flags, raw);
    }

    private StatCell Indicator(StatMeasure measure, StatFormula formula, int exercise, ReadOnlySpan<int> ordinals)
    {
        var operands = new Dictionary<string, StatCell>();
        foreach (var code in formula.Measures)
        {
            operands[code] = _measures.TryGetValue(code, out var read) && read.Formula is null
                ? At(read, exercise, ordinals) : StatCell.Sign(StatState.NotAvailable);
        }

        if (operands.Values.FirstOrDefault(o => o.State == StatState.Secret) is { } secret)
        {
            return secret;
        }

        var value = formula.Evaluate(code => operands.GetValueOrDefault(code)?.Raw);
        var flags = operands.Values.Aggregate(StatFlags.None, (f, o) => f | o.Flags);
        return value is { } number ? Value(measure.Unit, number, flags)
            : operands.Values.All(o => o.IsValue) ? StatCell.Sign(StatState.NotMeaningful)
            : StatCell.Sign(operands.Values.First(o => !o.IsValue).State);
    }

    /// <param name="number">In the unit of the cells.</param>
    /// <param name="raw">The same when it is a sum of cells; null for an indicator.</param>
    private static StatCell Value(StatUnit unit, decimal number, StatFlags flags, decimal? raw = null)
    {
        var exact = number / unit.Divisor;
        return new StatCell(StatState.Value, exact, Math.Round(exact, unit.Decimals, MidpointRounding.AwayFromZero), raw, unit.Decimals) { Flags = flags };
    }

    /// <summary>Whether somebody submitted who could have told: the operator of the crossing, one of its type, one of its region, anybody.</summary>
    private bool IsCovered(StatMeasure measure, int exercise, ReadOnlySpan<int> ordinals)
    {
        if (measure.Series is not null)
        {
            return true;
        }

        Span<int> who = stackalloc int[ordinals.Length];
        for (var i = 0; i < who.Length; i++)
        {
            who[i] = OfStatement(Axes[i].Dimension, null) is null ? 0 : ordinals[i];
        }

        return _covered.Contains((exercise, Key(who)));
    }

    /// <summary>Notes each crossing of the dimensions of statements that somebody who submitted stands in, members added up included.</summary>
    private void Cover(StatCoverage year)
    {
        Span<int> ordinals = stackalloc int[Axes.Count];
        foreach (var one in year.Submitted)
        {
            for (var i = 0; i < ordinals.Length; i++)
            {
                ordinals[i] = OfStatement(Axes[i].Dimension, one) is { } code ? Axes[i].OrdinalOf(code) : 0;
            }

            foreach (var key in Keys(ordinals))
            {
                _covered.Add((year.Exercise, key));
            }
        }
    }

    /// <summary>The member of an operator, or of anybody, on a dimension that stands on statements; null for one that stands on cells.</summary>
    private static string? OfStatement(StatDimension dimension, StatOperator? one) => dimension.Code switch
    {
        StatDimensions.Operator => one?.Code ?? "",
        StatDimensions.Type => one is null ? "" : StatText.Family(one.Type),
        StatDimensions.Region when dimension.Axes.Count == 0 => one?.RegionCode ?? "",
        _ => null,
    };

    private Dictionary<string, IReadOnlyList<string>> Chosen(ReadOnlySpan<int> ordinals)
    {
        var chosen = new Dictionary<string, IReadOnlyList<string>>(Kept);
        for (var i = 0; i < Axes.Count; i++)
        {
            if (ordinals[i] > 0)
            {
                chosen[Axes[i].Dimension.Code] = Axes[i].Codes[ordinals[i] - 1];
            }
        }

        return chosen;
    }

    /// <summary>Adds each fact to its crossing and to all those where some of its members are added up.</summary>
    private void Add(IReadOnlyList<StatFact> facts)
    {
        // Facts of one place share one list of members: where it stands is worked out once.
        var places = new Dictionary<object, long[]>(ReferenceEqualityComparer.Instance);
        var (last, sums) = ((Measure: "", Exercise: 0), new Dictionary<long, Sum>());
        foreach (var fact in facts)
        {
            if (!places.TryGetValue(fact.Members, out var keys))
            {
                places[fact.Members] = keys = KeysOf(fact.Members);
            }

            if (!ReferenceEquals(last.Measure, fact.Measure) || last.Exercise != fact.Exercise)
            {
                last = (fact.Measure, fact.Exercise);
                sums = _sums.TryGetValue(last, out var known) ? known : _sums[last] = [];
            }

            foreach (var key in keys)
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
                sum = sum.With(fact);
            }
        }
    }

    /// <returns>None for a member that the question does not keep.</returns>
    private long[] KeysOf(IReadOnlyList<string> members)
    {
        Span<int> ordinals = stackalloc int[Axes.Count];
        for (var i = 0; i < Axes.Count; i++)
        {
            ordinals[i] = Axes[i].OrdinalOf(members[i]);
            if (ordinals[i] == 0)
            {
                return [];
            }
        }

        return Keys(ordinals);
    }

    /// <summary>The key of that crossing and of all those where some of its members are added up.</summary>
    private long[] Keys(ReadOnlySpan<int> ordinals)
    {
        var keys = new long[1 << ordinals.Length];
        for (var mask = 0; mask < keys.Length; mask++)
        {
            for (var i = 0; i < ordinals.Length; i++)
            {
                keys[mask] += (mask >> i & 1) == 1 ? 0 : ordinals[i] * _radix[i];
            }
        }

        return keys;
    }

    private long Key(ReadOnlySpan<int> ordinals)
    {
        var key = 0L;
        for (var i = 0; i < ordinals.Length; i++)
        {
            key += ordinals[i] * _radix[i];
        }

        return key;
    }

    private readonly record struct Sum(Int128 Total, int Numbers, int NotApplicable, StatFlags Flags)
    {
        public Sum With(StatFact fact) => new(
            Total + fact.Sum, Numbers + fact.Numbers, NotApplicable + fact.NotApplicable,
            Flags | (fact.Provisional > 0 ? StatFlags.Provisional : 0) | (fact.Revised > 0 ? StatFlags.Revised : 0));
    }

    /// <summary>What is known of a measure in an exercise.</summary>
    private sealed record Column(bool IsAbsent, bool IsNotAdditive, Dictionary<long, Sum>? Sums);

    /// <summary>Measures are large: the same one is told by where it stands, not by all it says.</summary>
    private sealed class SameMeasure : IEqualityComparer<(StatMeasure Measure, int Exercise)>
    {
        public bool Equals((StatMeasure Measure, int Exercise) x, (StatMeasure Measure, int Exercise) y) =>
            ReferenceEquals(x.Measure, y.Measure) && x.Exercise == y.Exercise;

        public int GetHashCode((StatMeasure Measure, int Exercise) key) => HashCode.Combine(RuntimeHelpers.GetHashCode(key.Measure), key.Exercise);
    }
}
