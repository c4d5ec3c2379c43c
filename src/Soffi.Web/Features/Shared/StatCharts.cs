using Soffi.Domain.Charts;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>The figures of a question as a chart.</summary>
public sealed record StatChart(ChartKind Kind, ChartData Data)
{
    /// <summary>Why it cannot be drawn, in French; null when it can.</summary>
    public string? Refusal { get; } = ChartChecker.Refusal(Kind, Data);
}

/// <summary>
/// The chart that figures get: lines where years follow each other, the map where lines are regions, what adds up on top of each other,
/// bars otherwise. Totals are not drawn beside their own parts; only figures of one unit are drawn together.
/// </summary>
public static class StatCharts
{
    /// <summary>Name of the series that gathers the smallest ones.</summary>
    private const string Others = "Autres postes";

    /// <summary>From so many columns on, a table of years is one line per year along its columns, as months are read.</summary>
    private const int SeasonalColumns = 6;

    /// <param name="mention">One more note under the file, or null.</param>
    /// <param name="asked">The kind wanted; null for the one that suits the figures.</param>
    public static StatChart Of(StatResult result, string? mention = null, ChartKind? asked = null)
    {
        var unit = result.Columns.FirstOrDefault(c => c.Measure is not null)?.Measure!.Unit ?? result.Query.Measures[0].Unit;
        var columns = result.Columns.Select((c, i) => (Column: c, Index: i))
            .Where(c => c.Column.Derived == StatDerived.None && !IsTotal(result, c.Column) && (c.Column.Measure is null || c.Column.Measure.Unit == unit)).ToList();
        var block = result.Table.Blocks.Count > 1 ? result.Groups[0].Rows : [.. result.Rows]; // Blocks do not share their lines: the first is drawn.
        var rows = block.Where(r => r.Kind == StatRowKind.Data && !HoldsTotal(r.Path)).ToList();
        var drawn = rows.Count > 0 ? rows : [.. block.Where(r => r.Kind == StatRowKind.Total)];
        var kind = asked ?? Suits(result, drawn, columns.Count);
        var lineIsSeries = asked is null
            ? kind is ChartKind.Lines or ChartKind.SmallMultiples && !AreYears(result.Query.Rows, columns.Count) || (kind == ChartKind.HorizontalBars && drawn.Count == 1)
            : result.Query.Columns is [StatDimensions.Exercise];
        var data = lineIsSeries
            ? Data(result, mention, unit, ColumnLabel(result), columns.Select(c => new ChartCategory(c.Column.Code, Broken(c.Column.Label, result.IsBroken(c.Column)))), drawn.Select(r =>
                new ChartSeries(Broken(r.Label, columns.Exists(c => result.IsBroken(r, c.Index))), [.. columns.Select(c => Value(r.Cells[c.Index]))])))
            : Data(result, mention, unit, result.Table.RowLabel, drawn.Select(r => new ChartCategory(r.Path is [var one] && kind == ChartKind.RegionMap ? one.Code : r.Key, r.Label)), columns.Select(c =>
                new ChartSeries(Broken(c.Column.Label, result.IsBroken(c.Column)), [.. drawn.Select(r => Value(r.Cells[c.Index]))])));
        data = data with { Breaks = Breaks(result, data, columns.Select(c => c.Column.Measure?.Code).ToHashSet()) };
        return new StatChart(kind, kind == ChartKind.StackedHorizontal
            ? data.WithOthers(ChartChecker.MostSeries, Others, result.Table.FindMeasure("AUTRES")?.Label) : data);
    }

    private static ChartKind Suits(StatResult result, List<StatRow> rows, int columns)
    {
        var query = result.Query;
        if (query.Rows.Contains(StatDimensions.Exercise) || query.Columns is [StatDimensions.Exercise])
        {
            return (AreYears(query.Rows, columns) ? columns : rows.Count) > ChartChecker.MostSeries ? ChartKind.SmallMultiples : ChartKind.Lines;
        }

        if (query.Rows is [StatDimensions.Region] && columns == 1 && rows.TrueForAll(r => Region.Find(r.Path[0].Code) is not null || r.Path[0].Code == "99"))
        {
            return ChartKind.RegionMap;
        }

        // Measures side by side are stacked only where the table says of which total they are parts.
        return rows.Count >= 2 && columns > 1 && (!query.Columns.Contains(StatDimensions.Measure) || query.DerivedOf.Count > 0) ? ChartKind.StackedHorizontal : ChartKind.HorizontalBars;
    }

