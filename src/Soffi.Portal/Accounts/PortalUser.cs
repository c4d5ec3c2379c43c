using Microsoft.AspNetCore.Identity;

namespace Soffi.Portal.Accounts;

/// <summary>A person known to the portal. The identifier is the subject given to the services: it never changes.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    public string GivenName { get; set; } = "";

    public string FamilyName { get; set; } = "";

    /// <summary>True for an account whose password is public: refused as soon as demonstration accounts are switched off.</summary>
    public bool IsDemonstration { get; set; }
}
