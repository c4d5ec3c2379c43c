using Soffi.Domain.Access;

namespace Soffi.Web.Features.Access;

/// <summary>What the portal of services said of the person.</summary>
public sealed record ReceivedIdentity(
    string Name, string Email, string Issuer, string Subject, DateTimeOffset FirstSignIn, DateTimeOffset LastSignIn);

/// <param name="Perimeter">Operator, regional directorate, or the whole country.</param>
/// <param name="Ended">When it stopped, or was suspended; null while it holds.</param>
public sealed record GrantLine(
    Role Role, string Perimeter, IReadOnlyList<Permission> Permissions, DateTimeOffset GrantedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? Ended, bool Suspended = false);

/// <param name="Name">Null for somebody who never signed in.</param>
public sealed record Granter(string? Name, string Email);

/// <summary>Everything that decides what a person may open.</summary>
public sealed record AccessViewModel(
    ReceivedIdentity Identity, IReadOnlyList<GrantLine> Active, IReadOnlyList<GrantLine> Ended, IReadOnlyList<Granter> Managers)
{
    /// <summary>What the person asked for, the latest first.</summary>
    public IReadOnlyList<RequestLine> Requests { get; init; } = [];

    /// <summary>How many requests wait for a decision; null for a person who may not decide.</summary>
    public int? ToDecide { get; init; }

    public string? Done { get; init; }

    /// <summary>What the ministry has closed to the person for a time.</summary>
    public IReadOnlyList<RestrictionLine> Restrictions { get; init; } = [];

    public IReadOnlyList<SessionLine> Sessions { get; init; } = [];
}
