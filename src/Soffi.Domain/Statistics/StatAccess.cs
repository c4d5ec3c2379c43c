using Soffi.Domain.Access;

namespace Soffi.Domain.Statistics;

/// <summary>How fine the figures of national operators may be for a reader.</summary>
public enum StatScope
{
    /// <summary>Operator by operator.</summary>
    ByOperator,

    /// <summary>Aggregates of at least three operators.</summary>
    AggregatesOnly,
}

/// <summary>
/// The resource rule of statistics: an agent of a regional directorate sees regional and aggregated data only
/// (reference-metier §7, point 3), so of the national operators their sums; DGEFP and administrators see each operator.
/// </summary>
public static class StatAccess
{
    public static StatScope ScopeOf(Actor actor) =>
        actor.Grants.Any(g => g.Role != Role.AgentDreets && g.RegionCode is null && actor.Allows(g, Permission.ViewStatistics))
            ? StatScope.ByOperator
            : StatScope.AggregatesOnly;
}
