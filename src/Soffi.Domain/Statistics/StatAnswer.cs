using System.Globalization;

namespace Soffi.Domain.Statistics;

/// <summary>The figures of one question, then what is derived from them.</summary>
internal sealed class StatAnswer
{
    private readonly StatQuery _query;
    private readonly StatInput _input;
    private readonly StatGrid _grid;
    private readonly IReadOnlyList<StatHeader> _rows;
    private readonly IReadOnlyList<StatHeader> _columns;
    private readonly Dictionary<(StatDerived Derived, int Line, object Peers), object> _worked = [];

    private StatAnswer(StatQuery query, StatInput input)
    {
        _query = query;
        _input = input;
        var axes = StatGrid.Dimensions(query).Select(Axis).ToList();
        var notAdditive = query.Measures.Where(m => m.Terms.SelectMany(input.Frame.Cells.Resolve).Any(c => !c.IsAdditive)).Select(m => m.Code).ToHashSet();
        var absent = query.Measures.SelectMany(m => query.ExercisesRead.Where(e => StatAbsences.IsAbsent(m, e, input.Frame.Cells)).Select(e => (m.Code, e))).ToHashSet();
        _grid = new StatGrid(query, axes, StatConstant.Coverage(query, input.Coverage), input.Facts, notAdditive, input.Hiding)
        {
            Absent = absent,
            Lacks = StatAbsences.At(axes, input.Frame.Cells),
            Kept = query.Filters.Keys.Where(f => input.Frame.Dimension(f, query.Measures) is not null).ToDictionary(f => f, f => (IReadOnlyList<string>)[.. Axis(f).Codes.SelectMany(c => c)]),
        };
        _rows = StatHeader.Cross(query, query.Rows, axes, Shown);
        _columns = StatHeader.Cross(query, query.Columns, axes, Shown);
    }

    public static StatResult Of(StatTable table, StatQuery query, StatInput input) => new StatAnswer(query, input).Result(table);

    private StatResult Result(StatTable table)
    {
        var columns = _columns.Index().SelectMany(c => Derived(c.Item).Prepend(StatDerived.None).Select(d => (Header: c.Item, At: c.Index, Derived: d))).ToList();
        var kept = _rows.Where(IsWorthShowing).ToList();
        var bases = kept.Select(r => _columns.Select(c => Figure(r, c)).ToList()).ToList();
        var (down, across) = (new StatPeers(kept), new StatPeers(_columns));
        var additive = Additive(_query.Rows);
        var lines = kept.Select((r, i) => new StatRow(
            r.Key, r.Label, r.Totals > 0 && r.Totals == additive ? StatRowKind.Total : StatRowKind.Data,
            [.. columns.Select(c => c.Derived == StatDerived.None ? bases[i][c.At] : Derive(kept[i], down, across, bases, (i, c.At), c.Derived))])
        { Path = r.Path }).ToList();
        var shown = _query.Families.Count == 0 ? [] : _input.Coverage.Where(c => _query.Exercises.Contains(c.Exercise)).OrderBy(c => c.Exercise).ToList();
        var breaks = Met(shown);
        return new StatResult(
            table, _query, _input.Scope, [.. columns.Select(c => Column(c.Header, c.Derived))], [new StatRowGroup(Unit(), lines), .. Changes(kept)],
            shown, [.. Notes(shown), .. StatText.Breaks(_query.Measures, breaks)])
        {
            Breaks = breaks,
            Dimensions = [.. _query.Axes.Select(a => new StatAxisName(a, _input.Frame.Dimension(a, _query.Measures)?.Label ?? a))],
        };
    }

    /// <summary>In a crossing of several dimensions, lines that nobody told anything of are left out.</summary>
    private bool IsWorthShowing(StatHeader row) => _query.Rows.Count < 2 || row.Totals == _query.Rows.Count
        || _columns.Any(c => Figure(row, c).State is StatState.Value or StatState.Secret or StatState.NotApplicable);

    private StatAxis Axis(string code)
    {
        var dimension = _input.Frame.Dimension(code, _query.Measures)!;
        return new StatAxis(
            dimension, code == StatDimensions.Operator ? _query.Operators : _query.Filters.GetValueOrDefault(code) ?? [], _query.Groupings.GetValueOrDefault(code) ?? []);
    }

