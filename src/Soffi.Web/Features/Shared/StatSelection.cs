using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>What a question picks among the operators and the cells.</summary>
internal static class StatSelection
{
    /// <summary>The operators chosen; of these, those counted in every exercise where the perimeter is to be constant.</summary>
    public static IEnumerable<StatOperator> Chosen(StatQuery query, StatFrame frame, IReadOnlyList<StatCoverage> coverage) =>
        StatConstant.Of(query, StatNarrowing.Operators(query, frame), coverage);

    /// <summary>The cells of a measure, in the members kept.</summary>
    public static IReadOnlyList<StatCellInfo> CellsOf(StatQuery query, StatMeasure measure, StatFrame frame)
    {
        var kept = query.Filters.Where(f => frame.Cells.Dimension(f.Key) is not null)
            .ToDictionary(f => f.Key, f => Expand(frame.Cells.Dimension(f.Key)!, f.Value, query.Groupings.GetValueOrDefault(f.Key)).ToHashSet());
        return [.. measure.Terms.SelectMany(frame.Cells.Resolve).DistinctBy(c => c.Id)
            .Where(c => kept.All(k => !c.Members.TryGetValue(k.Key, out var member) || k.Value.Contains(member)))];
    }

    public static IEnumerable<string> Expand(StatDimension dimension, IReadOnlyList<string> members, IReadOnlyList<StatGrouping>? groupings = null) =>
        members.SelectMany(m => dimension.Groupings.Concat(groupings ?? []).FirstOrDefault(g => g.Code == m)?.Members ?? [m]);

    /// <summary>The dimensions of the lines and columns that stand on the cells of that measure, not on its statement.</summary>
    public static IReadOnlyList<string> CellAxes(StatQuery query, StatMeasure measure, StatFrame frame)
    {
        var axes = StatGrid.Dimensions(query).Where(a => a is not (StatDimensions.Operator or StatDimensions.Type)).ToList();
        return axes.Count == 0 ? [] : [.. axes.Where(a => a != StatDimensions.Region || frame.StandsOnCells(a, [measure]))];
    }

    /// <summary>What the forms up to the last exercise say that cannot be compared with the year before, in the cells that the question reads.</summary>
    public static IReadOnlyList<StatBreak> Breaks(StatQuery query, StatFrame frame)
    {
        var last = query.ExercisesRead.DefaultIfEmpty().Max();
        var cells = new Dictionary<StatMeasure, IReadOnlyList<StatCellInfo>>();
        return [.. from family in query.Families
                   from form in frame.Cells.FormsOf(family).Where(f => f.Header.Exercise <= last).GroupBy(f => f.Header.Exercise).Select(g => g.Last())
                   where form.Mapping.Lines.Any(l => l.Breaks)
                   from measure in query.Measures
                   from note in Cells(measure).Where(c => c.Family == family).SelectMany(c => form.Mapping.Breaks(c.Code)).Distinct()
                   select new StatBreak(form.Header.Exercise, measure.Code, note)];

        IReadOnlyList<StatCellInfo> Cells(StatMeasure measure) => cells.TryGetValue(measure, out var known) ? known : cells[measure] = CellsOf(query, measure, frame);
    }
}
