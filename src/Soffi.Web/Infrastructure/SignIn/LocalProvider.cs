using Microsoft.Extensions.Options;
using Soffi.Domain.Operators;
using Soffi.Portal;
using Soffi.Web.Dsfr;
using Soffi.Web.Infrastructure.Companies;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>
/// The only place that knows that the portal of services may live in this process: it gives both sides the same address.
/// A configured <c>Oidc:Authority</c> always wins.
/// </summary>
internal static class LocalProvider
{
    private const string ClientId = "soffi";
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>The types of profile of the terms of use (CGU article 10).</summary>
    private static readonly IReadOnlyList<PortalProfile> Profiles =
    [
        new() { Code = "opco", Label = "Opérateur de compétences (OPCO)", NeedsSiret = true },
        new() { Code = "atpro", Label = "Association Transitions Pro (ATPRO)", NeedsSiret = true },
        new() { Code = "faf", Label = "Fonds d’assurance formation de non-salariés (FAF)", NeedsSiret = true },
        new() { Code = "dgefp", Label = "Agent de la DGEFP (MPFQ)" },
        new() { Code = "dreets", Label = "Agent d’une DREETS, DRIEETS ou DEETS" },
    ];

    public static void AddLocalProvider(this WebApplicationBuilder builder)
    {
        builder.AddLocalPortal(DemoAccounts.All);
        var configuration = builder.Configuration;
        if (!configuration.GetValue<bool>($"{PortalOptions.Section}:{nameof(PortalOptions.Local)}"))
        {
            return;
        }

        var publicUrl = configuration[$"{PortalOptions.Section}:{nameof(PortalOptions.PublicUrl)}"] is { Length: > 0 } stated
            ? stated.TrimEnd('/')
            : ListeningUrl(configuration["urls"]);
        builder.Services.AddOptions<PortalOptions>().Configure<IOptions<OidcOptions>>(
            (portal, oidc) => Introduce(portal, oidc.Value, publicUrl));
        builder.Services.AddOptions<OidcOptions>().Configure(oidc =>
        {
            if (oidc.Authority.Length == 0)
            {
                oidc.Authority = publicUrl + PortalOptions.PathPrefix;
                oidc.ClientId = ClientId;
                oidc.AccountUrl = $"{PortalOptions.PathPrefix}/compte";
            }
        });
    }

    /// <summary>The first plain address the server listens on, as a browser of this machine writes it.</summary>
    internal static string ListeningUrl(string? urls)
    {
        var first = (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        if (first is null)
        {
            return DefaultUrl;
        }

        var address = Microsoft.AspNetCore.Http.BindingAddress.Parse(first);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return new UriBuilder(Uri.UriSchemeHttp, host, address.Port).Uri.GetLeftPart(UriPartial.Authority);
    }

    private static void Introduce(PortalOptions portal, OidcOptions oidc, string publicUrl)
    {
        portal.PublicUrl = publicUrl;
        portal.DescribeEstablishment = Describe;
        portal.StyleSheets.Add($"{DsfrAssets.Root}dsfr.main.min.css");
        portal.Scripts.Add($"{DsfrAssets.Root}dsfr.module.min.js");
        if (portal.Profiles.Count == 0)
        {
            Profiles.ToList().ForEach(portal.Profiles.Add);
        }

        if (portal.Clients.Any(client => client.ClientId == ClientId))
        {
            return;
        }

        // A public client: inside one process a secret would prove nothing more than PKCE does.
        var soffi = new PortalClient { ClientId = ClientId, DisplayName = "Soffi", HomeUrl = $"{publicUrl}/", BackChannelLogoutUri = $"{publicUrl}/deconnexion/portail" };
        foreach (var origin in Origins(publicUrl))
        {
            soffi.RedirectUris.Add(origin + oidc.CallbackPath);
            soffi.PostLogoutRedirectUris.Add(origin + oidc.SignedOutCallbackPath);
        }

        portal.Clients.Add(soffi);
    }

    /// <summary>What the directories say of that SIRET (CGU article 55); nothing when they are out of reach.</summary>
    private static async Task<string?> Describe(IServiceProvider services, string typed, CancellationToken cancellation)
    {
        if (Siret.TryRead(typed, out var siret) != SiretFault.None || siret is null)
        {
            return null;
        }

        var lookup = await services.GetRequiredService<CompanyDirectory>().FindAsync(siret, cancellation);
        return lookup switch
        {
            { Outcome: LookupOutcome.Found, Establishment: { Closed: false } found } =>
                $"Votre établissement\u00a0: {found.Name}{(found.Address is null ? "" : $", {found.Address}")}. Si ce n’est pas le vôtre, corrigez le SIRET dans votre compte.",
            { Outcome: LookupOutcome.Found } => "Votre établissement est fermé dans l’annuaire des entreprises\u00a0: vérifiez le SIRET dans votre compte.",
            { Outcome: LookupOutcome.Unknown } => "L’annuaire des entreprises ne connaît pas ce SIRET\u00a0: vérifiez-le dans votre compte.",
            _ => null,
        };
    }

    /// <summary>On the machine itself people write localhost or 127.0.0.1 alike.</summary>
    private static IEnumerable<string> Origins(string publicUrl)
    {
        yield return publicUrl;
        var address = new Uri(publicUrl);
        if (address.Host == "localhost")
        {
            yield return new UriBuilder(address) { Host = "127.0.0.1" }.Uri.GetLeftPart(UriPartial.Authority);
        }
    }
}
