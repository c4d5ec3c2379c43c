namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>What the portal of services says of the person. The issuer and the subject together never change.</summary>
public sealed record ProviderIdentity(
    string Issuer, string Subject, string Email, bool EmailVerified, string GivenName, string FamilyName)
{
    /// <summary>Reads what the provider says; null when it lacks an issuer, a subject or an address.</summary>
    public static ProviderIdentity? Read(ProviderClaims claims, OidcOptions options)
    {
        var names = options.Claims;
        var subject = claims.Subject(names.Subject);
        var email = claims.Find(names.Email)?.Trim();
        if (subject is null || email is null || claims.Issuer.Length == 0)
        {
            return null;
        }

        var verified = options.EmailAlwaysVerified
            || (bool.TryParse(claims.Find(names.EmailVerified), out var stated) && stated);
        return new ProviderIdentity(
            claims.Issuer, options.SubjectIsAddress ? subject.Trim().ToLowerInvariant() : subject, email, verified,
            claims.Find(names.GivenName)?.Trim() ?? "", claims.Find(names.FamilyName)?.Trim() ?? "");
    }
}