    /// <summary>
    /// Ordinals shown, then their total: the operators that owe a statement, the regions of these, the members on which some cell
    /// asked stands.
    /// </summary>
    private IReadOnlyList<int> Shown(StatAxis axis)
    {
        var all = Enumerable.Range(1, axis.Members.Count);
        if (axis.Dimension.Code == StatDimensions.Operator)
        {
            var due = _input.Scope == StatScope.AggregatesOnly ? [] : Due().Select(o => o.Code).ToHashSet();
            all = all.Where(i => due.Contains(axis.Members[i - 1].Code));
        }
        else if (axis.Dimension is { Code: StatDimensions.Region, Axes.Count: 0 } && _query.Families.Count > 0)
        {
            var due = Due().Select(o => o.RegionCode).ToHashSet();
            all = all.Where(i => axis.Codes[i - 1].Any(due.Contains));
        }
        else if (axis.Dimension.Axes.Count > 0 && _query.Measures.All(m => m.Series is null))
        {
            var standing = _query.Measures.SelectMany(m => m.Terms).SelectMany(_input.Frame.Cells.Resolve)
                .Select(c => c.Members.GetValueOrDefault(axis.Dimension.Code)).ToHashSet();
            all = all.Where(i => axis.Codes[i - 1].Any(standing.Contains));
        }

        return _query.Totals || _input.Scope == StatScope.AggregatesOnly ? [.. all, 0] : [.. all];

        IEnumerable<StatOperator> Due() => _input.Coverage.Where(c => _query.Exercises.Contains(c.Exercise)).SelectMany(c => c.Due);
    }

    private StatCell Figure(StatHeader row, StatHeader column, int yearsBefore = 0)
    {
        Span<int> ordinals = stackalloc int[_grid.Axes.Count];
        for (var i = 0; i < ordinals.Length; i++)
        {
            ordinals[i] = Math.Max(0, Math.Max(row.Ordinals[i], column.Ordinals[i]));
        }

        return _grid.At(MeasureOf(row, column), (row.Exercise ?? column.Exercise ?? _query.Exercises[^1]) - yearsBefore, ordinals);
    }

    private StatMeasure MeasureOf(StatHeader row, StatHeader column) => row.Measure ?? column.Measure ?? _query.Measures.First(m => !m.IsHidden);

    private IEnumerable<StatDerived> Derived(StatHeader column) => column.Measure is { } measure && _query.DerivedOf.Count > 0 && !_query.DerivedOf.Contains(measure.Code)
        ? []
        : Enum.GetValues<StatDerived>().Where(d => d != StatDerived.None && _query.Derived.HasFlag(d)
            && !(d is StatDerived.Difference or StatDerived.Growth && _query.Rows.Contains(StatDimensions.Exercise)));

    /// <param name="bases">The figures, by line and column.</param>
    private StatCell Derive(StatHeader line, StatPeers down, StatPeers across, List<List<StatCell>> bases, (int Row, int Column) at, StatDerived derived)
    {
        var (row, column) = at;
        var (figure, measure) = (bases[row][column], MeasureOf(line, _columns[column]));
        switch (derived)
        {
            case StatDerived.Difference:
                return Difference(Figure(line, _columns[column], 1), figure, measure);
            case StatDerived.Growth:
                return StatCalculator.Growth(Figure(line, _columns[column], 1), figure, _query.GrowthFloor);
            case StatDerived.ShareOfColumn or StatDerived.ShareOfRow when measure.IsIndicator:
                return StatCell.Sign(StatState.NotMeaningful);
            case StatDerived.ShareOfColumn:
                var lines = down.Of(row);
                return Once(column, lines, () => new StatShare([.. lines.Parts.Select(i => bases[i][column])], lines.Whole < 0 ? null : bases[lines.Whole][column]))
                    .Of(figure, down.PlaceOf(row));
            case StatDerived.ShareOfRow:
                var columns = across.Of(column);
                return Once(row, columns, () => new StatShare([.. columns.Parts.Select(i => bases[row][i])], columns.Whole < 0 ? null : bases[row][columns.Whole]))
                    .Of(figure, across.PlaceOf(column));
            default:
                if (!figure.IsValue || down.PlaceOf(row) < 0)
                {
                    return StatCell.Sign(figure.IsValue ? StatState.NotMeaningful : figure.State);
                }

                var ranked = down.Of(row);
                var ranks = Once(column, ranked, () => Ranks(ranked.Parts.Select(i => bases[i][column].Exact)));
                return new StatCell(StatState.Value, null, figure.Exact is { } value ? ranks[value] : 1, null, 0);
        }

        T Once<T>(int at, object peers, Func<T> work)
            where T : class
        {
            var key = (derived, at, peers);
            return (T)(_worked.TryGetValue(key, out var known) ? known : _worked[key] = work());
        }
    }

    /// <summary>One more than how many are above, by value.</summary>
    private static Dictionary<decimal, int> Ranks(IEnumerable<decimal?> values)
    {
        var ranks = new Dictionary<decimal, int>();
        foreach (var (i, value) in values.OfType<decimal>().OrderDescending().Index())
        {
            ranks.TryAdd(value, i + 1);
        }

        return ranks;
    }

    private static StatCell Difference(StatCell before, StatCell after, StatMeasure measure)
    {
        if (before.State == StatState.Secret || after.State == StatState.Secret)
        {
            return StatCell.Sign(StatState.Secret);
        }

        return before.Exact is { } from && after.Exact is { } to
            ? new StatCell(StatState.Value, to - from, Math.Round(to - from, measure.Unit.Decimals, MidpointRounding.AwayFromZero), null, measure.Unit.Decimals)
            { Flags = before.Flags | after.Flags }
            : StatCell.Sign(StatState.NotAvailable);
    }

