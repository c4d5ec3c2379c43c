using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>What the database adds up: one cell, of one operator or of all those chosen, in one exercise.</summary>
/// <param name="OperatorId">Null when all the operators chosen are added up.</param>
/// <param name="Sum">Ten-thousandths (see <see cref="CellScale"/>), added up as integers.</param>
/// <param name="Numbers">How many statements answered with a number.</param>
/// <param name="NotApplicable">How many answered « sans objet ».</param>
public sealed record StatFact(int? OperatorId, int Exercise, CellCode Code, long Sum, int Numbers, int NotApplicable);

/// <summary>
/// Turns sums into a table: measures, totals, shares and rates, all on unrounded values; rounding comes last, half away
/// from zero. Pure.
/// </summary>
public static class StatCalculator
{
    /// <summary>Operators under which an aggregate says too much of each (reference-metier §3.2, « s »).</summary>
    public const int SecrecyThreshold = 3;

    /// <summary>Decimals of rates and shares.</summary>
    public const int RateDecimals = 1;

    /// <param name="coverage">One per exercise of the filter, and of the year before each where growth is asked.</param>
    /// <param name="breaks">Of the forms up to the last of these exercises; those between exercises that are not both read are left out.</param>
    /// <param name="facts">Grouped by operator for a table of operators open to the reader, else by exercise.</param>
    public static StatResult Calculate(
        StatTable table, StatFilter filter, StatScope scope, IReadOnlyList<StatCoverage> coverage, IReadOnlyList<StatFact> facts,
        IReadOnlyList<StatBreak>? breaks = null)
    {
        var frame = new Sums(table, scope, coverage, facts);
        var shown = coverage.Where(c => filter.Exercises.Contains(c.Exercise)).OrderBy(c => c.Exercise).ToList();
        IReadOnlyList<StatRowGroup> groups = table.Rows == StatRowAxis.Operators
            ? [.. shown.Select(c => Operators(frame, c))]
            : Exercises(frame, shown);
        var met = Met(table, shown, coverage, breaks ?? []);
        return new StatResult(table, filter, scope, Columns(table), groups, shown, [.. Notes(frame, shown), .. StatText.Breaks(table, met)]) { Breaks = met };
    }

    /// <summary>Change from one year to the next, in percent, to one decimal; « n.s. » on a base of zero or below.</summary>
    public static StatCell Growth(StatCell previous, StatCell current)
    {
        if (previous.State == StatState.Secret || current.State == StatState.Secret)
        {
            return StatCell.Sign(StatState.Secret);
        }

        if (previous.Raw is not { } before || current.Raw is not { } after)
        {
            return StatCell.Sign(StatState.NotAvailable);
        }

        return before <= 0 ? StatCell.Sign(StatState.NotMeaningful) : Rate((after - before) * 100 / before);
    }

    /// <summary>
    /// Shares of a total in percent, to one decimal, that add up to exactly 100.0: each is cut down, then the tenths left
    /// over go to the largest remainders (first come first served among equals).
    /// </summary>
    /// <exception cref="ArgumentException">The parts do not add up to something positive.</exception>
    public static IReadOnlyList<decimal> Shares(IReadOnlyList<decimal> parts)
    {
        var total = parts.Sum();
        if (total <= 0)
        {
            throw new ArgumentException("Des parts ne se calculent que sur un total positif.", nameof(parts));
        }

        var tenths = parts.Select(p => p * 1000 / total).ToList();
        var shares = tenths.Select(decimal.Floor).ToList();
        var left = (int)(1000 - shares.Sum());
        foreach (var index in Enumerable.Range(0, parts.Count).OrderByDescending(i => tenths[i] - shares[i]).Take(left))
        {
            shares[index]++;
        }

        return [.. shares.Select(s => s / 10)];
    }

