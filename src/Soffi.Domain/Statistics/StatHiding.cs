namespace Soffi.Domain.Statistics;

/// <summary>What a reader of aggregates may not be shown (<see cref="StatSecrecy"/>), asked crossing by crossing.</summary>
/// <param name="cells">The cells of the forms.</param>
/// <param name="secrets">By family, the cells hidden; a family left out has none.</param>
public sealed class StatHiding(StatCells cells, IReadOnlyDictionary<StatFamily, StatSecrecy> secrets)
{
    private readonly Dictionary<StatMeasure, IReadOnlyList<StatCellInfo>> _resolved = [];

    /// <param name="chosen">Members of the crossing, by dimension.</param>
    public bool Hides(StatMeasure measure, int exercise, IReadOnlyDictionary<string, IReadOnlyList<string>> chosen)
    {
        if (!_resolved.TryGetValue(measure, out var all))
        {
            _resolved[measure] = all = [.. measure.Terms.SelectMany(cells.Resolve).DistinctBy(c => c.Id)];
        }

        return all.Where(c => chosen.All(f => !c.Members.TryGetValue(f.Key, out var member) || f.Value.Contains(member)))
            .GroupBy(c => c.Family)
            .Any(g => secrets.TryGetValue(g.Key, out var secrecy) && !secrecy.Allows(exercise, g.Select(c => c.Code)));
    }
}
