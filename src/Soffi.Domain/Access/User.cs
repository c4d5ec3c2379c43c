using Soffi.Domain.Operators;

namespace Soffi.Domain.Access;

/// <summary>
/// A person known by the identity an OpenID Connect provider gave: (issuer, subject) is unique, and so is the
/// normalised address (one account per person, CGU article 23).
/// </summary>
public sealed class User
{
    private User()
    {
    }

    public User(string issuer, string subject, string email, string givenName, string familyName, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Issuer = issuer;
        Subject = subject;
        Email = NormaliseEmail(email);
        GivenName = givenName;
        FamilyName = familyName;
        CreatedAt = now;
        LastSignInAt = now;
    }

    public Guid Id { get; private set; }

    public string Issuer { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Normalised: trimmed, lower case.</summary>
    public string Email { get; private set; } = "";

    public string GivenName { get; private set; } = "";

    public string FamilyName { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastSignInAt { get; private set; }

    public string DisplayName => $"{GivenName} {FamilyName}".Trim() is { Length: > 0 } name ? name : Email;

    public static string NormaliseEmail(string email) => email.Trim().ToLowerInvariant();

    public void SignedIn(string givenName, string familyName, DateTimeOffset now)
    {
        GivenName = givenName;
        FamilyName = familyName;
        LastSignInAt = now;
    }
}

/// <summary>
/// One role given to one address, on one perimeter: an operator (declarant, signatory), a region (DREETS) or the whole
/// country. It is prepared for an address and bound to the person at the first sign-in with that verified address.
/// </summary>
public sealed class Grant
{
    private Grant()
    {
    }

    /// <param name="expiresAt">When it stops by itself; null for no end.</param>
    public Grant(string email, Role role, DateTimeOffset grantedAt, int? operatorId = null, string? regionCode = null, DateTimeOffset? expiresAt = null)
    {
        ExpiresAt = expiresAt;
        Email = User.NormaliseEmail(email);
        Role = role;
        OperatorId = operatorId;
        RegionCode = regionCode;
        GrantedAt = grantedAt;
    }

    public int Id { get; private set; }

    public string Email { get; private set; } = "";

    public Guid? UserId { get; private set; }

    public Role Role { get; private set; }

    public int? OperatorId { get; private set; }

    public string? RegionCode { get; private set; }

    public DateTimeOffset GrantedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public bool IsActive(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);

    public void BindTo(Guid userId) => UserId ??= userId;

    /// <summary>Takes it back from now on; it stays as history.</summary>
    /// <returns>False when it was already.</returns>
    public bool Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
        {
            return false;
        }

        RevokedAt = now;
        return true;
    }
}

/// <summary>A signed-in person with what they may do now. The resource rules take this, never a claim.</summary>
public sealed record Actor(Guid UserId, string DisplayName, string Email, IReadOnlyList<Grant> Grants)
{
    public bool Has(Permission permission) => Grants.Any(g => RolePermissions.Allows(g.Role, permission));

    /// <summary>Whether one of the grants gives the permission on that operator.</summary>
    public bool HasOn(Permission permission, int operatorId) =>
        Grants.Any(g => g.OperatorId == operatorId && RolePermissions.Allows(g.Role, permission));

    /// <summary>The same for a body, which a grant on its host also covers: who declares for an OPCO declares for its sections.</summary>
    public bool HasOn(Permission permission, Operator body) =>
        HasOn(permission, body.Id) || (body.HostId is { } host && HasOn(permission, host));

    /// <summary>The operators on which the permission is held by name; their sections come with them.</summary>
    public IReadOnlyList<int> OperatorsFor(Permission permission) =>
        [.. Grants.Where(g => g.OperatorId is not null && RolePermissions.Allows(g.Role, permission))
            .Select(g => g.OperatorId!.Value).Distinct()];
}
