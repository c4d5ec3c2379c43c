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

    /// <summary>The member of a sum on each of these dimensions; null when its cell stands on none of one of them.</summary>
    /// <param name="cellAxes">Those that stand on the cell.</param>
    /// <param name="operators">Codes, by identifier.</param>
    public static IReadOnlyList<string>? Members(
        StatKey key, StatCellInfo cell, IReadOnlyList<string> axes, IReadOnlyList<string> cellAxes, IReadOnlyDictionary<int, string> operators)
    {
        var members = new string[axes.Count];
        for (var i = 0; i < members.Length; i++)
        {
            var member = cellAxes.Contains(axes[i]) ? cell.Members.GetValueOrDefault(axes[i]) : axes[i] switch
            {
                StatDimensions.Operator => operators.GetValueOrDefault(key.OperatorId, ""),
                StatDimensions.Type => StatText.Family(key.Type),
                _ => key.Region,
            };
            if (member is null)
            {
                return null;
            }

            members[i] = member;
        }

        return members;
    }
}
