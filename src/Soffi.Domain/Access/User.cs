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

    /// <summary>When the account was deleted (CGU article 24); nothing says any more whose it was, but the evidence.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public string DisplayName => $"{GivenName} {FamilyName}".Trim() is { Length: > 0 } name ? name : Email;

    public static string NormaliseEmail(string email) => email.Trim().ToLowerInvariant();

    public void SignedIn(string givenName, string familyName, DateTimeOffset now)
    {
        GivenName = givenName;
        FamilyName = familyName;
        LastSignInAt = now;
    }

    /// <summary>
    /// Takes away what says who it was. The identifier stays, which statements, acceptances and the journal point to: the
    /// evidence holds (CGU articles 19 and 82). The address may serve a new account.
    /// </summary>
    public void Delete(DateTimeOffset now)
    {
        Issuer = "urn:soffi:compte-supprime";
        Subject = Id.ToString();
        Email = $"{Id}@supprime.invalid";
        GivenName = "";
        FamilyName = "Compte supprimé";
        DeletedAt = now;
    }
}