    /// <summary>Where the exercises are lines, their changes stand in groups of their own, under the figures.</summary>
    private IEnumerable<StatRowGroup> Changes(List<StatHeader> rows)
    {
        if (!_query.Rows.Contains(StatDimensions.Exercise))
        {
            yield break;
        }

        if (_query.Derived.HasFlag(StatDerived.Difference))
        {
            yield return new StatRowGroup("Écart sur un an", [.. rows.Select(r => Change(r, StatDerived.Difference, "D", (b, a, m) => Difference(b, a, m)))]);
        }

        if (_query.Derived.HasFlag(StatDerived.Growth))
        {
            yield return new StatRowGroup("Glissement annuel, en\u00A0%", [.. rows.Select(r => Change(r, StatDerived.Growth, "G", (b, a, _) => StatCalculator.Growth(b, a, _query.GrowthFloor)))]);
        }
    }

    private StatRow Change(StatHeader row, StatDerived derived, string prefix, Func<StatCell, StatCell, StatMeasure, StatCell> change)
    {
        var year = row.Exercise!.Value;
        var pair = string.Create(CultureInfo.InvariantCulture, $"{year}/{year - 1}");
        return new StatRow(
            prefix + row.Key, string.Join(", ", row.Path.Select(p => p.Code == StatText.Year(year) ? pair : p.Label)), StatRowKind.Growth,
            [.. _columns.SelectMany(c => Derived(c).Select(_ => StatCell.Sign(StatState.NotMeaningful)).Prepend(change(Figure(row, c, 1), Figure(row, c), MeasureOf(row, c))))])
        { Path = row.Path, Derived = derived };
    }

    private StatResultColumn Column(StatHeader header, StatDerived derived)
    {
        var alone = _columns.Count == 1;
        var measure = header.Measure ?? (_query.Rows.Contains(StatDimensions.Measure) ? null : _query.Measures.First(m => !m.IsHidden));
        var label = header.Path.Count == 0 ? measure?.Label ?? "Valeur" : header.Label;
        var key = header.Path.Count == 0 ? measure?.Code ?? "VALEUR" : header.Key;
        var (suffix, words) = derived switch
        {
            StatDerived.Difference => (".ECART", "écart sur un an"),
            StatDerived.Growth => (".EVOL", "évolution sur un an, en\u00A0%"),
            StatDerived.ShareOfColumn => (".PART", "part du total, en\u00A0%"),
            StatDerived.ShareOfRow => (".PARTL", "part de la ligne, en\u00A0%"),
            StatDerived.Rank => (".RANG", "rang"),
            _ => ("", ""),
        };
        return new StatResultColumn(
            key + suffix, words.Length == 0 ? label : alone || _query.DerivedOf.Count == 1 ? char.ToUpperInvariant(words[0]) + words[1..] : $"{label}\u00A0: {words}",
            HasOrigin: derived == StatDerived.None && measure is not ({ IsIndicator: true } or { Series: not null }))
        { Path = header.Path, Derived = derived, Measure = measure };
    }

    /// <summary>« En M€ »; nothing when the measures have several units, each then said by its column.</summary>
    private string Unit()
    {
        var units = _query.Measures.Where(m => !m.IsHidden).Select(m => m.Unit.Label).Distinct().ToList();
        return units.Count == 1 ? $"En {units[0]}" : "";
    }

    private int Additive(IReadOnlyList<string> side) => side.Count(a => a is not (StatDimensions.Exercise or StatDimensions.Measure));

    /// <summary>
    /// The breaks that a reader may fall into: in a table of one exercise, that of its exercise, since one compares it with last
    /// year's; in a series, those between two exercises that the table reads.
    /// </summary>
    private IReadOnlyList<StatBreak> Met(List<StatCoverage> shown) => [.. _input.Breaks.Where(b => !_query.Axes.Contains(StatDimensions.Exercise)
        ? shown.Exists(c => c.Exercise == b.Exercise)
        : shown.Exists(c => c.Exercise >= b.Exercise) && _input.Coverage.Any(c => c.Exercise < b.Exercise && c.Submitted.Count > 0))];

    private List<string> Notes(List<StatCoverage> shown)
    {
        List<string> notes =
        [
            .. _query.Measures.Select(m => _input.Frame.FindSeries(m.Series)?.Sentence).OfType<string>().Distinct(),
            .. StatAbsences.Notes(_query, _input.Frame),
        ];
        var family = _query.Families.Count == 1 ? StatText.Family(_query.Families[0].Type) : "opérateurs";
        if (_input.Scope == StatScope.AggregatesOnly)
        {
            notes.Add(
                $"Les {family} sont des opérateurs nationaux\u00A0: une direction régionale en voit les données agrégées, "
                + $"jamais le détail par opérateur, ni un total de moins de {StatSecrecy.Threshold} opérateurs.");
        }

        notes.AddRange(StatConstant.Notes(_query, _input.Coverage, family));
        return notes;
    }
}
