namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>The portal of services that signs people in, read from the configuration section <c>Oidc</c>.</summary>
public sealed class OidcOptions
{
    public const string Section = "Oidc";

    /// <summary>Address of the OpenID Connect provider, e.g. <c>https://efpconnect.emploi.gouv.fr/auth/realms/efp</c>.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Null for a public client, which proves itself by PKCE alone.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Scopes asked for, separated by spaces.</summary>
    public string Scopes { get; set; } = "openid email profile";

    public string CallbackPath { get; set; } = "/connexion/retour";

    public string SignedOutCallbackPath { get; set; } = "/deconnexion/retour";

    /// <summary>
    /// True for a provider that only gives addresses it has checked and says so in its contract instead of in
    /// <c>email_verified</c> (ProConnect). False by default: an address nobody checked opens nothing.
    /// </summary>
    public bool EmailAlwaysVerified { get; set; }

    public ClaimNames Claims { get; set; } = new();
}

/// <summary>Where the identity token holds each datum: a claim, or a path into a claim that is a JSON object (<c>attributes.given_name</c>).</summary>
public sealed class ClaimNames
{
    public string Subject { get; set; } = "sub";

    public string Email { get; set; } = "email";

    public string EmailVerified { get; set; } = "email_verified";

    public string GivenName { get; set; } = "given_name";

    public string FamilyName { get; set; } = "family_name";
}
