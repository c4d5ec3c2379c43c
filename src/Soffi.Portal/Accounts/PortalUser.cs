using Microsoft.AspNetCore.Identity;

namespace Soffi.Portal.Accounts;

/// <summary>A person known to the portal. The identifier is the subject given to the services: it never changes.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    public string GivenName { get; set; } = "";

    public string FamilyName { get; set; } = "";

    /// <summary>Code of the type of profile the account is for (CGU article 23), empty when the portal asks for none.</summary>
    public string Profile { get; set; } = "";

    /// <summary>Fourteen digits of the establishment, or empty.</summary>
    public string Siret { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>True for an account whose password is public: refused as soon as demonstration accounts are switched off.</summary>
    public bool IsDemonstration { get; set; }
}