    private static StatRowGroup Operators(Sums sums, StatCoverage coverage)
    {
        var table = sums.Table;
        var total = new StatRow(
            StatRow.TotalKey, "Total", StatRowKind.Total, [.. table.Columns.Select(c => sums.Total(coverage, c))]);
        var rows = sums.Scope == StatScope.AggregatesOnly
            ? []
            : coverage.Due.Select(o => new StatRow(
                o.Code, o.Name, StatRowKind.Data, [.. table.Columns.Select(c => sums.Of(coverage, o, c))])).ToList();
        return new StatRowGroup($"En {table.Unit.Label}", WithShares(table, [.. rows, total]));
    }

    private static IReadOnlyList<StatRow> WithShares(StatTable table, IReadOnlyList<StatRow> rows)
    {
        if (table.ShareOf is null)
        {
            return rows;
        }

        var column = table.Columns.ToList().FindIndex(c => c.Code == table.ShareOf);
        var counted = rows.Where(r => r.Kind == StatRowKind.Data && r.Cells[column].IsValue).ToList();
        var whole = rows.Single(r => r.Kind == StatRowKind.Total).Cells[column];
        var positive = whole.Raw > 0;
        var shares = positive && counted.Count > 0 ? Shares([.. counted.Select(r => r.Cells[column].Raw!.Value)]) : [];
        return [.. rows.Select(r => r with { Cells = [.. r.Cells, Share(r)] })];

        StatCell Share(StatRow row) => row.Cells[column] switch
        {
            { IsValue: false } sign => StatCell.Sign(sign.State),
            _ when !positive => StatCell.Sign(StatState.NotMeaningful),
            var cell when row.Kind == StatRowKind.Total => new StatCell(StatState.Value, 100, 100, null, RateDecimals),
            var cell => new StatCell(
                StatState.Value, cell.Raw!.Value * 100 / whole.Raw!.Value, shares[counted.IndexOf(row)], null, RateDecimals),
        };
    }

    private static IReadOnlyList<StatRowGroup> Exercises(Sums sums, IReadOnlyList<StatCoverage> shown)
    {
        var table = sums.Table;
        var values = shown.Select(c => Line(c.Exercise, StatRowKind.Data, column => sums.Total(c, column))).ToList();
        var groups = new List<StatRowGroup> { new($"En {table.Unit.Label}", values) };
        if (table.AnnualGrowth)
        {
            groups.Add(new StatRowGroup("Glissement annuel, en\u00A0%", [.. shown.Select(c => Line(
                c.Exercise, StatRowKind.Growth, column => Growth(sums.Total(c.Exercise - 1, column), sums.Total(c, column))))]));
        }

        return groups;

        StatRow Line(int exercise, StatRowKind kind, Func<StatColumn, StatCell> cell)
        {
            var year = exercise.ToString(CultureInfo.InvariantCulture);
            return new StatRow(
                kind == StatRowKind.Growth ? "G" + year : year, kind == StatRowKind.Growth ? $"{year}/{exercise - 1}" : year, kind,
                [.. table.Columns.Select(cell)]);
        }
    }

    private static IReadOnlyList<StatResultColumn> Columns(StatTable table)
    {
        var columns = table.Columns.Select(c => new StatResultColumn(c.Code, c.Label, HasOrigin: true)).ToList();
        if (table.ShareOf is not null)
        {
            columns.Add(new StatResultColumn("PART", "Part du total, en\u00A0%", HasOrigin: false));
        }

        return columns;
    }

    /// <summary>
    /// The breaks that a reader may fall into: in a table of operators, that of its exercise, since one compares it with last
    /// year's; in a series, those between two exercises that the table reads.
    /// </summary>
    private static IReadOnlyList<StatBreak> Met(
        StatTable table, IReadOnlyList<StatCoverage> shown, IReadOnlyList<StatCoverage> coverage, IReadOnlyList<StatBreak> breaks) =>
        [.. breaks.Where(b => table.Rows == StatRowAxis.Operators
            ? shown.Any(c => c.Exercise == b.Exercise)
            : shown.Any(c => c.Exercise >= b.Exercise) && coverage.Any(c => c.Exercise < b.Exercise && c.Submitted.Count > 0))];