    /// <summary>Whether years are drawn from left to right: they are lines of the table, and its columns are few.</summary>
    private static bool AreYears(IReadOnlyList<string> rows, int columns) => rows is [StatDimensions.Exercise] && columns < SeasonalColumns;

    private static ChartData Data(
        StatResult result, string? mention, StatUnit unit, string categoryLabel, IEnumerable<ChartCategory> categories, IEnumerable<ChartSeries> series)
    {
        var block = result.Table.Blocks.Count > 1 && result.Groups.Count > 1 ? $", {char.ToLowerInvariant(result.Groups[0].Label[0])}{result.Groups[0].Label[1..]}" : "";
        var family = result.Table.Families is [var one] ? StatText.Family(one.Type) : "opérateurs";
        var coverage = result.Coverage.Select(c => (result.Coverage.Count > 1 ? $"{c.Exercise}\u00A0: " : "") + c.Sentence(family) + ".");
        return new ChartData(
            $"{(result.Table.Title.Length > 0 ? result.Table.Title : result.Query.Measures[0].Label)}{block}, {(result.Query.Exercises.Count > 1 ? "exercices" : "exercice")} {StatText.Years(result.Query.Exercises)}",
            new ChartUnit(unit.Label, unit.Decimals), categoryLabel, [.. categories], [.. series], result.Table.Basis, result.Source + ".")
        {
            Notes = [.. coverage, .. result.Notes, .. result.Legend.Select(l => l + "."), .. mention is null ? Array.Empty<string>() : [mention]],
        };
    }

    /// <summary>Where years follow each other, the breaks of series between two of them, for what is drawn.</summary>
    private static IReadOnlyList<ChartBreak> Breaks(StatResult result, ChartData data, HashSet<string?> measures)
    {
        var years = data.Categories.Select(c => int.TryParse(c.Key, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) ? year : 0).ToList();
        return !years.TrueForAll(y => result.Query.Exercises.Contains(y)) ? [] : [.. result.Breaks
            .Where(b => measures.Contains(null) || measures.Contains(b.Column)).Select(b => (Category: years.FindIndex(y => y >= b.Exercise), b.Note))
            .Where(b => b.Category > 0).Distinct().Select(b => new ChartBreak(b.Category, b.Note))];
    }

    private static string ColumnLabel(StatResult result) => result.Query.Columns is [StatDimensions.Exercise] ? "Exercice"
        : result.Query.Rows.Contains(StatDimensions.Exercise) ? "Période" : "Poste";

    private static ChartValue Value(StatCell cell) => cell.IsValue ? new ChartValue(cell.Exact) : new ChartValue(null, StatText.Sign(cell.State));

    private static string Broken(string label, bool broken) => broken ? $"{label}\u00A0{StatText.BreakSign}" : label;

    private static bool HoldsTotal(IReadOnlyList<StatMember> path) => path.Any(p => p.Code == StatRow.TotalKey);

    /// <summary>Members added up, the measure that the shares are of, or one that reads every cell of the others.</summary>
    private static bool IsTotal(StatResult result, StatResultColumn column)
    {
        if (column.Path.Count > 0 && HoldsTotal(column.Path) && !result.Query.Columns.Contains(StatDimensions.Measure))
        {
            return true;
        }

        var measures = result.Query.Measures.Where(m => !m.IsHidden).ToList();
        return measures.Count > 1 && column.Measure is { } measure && (result.Query.DerivedOf.Contains(measure.Code)
            || (measure.Terms.Count > 1 && measures.SelectMany(m => m.Terms).Distinct().Count() == measure.Terms.Count));
    }
}
