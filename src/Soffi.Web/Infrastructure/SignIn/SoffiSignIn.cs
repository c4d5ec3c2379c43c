using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Soffi.Data;
using Soffi.Web.Infrastructure.Security;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>Sign-in by OpenID Connect (authorization code, PKCE) and a session kept in the database.</summary>
public static class SoffiSignIn
{
    /// <summary>Scheme of Soffi's own session.</summary>
    public const string Session = "soffi";

    /// <summary>Scheme of the portal of services.</summary>
    public const string Provider = "portail";

    /// <summary>A session left alone ends after this time.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after this time, however busy.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Greatest difference with the provider's clock.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>Least time between two readings of the provider's keys because a token bears an unknown one.</summary>
    private static readonly TimeSpan KeysAskedAgainAfter = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BackchannelTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(1);

    private static readonly string[] Signatures =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    public static WebApplicationBuilder AddSoffiSignIn(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // A provider that has changed its keys is asked for the new ones at once: otherwise they are read in the background
        // and the first person to sign in is refused.
        AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);
        var services = builder.Services;
        services.AddOptions<OidcOptions>()
            .Configure<IConfiguration>((options, configuration) => OidcPresets.Apply(configuration[$"{OidcOptions.Section}:{nameof(OidcOptions.Preset)}"], options))
            .BindConfiguration(OidcOptions.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<OidcOptions>, OidcOptionsValidator>();
        builder.AddLocalProvider();

        services.TryAddSingleton(TimeProvider.System);
        // Every instance reads the cookies and sessions of the others.
        services.AddDataProtection().SetApplicationName("Soffi").PersistKeysToDbContext<SoffiDbContext>();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentUser>();
        services.AddScoped<PersonRegistry>();
        services.AddScoped<SessionClosing>();
        services.AddScoped<ProviderLogoutClosing>();
        services.AddSingleton<LogoutTokenGate>();
        services.AddSingleton<SessionReader>();
        services.AddSingleton<DatabaseTickets>();
        services.AddSingleton<ProviderAccess>();
        services.AddAuthentication(Session).AddCookie(Session).AddOpenIdConnect(Provider, _ => { });
        services.AddOptions<CookieAuthenticationOptions>(Session).Configure<DatabaseTickets>(ConfigureSession);
        services.AddOptions<OpenIdConnectOptions>(Provider).Configure<IOptions<OidcOptions>>((oidc, options) => ConfigureProvider(oidc, options.Value));
        services.AddOptions<SecurityHeaderOptions>().Configure<IOptions<OidcOptions>>(
            (headers, options) => headers.AllowFormsTo(options.Value.Authority));
        services.AddPermissionPolicies();
        return builder;
    }

    private static void ConfigureSession(CookieAuthenticationOptions cookie, DatabaseTickets tickets)
    {
        cookie.Cookie.Name = Session;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.IsEssential = true;
        cookie.ExpireTimeSpan = Idle;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/connexion";
        cookie.LogoutPath = "/deconnexion";
        cookie.ReturnUrlParameter = ReturnUrl.Parameter;
        cookie.SessionStore = tickets;
        cookie.Events = new CookieAuthenticationEvents
        {
            OnCheckSlidingExpiration = context =>
            {
                // The framework renews after half of the time: that would end some sessions after fifteen idle minutes.
                context.ShouldRenew = context.ElapsedTime > RenewedAfter;
                return Task.CompletedTask;
            },
            OnValidatePrincipal = SessionEvents.EndWhenTooOld,
            OnRedirectToLogin = SessionEvents.AskToSignIn,
            OnRedirectToAccessDenied = SessionEvents.Deny,
        };
    }

    private static void ConfigureProvider(OpenIdConnectOptions oidc, OidcOptions options)
    {
        oidc.Authority = options.Authority;
        oidc.ClientId = options.ClientId;
        oidc.ClientSecret = options.ClientSecret;
        oidc.RequireHttpsMetadata = !Loopback.Is(new Uri(options.Authority));
        oidc.CallbackPath = options.CallbackPath;
        oidc.SignedOutCallbackPath = options.SignedOutCallbackPath;
        // Sign-out asked by the provider through a hidden frame: nobody uses it here, so it is closed.
        oidc.RemoteSignOutPath = default;
        oidc.SignedOutRedirectUri = "/deconnexion/terminee";
        oidc.SignInScheme = Session;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        // With form_post the answer is a cross-site POST: it would need SameSite=None cookies, which plain HTTP forbids.
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.MapInboundClaims = false;
        oidc.DisableTelemetry = true;
        oidc.SaveTokens = true;
        oidc.BackchannelTimeout = BackchannelTimeout;
        oidc.RefreshInterval = KeysAskedAgainAfter;
        oidc.TokenValidationParameters.ClockSkew = ClockSkew;
        // Public keys only: a token sealed with the client's secret, or not sealed, proves nothing.
        oidc.TokenValidationParameters.ValidAlgorithms = Signatures;
        oidc.Scope.Clear();
        foreach (var scope in options.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            oidc.Scope.Add(scope);
        }

        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.HttpOnly = true;
        }

        oidc.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = ProviderEvents.AskForLevel,
            OnTokenValidated = ProviderEvents.RequireSignature,
            OnTicketReceived = ProviderEvents.BindPerson,
            OnSignedOutCallbackRedirect = ProviderEvents.EndSignOut,
            OnRemoteFailure = ProviderEvents.ExplainFailure,
            OnAccessDenied = ProviderEvents.ExplainRefusal,
        };
    }
}