    private static List<string> Notes(Sums sums, IReadOnlyList<StatCoverage> shown)
    {
        var notes = new List<string>();
        var family = StatText.Family(sums.Table.OperatorType);
        if (sums.Scope == StatScope.AggregatesOnly)
        {
            notes.Add(
                $"Les {family} sont des opérateurs nationaux\u00A0: une direction régionale en voit les données agrégées, "
                + $"jamais le détail par opérateur, ni un total de moins de {SecrecyThreshold} opérateurs.");
        }

        foreach (var current in sums.Table.AnnualGrowth ? shown : [])
        {
            var before = sums.Coverage(current.Exercise - 1);
            if (before is { Submitted.Count: > 0 } && current.Submitted.Count > 0
                && !before.Submitted.Select(o => o.Id).ToHashSet().SetEquals(current.Submitted.Select(o => o.Id)))
            {
                notes.Add(
                    $"Le glissement {current.Exercise}/{current.Exercise - 1} compare des périmètres différents\u00A0: "
                    + $"{current.Submitted.Count} {family} en {current.Exercise}, {before.Submitted.Count} en {current.Exercise - 1}.");
            }
        }

        return notes;
    }

    private static StatCell Rate(decimal exact) =>
        new(StatState.Value, exact, Math.Round(exact, RateDecimals, MidpointRounding.AwayFromZero), null, RateDecimals);

    /// <summary>The facts, indexed, and what a measure is worth on a set of them.</summary>
    private sealed class Sums(
        StatTable table, StatScope scope, IReadOnlyList<StatCoverage> coverage, IReadOnlyList<StatFact> facts)
    {
        private readonly ILookup<(int Exercise, CellCode Code), StatFact> _facts = facts.ToLookup(f => (f.Exercise, f.Code));

        public StatTable Table => table;

        public StatScope Scope => scope;

        public StatCoverage? Coverage(int exercise) => coverage.FirstOrDefault(c => c.Exercise == exercise);

        public StatCell Of(StatCoverage year, StatOperator one, StatColumn column) => year.Submitted.Any(s => s.Id == one.Id)
            ? Measure(column.Cells.SelectMany(c => _facts[(year.Exercise, c)]).Where(f => f.OperatorId == one.Id))
            : StatCell.Sign(StatState.NotAvailable);

        public StatCell Total(int exercise, StatColumn column) =>
            Coverage(exercise) is { } year ? Total(year, column) : StatCell.Sign(StatState.NotAvailable);

        public StatCell Total(StatCoverage year, StatColumn column)
        {
            if (year.Submitted.Count == 0)
            {
                return StatCell.Sign(StatState.NotAvailable);
            }

            return scope == StatScope.AggregatesOnly && year.Submitted.Count < SecrecyThreshold
                ? StatCell.Sign(StatState.Secret)
                : Measure(column.Cells.SelectMany(c => _facts[(year.Exercise, c)]));
        }

        private StatCell Measure(IEnumerable<StatFact> facts)
        {
            var (sum, numbers, notApplicable) = facts.Aggregate(
                (Sum: 0m, Numbers: 0, NotApplicable: 0),
                (a, f) => (a.Sum + f.Sum, a.Numbers + f.Numbers, a.NotApplicable + f.NotApplicable));
            if (numbers == 0)
            {
                return StatCell.Sign(notApplicable > 0 ? StatState.NotApplicable : StatState.NotReported);
            }

            var raw = sum / CellScale.Factor;
            var exact = raw / table.Unit.Divisor;
            var rounded = Math.Round(exact, table.Unit.Decimals, MidpointRounding.AwayFromZero);
            return new StatCell(StatState.Value, exact, rounded, raw, table.Unit.Decimals);
        }
    }
}
