using Soffi.Domain.Operators;

namespace Soffi.Domain.Access;

/// <summary>
/// The operators whose submitted statements a person may read: all of them for the DGEFP, those of its region for a
/// regional directorate (D. 6323-21-2 c. trav.), none for anybody else.
/// </summary>
/// <param name="National">Every operator.</param>
/// <param name="Regions">INSEE codes; of no effect when national.</param>
public sealed record ReviewScope(bool National, IReadOnlySet<string> Regions)
{
    public static ReviewScope Of(Actor actor)
    {
        var grants = actor.Grants.Where(g => actor.Allows(g, Permission.ReviewDeclaration)).ToList();
        return new ReviewScope(
            grants.Exists(g => g.RegionCode is null && g.Role != Role.AgentDreets),
            grants.Where(g => g.RegionCode is not null).Select(g => g.RegionCode!).ToHashSet());
    }

    /// <summary>A regional directorate does not read the statements of national bodies.</summary>
    public bool Covers(Operator body) => National || (body.RegionCode is { } region && Regions.Contains(region));
}
