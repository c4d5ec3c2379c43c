using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
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

    private static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(1);

    public static WebApplicationBuilder AddSoffiSignIn(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<OidcOptions>().BindConfiguration(OidcOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OidcOptions>, OidcOptionsValidator>();
        builder.AddLocalProvider();

        services.TryAddSingleton(TimeProvider.System);
        // Every instance reads the cookies and sessions of the others.
        services.AddDataProtection().SetApplicationName("Soffi").PersistKeysToDbContext<SoffiDbContext>();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentUser>();
        services.AddScoped<PersonRegistry>();
        services.AddScoped<SessionClosing>();
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
            OnTicketReceived = ProviderEvents.BindPerson,
            OnRemoteFailure = ProviderEvents.ExplainFailure,
            OnAccessDenied = ProviderEvents.ExplainRefusal,
        };
    }
}
