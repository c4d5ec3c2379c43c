namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>
/// What is known of the State's portals of services, so that their address and Soffi's identifier are all that is left to
/// configure. Any key of the section <c>Oidc</c> wins over its preset.
/// </summary>
public static class OidcPresets
{
    public const string Local = "local";
    public const string Keycloak = "keycloak";
    public const string ProConnect = "proconnect";
    public const string CasLegacy = "cas-legacy";

    private static readonly Dictionary<string, Action<OidcOptions>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [Local] = _ => { },
        // EFP Connect: names and address in the identity token, address verified or not.
        [Keycloak] = _ => { },
        [ProConnect] = FillProConnect,
        [CasLegacy] = FillCasLegacy,
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    /// <summary>Sets what the preset of that name says; one that is unknown sets nothing and is refused at start.</summary>
    internal static void Apply(string? name, OidcOptions options)
    {
        if (name is { Length: > 0 } && Known.TryGetValue(name, out var fill))
        {
            fill(options);
        }
    }

    /// <summary>
    /// ProConnect: the identity token only says who, the rest is in a signed userinfo; the family name is <c>usual_name</c>;
    /// two factors are asked for and checked.
    /// </summary>
    private static void FillProConnect(OidcOptions options)
    {
        options.Scopes = "openid given_name usual_name email";
        options.UserInfo = UserInfoMode.Signed;
        options.AcceptedAcr = "eidas0-mfa eidas1-mfa eidas2 eidas3";
        options.EmailAlwaysVerified = true;
        options.Claims.FamilyName = "usual_name";
    }

    /// <summary>
    /// The portal before EFP Connect (Apereo CAS): values nested in <c>attributes</c> of the userinfo, and the address as subject.
    /// </summary>
    private static void FillCasLegacy(OidcOptions options)
    {
        options.Scopes = "openid email profile address phone portail";
        options.UserInfo = UserInfoMode.Json;
        options.EmailAlwaysVerified = true;
        options.SubjectIsAddress = true;
        options.Claims.Email = "email attributes.email sub";
        options.Claims.GivenName = "attributes.given_name given_name";
        options.Claims.FamilyName = "attributes.name family_name";
    }
}
