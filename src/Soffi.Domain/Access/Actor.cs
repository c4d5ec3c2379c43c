using Soffi.Domain.Operators;

namespace Soffi.Domain.Access;

/// <summary>A signed-in person with what they may do now. The resource rules take this, never a claim.</summary>
public sealed record Actor(Guid UserId, string DisplayName, string Email, IReadOnlyList<Grant> Grants)
{
    /// <summary>What the ministry has closed to them for a time (CGU article 62), whatever they were granted.</summary>
    public IReadOnlySet<Permission> Closed { get; init; } = new HashSet<Permission>();

    /// <summary>Name of the agent of the assistance who sees the pages as this person, without any right to write; null for the person.</summary>
    public string? SeenBy { get; init; }

    /// <summary>Name of the body for which an agent of the State acts here; null for anybody acting for their own.</summary>
    public string? ActingFor { get; init; }

    /// <summary>
    /// The same person in front of a statement of that body: an agent who types for it (CGU article 36) is named as such, so
    /// that the body sees in its history who typed what.
    /// </summary>
    public Actor InFrontOf(Operator body)
    {
        var editing = Grants.Where(g => (g.OperatorId == body.Id || (body.HostId is { } host && g.OperatorId == host)) && Allows(g, Permission.EditDeclaration)).ToList();
        return editing.Count > 0 && editing.TrueForAll(g => g.Role == Role.EntryAgent)
            ? this with { DisplayName = $"{DisplayName} (agent de l’État)", ActingFor = body.Name }
            : this;
    }

    public bool Has(Permission permission) => Grants.Any(g => Allows(g, permission));

    /// <summary>Whether that access gives the permission, and nothing closes it.</summary>
    public bool Allows(Grant grant, Permission permission) =>
        RolePermissions.Allows(grant.Role, permission) && !Closed.Contains(permission);

    /// <summary>Whether one of the grants gives the permission on that operator.</summary>
    public bool HasOn(Permission permission, int operatorId) =>
        Grants.Any(g => g.OperatorId == operatorId && Allows(g, permission));

    /// <summary>The same for a body, which a grant on its host also covers: who declares for an OPCO declares for its sections.</summary>
    public bool HasOn(Permission permission, Operator body) =>
        HasOn(permission, body.Id) || (body.HostId is { } host && HasOn(permission, host));

    /// <summary>The operators on which the permission is held by name; their sections come with them.</summary>
    public IReadOnlyList<int> OperatorsFor(Permission permission) =>
        [.. Grants.Where(g => g.OperatorId is not null && Allows(g, permission))
            .Select(g => g.OperatorId!.Value).Distinct()];
}
