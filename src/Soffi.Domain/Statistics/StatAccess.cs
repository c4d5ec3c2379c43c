using Soffi.Domain.Access;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <summary>How fine the figures may be for a reader.</summary>
public enum StatScope
{
    /// <summary>Operator by operator.</summary>
    ByOperator,

    /// <summary>Aggregates of at least three operators.</summary>
    AggregatesOnly,
}

/// <summary>
/// The resource rule of statistics: an agent of a regional directorate sees the bodies of its region (D. 6323-21-2 c. trav.) and, of
/// the national operators, aggregated data only (reference-metier §7, point 3); DGEFP and administrators see each operator.
/// </summary>
/// <param name="National">Every operator.</param>
/// <param name="Regions">INSEE codes; of no effect when national.</param>
public sealed record StatReader(bool National, IReadOnlySet<string> Regions)
{
    /// <summary>Sees every operator.</summary>
    public static StatReader Everything { get; } = new(true, new HashSet<string>());

    public static StatReader Of(Actor actor)
    {
        var grants = actor.Grants.Where(g => actor.Allows(g, Permission.ViewStatistics)).ToList();
        return new StatReader(
            grants.Exists(g => g.Role != Role.AgentDreets && g.RegionCode is null), grants.Where(g => g.RegionCode is not null).Select(g => g.RegionCode!).ToHashSet());
    }

    /// <summary>Whether that operator's own figures may be shown.</summary>
    public bool Sees(StatOperator one) => National || (one.RegionCode is { } region && Regions.Contains(region));

    /// <summary>How fine the answer to that question may be: as fine as its most protected family allows.</summary>
    public StatScope ScopeOf(StatQuery query) =>
        National || query.Families.All(f => f.Type == OperatorType.Atpro) ? StatScope.ByOperator : StatScope.AggregatesOnly;
}
