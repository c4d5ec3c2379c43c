using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Soffi.Portal.Accounts;
using Soffi.Portal.Connect;
using Soffi.Portal.Mail;
using Soffi.Portal.Pages;
using Soffi.Portal.Security;
using Soffi.Portal.Store;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Soffi.Portal;

/// <summary>
/// Adds a local portal of services to a host: OpenID Connect provider, sign-in page and accounts. The host calls
/// <see cref="AddLocalPortal"/>, <see cref="MapLocalPortal"/> and, before serving, <see cref="SeedLocalPortalAsync"/>;
/// authentication and authorization middleware are the host's.
/// </summary>
public static class LocalPortal
{
    /// <summary>Name of the session cookie of the portal, distinct from those of the services.</summary>
    public const string CookieName = "soffi-portail";

    /// <summary>Policy of the pages of one's own account: signed in to the portal.</summary>
    public const string Policy = "portail";

    /// <summary>Registers the portal when <c>Portal:Local</c> is true; otherwise takes its routes out of the host.</summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="demoAccounts">Accounts created when <c>Portal:DemoAccounts</c> is true.</param>
    public static IHostApplicationBuilder AddLocalPortal(
        this IHostApplicationBuilder builder, IReadOnlyList<DemoAccount>? demoAccounts = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var section = builder.Configuration.GetSection(PortalOptions.Section);
        var mvc = builder.Services.AddControllersWithViews();
        if (!bool.TryParse(section[nameof(PortalOptions.Local)], out var local) || !local)
        {
            mvc.ConfigureApplicationPartManager(parts => Without(parts));
            return builder;
        }

        mvc.ConfigureApplicationPartManager(parts => Without(parts)).AddApplicationPart(typeof(LocalPortal).Assembly);
        builder.Services.AddOptions<PortalOptions>().Bind(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidator>();
        builder.Services.AddSingleton<IReadOnlyList<DemoAccount>>(demoAccounts ?? []);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddScoped<PortalSeeder>();
        AddMail(builder);
        builder.Services.AddDbContext<PortalDbContext>((services, database) => database
            .UseSqlite(PortalPaths.Database(
                services.GetRequiredService<IOptions<PortalOptions>>().Value.ConnectionString,
                services.GetRequiredService<IHostEnvironment>().ContentRootPath))
            .UseOpenIddict<Guid>());
        AddAccounts(builder.Services);
        AddProvider(builder.Services);
        return builder;
    }

    /// <summary>Maps the pages and protocol endpoints of the portal, when it is local.</summary>
    public static IEndpointRouteBuilder MapLocalPortal(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(PortalSeeder)) == true)
        {
            endpoints.MapControllers();
        }

        return endpoints;
    }

    /// <summary>Migrates and seeds the portal's database; does nothing when the portal is not local.</summary>
    public static async Task SeedLocalPortalAsync(this IHost host, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        await using var scope = host.Services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<PortalSeeder>() is { } seeder)
        {
            await seeder.SeedAsync(cancellation);
        }
    }

    private static readonly TimeSpan LogoutTimeout = TimeSpan.FromSeconds(10);

    private static void Without(ApplicationPartManager parts)
    {
        var name = typeof(LocalPortal).Assembly.GetName().Name;
        foreach (var part in parts.ApplicationParts.Where(part => part.Name == name).ToList())
        {
            parts.ApplicationParts.Remove(part);
        }
    }

    private static void AddMail(IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailOptions>().Bind(builder.Configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        builder.Services.TryAddSingleton<MailTransport>();
        builder.Services.AddSingleton<MailSignal>();
        builder.Services.AddSingleton<WrittenMails>();
        builder.Services.AddScoped<PortalMail>();
        builder.Services.AddHostedService<MailDelivery>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<AccountLinks>();
        services.AddScoped<AccountOpening>();
        services.AddScoped<AccountChanges>();
        services.AddScoped<SecurityJournal>();
        services.AddScoped<AttemptLimits>();
        services.AddScoped<RequestLimit>();
        services.AddSingleton<AttemptQueue>();
        services.AddSingleton<KnownBrowsers>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<PortalSessions>();
        services.AddDataProtection();
        services.AddScoped<IPasswordHasher<PortalUser>, Argon2Hasher>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy
            .AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser());
        services.AddScoped<IUserConfirmation<PortalUser>, AccountGate>();
        services.AddScoped<ILookupNormalizer, AddressNormalizer>();
        services.AddIdentityCore<PortalUser>(identity =>
            {
                // Terms of use, article 28: twelve characters, upper and lower case, digit, special character.
                identity.Password.RequiredLength = 12;
                identity.Password.RequireUppercase = true;
                identity.Password.RequireLowercase = true;
                identity.Password.RequireDigit = true;
                identity.Password.RequireNonAlphanumeric = true;
                identity.User.RequireUniqueEmail = true;
                identity.SignIn.RequireConfirmedAccount = true;
            })
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddSignInManager();
        services.AddAuthentication().AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = CookieName;
            cookie.Cookie.Path = PortalOptions.PathPrefix;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.Cookie.IsEssential = true;
            cookie.ExpireTimeSpan = PortalSessions.Longest;
            cookie.SlidingExpiration = false;
            cookie.LoginPath = $"{PortalOptions.PathPrefix}/connexion";
            cookie.LogoutPath = $"{PortalOptions.PathPrefix}/deconnexion";
            cookie.ReturnUrlParameter = "retour";
            cookie.Events = new CookieAuthenticationEvents { OnValidatePrincipal = PortalSessions.ValidateAsync };
        });
    }

    private static void AddProvider(IServiceCollection services)
    {
        const string prefix = "portail";
        services.AddSingleton<LogoutTokens>();
        services.AddSingleton<LogoutSignal>();
        services.AddHttpClient(LogoutDelivery.Client, client => client.Timeout = LogoutTimeout);
        services.AddHostedService<LogoutDelivery>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, PortalKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerAspNetCoreOptions>, PortalKeys>();
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<PortalDbContext>().ReplaceDefaultEntities<Guid>())
            .AddServer(server =>
            {
                server.SetConfigurationEndpointUris($"{prefix}/.well-known/openid-configuration")
                    .SetJsonWebKeySetEndpointUris($"{prefix}/.well-known/jwks")
                    .SetAuthorizationEndpointUris($"{prefix}/connect/authorize")
                    .SetTokenEndpointUris($"{prefix}/connect/token")
                    .SetUserInfoEndpointUris($"{prefix}/connect/userinfo")
                    .SetEndSessionEndpointUris($"{prefix}/connect/endsession");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes(Scopes.OpenId, Scopes.Email, Scopes.Profile);
                server.RegisterClaims(Claims.Email, Claims.EmailVerified, Claims.GivenName, Claims.FamilyName, ConnectController.SessionNumber, ConnectController.Siret);
                server.SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1));
                // The identity token comes back as a hint at sign-out, as late as the session lasts.
                server.SetIdentityTokenLifetime(TimeSpan.FromHours(12));
                server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(context =>
                {
                    context.Metadata["backchannel_logout_supported"] = true;
                    context.Metadata["backchannel_logout_session_supported"] = true;
                    return ValueTask.CompletedTask;
                }));
                server.Configure(options =>
                {
                    options.CodeChallengeMethods.Clear();
                    options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
                    options.ResponseModes.Clear();
                    options.ResponseModes.Add(ResponseModes.Query);
                });
                server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .EnableErrorPassthrough();
            });
    }
}
