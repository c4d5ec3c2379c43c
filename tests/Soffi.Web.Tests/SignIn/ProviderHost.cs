using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.SignIn;

/// <summary>Soffi configured with a preset and nothing more than an address, an identifier and a secret; and its provider.</summary>
internal sealed class ProviderHost : IAsyncDisposable
{
    /// <summary>Parameters that the documentation of ProConnect lists, and PKCE's.</summary>
    private static readonly string[] OfProConnect =
    [
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "claims", "prompt", "idp_hint", "login_hint", "siret_hint",
        "code_challenge", "code_challenge_method",
    ];

    private readonly HttpClient _outside = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private ProviderHost(TrialProvider provider) => Provider = provider;

    public SignInFactory Factory { get; } = new();

    public TrialProvider Provider { get; }

    public CapturedLogs Logs { get; private set; } = null!;

    public static async Task<ProviderHost> Start(string preset, params (string Key, string Value)[] settings)
    {
        var host = new ProviderHost(await TrialProvider.Start(elliptic: preset == OidcPresets.ProConnect));
        Fill(host.Provider, preset);
        foreach (var (key, value) in settings.Prepend(("Oidc:Preset", preset)).Append(("Oidc:Authority", host.Provider.Issuer))
            .Append(("Oidc:ClientId", TrialProvider.ClientId)).Append(("Oidc:ClientSecret", TrialProvider.Secret)))
        {
            host.Factory.Settings[key] = value;
        }

        host.Factory.Additions.Add(services => services.AddOptions<OpenIdConnectOptions>(SoffiSignIn.Provider)
            .Configure(oidc => oidc.BackchannelHttpHandler = new SocketsHttpHandler()));
        host.Logs = CapturedLogs.Of(host.Factory);
        return host;
    }

    /// <summary>Goes to the provider and comes back up to its answer, which the browser has not yet given to Soffi.</summary>
    public async Task<Uri> AnswerFor(HttpClient browser)
    {
        var start = await browser.GetAsync("/connexion?retour=/essai/moi");
        var answer = await _outside.GetAsync(start.Headers.Location);
        return answer.Headers.Location ?? throw new InvalidOperationException($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The page at which a whole sign-in ends.</summary>
    public async Task<HttpResponseMessage> SignIn(HttpClient browser) =>
        await browser.FollowAsync(await browser.GetAsync(await AnswerFor(browser)));

    /// <summary>Follows an address of the provider, as a browser does.</summary>
    public Task<HttpResponseMessage> Outside(Uri address) => _outside.GetAsync(address);

    public Task<User> Person() => Factory.DatabaseAsync(d => d.Users.SingleAsync());

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        _outside.Dispose();
        await Factory.DisposeAsync();
    }

    private static void Fill(TrialProvider provider, string preset)
    {
        switch (preset)
        {
            case OidcPresets.ProConnect:
                provider.KnownParameters = [.. OfProConnect];
                provider.SignsUserInfo = true;
                provider.Claims = new JsonObject { ["sub"] = "personne-a1b2", ["acr"] = "eidas1-mfa", ["amr"] = new JsonArray("pwd", "totp") };
                provider.Info = new JsonObject
                {
                    ["sub"] = "personne-a1b2",
                    ["email"] = "Ines.Rousseau@ministere.example",
                    ["given_name"] = "Inès",
                    ["usual_name"] = "Rousseau",
                };
                break;
            case OidcPresets.CasLegacy:
                provider.Claims = new JsonObject { ["sub"] = "Claire.Martin@opco.example" };
                provider.Info = new JsonObject
                {
                    ["sub"] = "claire.martin@OPCO.example",
                    ["attributes"] = new JsonObject
                    {
                        ["siret"] = "10000001700010",
                        ["name"] = new JsonArray("Martin"),
                        ["given_name"] = "Claire",
                        ["civility"] = "MME",
                    },
                };
                break;
            default:
                provider.Claims = new JsonObject
                {
                    ["sub"] = "f:1:claire",
                    ["email"] = "claire.martin@opco.example",
                    ["email_verified"] = true,
                    ["given_name"] = "Claire",
                    ["family_name"] = "Martin",
                    ["preferred_username"] = "claire.martin@opco.example",
                    ["acr"] = "1",
                };
                break;
        }
    }
}
