using Soffi.Domain.Charts;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>A published table as a chart.</summary>
public sealed record StatChart(ChartKind Kind, ChartData Data)
{
    /// <summary>Why it cannot be drawn, in French; null when it can.</summary>
    public string? Refusal { get; } = ChartChecker.Refusal(Kind, Data);
}

/// <summary>
/// The chart that a published table gets: operators with what they spend on top of each other, exercises as lines, a
/// single line of figures as bars. Totals are not drawn beside their own parts.
/// </summary>
public static class StatCharts
{
    /// <summary>Name of the series that gathers the smallest ones.</summary>
    private const string Others = "Autres postes";

    /// <param name="mention">One more note under the file, or null.</param>
    public static StatChart Of(StatResult result, string? mention = null)
    {
        var columns = result.Columns.Select((c, i) => (Column: c, Index: i)).Where(c => c.Column.HasOrigin && !IsTotal(result.Table, c.Column.Code)).ToList();
        var rows = result.Rows.Where(r => r.Kind == StatRowKind.Data).ToList();
        var byOperator = result.Table.Rows == StatRowAxis.Operators;
        if (byOperator && rows.Count >= 2)
        {
            var data = Data(result, mention, result.Table.RowLabel, rows.Select(r => new ChartCategory(r.Key, r.Label)), columns.Select(c =>
                new ChartSeries(Broken(c.Column.Label, result.IsBroken(c.Column)), [.. rows.Select(r => Value(r.Cells[c.Index]))])));
            return new StatChart(ChartKind.StackedHorizontal, data.WithOthers(ChartChecker.MostSeries, Others, result.Table.FindColumn("AUTRES")?.Label));
        }

        // A reader of aggregates sees the total line only; one operator chosen has its own.
        var drawn = rows.Count > 0 ? rows : [.. result.Rows.Where(r => r.Kind == StatRowKind.Total)];
        var series = drawn.Select(r => new ChartSeries(
            Broken(r.Label, columns.Any(c => result.IsBroken(r, c.Index))), [.. columns.Select(c => Value(r.Cells[c.Index]))])).ToList();
        var kind = byOperator ? ChartKind.HorizontalBars : series.Count > ChartChecker.MostSeries ? ChartKind.SmallMultiples : ChartKind.Lines;
        return new StatChart(kind, Data(
            result, mention, byOperator ? "Poste" : "Période", columns.Select(c => new ChartCategory(c.Column.Code, Broken(c.Column.Label, result.IsBroken(c.Column)))), series));
    }

    private static ChartData Data(
        StatResult result, string? mention, string categoryLabel, IEnumerable<ChartCategory> categories, IEnumerable<ChartSeries> series)
    {
        var family = StatText.Family(result.Table.OperatorType);
        var coverage = result.Coverage.Select(c => (result.Coverage.Count > 1 ? $"{c.Exercise}\u00A0: " : "") + c.Sentence(family) + ".");
        return new ChartData(
            $"{result.Table.Title}, {(result.Filter.Exercises.Count > 1 ? "exercices" : "exercice")} {StatText.Years(result.Filter.Exercises)}",
            new ChartUnit(result.Table.Unit.Label, result.Table.Unit.Decimals), categoryLabel, [.. categories], [.. series], result.Table.Basis, result.Source + ".")
        {
            Notes = [.. coverage, .. result.Notes, .. result.Legend.Select(l => l + "."), .. mention is null ? Array.Empty<string>() : [mention]],
        };
    }

    private static ChartValue Value(StatCell cell) => cell.IsValue ? new ChartValue(cell.Exact) : new ChartValue(null, StatText.Sign(cell.State));

    private static string Broken(string label, bool broken) => broken ? $"{label}\u00A0{StatText.BreakSign}" : label;

    /// <summary>The column that the shares are of, or one that reads every cell of the others.</summary>
    private static bool IsTotal(StatTable table, string code) => code == table.ShareOf
        || (table.Columns.Count > 1 && table.FindColumn(code) is { } column && table.Columns.SelectMany(c => c.Cells).Distinct().Count() == column.Cells.Count);
}
