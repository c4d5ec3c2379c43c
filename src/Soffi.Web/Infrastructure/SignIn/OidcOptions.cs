namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>Where the portal of services says who the person is, besides the identity token.</summary>
public enum UserInfoMode
{
    /// <summary>Nowhere: the identity token says all.</summary>
    None,

    /// <summary>At its userinfo endpoint, signed or not.</summary>
    Json,

    /// <summary>At its userinfo endpoint, signed; an answer without signature is refused.</summary>
    Signed,
}

/// <summary>The portal of services that signs people in, read from the configuration section <c>Oidc</c>.</summary>
public sealed class OidcOptions
{
    public const string Section = "Oidc";

    /// <summary>One of <see cref="OidcPresets"/>: what the keys below are when the configuration says nothing of them.</summary>
    public string Preset { get; set; } = OidcPresets.Local;

    /// <summary>Address of the OpenID Connect provider, e.g. <c>https://efpconnect.emploi.gouv.fr/auth/realms/efp</c>.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Null for a public client, which proves itself by PKCE alone.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Scopes asked for, separated by spaces.</summary>
    public string Scopes { get; set; } = "openid email profile";

    /// <summary>Where people manage their account at the provider, e.g. their password; empty for nowhere to send them.</summary>
    public string AccountUrl { get; set; } = "";

    public string CallbackPath { get; set; } = "/connexion/retour";

    public string SignedOutCallbackPath { get; set; } = "/deconnexion/retour";

    public UserInfoMode UserInfo { get; set; } = UserInfoMode.None;

    /// <summary>
    /// Levels of authentication (<c>acr</c>) that open Soffi, separated by spaces; they are asked of the provider, then checked
    /// in the identity token. Empty: any.
    /// </summary>
    public string AcceptedAcr { get; set; } = "";

    /// <summary>
    /// True for a provider that only gives addresses it has checked and says so in its contract instead of in
    /// <c>email_verified</c> (ProConnect). False by default: an address nobody checked opens nothing.
    /// </summary>
    public bool EmailAlwaysVerified { get; set; }

    /// <summary>True for a provider whose subject is the address: capital letters then make no difference.</summary>
    public bool SubjectIsAddress { get; set; }

    public ClaimNames Claims { get; set; } = new();

    /// <summary>The levels of <see cref="AcceptedAcr"/>.</summary>
    public IReadOnlyList<string> AcrValues() => AcceptedAcr.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>
/// Where the provider puts each datum: one or several paths, separated by spaces, the first that holds something wins. A path
/// names a claim, or goes down into one (<c>attributes.given_name</c>, <c>attributes.mail[0]</c>).
/// </summary>
public sealed class ClaimNames
{
    public string Subject { get; set; } = "sub";

    public string Email { get; set; } = "email";

    public string EmailVerified { get; set; } = "email_verified";

    public string GivenName { get; set; } = "given_name";

    public string FamilyName { get; set; } = "family_name";
}
